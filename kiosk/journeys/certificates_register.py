"""利用登録申請: for a family register that is kept elsewhere than the residence. It takes some working days."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from gateway.contract.certificates import Offer, RegistrationNeeded
from kiosk.journey import Journey
from kiosk.journeys.gateway import ask_gateway
from kiosk.journeys.ways_out import ToMenu
from kiosk.journeys.wording import label
from kiosk.paper.effects import Register
from kiosk.paper.pages import ICON, SERVICE
from kiosk.portal_outcomes import Registered
from screens.page import Banner, Choose, Confirm, Done, Option, Row, TextEntry
from screens.phrase import Data, Msg, Text, msg

_PHONE = re.compile(r"0[0-9]{9,10}")


def register(offer: Offer, needed: RegistrationNeeded) -> Journey[None]:
    """Explain, ask, look over, send. Back leads to the kinds."""
    if (yield _explain(offer, needed)) != "apply":
        return
    domicile = yield from _ask("domicile", "kana", 60)
    head = yield from _ask("head", "kana", 30)
    phone = yield from _phone()
    while (choice := (yield _look_over(domicile, head, phone))) != "go":
        match choice:
            case "domicile":
                domicile = yield from _ask("domicile", "kana", 60, domicile)
            case "head":
                head = yield from _ask("head", "kana", 30, head)
            case _:
                phone = yield from _phone(phone)
    sent = yield from ask_gateway(Register(domicile, head, phone), Registered)
    yield _received(sent)
    raise ToMenu


def _explain(offer: Offer, needed: RegistrationNeeded) -> Choose:
    first, last = needed.working_days
    return Choose(
        name="certificates.register",
        service=SERVICE,
        icon=ICON,
        heading=msg("register-heading"),
        explanation=msg("register-text", municipality=label(needed.municipality), first=first, last=last),
        hint=msg("choosing-goes-on"),
        options=(
            Option("apply", msg("register-apply"), msg("register-apply-text"), "pencil"),
            Option("other", msg("register-other"), None, "back"),
        ),
    )


def _ask(what: str, keyboard: Literal["kana", "latin"], longest: int, start: str = "") -> Journey[str]:
    answer: str = yield TextEntry(
        name=f"certificates.register_{what}",
        service=SERVICE,
        icon=ICON,
        heading=msg(f"register-{what}-heading"),
        explanation=msg(f"register-{what}-text"),
        label=msg(f"register-{what}"),
        keyboard=keyboard,
        longest=longest,
        start=start,
    )
    return answer.strip()


def _phone(start: str = "") -> Journey[str]:
    """Digits in any width; hyphens and spaces are the typist's own."""
    typed, note = start, None
    while True:
        typed = yield TextEntry(
            name="certificates.register_phone",
            service=SERVICE,
            icon=ICON,
            heading=msg("register-phone-heading"),
            explanation=msg("register-phone-text"),
            banner=note,
            label=msg("register-phone"),
            keyboard="latin",
            longest=16,
            start=typed,
        )
        digits = re.sub(r"[\s()‐-―ー−-]", "", unicodedata.normalize("NFKC", typed))
        if _PHONE.fullmatch(digits):
            return digits
        note = Banner("warn", msg("register-phone-wrong"), msg("register-phone-wrong-text"))


def _look_over(domicile: str, head: str, phone: str) -> Confirm:
    rows: tuple[tuple[str, Msg, str], ...] = (
        ("domicile", msg("register-domicile"), domicile),
        ("head", msg("register-head"), head),
        ("phone", msg("register-phone"), phone),
    )
    return Confirm(
        name="certificates.register_confirm",
        service=SERVICE,
        icon=ICON,
        heading=msg("confirm-heading"),
        rows=tuple(Row(name, Data(value), key=key) for key, name, value in rows),
        action=msg("register-send"),
    )


def _received(sent: Registered) -> Done:
    first, last = sent.working_days
    lines: tuple[Text, ...] = (
        msg("register-receipt", number=Data(sent.receipt, personal=False, speech=" ".join(sent.receipt))),
        msg("register-days", first=first, last=last),
    )
    return Done(
        name="certificates.register_done",
        service=SERVICE,
        icon=ICON,
        heading=msg("register-done-heading"),
        lines=lines,
        action=msg("to-menu"),
        back=False,
        stop=False,
        closed_reason=msg("no-way-back"),
    )
