"""The card in the middle of an application: laid down, recognised, the same one as before, or something is wrong."""

from __future__ import annotations

from typing import NoReturn

from devices.cards import outcomes as cards
from devices.cards.recognise import (
    CardWithoutCertificate,
    FaceOnlyCard,
    ForeignCard,
    InspectOutcome,
    MyNumberCard,
    OldResidentCard,
    SmartphoneToken,
)
from kiosk.effects import InspectCard, NoWayBack, Overdue
from kiosk.journey import Ask, Card, CardLaid, CardTaken, Journey, ReaderLost
from kiosk.journeys import troubles
from kiosk.journeys.applications import card_pages as pages
from kiosk.journeys.log_in_refusals import other_card
from kiosk.journeys.pin_help import how_to_unlock
from kiosk.journeys.ways_out import ToMenu
from screens.page import Banner, Page, Secret

CARD_MOVED = pages.CARD_MOVED
CARD_MOVED_AFTER_ENTRY = pages.CARD_MOVED_AFTER_ENTRY


class LookAgain(Exception):
    """Whatever lies on the reader now must be looked at anew. note: what to say beside the reader."""

    def __init__(self, note: Banner | None = None) -> None:
        super().__init__()
        self.note = note


def recognised(note: Banner | None, *, for_signature: bool = False) -> Journey[MyNumberCard]:
    """A My Number Card on the reader; `ToMenu` if she would rather not."""
    while True:
        try:
            match (yield Ask(pages.put_card(note, for_signature=for_signature), Card.IS_AWAITED)):
                case CardLaid():
                    return (yield from _a_card((yield InspectCard())))
                case ReaderLost():
                    yield from card_trouble(troubles.card(cards.NoReader()), card=Card.MAY_LIE)
                case _:
                    raise ToMenu
        except LookAgain as again:
            note = again.note


def _a_card(card: InspectOutcome | Overdue) -> Journey[MyNumberCard]:
    match card:
        case MyNumberCard():
            return card
        case FaceOnlyCard() | CardWithoutCertificate() | OldResidentCard() | SmartphoneToken() | ForeignCard():
            return (yield from card_trouble(other_card(card)))
        case cards.NoCard() | cards.CardRemoved():
            raise LookAgain(CARD_MOVED)
        case Overdue():
            return (yield from card_trouble(troubles.card_silent()))
        case cards.NoReader() | cards.ReaderServiceDown():
            return (yield from card_trouble(troubles.card(card), card=Card.MAY_LIE))
        case trouble:
            return (yield from card_trouble(troubles.card(trouble)))


def while_it_lies(page: Page, card: Card = Card.MUST_LIE) -> Journey[object]:
    """Ask; a card that is taken away meanwhile is looked at anew."""
    answer: object = yield Ask(page, card)
    if isinstance(answer, CardTaken):
        raise LookAgain
    return answer


def card_trouble(page: Page, secret: Secret | None = None, *, card: Card = Card.MAY_GO) -> Journey[NoReturn]:
    """Ends the attempt: "again" looks at the card anew, and so does taking it away; how to unlock can be read here."""
    while True:
        match (yield from while_it_lies(page, card)):
            case "again":
                yield NoWayBack()
                raise LookAgain
            case "pin_help" if secret is not None:
                yield from while_it_lies(how_to_unlock(secret), card)
            case _:
                raise ToMenu
