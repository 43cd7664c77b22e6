"""A whole stay: the menu, and everything that can be chosen from it. Ends only with the gateway's session.

(やめる, time-outs and incidents are the terminal's; it calls `leave` then.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from kiosk.journey import Ask, Card, Journey, WentBack
from kiosk.journeys import log_in_pages, troubles
from kiosk.journeys.account import account
from kiosk.journeys.applications.applying import Equipment, applications
from kiosk.journeys.applications.menu import (
    applications_option,
    card_application_option,
    inquiry_option,
    notices_option,
)
from kiosk.journeys.card_application.applying import card_application
from kiosk.journeys.certificates import certificates
from kiosk.journeys.how_to_use import how_to_use
from kiosk.journeys.inquiry import inquiry
from kiosk.journeys.log_in import log_in
from kiosk.journeys.notices import notices
from kiosk.journeys.open_account import open_account
from kiosk.journeys.operations import operations
from kiosk.journeys.pin_help import pin_help
from kiosk.journeys.provision_records import provision_records
from kiosk.journeys.self_information import self_information
from kiosk.journeys.ways_out import Finished, SessionGone, ToMenu
from kiosk.line.outcomes import NoPromise, Reachable
from kiosk.procedures.model import Procedure
from screens.page import Choose, Option, Page, Unavailable
from screens.phrase import Text, msg

MENU, MORE = "menu", "menu.more"
Start = Literal["with_card", "without_card", "card"]
Choice = Literal[
    "log_in",
    "applications",
    "card_application",
    "notices",
    "inquiry",
    "certificates",
    "self_information",
    "provision_records",
    "operations",
    "account",
    "pin_help",
    "how_to_use",
    "more",
]


@dataclass(frozen=True, slots=True)
class Applying:
    """What can be applied for here, and with what. procedures: by title; read when they are first asked for."""

    procedures: Callable[[], tuple[Procedure, ...]]
    equipment: Equipment


class _Resident:
    """What is known of who stands here. Rebuilt by every replay."""

    def __init__(self, *, paper: bool, receipts: bool, applying: Applying | None) -> None:
        self.paper = paper
        self.receipts = receipts
        self.applying = applying
        self.logged_in = False
        self.has_account = False


def visit(
    start: Start, *, paper: bool = False, receipts: bool = False, applying: Applying | None = None
) -> Journey[None]:
    """From the first touch on. start: chosen on the first page, or a card that was laid on the reader.

    paper: this terminal hands out certificates. receipts: it has a small printer for them. applying: None where
    nothing can be applied for.
    """
    resident = _Resident(paper=paper, receipts=receipts, applying=applying)
    first = True
    choice: Choice | None = None if start == "without_card" else "log_in"
    while True:
        try:
            if choice is None:
                menu = _menu(resident, first=first)
                choice = yield Ask(menu, as_things_are=partial(_as_things_are, menu))
            first = False
            yield from _serve(choice, resident)
        except (WentBack, ToMenu):
            pass
        except Finished:
            return
        except SessionGone:
            yield troubles.session_over()
            return
        choice = None


def _serve(choice: Choice, resident: _Resident) -> Journey[None]:
    match choice:
        case "pin_help":
            yield from pin_help(receipts=resident.receipts)
        case "how_to_use":
            yield from how_to_use()
        case "more":
            menu = _more(resident)
            chosen = yield Ask(menu, as_things_are=partial(_as_things_are, menu))
            if chosen == "menu":
                raise ToMenu
            yield from _serve(chosen, resident)
        case "applications" if resident.applying is not None:
            yield from applications(resident.applying.procedures(), resident.applying.equipment)
        case "card_application" if resident.applying is not None:
            yield from card_application(resident.applying.equipment)
        case "inquiry" if resident.applying is not None:
            yield from inquiry(partial(_be_known, resident), resident.applying.equipment)
        case "log_in" if resident.paper:
            # She may have come for paper alone: the account is opened when something needs it.
            yield from _log_in(resident)
        case "certificates":
            # Paper needs no account: whoever comes for a certificate isn't asked for a nickname.
            yield from _log_in(resident)
            yield from certificates()
        case _:
            yield from _be_known(resident)
            yield from _serve_known(choice, resident)


def _serve_known(choice: Choice, resident: _Resident) -> Journey[None]:
    match choice:
        case "notices":
            yield from notices(None if resident.applying is None else resident.applying.equipment)
        case "self_information":
            yield from self_information()
        case "provision_records":
            yield from provision_records()
        case "operations":
            yield from operations()
        case "account":
            yield from account()


def _be_known(resident: _Resident) -> Journey[None]:
    """Logged in, and with an account; both only once."""
    yield from _log_in(resident)
    if not resident.has_account:
        yield from open_account()
        resident.has_account = True


def _log_in(resident: _Resident) -> Journey[None]:
    if resident.logged_in:
        return
    login = yield from log_in(receipts=resident.receipts)
    resident.logged_in = True
    resident.has_account = login.nickname is not None
    # Taking the card goes on by itself; one that is gone already isn't spoken of.
    yield Ask(log_in_pages.card_may_go(), Card.MAY_GO)


def _as_things_are(menu: Choose, reachable: Reachable) -> Page:
    """What can't be done now lies flat, with the reason, behind what can."""
    if reachable == Reachable():
        return menu
    options = [_now(option, reachable) for option in menu.options]
    options.sort(key=lambda option: option.unavailable is not None)
    explanation = menu.explanation
    if any(option.key in _NEED_QUEUE for option in options):
        if reachable.refuses is not None:
            explanation = msg("menu-refuses")
        elif not reachable.gateway:
            explanation = msg("menu-offline-keeps")
    return replace(menu, options=tuple(options), explanation=explanation)


