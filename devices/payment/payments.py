"""What the terminal's transaction uses to take money: a Protocol, kept by `devices.payment.till.Till`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from devices.payment.outcomes import (
    Balance,
    CloseOutcome,
    ConfirmOutcome,
    CountedLater,
    Debt,
    DeliverOutcome,
    Delivery,
    GiveUpReason,
    PayOutcome,
    Progress,
    QuoteOutcome,
    Recovery,
    Way,
)


class Payments(Protocol):
    """Blocking calls are for a worker; `give_up`, `confirm_slip` and the staff's calls for any thread meanwhile.

    Order: `recover` at the start, then per payment `quote` → `pay` → (Paid) → `print_begins` → the printer gets the
    document → `print_ended`. Whatever was quoted must end: by `pay` (Stopped), `give_up`, or `print_ended`.
    """

    def quote(self, payment: str, yen: int, way: Way) -> QuoteOutcome:
        """Put a payment on record; moves nothing.

        payment: the request's random id, 1 to 64 of [A-Za-z0-9_-]. yen: 0 for FREE and only then. ValueError else.
        """

    def pay(self, payment: str, deadline_s: float, progress: Callable[[Progress], None]) -> PayOutcome:
        """Take the money. FREE is Paid at once; COUNTER waits for `confirm_slip`; COINS for coins.

        deadline_s: how long without a coin (or the confirmation); then, as after `give_up`, all comes back and the
        answer is Stopped. progress: called in this thread, first at once and then at each change (COINS only).
        """

    def give_up(self, payment: str, reason: GiveUpReason) -> CloseOutcome:
        """End it before the print: the money comes back. A running `pay` then returns Stopped.

        While the paper is being printed the answer is NotNow: the print decides, `print_ended` must follow.
        A payment that is closed already gives its result again.
        """

    def print_begins(self, payment: str) -> DeliverOutcome:
        """To be called right before the printer gets the first byte; print only if the answer is Paid."""

    def print_ended(self, payment: str, delivery: Delivery) -> CloseOutcome:
        """What became of the paper: keeps the fee and gives change, or gives all back. Blocks while coins come out."""

    def counted_later(self) -> tuple[CountedLater, ...]:
        """Closed payments of which the unit's counters have told more since the last call; each once, as it stands."""

    def confirm_slip(self, slip: str, staff: str) -> ConfirmOutcome:
        """A clerk took the money for this slip (as typed or scanned). staff: the clerk's id."""

    def decide_paper(self, payment: str, staff: str, earned: bool) -> CloseOutcome:
        """A Debt with `paper_unknown`: did the resident get her paper, whole?"""

    def decide_doubt(self, payment: str, staff: str, came_out: bool) -> CloseOutcome:
        """A Debt with `unclear` yen but no `paper_unknown`: did these coins come out? Or one that is `unsure`: somebody
        has looked into the unit.
        """

    def handed_back(self, payment: str, staff: str) -> CloseOutcome:
        """A Debt with `owed` yen: they were given to the resident by hand."""

    def recover(self) -> Recovery:
        """Once, at the start, before the first `quote`. Gives no coins out: who is owed them may have left."""

    def debts(self) -> tuple[Debt, ...]:
        """The staff page's list, oldest first. Empty while the books can't be read."""

    def reconcile(self) -> Balance | None:
        """All yen together, compared with the unit's own counters; None if the books can't be read."""
