"""The terminal is killed (kill -9, a real process on a real pseudo terminal) at every entry and at every message.

After each cut a new start must account for every yen: what the unit's hoppers and tray say, the books say too.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.payment.machine import Meters
from devices.payment.outcomes import CLOSED, State
from devices.virtual.coin_unit.control import Control
from devices.virtual.coin_unit.line import Line
from devices.virtual.coin_unit.mechanism import Mechanism
from devices.virtual.coin_unit.program import UnitProgram
from devices.virtual.control_socket import ask
from tests.devices.payment.mortal_terminal import make_till

ENTRIES = 7  # Begin, counters (100), counters (500), print begins, print ended, counters, return ended
MESSAGES = 140


@pytest.fixture
def unit(tmp_path: Path) -> Iterator[UnitProgram]:
    program = UnitProgram(Mechanism(tmp_path / "coins.json"), echo=True)
    line = Line(program, tmp_path / "line", tick_s=0.002)
    control = Control(program, tmp_path / "control")
    line.start()
    control.start()
    yield program
    control.stop()
    line.stop()


class Terminal:
    """A terminal's process, and a resident who pays 300 yen with 100 and 500 as soon as she may."""

    def __init__(self, unit: UnitProgram, directory: Path, die: str = "-") -> None:
        self._unit = unit
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.devices.payment.mortal_terminal",
                directory / "j.db",
                directory / "line",
                die,
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        self._hands = threading.Thread(target=self._pay)
        self._hands.start()

    def _pay(self) -> None:
        assert self.process.stdout is not None
        pieces = [500, 100]
        for said in self.process.stdout:
            inserted = self._unit.mechanism.vault.swallowed
            if pieces and said == f"inserted {inserted}\n" and self._unit.mechanism.insert(pieces[-1]) == "taken":
                pieces.pop()

    def wait(self) -> int:
        """Its exit code, when it has ended."""
        assert self.process.stdout is not None
        code = self.process.wait(60)
        self._hands.join()
        self.process.stdout.close()
        return code


def check_books(unit: UnitProgram, directory: Path) -> State:
    """A new start after a cut; the state that the payment is in then (REFUNDED if there is none)."""
    journal, till = make_till(directory / "j.db", directory / "line")
    try:
        tray = unit.mechanism.vault.tray
        moving = unit.mechanism.volatile.order is not None
        recovery = till.recover()
        assert recovery.unit is None
        vault = unit.mechanism.vault
        assert moving or vault.tray == tray
        recorded = journal.payment("r-1")
        if recorded is None:
            assert vault.swallowed == vault.tray
            return State.REFUNDED
        payment = recorded.payment
        assert payment.state in CLOSED
        balance = till.reconcile()
        assert balance is not None
        assert (payment.received, payment.returned) == (vault.swallowed, vault.tray)
        assert balance.held == 0
        assert payment.meters is None or payment.meters == Meters(
            payment.meters.unit, vault.money_in + 1000 * vault.notes_in, vault.money_out
        )
        if payment.received > payment.returned and payment.state is not State.SETTLED:
            assert [debt.payment for debt in till.debts()] == ["r-1"]
        return payment.state
    finally:
        journal.close()


def test_a_long_life(unit: UnitProgram, tmp_path: Path) -> None:
    assert Terminal(unit, tmp_path).wait() == 0
    assert len(unit.commands) > MESSAGES  # so that every message below is reached
    assert check_books(unit, tmp_path) is State.SETTLED
    assert unit.mechanism.vault.tray == 300
    journal, _ = make_till(tmp_path / "j.db", tmp_path / "line")
    assert journal._connection.execute("SELECT count(*) FROM entry").fetchone() == (ENTRIES + 1,)  # and "Quoted"
    journal.close()


_AFTER_ENTRY = (
    State.REFUNDED,  # quoted
    State.REFUNDED,  # begun, nothing in
    State.OWED,  # 100 in
    State.OWED,  # 600 in: paid, not printed
    State.UNCLEAR,  # the printer may have got the document
    State.OWED,  # printed; the change was not ordered yet
    State.SETTLED,  # change counted
    State.SETTLED,
)


@pytest.mark.parametrize("number", range(1, ENTRIES + 1))
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_an_entry(unit: UnitProgram, tmp_path: Path, when: str, number: int) -> None:
    assert Terminal(unit, tmp_path, f"{when}-{number}").wait() == -signal.SIGKILL
    state = check_books(unit, tmp_path)
    if when == "before":
        # What the unit did meanwhile, it knows itself: coins in (2, 3), the change (6).
        assert state is (_AFTER_ENTRY[number] if number in (2, 3, 6) else _AFTER_ENTRY[number - 1])
    else:
        assert state is _AFTER_ENTRY[number]


@pytest.mark.parametrize(
    ("fault", "states"),
    [
        ("mute@BALANCE", {State.REFUNDED}),
        ("mute@INHIBIT", {State.REFUNDED}),
        ("mute@after-MASTER", {State.REFUNDED}),
        ("mute@VERIFY", {State.OWED}),
        ("mute@PAY", {State.OWED}),
        ("mute@after-PAY", {State.SETTLED}),
        *((f"mute@{number}", CLOSED) for number in range(20, MESSAGES, 20)),
        *((f"mute@after-{number}", CLOSED) for number in range(30, MESSAGES, 20)),
    ],
)
def test_killed_at_a_message(unit: UnitProgram, tmp_path: Path, fault: str, states: set[State]) -> None:
    """The unit falls silent at a message, before or after it did what it was told; there the terminal is killed."""
    ask(tmp_path / "control", do="fault", fault=fault)
    terminal = Terminal(unit, tmp_path)
    ask(tmp_path / "control", do="wait", **{"for": "muted", "timeout": 60})
    terminal.process.kill()
    terminal.wait()
    ask(tmp_path / "control", do="clear")
    assert check_books(unit, tmp_path) in states


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a file system needs root")
def test_the_disk_loses_power(tmp_path: Path) -> None:
    """Every entry that was acknowledged is still there after the file system was shut down under the journal."""
    ran = subprocess.run(
        ["unshare", "-m", sys.executable, "-m", "tests.devices.payment.power_cut", tmp_path, "8"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    if ran.returncode == 77 or "unshare" in ran.stderr:
        pytest.skip("mounting a file system isn't permitted here")
    assert ran.returncode == 0, ran.stderr
    cuts = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(cuts) == 8
    for cut in cuts:
        assert cut["found"] == cut["acknowledged"]
        assert cut["set_aside"] is None
