"""Applying with the line and without; and at the other end everything has arrived, once."""

from __future__ import annotations

import time

from kiosk.demo.applying import FORM_ID
from kiosk.demo.judge import Unfit
from kiosk.demo.line import Good, Refused
from kiosk.demo.steps import LONG_S, Desk, leave_without_log_in, log_in, log_out, open_account_quickly
from kiosk.demo.steps_applying import (
    APPLICANT,
    answer_everything,
    attributes_of_the_card,
    begin_card_application,
    contact_and_wishes,
    find_procedure,
    leave_filed,
    photograph,
    receipt_on,
    scan_the_form,
    sign,
    whose_card,
)
from kiosk.demo.walk import Walk
from kiosk.gateway_watch import AGAIN_S
from kiosk.queue_watch import EVERY_S

ARRIVES_WITHIN_S = 90.0


def card_application_cut(walk: Walk, desk: Desk) -> None:
    """The line is cut in the middle of a card application, and comes back after it was kept."""
    begin_card_application(walk)
    scan_the_form(walk, desk)
    whose_card(walk)
    desk.line(Refused())
    walk.did("line: nobody listens")
    contact_and_wishes(walk)
    photograph(walk, desk)
    walk.meet("card_application.review")
    walk.press("main")
    walk.meet("applications.kept", timeout_s=LONG_S)
    receipt = receipt_on(walk)
    leave_filed(walk, desk)
    walk.driver.pass_time(AGAIN_S)
    walk.until(True, "banner")
    walk.look("what still works")
    walk.press("without_card")
    walk.driver.wait("menu")
    walk.flat(True, "option.certificates")
    walk.look("what lies flat")
    leave_without_log_in(walk, desk)
    desk.line(Good())
    walk.did("line: good")
    _arrived_once(walk, desk, receipt)
    if FORM_ID not in desk.applying.show(receipt).replace(" ", ""):
        raise Unfit("the back office reads another form's number")


def card_application_online(walk: Walk, desk: Desk) -> None:
    """A baby's card: the number typed, moved since, no photo; received at once."""
    begin_card_application(walk)
    walk.press("typed")
    walk.meet("card_application.number")
    walk.type_text("1234567890123456789012")
    walk.look("one digit is missing")
    walk.type_text("3")
    walk.press("main")
    walk.meet("card_application.moved")
    walk.press("yes")
    walk.meet("card_application.new_form")
    walk.press("back")
    whose_card(walk, time.strftime("%Y%m01"))
    walk.meet("card_application.without_photo")
    walk.press("main")
    contact_and_wishes(walk)
    walk.meet("card_application.review")
    walk.press("contact")
    walk.meet("card_application.contact", "to be changed")
    walk.press("none")
    walk.meet("card_application.review")
    walk.press("main")
    walk.meet("applications.received", timeout_s=LONG_S)
    receipt = receipt_on(walk)
    leave_filed(walk, desk)
    _arrived_once(walk, desk, receipt)


def e_application_cut(walk: Walk, desk: Desk) -> None:
    """The line is cut while somebody fills in a signed application; then decided, and told by notice."""
    log_in(walk, desk, APPLICANT)
    walk.press("notices")
    if walk.driver.wait("notices.box|open_account.about") == "open_account.about":
        open_account_quickly(walk.driver)
    walk.meet("notices.box", "an account to answer to")
    log_out(walk)
    walk.press("without_card")
    walk.driver.wait("menu")
    find_procedure(walk, "moving-out")
    attributes_of_the_card(walk, desk)
    desk.line(Refused())
    walk.did("line: nobody listens")
    answer_everything(walk)
    sign(walk, desk)
    walk.meet("applications.kept", timeout_s=LONG_S)
    receipt = receipt_on(walk)
    if desk.applying.waiting() != 1:
        raise Unfit("it is not in the queue")
    leave_filed(walk, desk)
    desk.line(Good())
    walk.did("line: good")
    _arrived_once(walk, desk, receipt)
    desk.applying.decide(receipt, "under_review")
    walk.driver.pass_time(AGAIN_S)
    log_in(walk, desk, APPLICANT)
    walk.press("notices")
    walk.meet("notices.box", "the municipality has answered")
    walk.press_first("row.")
    walk.meet("notices.notice")
    walk.press("main")
    walk.driver.wait("notices.box")
    log_out(walk)


def queue_refuses(walk: Walk, desk: Desk) -> None:
    """The queue's process is gone: said in the menu, before anybody types."""
    walk.meet("idle")
    desk.applying.kill_sync()
    walk.did("the queue's process is killed")
    walk.driver.pass_time(EVERY_S)
    walk.press("without_card")
    walk.driver.wait("menu")
    walk.flat(True, "option.card_application")
    walk.look("nothing can be promised")
    desk.applying.start_sync()
    walk.did("it runs again")
    walk.driver.pass_time(EVERY_S)
    walk.flat(False, "option.card_application")
    leave_without_log_in(walk, desk)


def _arrived_once(walk: Walk, desk: Desk, receipt: str) -> None:
    """The queue is empty, and the back office has opened exactly this one of that number."""
    deadline = time.monotonic() + ARRIVES_WITHIN_S
    while not (found := desk.applying.cases_of(receipt)) or desk.applying.waiting():
        if time.monotonic() > deadline:
            raise Unfit(f"{receipt} has not arrived")
        time.sleep(0.5)
    if len(found) != 1:
        raise Unfit(f"{receipt} has arrived {len(found)} times")
    if found[0]["troubles"]:
        raise Unfit(f"{receipt} could not be opened or verified: {found[0]['troubles']}")
    walk.did(f"{receipt} has arrived once, and the back office has opened it")
