"""暗証番号がわからない時: which number is which, where to set it anew, what to bring. Needs no card and no gateway."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from devices.printers.receipts import outcomes as small
from kiosk.effects import Overdue
from kiosk.journey import Ask, Card, Journey
from kiosk.paper.effects import PrintPinHelp
from screens.page import Banner, Choose, Document, Option, Page, Row, Secret
from screens.phrase import Text, msg

_SERVICE = msg("pin-help-service")

_NAMES: dict[Secret, tuple[Text, Text, Text]] = {
    Secret.USER_AUTHENTICATION: (msg("pin-auth"), msg("pin-auth-form"), msg("pin-auth-use")),
    Secret.SIGNATURE: (msg("pin-signature"), msg("pin-signature-form"), msg("pin-signature-use")),
    Secret.TEXT_INPUT: (msg("pin-text"), msg("pin-text-form"), msg("pin-text-use")),
    Secret.RESIDENT_REGISTRY: (msg("pin-registry"), msg("pin-registry-form"), msg("pin-registry-use")),
}

_TRIES: dict[Secret, Text] = {
    Secret.USER_AUTHENTICATION: msg("pin-help-tries", count=3),
    Secret.SIGNATURE: msg("pin-help-tries", count=5),
    Secret.TEXT_INPUT: msg("pin-help-tries", count=3),
    Secret.RESIDENT_REGISTRY: msg("pin-help-tries", count=3),
}


_IN_SHOPS: dict[Secret, Text] = {
    Secret.USER_AUTHENTICATION: msg("pin-help-shop-auth"),
    Secret.SIGNATURE: msg("pin-help-shop-signature"),
    Secret.TEXT_INPUT: msg("pin-help-shop-never"),
    Secret.RESIDENT_REGISTRY: msg("pin-help-shop-never"),
}


_PRINT = Option(key="print", title=msg("pin-help-print"), icon="paper")


def pin_help(*, receipts: bool = False) -> Journey[None]:
    """Every number, one after the other, as long as the resident likes. receipts: there is a small printer."""
    while True:
        choice = yield _which()
        match choice:
            case "shop":
                yield _shop()
            case "menu":
                return
            case secret:
                yield from one_pin(Secret(secret), receipts=receipts)


def one_pin(secret: Secret, *, receipts: bool, card: Card = Card.MAY_LIE) -> Journey[object]:
    """One of them, on paper too where there is a small printer. card: as the question that this stands beside.

    Gives the answer that ended it: a key, or `CardTaken`.
    """
    page = how_to_unlock(secret)
    if receipts:
        # What stands in the menu makes room for the key, and later for what came of it.
        page = replace(page, explanation=None, actions=(_PRINT,))
    shown = page
    while (answer := (yield Ask(shown, card))) == "print":
        outcome: small.ReceiptOutcome | Overdue | None = yield PrintPinHelp(secret)
        again = () if isinstance(outcome, small.Printed) else page.actions
        shown = replace(page, banner=_said(outcome), actions=again)
    return answer


def _said(outcome: small.ReceiptOutcome | Overdue | None) -> Banner:
    match outcome:
        case small.Printed():
            return Banner("ok", msg("pin-help-printed"))
        case small.NotPrinted() | None:
            return Banner("warn", msg("pin-help-not-printed"))
        case small.Unknown() | Overdue():
            return Banner("warn", msg("pin-help-perhaps-printed"))
        case _:
            assert_never(outcome)


def _which() -> Page:
    numbers = tuple(
        Option(key=secret.value, title=name, text=use, icon="lock") for secret, (name, _, use) in _NAMES.items()
    )
    return Choose(
        name="pin_help.which",
        service=_SERVICE,
        icon="lock",
        heading=msg("pin-help-which-heading"),
        explanation=msg("pin-help-which-text"),
        options=(
            *numbers,
            Option(key="shop", title=msg("pin-help-shop"), text=msg("pin-help-shop-text"), icon="home"),
            Option(key="menu", title=msg("to-menu"), icon="back"),
        ),
    )


def how_to_unlock(secret: Secret) -> Document:
    """One number: its form, how it locks, where it is set anew, what to bring."""
    name, form, use = _NAMES[secret]
    return Document(
        name=f"pin_help.{secret.value}",
        service=_SERVICE,
        icon="lock",
        heading=msg("pin-help-unlock-heading", pin=name),
        explanation=use,
        title=name,
        rows=(
            Row(label=msg("pin-help-form"), value=form),
            Row(label=msg("pin-help-locks"), value=_TRIES[secret]),
            Row(label=msg("pin-help-where"), value=msg("pin-help-counter")),
            Row(label=msg("pin-help-bring"), value=msg("pin-help-bring-card")),
            Row(label=msg("pin-help-shop"), value=_IN_SHOPS[secret]),
        ),
        notes=(msg("pin-help-hours"), msg("pin-help-nobody-asks")),
        action=msg("pin-help-back"),
        hide_after_s=None,
    )


def _shop() -> Page:
    return Document(
        name="pin_help.shop",
        service=_SERVICE,
        icon="lock",
        heading=msg("pin-help-shop-heading"),
        title=msg("pin-help-shop-title"),
        rows=(
            Row(label=msg("pin-help-shop-which"), value=msg("pin-help-shop-which-text")),
            Row(label=msg("pin-help-shop-need"), value=msg("pin-help-shop-need-text")),
            Row(label=msg("pin-help-shop-first"), value=msg("pin-help-shop-first-text")),
            Row(label=msg("pin-help-shop-then"), value=msg("pin-help-shop-then-text")),
            Row(label=msg("pin-help-shop-not"), value=msg("pin-help-shop-not-text")),
        ),
        action=msg("pin-help-back"),
        hide_after_s=None,
    )
