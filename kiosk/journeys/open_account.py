"""利用者登録: the first log-in opens the account (利用者フォルダー)."""

from __future__ import annotations

from kiosk.effects import OpenAccount
from kiosk.journey import Journey
from kiosk.journeys.account_forms import Sign, account_rows, ask_mail_addresses, ask_nickname, ask_notices
from kiosk.journeys.gateway import ask_gateway
from kiosk.portal_outcomes import Account
from screens.page import Confirm, Document, Page, Row
from screens.phrase import msg

_SERVICE = msg("open-account-service")
_STEPS = 5


def open_account() -> Journey[Account]:
    """What the account holds, the few questions, a last look, and it is opened."""
    yield _about()
    nickname = yield from ask_nickname(_sign(2))
    mail_addresses = yield from ask_mail_addresses(_sign(3))
    by_mail = bool(mail_addresses) and (yield from ask_notices(_sign(4)))
    while True:
        choice = yield _confirm(nickname, mail_addresses, by_mail)
        match choice:
            case "nickname":
                nickname = yield from ask_nickname(_sign(2), nickname)
            case "mail":
                mail_addresses = yield from ask_mail_addresses(_sign(3))
                by_mail = bool(mail_addresses) and (yield from ask_notices(_sign(4)))
            case "notices":
                by_mail = yield from ask_notices(_sign(4))
            case _:
                return (yield from ask_gateway(OpenAccount(nickname, mail_addresses, by_mail), Account))


def _sign(step: int) -> Sign:
    return Sign(_SERVICE, "person", (step, _STEPS))


def _about() -> Page:
    return Document(
        name="open_account.about",
        service=_SERVICE,
        icon="person",
        heading=msg("open-account-about-heading"),
        title=msg("open-account-about-title"),
        rows=(
            Row(label=msg("open-account-asks"), value=msg("open-account-asks-text")),
            Row(label=msg("open-account-holds"), value=msg("open-account-holds-text")),
            Row(label=msg("open-account-never"), value=msg("open-account-never-text")),
        ),
        progress=(1, _STEPS),
        action=msg("go-on"),
        hide_after_s=None,
    )


def _confirm(nickname: str, mail_addresses: tuple[str, ...], by_mail: bool) -> Page:
    nickname_row, mail_row, notices_row = account_rows(nickname, mail_addresses, by_mail)
    return Confirm(
        name="open_account.confirm",
        service=_SERVICE,
        icon="person",
        heading=msg("open-account-confirm-heading"),
        explanation=msg("open-account-confirm-text"),
        progress=(_STEPS, _STEPS),
        rows=(nickname_row, mail_row, notices_row) if mail_addresses else (nickname_row, mail_row),
        action=msg("open-account-open"),
    )
