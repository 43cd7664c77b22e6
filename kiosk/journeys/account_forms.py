"""The questions of an account, asked when it is opened and when it is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.journey import Journey
from kiosk.rules.mail import LONGEST, MOST_ADDRESSES, MailFault, mail_fault
from kiosk.rules.names import NICKNAME_LONGEST, NicknameFault, nickname_fault
from screens.page import Banner, Choose, Option, Row, TextEntry
from screens.phrase import Data, Text, msg


@dataclass(frozen=True, slots=True)
class Sign:
    """The sign above the window and the step shown beside it."""

    service: Text
    icon: str
    progress: tuple[int, int] | None = None


def ask_nickname(sign: Sign, start: str = "") -> Journey[str]:
    """ニックネーム: the only name that is ever shown."""
    keyboard: Literal["kana", "latin"] = yield Choose(
        name="account.nickname_signs",
        service=sign.service,
        icon=sign.icon,
        heading=msg("account-nickname-signs-heading"),
        explanation=msg("account-nickname-text"),
        hint=msg("choosing-goes-on"),
        progress=sign.progress,
        options=(
            Option(
                key="kana", title=msg("account-nickname-kana"), text=msg("account-nickname-kana-text"), icon="pencil"
            ),
            Option(
                key="latin", title=msg("account-nickname-latin"), text=msg("account-nickname-latin-text"), icon="globe"
            ),
        ),
    )
    typed, refused = start, None
    while True:
        answer: str = yield TextEntry(
            name="account.nickname",
            service=sign.service,
            icon=sign.icon,
            heading=msg("account-nickname-heading"),
            explanation=msg("account-nickname-text"),
            banner=refused,
            progress=sign.progress,
            label=msg("account-nickname"),
            keyboard=keyboard,
            longest=NICKNAME_LONGEST,
            start=typed,
        )
        typed = answer.strip()
        fault = nickname_fault(typed)
        if fault is None:
            return typed
        refused = Banner("warn", msg("account-nickname-refused"), _NICKNAME_FAULTS[fault])


_NICKNAME_FAULTS: dict[NicknameFault, Text] = {
    NicknameFault.EMPTY: msg("account-nickname-empty"),
    NicknameFault.TOO_LONG: msg("account-nickname-too-long", longest=NICKNAME_LONGEST),
    NicknameFault.SIGNS: msg("account-nickname-unseen"),
    NicknameFault.MY_NUMBER: msg("account-nickname-my-number"),
}


def ask_mail_addresses(sign: Sign) -> Journey[tuple[str, ...]]:
    """None, one or two addresses."""
    addresses: tuple[str, ...] = ()
    while len(addresses) < MOST_ADDRESSES:
        first = not addresses
        choice = yield Choose(
            name="account.mail_wish" if first else "account.mail_second",
            service=sign.service,
            icon=sign.icon,
            heading=msg("account-mail-wish-heading") if first else msg("account-mail-second-heading"),
            explanation=msg("account-mail-text"),
            hint=msg("choosing-goes-on"),
            progress=sign.progress,
            options=(
                Option(key="enter", title=msg("account-mail-enter"), icon="mail"),
                Option(
                    key="none", title=msg("account-mail-none") if first else msg("account-mail-enough"), icon="next"
                ),
            ),
        )
        if choice == "none":
            break
        addresses = (*addresses, (yield from _ask_address(sign, addresses)))
    return addresses


def _ask_address(sign: Sign, others: tuple[str, ...]) -> Journey[str]:
    typed, refused = "", None
    while True:
        answer: str = yield TextEntry(
            name="account.mail",
            service=sign.service,
            icon=sign.icon,
            heading=msg("account-mail-heading"),
            banner=refused,
            progress=sign.progress,
            label=msg("account-mail"),
            keyboard="latin",
            longest=LONGEST,
            start=typed,
        )
        typed = answer.strip()
        fault = mail_fault(typed)
        if fault is None and typed not in others:
            return typed
        why = msg("account-mail-twice") if fault is None else _MAIL_FAULTS[fault]
        refused = Banner("warn", msg("account-mail-refused"), why)


_MAIL_FAULTS: dict[MailFault, Text] = {
    MailFault.EMPTY: msg("account-mail-empty"),
    MailFault.NO_AT: msg("account-mail-no-at"),
    MailFault.LOCAL: msg("account-mail-local"),
    MailFault.HOST: msg("account-mail-host"),
    MailFault.TOO_LONG: msg("account-mail-too-long"),
}


def ask_notices(sign: Sign) -> Journey[bool]:
    """Whether a new notice is announced by mail."""
    choice = yield Choose(
        name="account.notices",
        service=sign.service,
        icon=sign.icon,
        heading=msg("account-notices-heading"),
        explanation=msg("account-notices-text"),
        hint=msg("choosing-goes-on"),
        progress=sign.progress,
        options=(
            Option(key="by_mail", title=msg("account-notices-by-mail"), icon="mail"),
            Option(key="here_only", title=msg("account-notices-here"), icon="home"),
        ),
    )
    return bool(choice == "by_mail")


def account_rows(nickname: str, mail_addresses: tuple[str, ...], notices_by_mail: bool) -> tuple[Row, ...]:
    """The three things of an account, each with its key."""
    mail: Text = msg("account-no-mail")
    more: Text | None = None
    if mail_addresses:
        mail = Data(mail_addresses[0])
        more = Data(mail_addresses[1]) if len(mail_addresses) > 1 else None
    notices = msg("account-notices-by-mail-short") if notices_by_mail else msg("account-notices-here-short")
    return (
        Row(label=msg("account-nickname"), value=Data(nickname), key="nickname", icon="person"),
        Row(label=msg("account-mail"), value=mail, text=more, key="mail", icon="mail"),
        Row(label=msg("account-notices"), value=notices, key="notices", icon="bell"),
    )
