"""The pages of the card application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from kiosk.effects import Overdue
from kiosk.journeys.applications_sending_pages import Filing
from kiosk.journeys.photo_advice import face_advice
from kiosk.journeys.troubles import AGAIN, TO_MENU
from kiosk.line.outcomes import NoPhoto, NotPhotographed, Photo
from kiosk.rules.application_ids import LENGTH, grouped
from kiosk.rules.mail import LONGEST
from kiosk.rules.written_numbers import phone_shown
from screens.page import (
    Banner,
    Choose,
    Confirm,
    DateEntry,
    Digits,
    Document,
    Option,
    Page,
    Row,
    TextEntry,
    Trouble,
    Unavailable,
    Viewfinder,
)
from screens.phrase import Data, Msg, Text, msg

if TYPE_CHECKING:
    from kiosk.journeys.card_application import Draft

SERVICE = msg("card-application-service")
ICON = "card"
PHOTO = msg("card-application-photo")
FILING = Filing(ICON, msg("card-application-afterwards"), SERVICE)
STEPS = 7
EARLIEST = "1900-01-01"
LONGEST_NAME = 30
NUMBER_WRONG = Banner("warn", msg("card-application-number-wrong"), msg("card-application-number-wrong-text"))
PHONE_WRONG = Banner("warn", msg("applications-phone-wrong"), msg("applications-phone-wrong-text"))
MAIL_WRONG = Banner("warn", msg("account-mail-refused"), msg("card-application-mail-wrong"))
TYPED = Option("typed", msg("card-application-typed"), icon="pencil")


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


# --- the form's number ------------------------------------------------------------------------------------------------


def how_to_read() -> Page:
    """By the scanner, or by hand."""
    return _choose(
        "how_to_read",
        1,
        msg("card-application-how-heading"),
        (
            Option("scan", msg("card-application-scan"), msg("card-application-scan-how"), "eye"),
            Option("typed", msg("card-application-typed"), msg("card-application-typed-how"), "pencil"),
        ),
        msg("card-application-how-text"),
    )


def number(typed: str, note: Banner | None) -> Page:
    """23 digits."""
    return Digits(
        name="card_application.number",
        service=SERVICE,
        icon=ICON,
        heading=msg("card-application-number-heading"),
        explanation=msg("card-application-number-text"),
        banner=note,
        progress=(1, STEPS),
        label=msg("card-application-number"),
        longest=LENGTH,
        shortest=LENGTH,
        groups=(4, 4, 4, 4, 4, 3),
        start=typed,
    )


def scanned(id: str) -> Page:
    """As the code says; it can be read anew, not changed."""
    return Confirm(
        name="card_application.scanned",
        service=SERVICE,
        icon=ICON,
        heading=msg("card-application-scanned-heading"),
        explanation=msg("card-application-scanned-text"),
        progress=(1, STEPS),
        rows=(Row(msg("card-application-number"), _id(id), key="again"),),
        action=msg("card-application-scanned-yes"),
    )


def other_code() -> Page:
    """A code of something else."""
    return _not_read("other_code", msg("card-application-other-code"))


def unreadable() -> Page:
    """Not read whole."""
    return _not_read("unreadable", msg("card-application-unreadable"))


def nothing_scanned() -> Page:
    """Nothing came."""
    return _not_read("nothing_scanned", msg("card-application-nothing-scanned"))


def no_scanner() -> Page:
    """It is gone."""
    return _not_read("no_scanner", msg("card-application-no-scanner"))


def _not_read(name: str, happened: Text) -> Page:
    return Trouble(
        name=f"card_application.{name}",
        service=SERVICE,
        icon=ICON,
        heading=msg("card-application-not-read-heading"),
        tone="warn",
        happened=happened,
        to_do=(msg("card-application-not-read-do"), msg("card-application-not-read-type")),
        who=msg("trouble-staff-helps"),
        progress=(1, STEPS),
        actions=(AGAIN, TYPED),
    )


def moved() -> Page:
    """Since the form was printed."""
    return _choose(
        "moved",
        2,
        msg("card-application-moved-heading"),
        (
            Option("no", msg("card-application-moved-no"), msg("card-application-moved-no-text"), "ok"),
            Option("yes", msg("card-application-moved-yes"), msg("card-application-moved-yes-text"), "home"),
        ),
    )


def new_form() -> Page:
    """This form is of no use; where there is a new one."""
    return Trouble(
        name="card_application.new_form",
        service=SERVICE,
        icon=ICON,
        heading=msg("card-application-new-form-heading"),
        tone="warn",
        happened=msg("card-application-new-form"),
        to_do=(msg("card-application-new-form-do"), msg("card-application-new-form-bring")),
        who=msg("counter-who"),
        progress=(2, STEPS),
        actions=(TO_MENU,),
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
    return _text(
        "name",
        4,
        msg("card-application-name-heading"),
        msg("card-application-name"),
        typed,
        msg("card-application-name-text"),
    )


def how_to_reach() -> Page:
    """Phone, mail, or neither."""
    return _choose(
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
    return _choose(
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
    return _choose(
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
    return _text("braille", 5, msg("card-application-braille-name-heading"), msg("card-application-braille"), typed)


# --- photo ------------------------------------------------------------------------------------------------------------


def viewfinder() -> Page:
    """Before the camera."""
    return Viewfinder(
        name="card_application.viewfinder",
        service=SERVICE,
        icon="person",
        heading=msg("card-application-viewfinder-heading"),
        progress=(6, STEPS),
        subject="face",
        action=msg("card-application-shoot"),
        notes=(
            msg("card-application-photo-hat"),
            msg("card-application-photo-alone"),
        ),
    )


def look_at(photo: Photo) -> Page:
    """Hers to judge; what would be better changed is said."""
    note = None if photo.fault is None else Banner("warn", face_advice(photo.fault))
    return Viewfinder(
        name="card_application.look_at",
        service=SERVICE,
        icon="person",
        heading=msg("card-application-look-at-heading"),
        explanation=msg("card-application-look-at-text"),
        banner=note,
        progress=(6, STEPS),
        subject="face",
        action=msg("card-application-use-photo"),
        taken=photo.preview,
        actions=(Option("again", msg("card-application-shoot-again"), icon="repeat"),),
    )


def no_photo(outcome: NotPhotographed | Overdue) -> Page:
    """Again, or elsewhere."""
    seen = isinstance(outcome, NotPhotographed) and outcome.why is NoPhoto.NOT_SEEN
    return Trouble(
        name="card_application.no_photo",
        service=SERVICE,
        icon="person",
        heading=msg("applications-no-photo-heading"),
        tone="warn",
        happened=msg("photo-no-face") if seen else msg("card-application-camera-fails"),
        to_do=(msg("card-application-no-photo-do"), msg("card-application-no-photo-else")),
        who=msg("trouble-staff-helps"),
        progress=(6, STEPS),
        actions=(AGAIN, TO_MENU),
    )


# --- looking over -----------------------------------------------------------------------------------------------------


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
    yield Row(msg("card-application-number"), _id(draft.id), key="number")
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


def _id(id: str) -> Data:
    return Data(" ".join(grouped(id)), speech=" ".join(id))


def _choose(name: str, step: int, heading: Text, options: tuple[Option, ...], explanation: Text | None = None) -> Page:
    return Choose(
        name=f"card_application.{name}",
        service=SERVICE,
        icon=ICON,
        heading=heading,
        explanation=explanation,
        hint=msg("choosing-goes-on"),
        progress=(step, STEPS),
        options=options,
    )


def _text(name: str, step: int, heading: Text, label: Text, typed: str, explanation: Text | None = None) -> Page:
    return TextEntry(
        name=f"card_application.{name}",
        service=SERVICE,
        icon=ICON,
        heading=heading,
        explanation=explanation,
        progress=(step, STEPS),
        label=label,
        keyboard="kana",
        longest=LONGEST_NAME,
        start=typed,
    )
