"""A terminal that dies while it prints: whoever comes next is not served before a clerk has looked into the tray."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

from kiosk.demo.parts import Parts, Terminal
from kiosk.demo.steps import LONG_S
from kiosk.demo.steps_paper import clerk_by_card, log_in_for_paper, pay_with_coins, to_confirm
from kiosk.demo.walk import Record, Walk

NAME = "dies"


def test_a_terminal_that_dies_while_it_prints(tmp_path: Path) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-d-") as folder,
        Parts(Path(folder), paper=Path(folder) / "paper") as parts,
    ):
        with parts.terminal(name=NAME, way="coins") as terminal:
            _dies_while_printing(terminal, parts, tmp_path)
        with parts.terminal(name=NAME, way="coins") as terminal:
            terminal.driver.wait("paper_left")
            _killed(terminal)  # a second power cut is no clerk, either
        with parts.terminal(name=NAME, way="coins") as terminal:
            terminal.driver.wait("paper_left")
            with_clerk = Walk("clerk", terminal.driver, record := Record(tmp_path))
            clerk_by_card(with_clerk, parts)
            with_clerk.press("left")
            with_clerk.meet("staff.left")
            with_clerk.press("cleared")
            with_clerk.meet("staff.room")
            with_clerk.press("leave")
            terminal.driver.wait("idle")
            record.close()
        with parts.terminal(name=NAME, way="coins") as terminal:
            terminal.driver.wait("idle")


def _dies_while_printing(terminal: Terminal, parts: Parts, pictures: Path) -> None:
    walk = Walk("resident", terminal.driver, record := Record(pictures))
    log_in_for_paper(walk, parts, "ordinary")
    to_confirm(walk, "seal_registration")
    parts.paper.printer_do("pace", ms=5000)
    pay_with_coins(walk, parts, 100, 100)
    walk.meet("certificates.printing")
    _killed(terminal)
    record.close()
    parts.take()


def _killed(terminal: Terminal) -> None:
    os.kill(terminal.process.pid, signal.SIGKILL)
    assert terminal.process.wait(LONG_S) == -signal.SIGKILL
