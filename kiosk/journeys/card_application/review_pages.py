"""Looking the card application over, as it is sent; and what comes afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.journeys.applications.sending_pages import Filing
from kiosk.journeys.card_application.common import ICON, PHOTO, SERVICE, STEPS
from kiosk.journeys.card_application.draft import Draft
from kiosk.journeys.card_application.number_pages import shown_id
from kiosk.rules.written_numbers import phone_shown
from screens.page import (
    Confirm,
    Page,
    Row,
)
from screens.phrase import Data, Msg, Text, msg

FILING = Filing(ICON, msg("card-application-afterwards"), SERVICE)


def review(draft: Draft) -> Page:
    """Every line."""
    return Confirm(
        name="card_application.review",
        service=SERVICE,
        icon=ICON,
        heading=msg("applications-review-heading"),
        explanation=msg("applications-review-text"),
        progress=(7, STEPS),
        rows=tuple(lines(draft)),
        action=msg("card-application-send"),
    )


def lines(draft: Draft) -> Iterator[Row]:
    """As they are looked over and sent. The moved question has no line: only "no" leads here."""
    yield Row(msg("card-application-number"), shown_id(draft.id), key="number")
    yield Row(msg("applications-birth"), Msg("applications-day", {"day": draft.birth}, personal=True), key="birth")
    yield Row(msg("card-application-name"), Data(draft.name), key="name")
    yield Row(msg("card-application-contact"), _contact(draft), key="contact")
    yield Row(msg("card-application-certificates"), _wishes(draft), key="certificates")
    wish = Data(draft.braille) if draft.braille is not None else msg("card-application-braille-no")
    yield Row(msg("card-application-braille"), wish, key="braille")
    if draft.photo is None:
        yield Row(PHOTO, msg("card-application-photo-none"))
    else:
        yield Row(PHOTO, msg("card-application-photo-taken"), key="photo")


def _contact(draft: Draft) -> Text:
    if draft.phone is not None:
        return Data(phone_shown(draft.phone), speech=" ".join(draft.phone))
    return Data(draft.mail) if draft.mail is not None else msg("card-application-no-contact")


def _wishes(draft: Draft) -> Text:
    match sorted(draft.certificates):
        case ["authentication", "signature"]:
            return Msg("card-application-both", personal=True)
        case [one]:
            return Msg(f"card-application-{one}", personal=True)
        case _:
            return Msg("card-application-none", personal=True)
