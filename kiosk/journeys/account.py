"""登録内容を見る・変える: nickname, mail addresses, notices."""

from __future__ import annotations

from kiosk.effects import ChangeAccount, ReadAccount
from kiosk.journey import Journey
from kiosk.journeys.account_forms import Sign, account_rows, ask_mail_addresses, ask_nickname, ask_notices
from kiosk.journeys.gateway import ask_gateway
from kiosk.portal_outcomes import Account
from screens.page import Banner, ListPage, Option, Page
from screens.phrase import msg

_SIGN = Sign(msg("account-service"), "person")


def account() -> Journey[None]:
    """What is registered; each thing can be changed. A change counts when the gateway has said so."""
    known = yield from ask_gateway(ReadAccount(), Account)
    note: Banner | None = None
    while True:
        choice = yield _show(known, note)
        match choice:
            case "nickname":
                change = ChangeAccount(nickname=(yield from ask_nickname(_SIGN, known.nickname)))
            case "mail":
                change = yield from _change_mail()
            case "notices" if known.mail_addresses:
                change = ChangeAccount(notices_by_mail=(yield from ask_notices(_SIGN)))
            case "notices":
                note = Banner("info", msg("account-notices-need-mail"), msg("account-notices-need-mail-text"))
                continue
            case _:
                return
        known = yield from ask_gateway(change, Account)
        note = Banner("ok", msg("account-changed"))


def _change_mail() -> Journey[ChangeAccount]:
    mail_addresses = yield from ask_mail_addresses(_SIGN)
    by_mail = bool(mail_addresses) and (yield from ask_notices(_SIGN))
    return ChangeAccount(mail_addresses=mail_addresses, notices_by_mail=by_mail)


def _show(known: Account, note: Banner | None) -> Page:
    return ListPage(
        name="account.show",
        service=_SIGN.service,
        icon=_SIGN.icon,
        heading=msg("account-heading"),
        banner=note,
        hint=msg("account-hint"),
        rows=account_rows(known.nickname, known.mail_addresses, known.notices_by_mail),
        row_action=msg("change"),
        actions=(Option(key="menu", title=msg("to-menu"), icon="back"),),
    )
