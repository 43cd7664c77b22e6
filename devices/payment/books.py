"""What the record says, in the words of `outcomes`: results, debts, the balance of all. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from devices.payment.journal import Recorded
from devices.payment.machine import Meters, Payment, Verdict, amounts
from devices.payment.outcomes import (
    CLOSED,
    Balance,
    Closed,
    Debt,
    Note,
    OwedBack,
    Refunded,
    Settled,
    StaffDecide,
    State,
)
from devices.payment.slip import slip_of


def result(payment: Payment) -> Closed:
    """What came of a closed payment."""
    money, slip = amounts(payment), slip_of(payment.slip, payment.yen)
    returned = payment.returned + payment.by_hand
    match payment.state:
        case State.SETTLED:
            return Settled(money.kept, returned)
        case State.REFUNDED:
            return Refunded(returned)
        case State.OWED:
            return OwedBack(money.kept, returned, money.owed, slip)
        case State.UNCLEAR:
            return StaffDecide(returned, money.owed, money.unclear, slip, money.kept, payment.unsure)
        case State.QUOTED | State.PAYING | State.PAID | State.DELIVERING | State.RETURNING:
            raise ValueError("not closed")


def note(payment: Payment, event: str) -> Note:
    """An entry as the audit log gets it."""
    money = amounts(payment)
    return Note(
        payment.id,
        event,
        payment.state,
        payment.yen,
        payment.received,
        payment.returned,
        money.owed,
        money.unclear,
        payment.staff,
    )


def debts(all_payments: Sequence[Recorded]) -> tuple[Debt, ...]:
    """Closed payments with money that is somebody else's, or nobody knows whose or how much; and papers nobody knows
    of.
    """
    found = []
    for recorded in all_payments:
        payment, money = recorded.payment, amounts(recorded.payment)
        paper_unknown = payment.state in CLOSED and payment.verdict is Verdict.UNDECIDED
        if not money.owed and not money.unclear and not paper_unknown and not payment.unsure:
            continue
        found.append(
            Debt(
                payment=payment.id,
                slip=payment.slip,
                way=payment.way,
                state=payment.state,
                yen=payment.yen,
                received=payment.received,
                returned=payment.returned,
                owed=money.owed,
                unclear=money.unclear,
                paper_unknown=paper_unknown,
                at=recorded.at,
                unsure=payment.unsure,
            )
        )
    return tuple(found)


def balance(all_payments: Sequence[Recorded], first: Meters | None, now: Meters | None) -> Balance:
    """first, now: one unit's counters before the first payment with its coins, and now (None: not known)."""
    payments = [each.payment for each in all_payments]
    money = [amounts(each) for each in payments]
    difference = None
    if first is not None and now is not None:
        its = [each for each in payments if each.meters is not None and each.meters.unit == now.unit]
        inside = sum(each.received - each.returned for each in its)
        difference = (now.money_in - first.money_in) - (now.money_out - first.money_out) - inside
    return Balance(
        received=sum(each.received for each in payments),
        kept=sum(each.kept for each in money),
        returned=sum(each.returned for each in payments),
        by_hand=sum(each.by_hand for each in payments),
        owed=sum(each.owed for each in money),
        unclear=sum(each.unclear for each in money),
        held=sum(each.held for each in money),
        unit_difference=difference,
    )
