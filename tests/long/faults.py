"""What goes wrong during one stay: drawn from the seed beforehand, let loose by what really happens at the booth."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from devices.payment.outcomes import Way
from devices.virtual.coin_unit import faults as coins
from devices.virtual.receipt_printer import faults as receipts
from kiosk.demo.line import CutAfter, Good, Mute, Refused, Slow
from tests.long.booth import PACE_MS, SHEETS, Booth

DOCUMENT = ("slow", "paper_out", "jam", "cover", "abort", "power_cut", "mute", "hang", "stop_key")
RECEIPT = ("slow=1500", "paper_out@{}", "cover_open@{}", "power_off@{}", "cutter", "mute", "drop={}", "near_end")
COIN = (
    "mute@PAY", "mute@after-PAY", "drop@PAY", "drop@after-PAY", "mute@MONEY_IN", "corrupt@MONEY_IN", "double@MONEY_IN",
    "late@MONEY_OUT", "drop@CREDIT", "drop@INHIBIT", "off@PAY", "off@after-PAY", "jam_slot", "jam_payout", "twice",
    "power",
)  # fmt: skip
CABLE = ("cut", "slow", "mute", "refused")


@dataclass(frozen=True, slots=True)
class Faults:
    """None: that device is well. after: sides, or yen, or dot rows. lasts_s: None until a technician comes."""

    document: str | None
    receipt: str | None
    coin: str | None
    cable: str | None
    after: int
    lasts_s: float | None


def draw(rng: random.Random, way: Way) -> Faults:
    """About half of all stays meet at least one of them."""
    return Faults(
        document=rng.choice(DOCUMENT) if rng.random() < 0.35 else None,
        receipt=rng.choice(RECEIPT).format(rng.randrange(1, 1200)) if rng.random() < 0.15 else None,
        coin=rng.choice(COIN) if way is Way.COINS and rng.random() < 0.25 else None,
        cable=rng.choice(CABLE) if rng.random() < 0.12 else None,
        after=rng.randrange(0, 4),
        lasts_s=rng.choice((None, 0.3, 1.0, 3.0)),
    )


class Gremlin:
    """Lets the faults of one stay loose, each at its time. `stop` before the next stay."""

    def __init__(self, booth: Booth, faults: Faults) -> None:
        self._booth = booth
        self._faults = faults
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []

    def at_the_start(self) -> None:
        """Receipt printer and coin unit know themselves when."""
        booth, faults = self._booth, self._faults
        if faults.receipt is not None:
            booth.receipts.order(receipts.parse(faults.receipt))
        match faults.coin:
            case None:
                pass
            case "jam_slot":
                booth.mechanism.jam("slot")
            case "jam_payout":
                booth.mechanism.jam("payout", faults.after)
            case "twice":
                booth.mechanism.report_twice()
            case "power":
                before = booth.money().swallowed
                self._when(lambda: booth.money().swallowed > before, self._coin_power)
            case text:
                booth.unit.order(coins.parse(text))

    def before_issue(self) -> None:
        """The cable, while the document is on its way or before its report."""
        match self._faults.cable:
            case "cut":
                self._booth.line.set(CutAfter(2_000 + 9_000 * self._faults.after))
                self._later(lambda: self._booth.line.set(Good()))
            case "slow":
                self._booth.line.set(Slow(0.1))
            case _:
                pass

    def before_print(self) -> None:
        """The document printer, before or during the set; the cable, before the report."""
        match self._faults.cable:
            case "mute":
                self._booth.line.set(Mute())
                self._later(lambda: self._booth.line.set(Good()))
            case "refused":
                self._booth.line.set(Refused())
                self._later(lambda: self._booth.line.set(Good()))
            case _:
                pass
        if self._faults.document is None:
            return
        if self._faults.document in ("slow", "abort", "paper_out") or self._faults.after == 0:
            self._strike()
            return
        out = sum(self._booth.sides().values()) + self._faults.after
        self._when(lambda: self._booth.printer.wait_sides(out, 0.2), self._strike)

    def stop(self) -> None:
        """Nothing happens any more; what has happened stays."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _strike(self) -> None:
        booth, printer = self._booth, self._booth.printer
        match self._faults.document:
            case "slow":
                printer.pace(300)
                self._later(lambda: printer.pace(PACE_MS))
            case "paper_out":
                printer.load(self._faults.after // 2)
                self._later(lambda: printer.load(SHEETS))
            case "jam":
                printer.set_reasons("media-jam")
                self._later(printer.set_reasons)
            case "cover":
                printer.set_reasons("cover-open")
                self._later(printer.set_reasons)
            case "abort":
                printer.abort_after(self._faults.after)
            case "power_cut":
                booth.power_cut()
                self._later(printer.power_on)
            case "mute":
                booth.mute()
                self._later(booth.unmute)
            case "hang":
                printer.hang()
                self._later(printer.unhang)
            case "stop_key":
                printer.press_stop()
                self._later(printer.press_go)

    def _coin_power(self) -> None:
        self._booth.mechanism.power(on=False)
        self._later(lambda: self._booth.mechanism.power(on=True))

    def _later(self, mend: Callable[[], None]) -> None:
        lasts = self._faults.lasts_s
        if lasts is not None:
            self._start(lambda: None if self._over.wait(lasts) else mend())

    def _when(self, true: Callable[[], bool], act: Callable[[], None]) -> None:
        def wait() -> None:
            while not self._over.is_set():
                if true():
                    act()
                    return
                self._over.wait(0.02)

        self._start(wait)

    def _start(self, work: Callable[[], object]) -> None:
        def run() -> None:
            with suppress(BrokenPipeError):  # the printer died under the order
                work()

        thread = threading.Thread(target=run, name="gremlin", daemon=True)
        self._threads.append(thread)
        thread.start()
