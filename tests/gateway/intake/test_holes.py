"""What terminals have counted and the intake has not got."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.cli import main
from gateway.intake.holes import _in_one, holes
from gateway.store.database import Store
from tests.gateway.intake.sending import Sender, post
from tests.parts.authority import Authority
from tests.parts.house import NOON, Client
from tests.parts.served import write_settings


def test_holes_and_repetitions(client: Client, sender: Sender, store: Store) -> None:
    sent = [sender.item() for _ in range(6)]
    for at in (1, 4, 5):
        post(client, sent[at])
    sender.sequences["applications"] = 4
    post(client, sender.item())
    post(client, sender.item(kind="usage-record"))
    with store.read() as conn:
        found = [(each.terminal, each.lane, each.what, each.first, each.last) for each in holes(conn)]
    assert found == [
        ("kiosk-01", "applications", "missing", 1, 1),
        ("kiosk-01", "applications", "missing", 3, 4),
        ("kiosk-01", "applications", "repeated", 5, 5),
    ]


@given(st.sets(st.integers(1, 60), min_size=1))
def test_every_number_is_here_or_in_a_hole(numbers: set[int]) -> None:
    rows = [(number, NOON + timedelta(seconds=number), 1) for number in sorted(numbers)]
    missing = {n for hole in _in_one("t", "records", rows) for n in range(hole.first, hole.last + 1)}
    assert missing | numbers == set(range(1, max(numbers) + 1))
    assert not missing & numbers


def test_the_operator_is_told(
    client: Client,
    sender: Sender,
    store: Store,
    tmp_path: Path,
    authority: Authority,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = write_settings(tmp_path, store.url.render_as_string(hide_password=False), authority)
    command: list[Any] = ["--config", str(file), "intake", "holes"]
    assert main(command) == 0
    assert capsys.readouterr().out == "no holes\n"
    sender.item()
    post(client, sender.item())
    assert main(command) == 1
    assert capsys.readouterr().out == "kiosk-01 applications: 1 missing\n"
    assert main([*command, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["what"] == "missing"
