"""Steps of the ways to paper: choosing a certificate, paying, taking, and what a clerk does."""

from __future__ import annotations

from devices.virtual.personas import person
from kiosk.demo.judge import Expected, judge
from kiosk.demo.steps import LONG_S, Desk, enter, take, to_pin
from kiosk.demo.walk import Walk

CLERK, CLERK_PIN, CLERK_CODE = "ordinary_woman", "2468", "480217"
"""The demo's staff: see `kiosk.demo.parts`."""

KINDS = (
    ("resident_record",),
    ("resident_record_items",),
    ("seal_registration",),
    ("tax", "tax_income"),
    ("tax", "tax_assessment"),
    ("tax", "tax_payment"),
    ("family_register", "family_register_full"),
    ("family_register", "family_register_individual"),
    ("family_register_supplement",),
)
"""The choices that lead to each kind."""

TITLES = {
    "resident_record": "住民票の写し",
    "resident_record_items": "住民票記載事項証明書",
    "seal_registration": "印鑑登録証明書",
    "tax_income": "所得証明書",
    "tax_assessment": "課税証明書",
    "tax_payment": "納税証明書",
    "family_register_full": "戸籍全部事項証明書",
    "family_register_individual": "戸籍個人事項証明書",
    "family_register_supplement": "戸籍の附票の写し",
}
"""What must stand on the paper of each kind."""


def log_in_for_paper(walk: Walk, desk: Desk, persona: str) -> None:
    """To the menu of a terminal that hands out certificates; no account is asked for."""
    to_pin(walk, desk, persona)
    enter(walk, person(persona).pins["auth"])
    walk.driver.wait("log_in.card_may_go")
    take(walk, desk)
    walk.driver.wait("menu")


def to_confirm(walk: Walk, *choices: str, pictures: bool = False) -> None:
    """From the menu to the confirmation, with the first answer to every question."""
    walk.press("certificates")
    walk.driver.wait("certificates.purpose")
    walk.press("company")
    walk.driver.wait("certificates.kinds")
    for at, choice in enumerate(choices):
        if at:
            walk.driver.wait("certificates.which")
        walk.press(choice)
    while True:
        walk.driver.settled()
        page = walk.meet("certificates.*") if pictures else walk.driver.page()
        if page == "certificates.confirm":
            return
        if page == "certificates.one_person":
            walk.press_first("option.")
        else:
            walk.press(_ANSWERS.get(page) or "no")


_ANSWERS = {
    "certificates.household": "everybody",
    "certificates.items": "done",
    "certificates.year": "2025",
    "certificates.copies": "1",
}


def pay_with_coins(walk: Walk, desk: Desk, *pieces: int) -> None:
    """From the confirmation on until the money is in."""
    walk.press("main")
    walk.meet("certificates.pay_coins", "nothing in yet", timeout_s=LONG_S)
    for piece in pieces:
        walk.did(f"put in {piece} yen")
        desk.paper.insert(piece)


def judged(walk: Walk, desk: Desk, kind: str, name: str, sides_before: int, copies: int = 1) -> None:
    """The paper that came out last, as a bank looks at it. name: of whom it is about. Raises `Unfit`."""
    document, sides = desk.paper.last_job(sides_before, copies)
    walk.did(judge(document, sides, Expected(TITLES[kind], name, copies), desk.inquiry()))


def taken(walk: Walk, then: str = "main") -> None:
    """Until the printer has said that it is done; then everything is taken."""
    walk.meet("certificates.done", timeout_s=LONG_S)
    walk.press(then)


def clerk_by_code(walk: Walk) -> None:
    """From any page to the staff room."""
    walk.press("rail.staff")
    walk.meet("staff_call")
    walk.press("clerk")
    walk.meet("staff.way")
    walk.press("code")
    walk.meet("staff.code")
    walk.type_text(CLERK_CODE)
    walk.press("main")
    walk.meet("staff.room")


def clerk_by_card(walk: Walk, desk: Desk) -> None:
    """The same with the staff card."""
    walk.press("rail.staff")
    walk.driver.wait("staff_call")
    walk.press("clerk")
    walk.driver.wait("staff.way")
    walk.press("card")
    walk.meet("staff.put_card")
    walk.did("lay down the staff card")
    desk.lay(CLERK)
    walk.meet("staff.card_pin")
    walk.type_text(CLERK_PIN)
    walk.press("main")
    walk.meet("staff.take_card")
    take(walk, desk)
    walk.meet("staff.room")