_NEED_NOTHING = ("pin_help", "how_to_use", "more", "menu")
_NEED_QUEUE = ("applications", "card_application", "inquiry")


def _now(option: Option, reachable: Reachable) -> Option:
    why: Text | None = None
    if option.key in _NEED_QUEUE:
        why = None if reachable.refuses is None else _no_room(reachable.refuses)
    elif option.key not in _NEED_NOTHING and not reachable.gateway:
        why = _ELSEWHERE.get(option.key, msg("menu-offline"))
    return option if why is None else replace(option, unavailable=Unavailable(why))


_ELSEWHERE: dict[str, Text] = {
    "certificates": msg("menu-offline-elsewhere"),
    "account": msg("menu-offline-counter"),
    "notices": msg("menu-offline-counter"),
}


def _no_room(refuses: NoPromise) -> Text:
    return msg("menu-full") if refuses in (NoPromise.FULL, NoPromise.NO_SPACE) else msg("menu-out-of-order")


def _menu(resident: _Resident, *, first: bool) -> Choose:
    """Eight choices stand on a page: where applications are taken, what is seldom wanted stands behind one of them."""
    card = not resident.logged_in
    certificates = Option(
        key="certificates",
        title=msg("menu-certificates"),
        text=msg("menu-certificates-text"),
        icon="certificate",
        needs_card=card,
    )
    applying: tuple[Option, ...] = ()
    messages: tuple[Option, ...] = ()
    seldom = _seldom(card=card)
    if resident.applying is not None:
        more = Option(key="more", title=msg("menu-more"), text=msg("menu-more-text"), icon="plus")
        seldom = (_PIN_HELP, more)
        applying = (applications_option(),)
        if resident.applying.equipment.camera:
            applying = (*applying, card_application_option())
        messages = (notices_option(needs_card=card),)
    return Choose(
        name=MENU,
        service=msg("menu-service"),
        heading=msg("menu-heading"),
        explanation=msg("menu-card-sign") if card else None,
        hint=msg("choosing-goes-on"),
        back=first,
        closed_reason=None if first else msg("no-way-back"),
        options=(
            *((certificates,) if resident.paper else ()),
            *applying,
            *messages,
            Option(
                key="self_information",
                title=msg("menu-self-information"),
                text=msg("menu-self-information-text"),
                icon="my_info",
                needs_card=card,
            ),
            Option(
                key="provision_records",
                title=msg("menu-records"),
                text=msg("menu-records-text"),
                icon="send",
                needs_card=card,
            ),
            *seldom,
        ),
    )


def _more(resident: _Resident) -> Choose:
    """The rest of the menu."""
    options = tuple(option for option in _seldom(card=not resident.logged_in) if option.key != "pin_help")
    options = (inquiry_option(), *options)
    return Choose(
        name=MORE,
        service=msg("menu-service"),
        heading=msg("menu-more-heading"),
        explanation=None if resident.logged_in else msg("menu-card-sign"),
        hint=msg("choosing-goes-on"),
        options=(*options, Option(key="menu", title=msg("to-menu"), icon="back")),
    )


_PIN_HELP = Option(key="pin_help", title=msg("menu-pin-help"), text=msg("menu-pin-help-text"), icon="lock")


def _seldom(*, card: bool) -> tuple[Option, ...]:
    return (
        Option(
            key="operations",
            title=msg("menu-operations"),
            text=msg("menu-operations-text"),
            icon="clock",
            needs_card=card,
        ),
        Option(key="account", title=msg("menu-account"), text=msg("menu-account-text"), icon="person", needs_card=card),
        _PIN_HELP,
        Option(key="how_to_use", title=msg("menu-how-to-use"), text=msg("menu-how-to-use-text"), icon="help"),
    )
