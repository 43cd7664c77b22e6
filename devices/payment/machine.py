"""The rules of paying, pure: what is on record about one payment, and what an event makes of it. No I/O, no clock.

    QUOTED ──► PAYING ──► PAID ──► DELIVERING ──► RETURNING ──► SETTLED | REFUNDED | OWED | UNCLEAR
       │          │         │          (print)    (change, refund)
       └──────────┴─────────┴── give up ──────────────►

Three rules hold everything together:

* Received money is *held* until the paper's fate is known; only PRINTED makes it earned. There is one way back out of
  the machine (RETURNING), after the print: change and refund are the same thing.
* What came in and what went out is never added up from messages: the unit's own lasting counters (`MetersSeen`) say
  it, and differences are taken between two readings. A message that comes twice or never changes nothing.
* Nothing is ever paid out later than at once: after an interruption the money belongs to someone who may have left, so
  it is owed at the counter, not given to whoever stands there now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from devices.payment.outcomes import CLOSED, Delivery, State, Way


class Verdict(Enum):
    """Whether the fee is earned."""

    OPEN = "open"
    EARNED = "earned"
    NOT_EARNED = "not_earned"
    UNDECIDED = "undecided"  # nobody knows about the paper; staff decide


@dataclass(frozen=True, slots=True)
class Meters:
    """The unit's lasting counters: yen ever taken in, yen ever paid out. unit: which one (serial numbers)."""

    unit: str
    money_in: int
    money_out: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What is on record. meters: as last read and already counted in `received` and `returned`; None before coins.

    in_doubt: yen ordered out of which nobody knows yet whether they came. by_hand: yen that staff gave back. unsure: a
    coin may be in the unit that its counters don't tell of; it was jammed, or silent, when its slots were closed.
    """

    id: str
    slip: str
    yen: int
    way: Way
    state: State = State.QUOTED
    verdict: Verdict = Verdict.OPEN
    received: int = 0
    returned: int = 0
    by_hand: int = 0
    in_doubt: int = 0
    meters: Meters | None = None
    staff: str | None = None
    unsure: bool = False


# --- events ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Begin:
    """The resident goes on to pay. meters: read just before, for coins."""

    meters: Meters | None = None


@dataclass(frozen=True, slots=True)
class MetersSeen:
    """The unit's counters were read; fits any state, also long after the end."""

    meters: Meters


