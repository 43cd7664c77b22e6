"""The pages of the card application: what it takes, who it is for, what is wished for."""

from __future__ import annotations

from datetime import date

from kiosk.journeys.card_application.common import ICON, PHOTO, SERVICE, STEPS, choose, text
from kiosk.rules.mail import LONGEST
from screens.page import (
    Banner,
    DateEntry,
    Digits,
    Document,
    Option,
    Page,
    Row,
    TextEntry,
    Unavailable,
)
from screens.phrase import msg

EARLIEST = "1900-01-01"
PHONE_WRONG = Banner("warn", msg("applications-phone-wrong"), msg("applications-phone-wrong-text"))
MAIL_WRONG = Banner("warn", msg("account-mail-refused"), msg("card-application-mail-wrong"))


def about() -> Page:
    """What is needed, how long it takes, who had better go to the counter."""
    return Document(
        name="card_application.about",
        service=SERVICE,
        icon=ICON,
        heading=msg("card-application-about-heading"),
        title=SERVICE,
        rows=(
            Row(msg("card-application-needed"), msg("card-application-needed-text"), icon="copies"),
            Row(PHOTO, msg("card-application-photo-text"), icon="person"),
            Row(msg("card-application-when"), msg("card-application-when-text"), icon="clock"),
            Row(msg("card-application-no-form"), msg("card-application-no-form-text"), icon="help"),
            Row(msg("card-application-hurry"), msg("card-application-hurry-text"), icon="home"),
        ),
        notes=(msg("applications-nothing-kept"),),
        action=msg("applications-begin"),
        hide_after_s=None,
    )


# --- who --------------------------------------------------------------------------------------------------------------


def birth(today: date) -> Page:
    """Of whoever the card is for."""
    return DateEntry(
        name="card_application.birth",
        service=SERVICE,
        icon=ICON,
        heading=msg("card-application-birth-heading"),
        explanation=msg("card-application-birth-text"),
        progress=(3, STEPS),
        earliest=EARLIEST,
        latest=today.isoformat(),
    )


def without_photo() -> Page:
    """Under one year: told, so that nobody waits for the camera."""
    return Document(
        name="card_application.without_photo",
        service=SERVICE,
        icon=ICON,
        heading=msg("card-application-baby-heading"),
        progress=(3, STEPS),
        title=PHOTO,
        rows=(
            Row(PHOTO, msg("card-application-baby-photo"), icon="person"),
            Row(msg("card-application-baby-valid"), msg("card-application-baby-valid-text"), icon="clock"),
        ),
        action=msg("go-on"),
        hide_after_s=None,
    )


def name(typed: str) -> Page:
    """Whom the office asks for."""
    return text(
        "name",
        4,
        msg("card-application-name-heading"),
        msg("card-application-name"),
        typed,
        msg("card-application-name-text"),
    )


def how_to_reach() -> Page:
    """Phone, mail, or neither."""
    return choose(
        "contact",
        4,
        msg("card-application-contact-heading"),
        (
            Option("phone", msg("card-application-phone"), icon="phone"),
            Option("mail", msg("card-application-mail"), icon="mail"),
            Option("none", msg("card-application-no-contact"), msg("card-application-no-contact-text"), "next"),
        ),
        msg("card-application-contact-text"),
    )


def phone(typed: str, note: Banner | None) -> Page:
    """With the area code."""
    return Digits(
        name="card_application.phone",
        service=SERVICE,
        icon="phone",
        heading=msg("card-application-phone-heading"),
        banner=note,
        progress=(4, STEPS),
        label=msg("card-application-phone"),
        longest=11,
        shortest=10,
        start=typed,
    )


def mail(typed: str, note: Banner | None) -> Page:
    """An address."""
    return TextEntry(
        name="card_application.mail",
        service=SERVICE,
        icon="mail",
        heading=msg("card-application-mail-heading"),
        banner=note,
        progress=(4, STEPS),
        label=msg("card-application-mail"),
        keyboard="latin",
        longest=LONGEST,
        start=typed,
    )


# --- wishes -----------------------------------------------------------------------------------------------------------


def certificates(*, may_sign: bool) -> Page:
    """The two certificates on the card."""
    young = None if may_sign else Unavailable(msg("card-application-too-young"))
    return choose(
        "certificates",
        5,
        msg("card-application-certificates-heading"),
        (
            Option(
                "both",
                msg("card-application-both"),
                msg("card-application-both-text"),
                "check",
                unavailable=young,
            ),
            Option(
                "authentication",
                msg("card-application-authentication"),
                msg("card-application-authentication-text"),
                "lock",
            ),
            Option(
                "signature",
                msg("card-application-signature"),
                msg("card-application-signature-text"),
                "pencil",
                unavailable=young,
            ),
            Option("none", msg("card-application-none"), msg("card-application-none-text"), "stop"),
        ),
    )


def braille_wish() -> Page:
    """点字."""
    return choose(
        "braille_wish",
        5,
        msg("card-application-braille-heading"),
        (
            Option("no", msg("card-application-braille-no"), icon="next"),
            Option("yes", msg("card-application-braille-yes"), icon="check"),
        ),
    )


def braille(typed: str) -> Page:
    """The name as it is to be felt."""
    return text("braille", 5, msg("card-application-braille-name-heading"), msg("card-application-braille"), typed)
