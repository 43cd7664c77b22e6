"""A whole stay: the menu, and everything that can be chosen from it. Ends only with the gateway's session.

(やめる, time-outs and incidents are the terminal's; it calls `leave` then.)
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from kiosk.journey import Ask, Card, Journey, WentBack
from kiosk.journeys import log_in_pages, troubles
from kiosk.journeys.account import account
from kiosk.journeys.certificates import certificates
from kiosk.journeys.how_to_use import how_to_use
from kiosk.journeys.log_in import log_in
from kiosk.journeys.open_account import open_account
from kiosk.journeys.operations import operations
from kiosk.journeys.pin_help import pin_help
from kiosk.journeys.provision_records import provision_records
from kiosk.journeys.self_information import self_information
from kiosk.journeys.ways_out import Finished, SessionGone, ToMenu
from screens.page import Choose, Option, Page, Unavailable
from screens.phrase import msg

Start = Literal["with_card", "without_card", "card"]
Choice = Literal[
    "log_in",
    "certificates",
    "self_information",
    "provision_records",
    "operations",
    "account",
    "pin_help",
    "how_to_use",
]


class _Resident:
    """What is known of who stands here. Rebuilt by every replay."""

    def __init__(self, *, paper: bool, receipts: bool) -> None:
        self.paper = paper
        self.receipts = receipts
        self.logged_in = False
        self.has_account = False


def visit(start: Start, *, paper: bool = False, receipts: bool = False) -> Journey[None]:
    """From the first touch on. start: chosen on the first page, or a card that was laid on the reader.

    paper: this terminal hands out certificates. receipts: it has a small printer for them.
    """
    resident = _Resident(paper=paper, receipts=receipts)
    first = True
    choice: Choice | None = None if start == "without_card" else "log_in"
    while True:
        try:
            if choice is None:
                menu = _menu(resident, first=first)
                choice = yield Ask(menu, without_gateway=_without_gateway(menu))
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
        case "log_in" if resident.paper:
            # She may have come for paper alone: the account is opened when something needs it.
            yield from _log_in(resident)
        case "certificates":
            # Paper needs no account: whoever comes for a certificate isn't asked for a nickname.
            yield from _log_in(resident)
            yield from certificates()
        case _:
            yield from _be_known(resident)
            yield from _serve_known(choice)


def _serve_known(choice: Choice) -> Journey[None]:
    match choice:
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


def _without_gateway(menu: Choose) -> Page:
    """What only the gateway can do lies flat, behind what can be done."""
    why = Unavailable(msg("menu-offline"))
    here = tuple(option for option in menu.options if option.key in ("pin_help", "how_to_use"))
    there = (replace(option, unavailable=why) for option in menu.options if option not in here)
    return replace(menu, options=(*here, *there))


def _menu(resident: _Resident, *, first: bool) -> Choose:
    card = not resident.logged_in
    certificates = Option(
        key="certificates",
        title=msg("menu-certificates"),
        text=msg("menu-certificates-text"),
        icon="certificate",
        needs_card=card,
    )
    return Choose(
        name="menu",
        service=msg("menu-service"),
        heading=msg("menu-heading"),
        explanation=msg("menu-card-sign") if card else None,
        hint=msg("choosing-goes-on"),
        back=first,
        closed_reason=None if first else msg("no-way-back"),
        options=(
            *((certificates,) if resident.paper else ()),
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
            Option(
                key="operations",
                title=msg("menu-operations"),
                text=msg("menu-operations-text"),
                icon="clock",
                needs_card=card,
            ),
            Option(
                key="account", title=msg("menu-account"), text=msg("menu-account-text"), icon="person", needs_card=card
            ),
            Option(key="pin_help", title=msg("menu-pin-help"), text=msg("menu-pin-help-text"), icon="lock"),
            Option(key="how_to_use", title=msg("menu-how-to-use"), text=msg("menu-how-to-use-text"), icon="help"),
        ),
    )
