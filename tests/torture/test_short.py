"""The torture, made short: kills on SQLite and, where mounts can be made, power cuts. The long one: `make torture`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def _torture(tmp_path: Path, *arguments: str) -> dict[str, dict[str, object]]:
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "tests.torture", "--seed", "3", "--json", str(figures), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(figures.read_text())
    for ordeal, why in found["skipped"].items():
        pytest.skip(f"{ordeal}: {why}")
    return {each["name"]: each for each in found["ordeals"]}


def test_two_dozen_kills_on_sqlite(tmp_path: Path) -> None:
    figures = _torture(tmp_path, "--kills", "250", "--only", "kills-sqlite")["kills-sqlite"]
    assert isinstance(figures["accepted"], int)
    assert figures["accepted"] >= 20
    assert figures["delivered"] == figures["accepted"]


def test_a_power_cut(tmp_path: Path) -> None:
    figures = _torture(tmp_path, "--powercuts", "2", "--only", "power-cuts")["power-cuts"]
    assert isinstance(figures["accepted"], int)
    assert figures["accepted"] >= 10
    assert figures["delivered"] == figures["accepted"]
