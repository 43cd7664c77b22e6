"""Certificates: every kind once, ways to pay, and what happens when printer, coin unit, line or resident fail."""

from __future__ import annotations

from devices.virtual.personas import person
from kiosk.demo.line import Good, Mute
from kiosk.demo.steps import LONG_S, Desk, log_out, pass_time
from kiosk.demo.steps_paper import (
    KINDS,
    clerk_by_card,
    clerk_by_code,
    judged,
    log_in_for_paper,
    pay_with_coins,
    taken,
    to_confirm,
)
from kiosk.demo.walk import Walk


def first_certificate(walk: Walk, desk: Desk) -> None:
    """Every question of a 住民票の写し, an office that has it already, change and receipt."""
    log_in_for_paper(walk, desk, "ordinary")
    walk.press("certificates")
    walk.meet("certificates.purpose")
    walk.press("office")
    walk.meet("certificates.procedure")
    walk.press("nursery")
    walk.meet("certificates.kinds")
    walk.press("resident_record")
    walk.meet("certificates.not_needed")
    walk.press("take_it")
    walk.meet("certificates.household")
    walk.press("some")
    walk.meet("certificates.persons")
    walk.press_first("option.")
    walk.look("one person chosen")
    walk.press("done")
    walk.meet("certificates.show_relation")
    walk.press("yes")
    walk.meet("certificates.show_domicile")
    walk.press("no")
    walk.meet("certificates.show_my_number")
    walk.press("yes")
    walk.meet("certificates.my_number_purpose")
    walk.press("pension")
    walk.meet("certificates.my_number_really")
    walk.press("no")
    walk.meet("certificates.copies")
    walk.press("2")
    walk.meet("certificates.confirm")
    pay_with_coins(walk, desk, 500)
    walk.meet("certificates.printing")
    taken(walk)
    walk.meet("leave.finished")


def every_kind(walk: Walk, desk: Desk) -> None:
    """Each kind once, one after the other in one stay, for somebody with a rare sign; each paper is judged."""
    log_in_for_paper(walk, desk, "rare_kanji")
    for choices in KINDS:
        sides = desk.paper.sides()
        to_confirm(walk, *choices)
        walk.look(" / ".join(choices))
        pay_with_coins(walk, desk, 500)
        taken(walk, "more")
        walk.driver.wait("menu")
        judged(walk, desk, choices[-1], person("rare_kanji").name, sides)
    log_out(walk)


def stops_paying(walk: Walk, desk: Desk) -> None:
    """She changes her mind with coins in the slot: they come back."""
    log_in_for_paper(walk, desk, "ordinary")
    to_confirm(walk, "seal_registration")
    pay_with_coins(walk, desk, 100)
    walk.press("stop_paying")
    walk.meet("certificates.unpaid", timeout_s=LONG_S)
    walk.press("menu")
    walk.driver.wait("menu")
    log_out(walk)


def paper_runs_out(walk: Walk, desk: Desk) -> None:
    """In the middle of a set: the page says so, a clerk fills up, printing goes on."""
    log_in_for_paper(walk, desk, "ordinary")
    to_confirm(walk, "seal_registration")
    desk.paper.printer_do("pace", ms=1500)
    pay_with_coins(walk, desk, 100, 100)
    walk.meet("certificates.printing")
    desk.paper.printer_do("reasons", reasons=["media-jam"])
    walk.did("paper is stuck")
    walk.until(True, "banner")
    walk.look("the printer waits")
    desk.paper.printer_do("reasons", reasons=[])
    walk.did("pull it out")
    taken(walk)
    desk.paper.printer_do("pace", ms=300)
    walk.meet("leave.finished")


def printer_not_ready(walk: Walk, desk: Desk) -> None:
    """She is told before she chooses, not after she has paid."""
    log_in_for_paper(walk, desk, "ordinary")
    desk.paper.printer_do("load", sheets=0)
    walk.did("the tray is empty")
    walk.press("certificates")
    walk.meet("certificates.printer", timeout_s=LONG_S)
    desk.paper.printer_do("load", sheets=100)
    walk.did("fill it")
    walk.press("again")
    walk.meet("certificates.purpose", timeout_s=LONG_S)
    log_out(walk)


