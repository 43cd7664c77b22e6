"""A receipt printer as the terminal uses it."""

from __future__ import annotations

from typing import Protocol

from devices.printers.receipts.outcomes import ReceiptOutcome, ReceiptStatus
from devices.printers.receipts.receipt import Receipt


class ReceiptPrinter(Protocol):
    """Both calls block up to `deadline_s` seconds (and up to 10 s more to clear the printer after trouble) and return
    a value; call them from a worker. Only `cancel` may be called from another thread meanwhile.
    """

    def status(self, deadline_s: float = 5.0) -> ReceiptStatus:
        """Ask the printer. Also clears it if something of an earlier receipt could still be in it."""

    def print(self, receipt: Receipt, deadline_s: float = 30.0) -> ReceiptOutcome:
        """Print and cut one receipt. Asks the status before anything is sent, and after."""

    def cancel(self) -> None:
        """Call off the call now running; it comes back soon, with the truth about what was begun."""
