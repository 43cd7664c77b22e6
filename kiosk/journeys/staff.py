"""係員: who helps here proves it, then sees how the machine stands, and does what only staff may do."""

from __future__ import annotations

from typing import assert_never

from devices.cards.outcomes import Left, WrongPin
from devices.payment import outcomes as money
from kiosk.journey import Ask, Card, CardLaid, CardTaken, Journey, TimeUp, WentBack
from kiosk.journeys import staff_entering_pages as entering
from kiosk.journeys import staff_pages as pages
from kiosk.paper.outcomes import Cleared, Decision
from kiosk.staff.effects import (
    ClearedAway,
    CodeTries,
    ConfirmSlip,
    DecideSet,
    EnterByCode,
    LookAround,
    LookAtCard,
    ProveCard,
    Restart,
    SettleDebt,
)
from kiosk.staff.people import CodeOutcome, CodesLocked, CodesUncounted, CodeWrong, Known, StaffCard
from kiosk.staff.room import Situation
from screens.page import Banner, Page

NOBODY_S = 120.0
"""A staff page that nobody touches closes itself: the next hand may be a resident's."""


class _Leave(Exception):
    """Back to the residents' page."""


def staff() -> Journey[None]:
    """Until the clerk leaves, or nobody answers."""
    try:
        way = yield from _ask(entering.ways())
        if way == "code":
            who = yield from _by_code()
        else:
            who = yield from _by_card()
        yield from _room(who)
    except (_Leave, WentBack):
        return


def _ask(page: Page, card: Card = Card.MAY_LIE) -> Journey[object]:
    answer: object = yield Ask(page, card, NOBODY_S)
    if isinstance(answer, TimeUp) or answer in ("leave", "menu"):
        raise _Leave
    return answer


# --- who is it --------------------------------------------------------------------------------------------------------


def _by_code() -> Journey[Known]:
    note: Banner | None = None
    while True:
        left: int = yield CodeTries()
        if left == 0:
            yield from _ask(entering.codes_locked())
            raise _Leave
        code = yield from _ask(entering.code(left, note))
        if not isinstance(code, bytearray):
            raise _Leave
        found: CodeOutcome = yield EnterByCode(code)
        match found:
            case Known():
                return found
            case CodeWrong():
                note = entering.WRONG
            case CodesLocked():
                yield from _ask(entering.codes_locked())
                raise _Leave
            case CodesUncounted():
                yield from _ask(entering.codes_uncounted())
                raise _Leave
            case _:
                assert_never(found)


def _by_card() -> Journey[Known]:
    """The card's key must be registered, and the card must sign; then it goes back to its owner."""
    laid = yield from _ask(entering.put_card(), Card.IS_AWAITED)
    if not isinstance(laid, CardLaid):
        raise _Leave
    card = yield LookAtCard()
    known = (yield from _prove(card)) if isinstance(card, StaffCard) else None
    if known is None:
        yield from _ask(entering.card_refused())
    yield from _card_back()
    if known is None:
        raise _Leave
    return known


def _prove(card: StaffCard) -> Journey[Known | None]:
    tries = card.tries
    if tries is None:
        found = yield ProveCard(card, None)
        return found if isinstance(found, Known) else None
    note: Banner | None = None
    while tries.left > 1:
        pin = yield from _ask(entering.card_pin(tries, note), Card.MUST_LIE)
        if not isinstance(pin, bytearray):
            return None
        found = yield ProveCard(card, pin)
        if isinstance(found, Known):
            return found
        if not isinstance(found, WrongPin):
            return None
        tries, note = Left(found.left, found.most), entering.WRONG
    # The last try is the owner's own business.
    return None


def _card_back() -> Journey[None]:
    """A card left lying would be taken for a resident's."""
    answer: object = yield Ask(entering.take_card(), Card.MUST_GO)
    if not isinstance(answer, CardTaken):
        raise _Leave


# --- the room ---------------------------------------------------------------------------------------------------------


def _room(who: Known) -> Journey[None]:
    note: Banner | None = None
    while True:
        now: Situation = yield LookAround()
        choice = yield from _ask(pages.room(now, who.id, note))
        note = None
        if choice == "machine":
            choice = yield from _ask(pages.machine(now))
        match choice:
            case "printer":
                yield from _ask(pages.printer(now))
            case "receipts":
                yield from _ask(pages.receipts(now))
            case "coins" if now.coins is not None:
                yield from _ask(pages.coins(now.coins))
            case "slip" if now.slip is not None:
                note = yield from _confirm(now.slip, who)
            case "set" if now.undecided is not None:
                note = yield from _decide(now.undecided, who)
            case "left":
                if (yield from _ask(pages.left())) == "cleared":
                    note = pages.DONE if isinstance((yield ClearedAway(who.id)), Cleared) else pages.NOT_CLEARED
            case "debts":
                note = yield from _debts(now.debts, who)
            case "restart":
                if (yield from _ask(pages.restart())) == "restart" and not (yield Restart(who.id)):
                    note = pages.NOT_WHILE_SERVING
            case _:
                pass


def _confirm(slip: money.Slip, who: Known) -> Journey[Banner | None]:
    """The clerk compares the number on the slip, takes the money, and says so."""
    if (yield from _ask(pages.slip(slip))) != "have_it":
        return None
    outcome: money.ConfirmOutcome = yield ConfirmSlip(slip.number, who.id)
    return pages.DONE if isinstance(outcome, money.Confirmed) else pages.NOT_DONE


def _decide(incident: str, who: Known) -> Journey[Banner | None]:
    """Void first; what is printed then is a new request with a new document."""
    match (yield from _ask(pages.undecided(incident))):
        case "good":
            decision = Decision.GOOD
        case "void":
            decision = Decision.VOID
        case "void_and_again":
            decision = Decision.VOID_AND_AGAIN
        case _:
            return None
    decided: bool = yield DecideSet(decision, who.id)
    return pages.DONE if decided else pages.NOT_DONE


def _debts(debts: tuple[money.Debt, ...], who: Known) -> Journey[Banner | None]:
    chosen = yield from _ask(pages.debts(debts))
    debt = next((each for each in debts if each.payment == chosen), None)
    if debt is None:
        return None
    match (yield from _ask(pages.debt(debt))):
        case "handed_back" | "earned" | "not_earned" | "came_out" | "stayed_in" | "looked" as how:
            outcome: money.CloseOutcome = yield SettleDebt(debt.payment, how, who.id)
        case _:
            return None
    return pages.DONE if isinstance(outcome, money.Closed) else pages.NOT_DONE
