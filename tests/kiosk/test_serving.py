"""Serving one resident: when she is warned, what her card does, what a silent gateway does."""

from __future__ import annotations

from dataclasses import replace

from devices.cards.outcomes import NoCard
from devices.cards.recognise import MyNumberCard
from gateway.contract.problem import ProblemType
from kiosk.effects import InspectCard, KeepSession, ListOperations, LogOut
from kiosk.portal import Refused, Unreachable
from kiosk.stay import ReaderCondition
from screens.events import Answer, Command
from screens.page import TrayState
from tests.kiosk.booth import GATEWAY_IDLE_S, IDLE_S, WARNING_S, Booth
from tests.kiosk.journeys.people import card


def other_card() -> MyNumberCard:
    """Somebody else's."""
    ours = card()
    return replace(ours, certificate=replace(ours.certificate, der=b"other"))


def test_stop_without_log_in_asks_nothing(booth: Booth) -> None:
    booth.press("option.without_card")
    booth.press("stop")
    assert booth.page.startswith("leave.")


def test_going_on_after_the_question_keeps_the_page(booth: Booth) -> None:
    booth.log_in()
    booth.press("stop")
    booth.press("main")
    assert booth.page == "menu"


def test_idle_warning_extension_and_end(booth: Booth) -> None:
    booth.log_in()
    booth.pass_time(IDLE_S - 1)
    assert booth.page == "menu"
    booth.pass_time(2)
    assert booth.page == "still_there"
    booth.press("main")
    assert booth.page == "menu"
    booth.pass_time(IDLE_S - 1)
    assert booth.page == "menu", "going on gives the whole time again"
    booth.pass_time(2)
    booth.pass_time(WARNING_S - 2)
    assert booth.page == "still_there"
    booth.pass_time(3)
    assert booth.page == "leave.timed_out"


def test_what_was_typed_is_there_again_after_the_warning(booth: Booth) -> None:
    booth.lay()
    booth.view.type_text("12")
    booth.pass_time(IDLE_S + 1)
    assert booth.page == "still_there"
    booth.press("main")
    assert booth.page == "log_in.pin"
    booth.type_text("34")
    booth.press("main")
    assert booth.page == "log_in.card_may_go"


def test_the_stay_has_a_longest_time_with_a_warning(booth: Booth) -> None:
    booth.log_in()
    for _ in range(17):
        booth.pass_time(100)
        if booth.page == "time_limit":
            break
        booth.terminal.touched()
    booth.terminal.touched()
    booth.pass_time(50)
    assert booth.page == "time_limit"
    booth.press("main")
    assert booth.page == "menu"
    booth.pass_time(WARNING_S)
    assert booth.page == "leave.time_limit"


def test_no_new_stay_while_the_card_lies_there(booth: Booth) -> None:
    booth.lay()
    booth.pass_time(IDLE_S + 1)
    booth.pass_time(WARNING_S + 1)
    assert booth.page == "leave.take_card"
    assert booth.terminal.tray is TrayState.TAKE_CARD
    booth.pass_time(3600)
    assert booth.page == "leave.take_card", "it waits as long as the card lies there"
    booth.take()
    assert booth.page == "leave.timed_out"
    booth.pass_time(7)
    assert booth.page == "idle"


def test_another_card_in_a_running_stay_ends_it(booth: Booth) -> None:
    booth.log_in()
    booth.script[InspectCard] = other_card
    booth.lay("b")
    assert booth.page == "leave.take_card"
    assert [line["reason"] for line in booth.logged("session_ended")] == ["other_card"]


def test_ones_own_card_laid_back_changes_nothing(booth: Booth) -> None:
    booth.log_in()
    booth.lay("b")
    assert booth.page == "menu"
    assert booth.terminal.tray is TrayState.CARD


def test_a_gateway_that_never_answers_is_overdue_and_the_stay_can_end(booth: Booth) -> None:
    booth.log_in()
    booth.held.clear()
    booth.view.press("stop")
    booth.terminal.heard(Command("stop"))
    assert booth.page == "really_stop"
    event = booth.view.press("stop")
    assert isinstance(event, Answer)
    booth.terminal.heard(event)
    booth.clock.pass_time(LogOut.deadline_s + 0.1)
    booth.terminal.tick()
    assert booth.page == "leave.stopped"
    assert booth.logged("effect_overdue")


def test_a_card_is_not_awaited_where_no_reader_is(booth: Booth) -> None:
    booth.press("option.with_card")
    assert booth.page == "log_in.put_card"
    booth.terminal.reader_is(ReaderCondition.SERVICE_DOWN)
    assert booth.page == "trouble.no_reader"
    booth.terminal.reader_is(ReaderCondition.READY)
    tree = booth.view.tree()
    assert tree is not None
    booth.press(next(key.id for key in tree.focusable if key.id.endswith("again")))
    assert booth.page == "log_in.put_card"


def test_a_card_that_left_while_it_was_read_is_awaited_once_more(booth: Booth) -> None:
    booth.script[InspectCard] = NoCard()
    booth.lay()
    assert booth.page == "log_in.put_card"
    assert [line["effect"] for line in booth.logged("effect_settled")].count("InspectCard") == 1
    booth.take()
    booth.script[InspectCard] = card
    booth.lay("b")
    assert booth.page == "log_in.pin"


HALF_S = GATEWAY_IDLE_S / 2


def read(booth: Booth, seconds: float) -> None:
    """Somebody reads for so long, and turns a page now and then."""
    for _ in range(round(seconds / 100)):
        booth.pass_time(100)
        booth.terminal.touched()
        booth.terminal.tick()


def test_who_reads_for_long_keeps_her_session_at_the_gateway(booth: Booth) -> None:
    booth.log_in()
    read(booth, HALF_S - 100)
    booth.pass_time(101)
    assert KeepSession not in booth.performed, "time alone is no sign of life"
    booth.terminal.touched()
    booth.terminal.tick()
    booth.run_posted()
    assert booth.performed.count(KeepSession) == 1
    read(booth, HALF_S - 100)
    assert booth.performed.count(KeepSession) == 1, "not before half of the idle time is over again"
    assert booth.page == "menu"


def test_a_call_of_hers_keeps_it_too(booth: Booth) -> None:
    booth.log_in()
    booth.script[ListOperations] = Unreachable()
    read(booth, HALF_S - 100)
    booth.pass_time(101)
    booth.press("option.operations")
    assert KeepSession not in booth.performed


def test_a_refused_extension_is_asked_for_again_by_the_next_press(booth: Booth) -> None:
    booth.log_in()
    booth.script[KeepSession] = Refused(ProblemType.INTERNAL)
    read(booth, HALF_S - 100)
    booth.pass_time(101)
    for _ in range(2):
        booth.terminal.touched()
        booth.terminal.tick()
        booth.run_posted()
    assert booth.performed.count(KeepSession) == 2


def test_nobody_extends_without_a_session(booth: Booth) -> None:
    booth.press("option.without_card")
    read(booth, 2 * GATEWAY_IDLE_S)
    assert KeepSession not in booth.performed
