"""The pages on which the form's number is read or typed, and whether the form still holds."""

from __future__ import annotations

from kiosk.journeys.card_application.common import ICON, SERVICE, STEPS, choose
from kiosk.journeys.troubles import AGAIN, TO_MENU
from kiosk.rules.application_ids import LENGTH, grouped
from screens.page import (
    Banner,
    Confirm,
    Digits,
    Option,
    Page,
    Row,
    Trouble,
)
from screens.phrase import Data, Text, msg

NUMBER_WRONG = Banner("warn", msg("card-application-number-wrong"), msg("card-application-number-wrong-text"))
TYPED = Option("typed", msg("card-application-typed"), icon="pencil")


def how_to_read() -> Page:
    """By the scanner, or by hand."""
    return choose(
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
        rows=(Row(msg("card-application-number"), shown_id(id), key="again"),),
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
    return choose(
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


def shown_id(id: str) -> Data:
    """In groups, said digit by digit."""
    return Data(" ".join(grouped(id)), speech=" ".join(id))