def power_cut(walk: Walk, desk: Desk) -> None:
    """The printer loses its power in mid-set: nobody knows, the clerk looks, makes it void, and it is made anew."""
    log_in_for_paper(walk, desk, "ordinary")
    to_confirm(walk, "seal_registration")
    desk.paper.printer_do("pace", ms=3000)
    pay_with_coins(walk, desk, 100, 100)
    walk.meet("certificates.printing")
    walk.did("the printer's plug is pulled, and put in again")
    desk.paper.printer_do("power_cut")
    desk.paper.printer_do("power_on")
    desk.paper.printer_do("pace", ms=300)
    walk.meet("certificates.staff_look", timeout_s=2 * LONG_S)
    clerk_by_code(walk)
    walk.press("set")
    walk.meet("staff.set")
    walk.press("void_and_again")
    walk.meet("staff.room", "decided")
    walk.press("leave")
    walk.meet("certificates.found_void")
    walk.press("again")
    walk.meet("certificates.pay_coins", timeout_s=LONG_S)
    desk.paper.insert(100, 100)
    taken(walk)
    walk.meet("leave.finished")


def walks_away_while_printing(walk: Walk, desk: Desk) -> None:
    """The longest stay ends while it prints: all of it dies, and the next resident gets nothing of hers."""
    log_in_for_paper(walk, desk, "ordinary")
    to_confirm(walk, "seal_registration")
    desk.paper.printer_do("pace", ms=5000)
    pay_with_coins(walk, desk, 100, 100)
    walk.meet("certificates.printing")
    pass_time(walk, 1801)
    walk.meet("leave.time_limit|paper_left|preparing")
    walk.driver.settled(2 * LONG_S)
    desk.paper.printer_do("pace", ms=300)
    if walk.driver.wait("idle|paper_left|leave.time_limit") == "leave.time_limit":
        walk.press("main")
    if walk.meet("idle|paper_left", timeout_s=2 * LONG_S) == "paper_left":
        clerk_by_card(walk, desk)
        walk.press("left")
        walk.meet("staff.left")
        walk.press("cleared")
        walk.meet("staff.room")
        walk.press("leave")
    walk.driver.wait("idle")


def leaves_without_a_word(walk: Walk, desk: Desk) -> None:
    """She takes her paper and goes, or goes without it: whoever comes next is asked to look."""
    log_in_for_paper(walk, desk, "ordinary")
    to_confirm(walk, "seal_registration")
    pay_with_coins(walk, desk, 100, 100)
    walk.driver.wait("certificates.done", LONG_S)
    pass_time(walk, 121)
    walk.driver.wait("still_there")
    pass_time(walk, 61)
    walk.meet("leave.timed_out")
    walk.meet("paper_untaken", timeout_s=LONG_S)
    walk.press("no_paper")
    walk.driver.wait("idle")


def no_answer_from_the_office(walk: Walk, desk: Desk) -> None:
    """The line falls silent at the confirmation: nothing printed, nothing charged."""
    log_in_for_paper(walk, desk, "ordinary")
    to_confirm(walk, "seal_registration")
    desk.line(Mute())
    walk.press("main")
    walk.meet("trouble.timed_out", timeout_s=LONG_S)
    desk.line(Good())
    walk.press("menu")
    walk.driver.wait("menu")
    log_out(walk)


def at_the_counter(walk: Walk, desk: Desk) -> None:
    """A slip, a clerk who confirms, and the paper."""
    log_in_for_paper(walk, desk, "ordinary")
    to_confirm(walk, "tax", "tax_income", pictures=True)
    walk.press("main")
    walk.meet("certificates.pay_at_counter", timeout_s=LONG_S)
    clerk_by_code(walk)
    walk.press("machine")
    walk.meet("staff.machine")
    walk.press("printer")
    walk.meet("staff.printer")
    walk.press("again")
    walk.driver.wait("staff.room")
    walk.press("slip")
    walk.meet("staff.slip")
    walk.press("have_it")
    walk.meet("staff.room", "confirmed")
    walk.press("leave")
    taken(walk)
    walk.meet("leave.finished")
