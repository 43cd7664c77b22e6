"""A terminal that takes one payment with coins and gives up its life at a chosen entry: run as a process of its own.

    python -m tests.devices.payment.mortal_terminal JOURNAL LINE DIE

DIE: "after-N" or "before-N" kills it (SIGKILL, by itself) right after or right before the N-th entry is written; "-"
lets it live. Prints a line for each step, so that whoever started it can put coins in.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from devices.payment.cctalk import Host
from devices.payment.coin_unit import CcTalkUnit
from devices.payment.journal import Journal, open_journal
from devices.payment.machine import Payment
from devices.payment.outcomes import Delivery, Progress, Way
from devices.payment.serial_line import SerialLine
from devices.payment.till import Till


def make_till(journal_path: Path, line: Path) -> tuple[Journal, Till]:
    """Journal and till over a real serial line."""
    journal = open_journal(journal_path, datetime.now(UTC))
    assert isinstance(journal, Journal)
    unit = CcTalkUnit(Host(SerialLine(str(line)), deadline_s=0.3))
    return journal, Till(journal, unit, poll_s=0.01, payout_s=20)


def main() -> None:
    journal_path, line, die = sys.argv[1:]
    journal, till = make_till(Path(journal_path), Path(line))
    _shorten_life(journal, die)

    def progress(shown: Progress) -> None:
        print("inserted", shown.inserted, flush=True)

    print(type(till.quote("r-1", 300, Way.COINS)).__name__, flush=True)
    print(type(till.pay("r-1", 20, progress)).__name__, flush=True)
    print(type(till.print_begins("r-1")).__name__, flush=True)
    print(type(till.print_ended("r-1", Delivery.PRINTED)).__name__, flush=True)


def _shorten_life(journal: Journal, die: str) -> None:
    if die == "-":
        return
    when, number = die.split("-")
    left = int(number)
    write = journal.append

    def append(payment: Payment, event: str, at: datetime) -> None:
        nonlocal left
        left -= 1
        if left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        write(payment, event, at)
        if left == 0 and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)

    journal.append = append  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
