"""Many mixed issues at several terminals on two gateway nodes, with devices that fail: what was mixed, doubled or lost?

    python -m tests.long.issues --count 1000 --seed 7 [--terminals 6]

Prints a report and ends with 1 if there was any finding. What goes wrong and what is asked for follows from the seed;
when exactly threads and programs run does not. Devices are waited for as long as a test may, not as long as a terminal
does.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from devices.payment.outcomes import Closed, Way
from devices.printers.documents import client, ipp
from devices.printers.documents import outcomes as printing
from devices.virtual.personas import Person
from devices.virtual.printer.printer import build
from kiosk.paper import accounts, effects, reporter
from tests.long import audit
from tests.long.booth import Booth, booth, wait_until
from tests.long.site import Site, site
from tests.long.stay import CLERK, Stay, usable
from tests.long.tray import Tray

BOOTHS = ((Way.COINS, False), (Way.COUNTER, False), (Way.COINS, True), (Way.COINS, False), (Way.COUNTER, True),
          (Way.COINS, False))  # fmt: skip
"""Way to pay, and whether it prints through cupsd."""
_STAYS_PER_ISSUE = 4


@dataclass(slots=True)
class Report:
    """What happened. findings: what must not."""

    stays: int = 0
    issues: int = 0
    sides: int = 0
    cleared_away: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    gateway: dict[str, Any] = field(default_factory=dict)
    yen: Counter[str] = field(default_factory=Counter)
    took_s: float = 0.0


def run(count: int, seed: int, terminals: int, folder: Path, cards: Path) -> Report:
    """folder: empty, on any disk: nothing personal is written there but what a printer puts out."""
    report, began = Report(), time.monotonic()
    # Other tests of this process may keep papers of their own.
    others = [thing for thing in _reachable() if _is_document(thing)]
    with ExitStack() as stack:
        stack.enter_context(impatient())
        here = stack.enter_context(site(folder, cards))
        program = build(folder)
        booths = [
            booth(here, at + 1, way, folder, program, stack, spooled=spooled)
            for at, (way, spooled) in enumerate(BOOTHS[:terminals])
        ]
        trays = [Tray(each, here) for each in booths]
        people, refused = usable()
        random.Random(seed).shuffle(people)
        quota = [count // terminals + (at < count % terminals) for at in range(terminals)]
        lock = threading.Lock()
        with ThreadPoolExecutor(terminals) as pool:
            shifts = [
                pool.submit(
                    _shift, tray, here, (people[at::terminals], refused), quota[at], f"{seed}/{at}", report, lock
                )
                for at, tray in enumerate(trays)
            ]
            for shift in shifts:
                shift.result()
        _close(trays, here, report)
        gc.collect()
        known = {id(other) for other in others}
        alive = sum(_is_document(thing) and id(thing) not in known for thing in _reachable())
        if alive:
            report.findings.append(f"{alive} documents are alive at the end")
    report.took_s = time.monotonic() - began
    return report


def _shift(
    tray: Tray,
    here: Site,
    people: tuple[list[Person], list[Person]],
    quota: int,
    seed: str,
    report: Report,
    lock: threading.Lock,
) -> None:
    """One stay after the other at one booth, until so many requests have gone out. people: served there; refused."""
    at, rng, number = tray.booth, random.Random(seed), 0
    while len(at.heard.asked) < quota and number < _STAYS_PER_ISSUE * quota + 20:
        number += 1
        before = audit.look(at)
        person = rng.choice(people[rng.random() < 0.07])
        stay = Stay(at, tray, number, person, random.Random(f"{seed}/{number}"))
        findings = [] if stay.run() else [f"{at.name} stay {number}: the desk does not become free {stay.faults}"]
        if stay.closed_late:
            findings.append(f"{at.name} stay {number}: the desk was free for a moment, and then it was not")
        if at.desk.lying.untaken:
            at.desk.looked_for_paper(found=rng.random() < 0.3)
        cleared = not at.desk.clear or rng.random() < 0.5
        if cleared:
            findings += _staff(at, number)
        findings += audit.after_stay(stay, here, before)
        with lock:
            report.stays += 1
            report.cleared_away += cleared and not at.desk.busy
            report.outcomes.update(stay.came)
            report.kinds.update(stay.kinds)
            report.findings += findings
            for fault in (stay.faults.document, stay.faults.receipt, stay.faults.coin, stay.faults.cable):
                report.faults.update([] if fault is None else [fault.split("@")[0].split("=")[0]])
            if stay.leaves_after_s is not None:
                report.faults.update(["she left"])
        if not at.desk.clear:
            with lock:
                report.findings.append(f"{at.name} stay {number}: closed for good {stay.faults} {at.desk.lying}")
            break


def _staff(at: Booth, number: int) -> list[str]:
    """Put right what is broken, see that the printer is well, and take away what lies there."""
    at.mend()
    if not wait_until(lambda: isinstance(at.desk.devices()[0], printing.Ready)):
        return [f"{at.name} stay {number}: the printer is well, and the terminal says {at.desk.devices()[0]}"]
    if at.desk.lying.left:
        at.desk.cleared_away(CLERK)
    return []


def _close(trays: list[Tray], here: Site, report: Report) -> None:
    """The end of the day: everything is well again, each terminal starts anew and tells what the gateway did not hear,
    clerks settle what is open. Then there is nothing that books and gateway may disagree about, or leave open.
    """
    booths = [tray.booth for tray in trays]
    for each in booths:
        each.mend()
        if not each.start_anew():
            report.findings.append(f"{each.name}: still telling")
    report.findings += audit.at_the_start(booths, here)
    for tray in trays:
        _settle_debts(tray)
        if not tray.booth.desk._reporter.wait_told(30.0):
            report.findings.append(f"{tray.booth.name}: still telling what clerks did")
    report.issues = sum(len(each.heard.asked) for each in booths)
    report.sides = sum(sum(each.sides().values()) for each in booths)
    report.findings += audit.at_the_end(booths, here)
    report.gateway = {key: value for key, value in here.reconciliation().items() if key in ("counts", "yen")}
    report.gateway["unaccounted"] = len(here.reconciliation()["unaccounted"])
    if report.gateway["unaccounted"]:
        report.findings.append("the gateway has an open account")
    for each in booths:
        balance = each.till.reconcile()
        for name in ("received", "kept", "returned", "by_hand", "owed", "unclear", "held"):
            report.yen[name] += getattr(balance, name, 0)
    for node in here.nodes:
        if '"event": "incident"' in node.log():
            report.findings.append("a gateway node had a bug")


def _settle_debts(tray: Tray) -> None:
    """What a clerk does about each line of her list, until it is empty."""
    desk = tray.booth.desk
    while debts := desk.open_debts():
        for debt in debts:
            how: effects.Settling = "looked"
            if debt.paper_unknown:
                how = "earned" if tray.is_whole(debt.payment) else "not_earned"
            elif debt.unclear:
                how = "stayed_in"  # the unit's counters were read by the start: what came out is in the books
            elif debt.owed:
                how = "handed_back"
            if not isinstance(desk.settle_debt(debt.payment, how, CLERK), Closed):
                raise AssertionError(f"{how} doesn't settle {debt}")


def _is_document(thing: object) -> bool:
    return isinstance(thing, bytes | bytearray) and len(thing) > 1000 and bytes(thing[:5]) == b"%PDF-"


def _reachable() -> Iterator[object]:
    """Everything that containers hold. (Bytes themselves are not tracked.)"""
    for container in gc.get_objects():
        yield from gc.get_referents(container)


@contextmanager
def impatient() -> Iterator[None]:
    """Nobody waits minutes for a device that will never answer."""
    with ExitStack() as stack:
        for module, name, value in (
            (client, "ANSWER_S", 2.0),
            (client, "END_S", 4.0),
            (ipp, "SILENCE_S", 2.0),
            (effects, "PRINT_WITHIN_S", 8.0),
            (effects, "PAY_WITHIN_S", 4.0),
            (effects, "COUNTER_WITHIN_S", 4.0),
            (effects, "DECIDE_WITHIN_S", 6.0),
            (accounts, "RECEIPT_WITHIN_S", 6.0),
            (reporter, "PAUSES_S", (0.0, 0.3, 0.6, 1.2)),
        ):
            stack.enter_context(mock.patch.object(module, name, value))
        yield


def as_text(report: Report) -> str:
    """For a person."""
    lines = [
        f"{report.issues} issues in {report.stays} stays, {report.sides} sides, {report.took_s:.0f} s",
        f"staff came {report.cleared_away} times",
        "outcomes: " + ", ".join(f"{name} {times}" for name, times in report.outcomes.most_common()),
        "kinds: " + ", ".join(f"{name} {times}" for name, times in report.kinds.most_common()),
        "faults: " + ", ".join(f"{name} {times}" for name, times in report.faults.most_common()),
        "yen in the terminals' books: " + ", ".join(f"{name} {yen}" for name, yen in report.yen.items()),
        f"gateway: {report.gateway}",
        f"findings: {len(report.findings)}",
        *(f"  {finding}" for finding in report.findings),
    ]
    return "\n".join(lines)


def main() -> int:
    """Exit codes: 0, or 1 if there was a finding."""
    parser = argparse.ArgumentParser(prog="python -m tests.long.issues", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--terminals", type=int, choices=range(1, len(BOOTHS) + 1), default=len(BOOTHS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="madoguchi-long-") as folder:
        cards = Path(folder) / "cards"
        report = run(options.count, options.seed, options.terminals, Path(folder), cards)
    print(as_text(report))
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
