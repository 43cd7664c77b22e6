"""What is asked of the devices before anything is asked of the office, or paid; and by the staff at any time."""

from __future__ import annotations

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from devices.printers.documents.printer import DocumentPrinter
from devices.printers.receipts import outcomes as receipts
from kiosk.paper.outcomes import (
    CoinsCompared,
    DeskBusy,
    LookOutcome,
    NoPaperHere,
    NoWayToPay,
    PaperReady,
    PrinterNotReady,
    ReceiptsNotReady,
)
from kiosk.paper.parts import Parts
from kiosk.paper.transaction import OnDesk

_TURN_S = 15.0
"""Whoever asks a mute printer lets go within this time."""


class Readiness:
    """Blocking; called on workers."""

    def __init__(self, parts: Parts, desk: OnDesk) -> None:
        self._parts = parts
        self._desk = desk

    def look(self, yen: int | None = None) -> LookOutcome:
        """Whether paper can be handed out now. yen: what is to be paid, where that is known."""
        parts = self._parts
        fees = parts.way is not money.Way.FREE
        if parts.printer is None:
            return NoPaperHere()
        if yen and not fees:
            # The issuing side and this terminal's settings disagree.
            return NoWayToPay()
        if self._desk.now is not None:
            return DeskBusy()
        with parts.turn:
            status = parts.printer.status()
            if not isinstance(status, printing.Ready):
                return PrinterNotReady(status)
            if yen != 0 and fees and parts.receipts is not None:
                state = parts.receipts.status()
                if not isinstance(state, receipts.Ready | receipts.PaperNearEnd):
                    return ReceiptsNotReady(state)
        return PaperReady(fees)

    def devices(self) -> tuple[printing.PrinterStatus | None, receipts.ReceiptStatus | None]:
        """How the printers stand; Nones while one of them works for us."""
        parts = self._parts
        if not self._take_turn():
            return None, None
        try:
            return (
                None if parts.printer is None else parts.printer.status(),
                None if parts.receipts is None else parts.receipts.status(),
            )
        finally:
            parts.turn.release()

    def coins(self) -> CoinsCompared | None:
        """Whether every yen in the coin unit is in the books; None where there is no unit."""
        if self._parts.way is not money.Way.COINS:
            return None
        balance = self._parts.till.reconcile()
        return CoinsCompared(None if balance is None else balance.unit_difference)

    def nothing_will_come(self) -> PrinterNotReady | DeskBusy | None:
        """None: the document printer is idle, and neither it nor its queue holds a job. Else why that isn't known."""
        printer: DocumentPrinter | None = self._parts.printer
        if self._desk.now is not None or not self._take_turn():
            return DeskBusy()
        try:
            status = printing.Ready() if printer is None else printer.status()
        finally:
            self._parts.turn.release()
        return None if isinstance(status, printing.Ready) else PrinterNotReady(status)

    def _take_turn(self) -> bool:
        """While a set is printed nobody waits: that may take minutes."""
        return self._parts.turn.acquire(timeout=_TURN_S if self._desk.now is None else 0)
