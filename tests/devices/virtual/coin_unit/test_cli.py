"""The virtual coin unit as a program of its own, spoken to over its serial line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.payment.cctalk import CHANGER, Header, Host, NoAnswer
from devices.payment.coin_unit import CcTalkUnit, Ready, Seen
from devices.payment.outcomes import CoinTrouble
from devices.payment.serial_line import SerialLine
from devices.virtual.control_socket import ControlError, ask


def start(directory: Path, *more: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "devices.virtual.coin_unit"),
            *("--line", directory / "line", "--control", directory / "control", "--state", directory / "coins.json"),
            *more,
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def stop(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGTERM)
    code = process.wait(20)
    assert process.stdout is not None
    process.stdout.close()
    return code


@pytest.fixture
def line(tmp_path: Path) -> Iterator[SerialLine]:
    line = SerialLine(str(tmp_path / "line"))
    yield line
    line.close()


def test_a_coin_goes_in_and_comes_out(tmp_path: Path, line: SerialLine) -> None:
    process = start(tmp_path, "--float", "5")
    control = tmp_path / "control"
    unit = CcTalkUnit(Host(line))
    ready = unit.ready()
    assert isinstance(ready, Ready)
    assert ready.stock == {10: 5, 50: 5, 100: 5, 500: 5}
    assert unit.accept((100, 500)) is None
    assert ask(control, do="wait", **{"for": "accepting"}) == {}
    assert ask(control, do="insert", piece=10) == {"taken": "returned"}
    assert ask(control, do="insert", piece=500) == {"taken": "taken"}
    assert unit.poll() == Seen(moved=True)
    assert unit.poll() == Seen(moved=False)
    assert unit.pay_out(500, 10) is None
    state = ask(control, do="state")["state"]
    assert (state["money_in"], state["money_out"], state["tray"]) == (500, 500, 500)
    assert stop(process) == 0
    assert not (tmp_path / "line").is_symlink()
    assert json.loads((tmp_path / "coins.json").read_text())["money_in"] == 500


def test_the_line_comes_back(tmp_path: Path, line: SerialLine) -> None:
    host = Host(line, deadline_s=0.2)
    assert host.ask(CHANGER, Header.SIMPLE_POLL, 0) == NoAnswer()
    for _ in range(2):
        process = start(tmp_path)
        assert host.ask(CHANGER, Header.SIMPLE_POLL, 0) == b""
        stop(process)
        assert CcTalkUnit(host).ready() is CoinTrouble.SILENT


def test_without_power(tmp_path: Path, line: SerialLine) -> None:
    process = start(tmp_path)
    ask(tmp_path / "control", do="power", on=False)
    host = Host(line, deadline_s=0.1)
    assert CcTalkUnit(host).ready() is CoinTrouble.SILENT
    ask(tmp_path / "control", do="power", on=True)
    assert isinstance(CcTalkUnit(host).ready(), Ready)
    stop(process)


def test_what_the_control_socket_refuses(tmp_path: Path) -> None:
    process = start(tmp_path, "--forgetful")
    control = tmp_path / "control"
    for wrong in (
        {"do": "insert", "piece": 5},
        {"do": "insert", "piece": True},
        {"do": "jam", "where": "nose"},
        {"do": "refill", "coin": 100, "count": 100_000},
        {"do": "fault", "fault": "explode"},
        {"do": "wait", "for": "christmas"},
        {"do": "dance"},
    ):
        with pytest.raises(ControlError):
            ask(control, **wrong)
    assert stop(process) == 0
    assert not (tmp_path / "coins.json").exists()


def test_help_tells_everything() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "devices.virtual.coin_unit", "--help"], capture_output=True, text=True, check=True
    )
    for word in ("--line", "mute@after-PAY", '"do": "jam"'):
        assert word in told.stdout
