"""Paying at a terminal: what is asked, and everything that can come of it, as closed unions.

One payment belongs to one request: its id is the request's random id. Money is *held* from the moment it is in, and
*earned* only when the paper is there. All amounts are whole yen. Nothing in here is personal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Way(Enum):
    """How it is paid."""

    FREE = "free"
    COUNTER = "counter"  # at the counter, with a slip; a clerk confirms
    COINS = "coins"  # into the machine


class Delivery(Enum):
    """What became of the paper."""

    PRINTED = "printed"  # the printer said so: earned
    NOT_PRINTED = "not_printed"  # nothing came out: no charge
    PARTLY = "partly"  # void set: no charge
    UNKNOWN = "unknown"  # staff look at the paper and decide


class GiveUpReason(Enum):
    """Why a payment ends before the paper is printed."""

    RESIDENT = "resident"  # pressed "stop" or "back"
    TIME_OUT = "time_out"
    SESSION_END = "session_end"  # the session was cut, whatever the reason
    UNIT = "unit"  # the coin unit doesn't work any more


class CoinTrouble(Enum):
    """Why the coin unit can't be used now, or gave up."""

    SILENT = "silent"  # no (sensible) answer: unplugged, without power, another device
    JAMMED = "jammed"  # coins stuck; staff open it
    BUSY = "busy"  # still paying out something that nobody waits for
    COUNTERS = "counters"  # its counters went back in the middle of a payment: another unit, or reset


# --- a price and how to pay it ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Slip:
    """What a counter slip shows. number: 8 digits, the last one a check digit; qr: text for the QR code, ASCII."""

    number: str
    qr: str
    yen: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """The payment is on record and may begin.

    slip: to print if it is paid at the counter, or if money has to be handed back there.
    takes: coins and notes that the unit would accept now; empty for other ways than coins.
    exact_only: there is no change: say "exact amount only" before the resident begins.
    """

    slip: Slip
    takes: tuple[int, ...] = ()
    exact_only: bool = False


@dataclass(frozen=True, slots=True)
class CoinsNotPossible:
    """The coin unit can't be used; nothing is on record. Offer another way."""

    trouble: CoinTrouble


@dataclass(frozen=True, slots=True)
class AmountNotPossible:
    """Coins can't pay this amount (not a multiple of 10 yen, or more than 20,000 yen)."""


@dataclass(frozen=True, slots=True)
class AlreadyUsed:
    """There was a payment with this id before: never charge twice."""


@dataclass(frozen=True, slots=True)
class OtherPaymentOpen:
    """Another payment is not finished. One at a time."""


@dataclass(frozen=True, slots=True)
class BooksNotWritable:
    """The journal can't be written: disk full or broken. No money moves until a restart; staff are needed.

    held: yen of this payment that are in the unit, as last counted. They are found again at the next start.
    """

    held: int = 0


QuoteOutcome = Quoted | CoinsNotPossible | AmountNotPossible | AlreadyUsed | OtherPaymentOpen | BooksNotWritable


@dataclass(frozen=True, slots=True)
class Progress:
    """While coins go in: what the resident sees. `inserted` is also what comes back if she stops now.

    missing: 0 when enough is in; change: what comes back with the paper.
    """

    yen: int
    inserted: int
    missing: int
    change: int
    takes: tuple[int, ...]
    exact_only: bool


# --- what came of it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paid:
    """Enough is in (or confirmed, or it is free), held and not yet earned. change: comes back after the print."""

    yen: int
    received: int
    change: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Earned: the fee is kept, `returned` came out as change. Now a receipt (領収書) over `kept` may be printed."""

    kept: int
    returned: int


@dataclass(frozen=True, slots=True)
class Refunded:
    """Nothing is kept; all that was in (`returned`, maybe 0) came out again."""

    returned: int


@dataclass(frozen=True, slots=True)
class OwedBack:
    """The unit gave back less than it should: staff pay `owed` by hand, against the slip. kept: 0 if not earned."""

    kept: int
    returned: int
    owed: int
    slip: Slip


@dataclass(frozen=True, slots=True)
class StaffDecide:
    """Nobody can say from here whether `unclear` is earned, or came out. Staff look. owed: is certainly the resident's.

    slip: for the resident, until it is decided. kept: is certainly earned. unsure: coins may be in the unit that its
    counters don't tell of, whatever the amounts say.
    """

    returned: int
    owed: int
    unclear: int
    slip: Slip
    kept: int = 0
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class NotNow:
    """This payment isn't at the point where that could be done; nothing was changed. state: as on record, or None."""

    state: State | None


