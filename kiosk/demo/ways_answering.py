"""After it was sent: a correction answered while the line is cut, a withdrawal, an inquiry and its answer."""

from __future__ import annotations

import time
from collections.abc import Callable

from devices.virtual.personas import person
from kiosk.demo.judge import Unfit
from kiosk.demo.line import Good, Refused
from kiosk.demo.steps import LONG_S, Desk, enter, lay, log_in, log_out, open_account_quickly, take
from kiosk.demo.steps_applying import (
    APPLICANT,
    answer_everything,
    attributes_of_the_card,
    find_procedure,
    lay_to_sign,
    leave_filed,
    receipt_on,
    sign,
)
from kiosk.demo.walk import Walk
from kiosk.gateway_watch import AGAIN_S

ARRIVES_WITHIN_S = 90.0
_WORDS = "ひづけをなおしました"


def correction_answered(walk: Walk, desk: Desk) -> None:
    """The office asks for something; the line is cut in the middle of the answer, and comes back."""
    receipt = _applied(walk, desk)
    desk.applying.decide(receipt, "correction", "日づけと、住んでいるところの書類を確かめてください。")
    walk.did("a clerk asks for a correction")
    _open_notice(walk, desk, "asked to correct something")
    walk.press("answer")
    lay_to_sign(walk, desk)
    walk.meet("applications.ask.text")
    desk.line(Refused())
    walk.did("line: nobody listens")
    walk.type_text(_WORDS)
    walk.look("typed")
    walk.press("main")
    walk.meet("applications.ask.attachment")
    desk.applying.before_camera("sheet")
    walk.did("lay a sheet under the camera")
    walk.press("photo")
    walk.meet("applications.viewfinder")
    walk.says("advice", "このまま")
    walk.look("the sheet is seen")
    walk.press("main")
    walk.meet("applications.look_at")
    walk.press("main")
    walk.meet("applications.photographed")
    walk.press("done")
    walk.meet("answer.review")
    sign(walk, desk)
    walk.meet("applications.kept", "the answer, not yet delivered", timeout_s=LONG_S)
    leave_filed(walk, desk)
    if _state(desk, receipt) != "correction":
        raise Unfit("it has arrived without a line")
    desk.line(Good())
    walk.did("line: good")
    _until(walk, lambda: _state(desk, receipt) == "under_review", "the answer has arrived")
    if _WORDS not in desk.applying.show(receipt):
        raise Unfit("the back office reads another answer")
    walk.driver.pass_time(AGAIN_S)
    _withdrawn(walk, desk, receipt)


def _withdrawn(walk: Walk, desk: Desk, receipt: str) -> None:
    """She doesn't want it any more."""
    _open_notice(walk, desk, "the answer is looked at")
    walk.press("withdraw")
    walk.meet("withdraw.really")
    walk.press("withdraw")
    lay_to_sign(walk, desk)
    walk.meet("withdraw.review")
    sign(walk, desk)
    walk.meet("applications.received", "the withdrawal", timeout_s=LONG_S)
    leave_filed(walk, desk)
    _until(walk, lambda: _state(desk, receipt) == "withdrawn", "it is withdrawn")


def inquiries(walk: Walk, desk: Desk) -> None:
    """Asked without a line, to be called; then with one, and answered by notice."""
    desk.line(Refused())
    walk.did("line: nobody listens")
    walk.driver.pass_time(AGAIN_S)
    walk.until(True, "banner")
    _ask(walk, "tax")
    walk.flat(True, "option.notice")
    walk.look("no notice without the line")
    walk.press("phone")
    walk.meet("inquiry.name")
    walk.type_text("みほん")
    walk.press("main")
    walk.meet("inquiry.phone")
    walk.type_text("09012345678")
    walk.press("main")
    _write(walk, "applications.kept")
    leave_filed(walk, desk)
    desk.line(Good())
    walk.did("line: good")
    _until(walk, lambda: desk.applying.waiting() == 0, "it has arrived")
    walk.driver.pass_time(AGAIN_S)
    walk.until(False, "banner")
    _ask(walk, "card")
    walk.press("notice")
    _log_in_here(walk, desk)
    receipt = _write(walk, "applications.received")
    leave_filed(walk, desk)
    _until(walk, lambda: bool(desk.applying.cases_of(receipt)), "it has been opened")
    desk.applying.decide(receipt, "done", "カードは、平日の9時から17時まで窓口で受け取れます。")
    walk.did("a clerk answers")
    _open_notice(walk, desk, "the answer")
    walk.press("main")
    walk.driver.wait("notices.box")
    log_out(walk)


def _log_in_here(walk: Walk, desk: Desk) -> None:
    """In the middle of it."""
    walk.driver.wait("log_in.put_card")
    lay(walk, desk, APPLICANT)
    walk.driver.wait("log_in.pin")
    enter(walk, person(APPLICANT).pins["auth"])
    walk.driver.wait("log_in.card_may_go")
    take(walk, desk)
    if walk.driver.wait("inquiry.text|open_account.about") == "open_account.about":
        open_account_quickly(walk.driver)


def _applied(walk: Walk, desk: Desk) -> str:
    """Something signed has arrived; she has an account."""
    log_in(walk, desk, APPLICANT)
    walk.press("notices")
    if walk.driver.wait("notices.box|open_account.about") == "open_account.about":
        open_account_quickly(walk.driver)
        walk.driver.wait("notices.box")
    log_out(walk)
    walk.press("without_card")
    walk.driver.wait("menu")
    find_procedure(walk, "moving-out")
    attributes_of_the_card(walk, desk)
    answer_everything(walk)
    sign(walk, desk)
    walk.driver.wait("applications.received", LONG_S)
    receipt = receipt_on(walk)
    leave_filed(walk, desk)
    _until(walk, lambda: bool(desk.applying.cases_of(receipt)), "it has been opened")
    return receipt


def _open_notice(walk: Walk, desk: Desk, note: str) -> None:
    """The newest one."""
    log_in(walk, desk, APPLICANT)
    walk.press("notices")
    walk.meet("notices.box", note)
    walk.press_first("row.")
    walk.meet("notices.notice", note)


def _ask(walk: Walk, about: str) -> None:
    walk.press("without_card")
    walk.driver.wait("menu")
    walk.press("more")
    walk.meet("menu.more")
    walk.press("inquiry")
    walk.meet("inquiry.about")
    walk.press(about)
    walk.meet("inquiry.how")


def _write(walk: Walk, until: str) -> str:
    walk.meet("inquiry.text")
    walk.type_text("いつうけとれますか")
    walk.look("typed")
    walk.press("main")
    walk.meet("inquiry.review")
    walk.press("main")
    walk.meet(until, "an inquiry", timeout_s=LONG_S)
    return receipt_on(walk)


def _state(desk: Desk, receipt: str) -> str:
    return str(desk.applying.cases_of(receipt)[0]["state"])


def _until(walk: Walk, come: Callable[[], bool], what: str) -> None:
    """The back office has no wake pipe for us: it is asked until it says so."""
    deadline = time.monotonic() + ARRIVES_WITHIN_S
    while not come():
        if time.monotonic() > deadline:
            raise Unfit(f"in vain: {what}")
        time.sleep(0.5)
    walk.did(what)
