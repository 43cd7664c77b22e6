"""Steps of somebody who applies: for a card, and for anything else with the card's signature."""

from __future__ import annotations

from datetime import datetime

from devices.virtual.personas import person
from kiosk.clock import JAPAN
from kiosk.demo.steps import LONG_S, Desk, lay, take
from kiosk.demo.walk import Walk

APPLICANT = "ordinary"
_MOST_QUESTIONS = 60
_PHONE = "09012345678"
_NAME = "みほん"


def begin_card_application(walk: Walk) -> None:
    """From the first page to the way in which the form's number is given."""
    walk.meet("idle")
    walk.press("without_card")
    walk.meet("menu", "nobody is logged in")
    walk.press("card_application")
    walk.meet("card_application.about")
    walk.press("main")
    walk.meet("card_application.how_to_read")


def scan_the_form(walk: Walk, desk: Desk) -> None:
    """The form's code before the scanner."""
    walk.press("scan")
    walk.meet("card_application.scan")
    desk.applying.scan()
    walk.did("hold the form's code before the scanner")
    walk.meet("card_application.scanned")
    walk.press("main")


def whose_card(walk: Walk, born: str = "19640401") -> None:
    """Nothing has changed since the form was printed; the birth date. born: YYYYMMDD."""
    walk.meet("card_application.moved")
    walk.press("no")
    walk.meet("card_application.birth")
    walk.press("era.western")
    walk.type_text(born)
    walk.look("typed")
    walk.press("main")


def contact_and_wishes(walk: Walk) -> None:
    """Name, phone, certificates, braille."""
    walk.meet("card_application.name")
    walk.type_text(_NAME)
    walk.press("main")
    walk.meet("card_application.contact")
    walk.press("phone")
    walk.meet("card_application.phone")
    walk.type_text(_PHONE)
    walk.press("main")
    walk.meet("card_application.certificates")
    walk.press("authentication")
    walk.meet("card_application.braille_wish")
    walk.press("no")


def photograph(walk: Walk, desk: Desk) -> None:
    """Too dark, too far, and then good."""
    walk.meet("card_application.viewfinder", "the camera starts")
    walk.until(True, "advice")
    walk.look("what the camera sees")
    desk.applying.camera_do("pose", light=0.25)
    walk.did("it is too dark")
    walk.says("advice", "暗")
    walk.look("too dark")
    desk.applying.camera_do("pose", head=0.4)
    walk.did("too far away")
    walk.says("advice", "近づ")
    walk.look("too far")
    desk.applying.camera_do("pose")
    walk.says("advice", "このまま")
    walk.look("good")
    walk.press("main")
    walk.meet("card_application.look_at")
    walk.press("main")


def find_procedure(walk: Walk, id: str) -> None:
    """From the menu to what is needed for it."""
    walk.press("applications")
    walk.meet("applications.find")
    walk.press("all")
    walk.meet("applications.results")
    walk.press(id)
    walk.meet("applications.about")
    walk.press("main")
    walk.meet("applications.documents")
    walk.press("main")


def attributes_of_the_card(walk: Walk, desk: Desk, persona: str = APPLICANT) -> None:
    """Name, address, birth date and sex with the 券面事項入力補助用 number."""
    walk.meet("applications.put_card")
    lay(walk, desk, persona)
    walk.meet("applications.how_to_fill_in")
    walk.press("card")
    walk.meet("applications.pin")
    walk.type_text(person(persona).pins["text"])
    walk.press("main")


def answer_everything(walk: Walk) -> None:
    """Every question, until the review page."""
    for _ in range(_MOST_QUESTIONS):
        page = walk.meet("applications.ask.*|applications.review|applications.too_late", timeout_s=LONG_S)
        if page == "applications.review":
            return
        _answer(walk, page.removeprefix("applications.ask."))
        walk.driver.settled()


def _answer(walk: Walk, kind: str) -> None:
    match kind:
        case "date":
            walk.press_first("era.western")
            walk.type_text(f"{datetime.now(JAPAN):%Y%m%d}")
        case "postal_code":
            walk.type_text("1000001")
        case "phone":
            walk.type_text(_PHONE)
        case "number" | "code":
            walk.type_text("1")
        case "text" | "place_by_hand" | "rest" | "bank_name" | "branch" | "holder":
            walk.type_text(_NAME)
        case "declaration":
            pass
        case "choices":
            walk.press_first("option.")
            walk.driver.settled()
            walk.press("option.done")
            return
        case _:
            walk.press_first("option.")
            return
    walk.press("main")


def sign(walk: Walk, desk: Desk, persona: str = APPLICANT) -> None:
    """From the review page to what came of it."""
    walk.press("main")
    if walk.meet("applications.put_card|applications.password") == "applications.put_card":
        lay(walk, desk, persona)
        walk.meet("applications.password")
    walk.type_text(person(persona).pins["sign"])
    walk.look("typed")
    walk.press("main")


def lay_to_sign(walk: Walk, desk: Desk, persona: str = APPLICANT) -> None:
    """The card that will sign is looked at before anything is typed."""
    walk.meet("applications.put_card")
    lay(walk, desk, persona)


def receipt_on(walk: Walk) -> str:
    """The receipt number that the page shows."""
    return walk.value("number")


def leave_filed(walk: Walk, desk: Desk) -> None:
    """From the last page to the first."""
    walk.press("main")
    if walk.driver.wait("leave.*", LONG_S) == "leave.take_card":
        take(walk, desk)
        walk.driver.wait("leave.finished")
    walk.press("main")
    walk.driver.wait("idle")
