"""What lies in the tray is known after a restart, whatever ended the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from devices.payment import outcomes as money
from devices.payment.outcomes import Way
from devices.printers.documents import outcomes as printing
from kiosk.paper import effects
from kiosk.paper.outcomes import Decision, Delivered, NotIssued
from kiosk.paper.transaction import Lying
from kiosk.paper.tray import Tray
from tests.kiosk.paper.counter import WAIT_S, Counter


def restarted(folder: Path, stack: ExitStack) -> Counter:
    """The terminal after a restart, over the same books."""
    return Counter(folder, stack, Way.FREE)


def printed(counter: Counter) -> object:
    """A free certificate, as far as the printer says."""
    counter.issue(fee=0)
    assert isinstance(counter.desk.pay(effects.Pay(0, Way.FREE)), money.Paid)
    return counter.print()


# --- how a stay ended, and what is known after a restart --------------------------------------------------------------


def takes_it(counter: Counter) -> None:
    printed(counter)
    counter.desk.taken()
    counter.desk.end_of_stay()


def stands_there(counter: Counter) -> None:
    printed(counter)


def goes_without_a_word(counter: Counter) -> None:
    printed(counter)
    counter.desk.end_of_stay()


def the_next_one_finds_it(counter: Counter) -> None:
    goes_without_a_word(counter)
    counter.desk.looked_for_paper(found=True)


def the_next_one_finds_nothing(counter: Counter) -> None:
    goes_without_a_word(counter)
    counter.desk.looked_for_paper(found=False)


def half_a_set(counter: Counter) -> None:
    counter.printer.outcome = printing.PartlyPrinted(1)
    printed(counter)


def nothing_came(counter: Counter) -> None:
    counter.printer.outcome = printing.NotPrinted(printing.Offline())
    printed(counter)


def nobody_knows(counter: Counter) -> None:
    counter.printer.outcome = printing.Unknown(printing.WhyUnknown.PRINTER_SILENT)
    printed(counter)


def a_clerk_found_it_good(counter: Counter) -> None:
    nobody_knows(counter)
    counter.desk.decide(Decision.GOOD, "0417")


def cleared_away(counter: Counter) -> None:
    the_next_one_finds_it(counter)
    counter.desk.cleared_away("0417")


@pytest.mark.parametrize(
    ("stay", "known"),
    [
        (takes_it, Lying()),
        (stands_there, Lying(untaken=True)),
        (goes_without_a_word, Lying(untaken=True)),
        (the_next_one_finds_it, Lying(left=True)),
        (the_next_one_finds_nothing, Lying()),
        (half_a_set, Lying(left=True)),
        (nothing_came, Lying()),
        (nobody_knows, Lying(left=True)),
        (a_clerk_found_it_good, Lying(untaken=True)),
        (cleared_away, Lying()),
    ],
)
def test_after_a_restart(tmp_path: Path, stay: Callable[[Counter], None], known: Lying) -> None:
    with ExitStack() as stack:
        stay(Counter(tmp_path, stack, Way.FREE))
    with ExitStack() as stack:
        again = restarted(tmp_path, stack)
        assert again.desk.lying == known
        assert again.desk.clear == (known == Lying())
        assert len(again.events("paper_left")) == known.left


def test_a_restart_does_not_open_what_is_closed(tmp_path: Path) -> None:
    with ExitStack() as stack:
        the_next_one_finds_it(Counter(tmp_path, stack, Way.FREE))
    for _ in range(2):
        with ExitStack() as stack:
            assert restarted(tmp_path, stack).desk.lying.left
    with ExitStack() as stack:
        restarted(tmp_path, stack).desk.cleared_away("0417")
    with ExitStack() as stack:
        assert restarted(tmp_path, stack).desk.clear


# --- while it prints --------------------------------------------------------------------------------------------------

_DIES = """
import sys, threading
from contextlib import ExitStack
from pathlib import Path
from devices.payment.outcomes import Way
from tests.kiosk.paper.counter import Counter
from tests.kiosk.paper.test_tray import printed

with ExitStack() as stack:
    counter = Counter(Path(sys.argv[1]), stack, Way.FREE)
    counter.printer.hold = True
    threading.Thread(target=printed, args=(counter,), daemon=True).start()
    counter.printer.begun.wait(60)
    print("printing", flush=True)
    sys.stdin.read()
"""


def test_a_terminal_that_dies_while_it_prints(tmp_path: Path) -> None:
    """A free certificate: nothing in the books would need a clerk."""
    with subprocess.Popen(
        [sys.executable, "-c", _DIES, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as terminal:
        assert terminal.stdout is not None
        assert terminal.stdout.readline() == "printing\n"
        terminal.kill()
        terminal.wait(WAIT_S)
    with ExitStack() as stack:
        again = restarted(tmp_path, stack)
        assert again.desk.lying == Lying(left=True)
        assert not again.desk.clear
        assert again.events("paper_left") == [{}]


def test_it_is_on_the_disk_before_the_first_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack, Way.FREE)
        counter.issue(fee=0)
        counter.desk.pay(effects.Pay(0, Way.FREE))
        synced: list[tuple[str, int]] = []
        fsync = os.fsync

        def noted(handle: int) -> None:
            fsync(handle)
            synced.append((os.readlink(f"/proc/self/fd/{handle}"), len(counter.printer.orders)))

        monkeypatch.setattr(os, "fsync", noted)
        assert isinstance(counter.print(), Delivered)
    file = tmp_path / "payments.sqlite-tray"
    assert synced == [(f"{file}.new", 0), (str(tmp_path), 0)]


def test_a_slow_disk_does_not_hold_up_the_end_of_a_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack, Way.FREE)
        counter.issue(fee=0)
        counter.desk.pay(effects.Pay(0, Way.FREE))
        ended = threading.Event()

        def end() -> None:
            counter.desk.end_of_stay()
            ended.set()

        def slow(_: int) -> None:
            if not ended.is_set():
                threading.Thread(target=end).start()
                assert ended.wait(WAIT_S)

        monkeypatch.setattr(os, "fsync", slow)
        counter.print()
        counter.wait_idle()
        assert not (tmp_path / "payments.sqlite-tray").exists(), "nothing came out"


def test_a_disk_that_does_not_take_it(tmp_path: Path) -> None:
    """Nothing is printed, and what was paid comes back."""
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack)
        (tmp_path / "payments.sqlite-tray.new").mkdir()
        counter.issue()
        counter.pay()
        assert isinstance(counter.print(), NotIssued)
        assert counter.printer.orders == []
        assert counter.issuing.wait_report().payment.state == "owed"
        assert counter.desk.lying == Lying()
        assert not counter.desk.busy


# --- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"lef", b"left", b"\xff\x00"])
def test_what_cannot_be_read_was_left(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "tray").write_bytes(content)
    assert Tray(tmp_path / "tray").lying == Lying(left=True)


def test_no_file_is_an_empty_tray(tmp_path: Path) -> None:
    assert Tray(tmp_path / "tray").lying == Lying()


def test_an_end_of_the_stay_while_it_prints_does_not_forget_it(tmp_path: Path) -> None:
    tray = Tray(tmp_path / "tray")
    assert tray.print_begins()
    tray.change(paper=False, receipt=False, void=False)
    assert Tray(tmp_path / "tray").lying.left