@dataclass(frozen=True, slots=True)
class ClerkConfirmed:
    """A clerk took the money at the counter."""

    staff: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Stop, time-out or end of session. While the paper is being printed it has no effect: the print decides."""


@dataclass(frozen=True, slots=True)
class PrintBegins:
    """The next thing that happens is that the printer gets the document."""


@dataclass(frozen=True, slots=True)
class PrintEnded:
    """What became of the paper."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class ReturnEnded:
    """The unit pays out nothing more. certain: its counters were read after that, or it never got the order.

    sure: no coin can be in it that the counters don't know.
    """

    certain: bool
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Found unfinished at a start. certain: the unit's counters could be read (first send MetersSeen).

    sure: as for ReturnEnded.
    """

    certain: bool
    sure: bool = True


@dataclass(frozen=True, slots=True)
class PaperDecided:
    """Staff looked at the paper. earned: the resident has it whole."""

    staff: str
    earned: bool


@dataclass(frozen=True, slots=True)
class DoubtDecided:
    """Staff looked into the unit. came_out: the resident had the money in doubt, if there was some. What else lay in
    it, she has now.
    """

    staff: str
    came_out: bool


@dataclass(frozen=True, slots=True)
class HandedBack:
    """Staff gave the resident what was owed."""

    staff: str


Event = (
    Begin
    | MetersSeen
    | ClerkConfirmed
    | GivenUp
    | PrintBegins
    | PrintEnded
    | ReturnEnded
    | Interrupted
    | PaperDecided
    | DoubtDecided
    | HandedBack
)

# --- amounts ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amounts:
    """Where the received yen are: always received == kept + returned + by_hand + owed + unclear + held."""

    kept: int = 0
    owed: int = 0
    unclear: int = 0
    held: int = 0


def amounts(payment: Payment) -> Amounts:
    """Where the money of a payment is. kept may be below the fee, even negative, if the unit gave out too much."""
    inside = payment.received - payment.returned - payment.by_hand
    if payment.state not in CLOSED:
        return Amounts(held=inside)
    fee = payment.yen if payment.verdict in (Verdict.EARNED, Verdict.UNDECIDED) else 0
    surplus = max(0, inside - fee)
    doubt = min(payment.in_doubt, surplus)
    rest = inside - surplus
    if payment.verdict is Verdict.UNDECIDED:
        return Amounts(owed=surplus - doubt, unclear=doubt + rest)
    return Amounts(kept=rest, owed=surplus - doubt, unclear=doubt)


def due(payment: Payment) -> int:
    """What has to come back out now, given the verdict."""
    fee = 0 if payment.verdict is Verdict.NOT_EARNED else payment.yen
    return max(0, payment.received - payment.returned - fee)


# --- the machine -----------------------------------------------------------------------------------------------------


def step(payment: Payment, event: Event) -> Payment | None:
    """What the event makes of the payment, to be written down first; None if it doesn't fit its state.

    Who finds it RETURNING then has to give back what is `due`, once, and to say ReturnEnded.
    """
    match event:
        case Begin(meters):
            return _begin(payment, meters)
        case MetersSeen(meters):
            return _meters_seen(payment, meters)
        case ClerkConfirmed(staff):
            if payment.state is not State.PAYING or payment.way is not Way.COUNTER:
                return None
            return replace(payment, state=State.PAID, received=payment.yen, staff=staff)
        case GivenUp():
            return _given_up(payment)
        case PrintBegins():
            return _print_begins(payment)
        case PrintEnded(delivery):
            if payment.state is not State.DELIVERING:
                return None
            return _give_back(replace(payment, verdict=_verdict(delivery)))
        case ReturnEnded(certain, sure):
            if payment.state is not State.RETURNING:
                return None
            return _close(replace(payment, in_doubt=0 if certain else due(payment), unsure=not sure))
        case Interrupted(certain, sure):
            return _interrupted(payment, certain, sure)
        case PaperDecided(staff, earned):
            if payment.state not in CLOSED or payment.verdict is not Verdict.UNDECIDED:
                return None
            verdict = Verdict.EARNED if earned else Verdict.NOT_EARNED
            return _close(replace(payment, verdict=verdict, staff=staff))
        case DoubtDecided(staff, came_out):
            return _doubt_decided(payment, staff, came_out)
        case HandedBack(staff):
            owed = amounts(payment).owed
            if owed == 0:
                return None
            return _close(replace(payment, by_hand=payment.by_hand + owed, staff=staff))
        case unknown:
            assert_never(unknown)


def _begin(payment: Payment, meters: Meters | None) -> Payment | None:
    if payment.state is not State.QUOTED or (payment.way is Way.COINS) != (meters is not None):
        return None
    if payment.way is Way.FREE:
        return replace(payment, state=State.PAID)
    return replace(payment, state=State.PAYING, meters=meters)


def _meters_seen(payment: Payment, now: Meters) -> Payment | None:
    """Count what came in and went out since the last reading, in whatever state."""
    before = payment.meters
    if before is None or payment.way is not Way.COINS:
        return None
    if now.unit != before.unit or now.money_in < before.money_in or now.money_out < before.money_out:
        return None  # not the counters we know: they prove nothing
    payment = replace(
        payment,
        received=payment.received + now.money_in - before.money_in,
        returned=payment.returned + now.money_out - before.money_out,
        meters=now,
    )
    if payment.state in CLOSED:
        return _close(replace(payment, in_doubt=0))
    if payment.state is State.PAYING and payment.received - payment.returned >= payment.yen:
        return replace(payment, state=State.PAID)
    return payment


def _given_up(payment: Payment) -> Payment | None:
    match payment.state:
        case State.QUOTED | State.PAYING | State.PAID:
            return _give_back(replace(payment, verdict=Verdict.NOT_EARNED))
        case _:
            return None


def _verdict(delivery: Delivery) -> Verdict:
    match delivery:
        case Delivery.PRINTED:
            return Verdict.EARNED
        case Delivery.NOT_PRINTED | Delivery.PARTLY:
            return Verdict.NOT_EARNED
        case Delivery.UNKNOWN:
            return Verdict.UNDECIDED
        case unknown:
            assert_never(unknown)


def _print_begins(payment: Payment) -> Payment | None:
    # Somebody may have had the unit pay out meanwhile, by its service key.
    if payment.state is not State.PAID or payment.received - payment.returned < payment.yen:
        return None
    return replace(payment, state=State.DELIVERING)


def _doubt_decided(payment: Payment, staff: str, came_out: bool) -> Payment | None:
    """The clerk's word stands for a reading of the counters: should the unit be found again, nothing counts twice."""
    if payment.state not in CLOSED or payment.meters is None or not (payment.in_doubt or payment.unsure):
        return None
    out = payment.in_doubt if came_out else 0
    meters = replace(payment.meters, money_out=payment.meters.money_out + out)
    decided = replace(payment, in_doubt=0, unsure=False, returned=payment.returned + out, meters=meters, staff=staff)
    return _close(decided)


def _give_back(payment: Payment) -> Payment:
    """The verdict is there: what is too much comes out of the unit. What a clerk took, a clerk gives back.

    A coin may still be on its way in when the slot has just been closed; so RETURNING is entered for coins in any case
    where the unit was in use, and what is due is asked again after its counters were read.
    """
    if payment.way is not Way.COINS or payment.meters is None:
        return _close(payment)
    return replace(payment, state=State.RETURNING)


def _interrupted(payment: Payment, certain: bool, sure: bool) -> Payment | None:
    match payment.state:
        case State.PAYING if payment.way is Way.COINS:  # its slots were open until now
            return _close(replace(payment, verdict=Verdict.NOT_EARNED, unsure=not sure))
        case State.QUOTED | State.PAYING | State.PAID:
            return _close(replace(payment, verdict=Verdict.NOT_EARNED))
        case State.DELIVERING:
            return _close(replace(payment, verdict=Verdict.UNDECIDED))
        case State.RETURNING:
            # Below the price it was given up while its slots were open.
            unsure = not sure and payment.received < payment.yen
            return _close(replace(payment, in_doubt=0 if certain else due(payment), unsure=unsure))
        case _:
            return None


def _close(payment: Payment) -> Payment:
    """The closed state that the amounts ask for."""
    closed = replace(payment, state=State.UNCLEAR)
    money = amounts(closed)
    if closed.verdict is Verdict.UNDECIDED or money.unclear or closed.unsure:
        return closed
    if money.owed:
        return replace(closed, state=State.OWED)
    return replace(closed, state=State.SETTLED if closed.verdict is Verdict.EARNED else State.REFUNDED)