Closed = Settled | Refunded | OwedBack | StaffDecide


@dataclass(frozen=True, slots=True)
class Stopped:
    """Paying ended without being paid. result: what became of the money. trouble: only with reason UNIT."""

    reason: GiveUpReason
    trouble: CoinTrouble | None
    result: Closed


PayOutcome = Paid | Stopped | NotNow | BooksNotWritable
DeliverOutcome = Paid | NotNow | BooksNotWritable
CloseOutcome = Closed | NotNow | BooksNotWritable


class State(Enum):
    """Where a payment stands. The last four are closed."""

    QUOTED = "quoted"
    PAYING = "paying"
    PAID = "paid"
    DELIVERING = "delivering"
    RETURNING = "returning"  # change or refund is coming out
    SETTLED = "settled"
    REFUNDED = "refunded"
    OWED = "owed"
    UNCLEAR = "unclear"


CLOSED = frozenset({State.SETTLED, State.REFUNDED, State.OWED, State.UNCLEAR})

# --- for staff -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The clerk's confirmation is on record; the terminal goes on."""

    yen: int


@dataclass(frozen=True, slots=True)
class SlipUnknown:
    """No such slip at this terminal, or a digit is wrong. Take no money."""


@dataclass(frozen=True, slots=True)
class SlipClosed:
    """This payment is over, or paid already. Take no money; give back what was taken.

    QUOTED only in the moment before the terminal waits for the confirmation: ask again.
    """

    state: State


ConfirmOutcome = Confirmed | SlipUnknown | SlipClosed | BooksNotWritable


@dataclass(frozen=True, slots=True)
class Debt:
    """A line of the staff page: money that somebody still has to look at. `at`: when it came to be, UTC.

    paper_unknown: decide first whether the paper is good, by `decide_paper`. unsure: somebody must look into the unit
    for coins that no counter knows, and say so by `decide_doubt`.
    """

    payment: str
    slip: str
    way: Way
    state: State
    yen: int
    received: int
    returned: int
    owed: int
    unclear: int
    paper_unknown: bool
    at: datetime
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A payment that a start found unfinished. printing: the printer may have got the document before the stop."""

    payment: str
    way: Way
    printing: bool
    result: Closed


@dataclass(frozen=True, slots=True)
class CountedLater:
    """A payment that was closed before the unit's counters told the last of it. result: as it stands since then."""

    payment: str
    way: Way
    result: Closed


@dataclass(frozen=True, slots=True)
class Recovery:
    """What the start found. debts: of payments that the last stop interrupted (older ones are in `debts()` too).

    set_aside: file name of a journal that was corrupt and now lies beside the new one: what it held is not in the
    books. unit: why the coin unit couldn't be asked, or None. interrupted: ids of all payments found unfinished;
    ended: what became of each.
    """

    interrupted: tuple[str, ...]
    debts: tuple[Debt, ...]
    set_aside: str | None
    unit: CoinTrouble | None
    ended: tuple[Ended, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One line for the audit log: an entry of the journal. event: name of the event's class in `machine`."""

    payment: str
    event: str
    state: State
    yen: int
    received: int
    returned: int
    owed: int
    unclear: int
    staff: str | None


@dataclass(frozen=True, slots=True)
class Balance:
    """All payments on record together. Always received == kept + returned + by_hand + owed + unclear + held.

    held: in payments that are open now. unit_difference: by how much the counters of the unit that is there disagree
    with the books (coins in less coins out since its first payment), None where none answers. Anything but 0 is for
    staff: coins that went past the till, or a wrong word about money in doubt.
    """

    received: int
    kept: int
    returned: int
    by_hand: int
    owed: int
    unclear: int
    held: int
    unit_difference: int | None
