"""A clerk at a whole terminal: who gets in, what she can do, what she never sees, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from devices.cards.outcomes import Locked
from devices.printers.documents import outcomes as printing
from devices.printers.documents.outcomes import Hindrance
from devices.virtual.personas import person
from kiosk.effects import InspectCard
from kiosk.journeys.staff import NOBODY_S
from kiosk.staff.effects import LookAround
from kiosk.staff.tries import LOCKED_S, MOST_TRIES
from tests.kiosk.journeys.people import card
from tests.kiosk.staff.clerk_booth import CODE, PIN_CARD, PIV_CARD, STRANGER, ClerkBooth

WRONG = "111222"


@pytest.fixture
def booth(tmp_path: Path) -> Iterator[ClerkBooth]:
    with ExitStack() as stack:
        yield open_booth(tmp_path, stack)


def open_booth(folder: Path, stack: ExitStack) -> ClerkBooth:
    booth = ClerkBooth(folder, stack)
    stack.callback(booth.workers.stop)
    stack.callback(booth.held.set)
    return booth


def tries_shown(booth: ClerkBooth, left: int) -> bool:
    tree = booth.view.tree()
    assert tree is not None
    tries = tree.find("tries")
    return tries is not None and tries.value is not None and tries.value.plain == f"{left}回"


def entered(booth: ClerkBooth) -> list[tuple[str, str]]:
    return [(line["staff"], line["way"]) for line in booth.logged("staff_entered")]


# --- who gets in ------------------------------------------------------------------------------------------------------


def test_by_a_card_with_its_pin(booth: ClerkBooth) -> None:
    booth.to_staff()
    booth.go("option.card", "staff.put_card")
    booth.lay_card(PIN_CARD)
    booth.until("staff.card_pin")
    booth.type_text(person(PIN_CARD).pins["auth"])
    booth.go("main", "staff.take_card")
    booth.take_card()
    booth.until("staff.room")
    assert "0417" in booth.seen()
    assert entered(booth) == [("0417", "card")]


def test_by_a_card_that_needs_no_pin(booth: ClerkBooth) -> None:
    booth.to_staff()
    booth.go("option.card", "staff.put_card")
    booth.lay_card(PIV_CARD)
    booth.until("staff.take_card")
    booth.take_card()
    booth.until("staff.room")
    assert "0419" in booth.seen()
    assert entered(booth) == [("0419", "card")]


@pytest.mark.parametrize("persona", [STRANGER, "ordinary", "foreign"])
def test_a_stranger_card_is_refused_and_that_is_on_record(booth: ClerkBooth, persona: str) -> None:
    booth.to_staff()
    booth.go("option.card", "staff.put_card")
    booth.lay_card(persona)
    booth.until("staff.card_refused")
    booth.take_card()
    booth.press("option.leave")
    assert booth.page == "idle"
    assert entered(booth) == []
    assert [line["way"] for line in booth.logged("staff_refused")] == ["card"]


def test_a_wrong_pin_spends_a_try_but_never_the_last_one(booth: ClerkBooth) -> None:
    booth.to_staff()
    booth.go("option.card", "staff.put_card")
    booth.lay_card(PIN_CARD)
    booth.until("staff.card_pin")
    booth.type_text("0000")
    booth.press("main")
    booth.until_true(lambda: "ちがいます" in booth.seen(), "refusal")
    booth.type_text("0000")
    booth.press("main")
    booth.until("staff.card_refused")
    assert booth.reader.slot.state()["tries"]["auth"] == 1


def test_wrong_codes_are_counted_and_lock_even_after_a_restart(booth: ClerkBooth, tmp_path: Path) -> None:
    booth.to_staff()
    booth.go("option.code", "staff.code")
    for left in range(MOST_TRIES - 1, 0, -1):
        booth.type_text(WRONG)
        booth.press("main")
        booth.until_true(partial(tries_shown, booth, left), f"{left} tries")
    with ExitStack() as stack:
        (tmp_path / "again").mkdir()
        (tmp_path / "payments.sqlite-codes").rename(tmp_path / "again" / "payments.sqlite-codes")
        again = open_booth(tmp_path / "again", stack)
        again.to_staff()
        again.go("option.code", "staff.code")
        assert tries_shown(again, 1)
        again.type_text(WRONG)
        again.go("main", "staff.codes_locked")
        again.press("option.leave")
        again.to_staff()
        again.go("option.code", "staff.codes_locked")
        again.pass_time(LOCKED_S)
        again.in_by_code()
    assert WRONG not in booth.log.getvalue()


# --- what she can do --------------------------------------------------------------------------------------------------


def test_the_printer_is_looked_after(booth: ClerkBooth) -> None:
    booth.counter.printer.state = printing.Hindered(frozenset({Hindrance.PAPER_OUT}))
    booth.in_by_code()
    booth.go("option.printer", "staff.printer")
    assert "引き出し" in booth.seen()
    booth.counter.printer.state = printing.Ready()
    booth.go("option.again", "staff.room")
    assert "使えます" in booth.seen()


def test_a_payment_at_the_counter_is_confirmed(booth: ClerkBooth) -> None:
    number = booth.resident_pays()
    booth.in_by_code()
    assert "200円" in booth.seen()
    booth.go("option.slip", "staff.slip")
    assert number[:4] in booth.seen()
    assert number[4:] in booth.seen()
    booth.go("option.have_it", "staff.room")
    assert "記録しました" in booth.seen()
    assert [line["act"] for line in booth.logged("staff_act")] == ["confirm_slip"]
    booth.press("option.leave")
    booth.until("certificates.done")
    assert booth.counter.small.printed == ["slip 200", "paid 200"]


@pytest.mark.parametrize(
    ("decision", "then"), [("good", "certificates.done"), ("void", "certificates.found_void")], ids=["good", "void"]
)
def test_a_set_that_nobody_knows_about_is_decided(booth: ClerkBooth, decision: str, then: str) -> None:
    booth.counter.printer.outcome = printing.Unknown(printing.WhyUnknown.RECORD_LOST)
    booth.resident_pays()
    booth.in_by_code()
    booth.go("option.slip", "staff.slip")
    booth.go("option.have_it", "staff.room")
    booth.press("option.leave")
    booth.until("certificates.staff_look")
    booth.in_by_code()
    booth.go("option.set", "staff.set")
    booth.go(f"option.{decision}", "staff.room")
    assert [fields["decision"] for fields in booth.counter.events("set_decided")] == [decision]
    booth.press("option.leave")
    booth.until(then)


def test_a_void_set_is_made_anew(booth: ClerkBooth) -> None:
    booth.counter.printer.outcome = printing.Unknown(printing.WhyUnknown.RECORD_LOST)
    booth.resident_pays()
    booth.in_by_code()
    booth.go("option.slip", "staff.slip")
    booth.go("option.have_it", "staff.room")
    booth.press("option.leave")
    booth.until("certificates.staff_look")
    booth.in_by_code()
    booth.go("option.set", "staff.set")
    booth.go("option.void_and_again", "staff.room")
    booth.press("option.leave")
    booth.until("certificates.found_void")
    booth.counter.printer.outcome = printing.Printed(2)
    booth.press("option.again")
    booth.until_true(lambda: booth.desk.open_slip is not None, "another slip")
    first, second = booth.counter.issuing.asked
    assert first.request_id != second.request_id


def test_the_number_of_an_incident_can_be_read(booth: ClerkBooth) -> None:
    booth.in_by_code()
    assert "不具合の記録はありません" in booth.seen()
    booth.bug = LookAround
    booth.go("option.printer", "staff.printer")
    booth.go("option.again", "leave.incident")
    [incident] = booth.logged("incident")
    booth.bug = None
    booth.pass_time(40)
    booth.in_by_code()
    assert incident["number"] in booth.seen()


def test_the_program_begins_anew_only_between_residents(booth: ClerkBooth) -> None:
    booth.resident_logs_in()
    booth.in_by_code()
    booth.go("option.restart", "staff.restart")
    booth.go("option.restart", "staff.room")
    assert "利用者がいる間はできません" in booth.seen()
    booth.press("option.leave")
    booth.press("stop")
    booth.press("stop")
    booth.until("leave.stopped")
    booth.pass_time(7)
    assert booth.page == "idle"
    booth.in_by_code()
    booth.go("option.restart", "staff.restart")
    booth.press("option.restart")
    booth.until_true(lambda: booth.restarts == 2, "restart")


# --- the tray ---------------------------------------------------------------------------------------------------------


def test_paper_that_was_left_closes_the_terminal_until_it_is_cleared_away(booth: ClerkBooth) -> None:
    booth.counter.printer.hold = True
    booth.counter.printer.when_cancelled = printing.PartlyPrinted(1)
    booth.resident_pays()
    booth.in_by_code()
    booth.go("option.slip", "staff.slip")
    booth.go("option.have_it", "staff.room")
    booth.press("option.leave")
    booth.until("certificates.printing")
    assert booth.counter.printer.begun.wait(20)
    booth.pass_time(1800)
    booth.until("leave.time_limit")
    booth.pass_time(40)
    booth.until("paper_left")
    booth.lay("next")
    assert booth.page == "paper_left"
    booth.take()
    booth.in_by_code()
    booth.go("option.left", "staff.left")
    booth.go("option.cleared", "staff.room")
    booth.press("option.leave")
    booth.counter.wait_idle()
    booth.pass_time(1)
    assert booth.page == "idle"
    assert booth.counter.events("paper_cleared_away") == [{"staff": "0418"}]


@pytest.mark.parametrize(("answer", "then"), [("no_paper", "idle"), ("paper_found", "paper_left")])
def test_paper_that_nobody_said_to_have_taken(booth: ClerkBooth, answer: str, then: str) -> None:
    booth.resident_pays()
    booth.in_by_code()
    booth.go("option.slip", "staff.slip")
    booth.go("option.have_it", "staff.room")
    booth.press("option.leave")
    booth.until("certificates.done")
    booth.pass_time(1800)
    booth.until("leave.time_limit")
    booth.counter.wait_idle()
    booth.pass_time(40)
    booth.until("paper_untaken")
    booth.press(f"option.{answer}")
    assert booth.page == then


# --- what she never sees ----------------------------------------------------------------------------------------------


def test_nothing_of_the_resident_is_seen_and_hers_comes_back(booth: ClerkBooth) -> None:
    booth.resident_logs_in()
    booth.go("option.certificates", "certificates.purpose")
    booth.go("option.company", "certificates.kinds")
    booth.go("option.resident_record", "certificates.confirm")
    hers = booth.seen()
    assert "住民票" in hers
    seen = []
    booth.to_staff()
    seen.append(booth.seen())
    booth.go("option.code", "staff.code")
    seen.append(booth.seen())
    booth.type_text(CODE)
    seen.append(booth.seen())
    booth.go("main", "staff.room")
    for key in ("printer", "receipts", "restart"):
        booth.go(f"option.{key}", f"staff.{key}")
        seen.append(booth.seen())
        booth.go("option.again" if key != "restart" else "option.back", "staff.room")
        seen.append(booth.seen())
    for page in seen:
        for word in ("さくら", "住民票", "会社", "こもれび市", CODE):
            assert word not in page
    booth.press("option.leave")
    assert booth.page == "certificates.confirm"
    assert booth.seen() == hers


# --- how it ends ------------------------------------------------------------------------------------------------------


def test_leaving_ends_it(booth: ClerkBooth) -> None:
    booth.in_by_code()
    booth.press("option.leave")
    assert booth.page == "idle"
    assert len(booth.logged("staff_left")) == 1
    booth.to_staff()  # and who comes next has to prove it again


@pytest.mark.parametrize("resident", [True, False])
def test_pages_that_nobody_touches_close(booth: ClerkBooth, resident: bool) -> None:
    if resident:
        booth.resident_logs_in()
    booth.in_by_code()
    booth.go("option.printer", "staff.printer")
    booth.pass_time(NOBODY_S + 1)
    assert booth.page in ("menu", "still_there") if resident else booth.page == "idle"
    assert len(booth.logged("staff_left")) == 1


def test_a_bug_on_the_staff_pages_ends_both_stays_and_wipes(booth: ClerkBooth) -> None:
    booth.resident_logs_in()
    booth.to_staff()
    booth.go("option.code", "staff.code")
    booth.bug = LookAround
    booth.type_text(CODE)
    booth.go("main", "leave.incident")
    [incident] = booth.logged("incident")
    assert incident["number"] in booth.seen()
    assert len(booth.logged("staff_left")) == 1
    assert [line["reason"] for line in booth.logged("session_ended")] == ["incident"]
    assert "花子" not in booth.log.getvalue()
    booth.pass_time(40)
    assert booth.page == "idle"  # not before the session has proven that nothing of hers is left
    assert not booth.given_up
    booth.bug = None
    booth.in_by_code()


def test_a_bug_on_the_staff_pages_between_residents(booth: ClerkBooth) -> None:
    booth.to_staff()
    booth.go("option.code", "staff.code")
    booth.bug = LookAround
    booth.type_text(CODE)
    booth.go("main", "leave.incident")
    assert len(booth.logged("staff_left")) == 1
    booth.pass_time(40)
    assert booth.page == "idle"
    assert not booth.given_up


# --- beside the staff -------------------------------------------------------------------------------------------------


def test_how_to_unlock_is_printed_and_that_is_on_record(booth: ClerkBooth) -> None:
    booth.script[InspectCard] = replace(card(), tries=replace(card().tries, auth=Locked()))
    booth.lay("resident")
    booth.until("log_in.locked")
    booth.go("option.pin_help", "pin_help.user_authentication")
    booth.press("option.print")
    booth.until_true(lambda: "出ました" in booth.seen(), "its word")
    assert booth.counter.small.printed == ["user_authentication"]
    assert booth.counter.events("pin_help_settled") == [{"pin": "user_authentication", "outcome": "Printed"}]
