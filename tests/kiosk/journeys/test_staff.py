"""The staff's pages: who gets in, what can be done, and that nothing of a resident's stands there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from devices.cards.outcomes import CardMute, CardRemoved, Left, SignatureInvalid, WrongPin
from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from devices.printers.documents.outcomes import Caution, Hindrance
from devices.printers.receipts import outcomes as small
from kiosk.effects import Overdue
from kiosk.journey import CardLaid, CardTaken, ReaderLost, TimeUp
from kiosk.journeys import staff_entering_pages as entering
from kiosk.journeys import staff_pages as pages
from kiosk.journeys.staff import staff
from kiosk.paper.outcomes import Cleared, CoinsCompared, Decision, DeskBusy, PrinterNotReady
from kiosk.staff import effects
from kiosk.staff.people import CodesLocked, CodesUncounted, CodeWrong, Known, StaffCard
from kiosk.staff.room import Situation
from screens.page import Assist, Page
from tests.kiosk.journeys.people import pin
from tests.kiosk.journeys.walking import BACK, ByDevice, Walk, keys, look_over, says

AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
SLIP = money.Slip("12345674", "qr", 300)
CLERK = Known("0417")


def staff_card(tries: Left | None) -> StaffCard:
    return StaffCard(CLERK, b"certificate", tries)


def situation(**changes: Any) -> Situation:
    calm: dict[str, Any] = {
        "printer": printing.Ready(),
        "receipts": small.Ready(),
        "coins": None,
        "printing": False,
        "slip": None,
        "undecided": None,
        "paper_left": False,
        "debts": (),
        "incident": None,
    }
    return Situation(**(calm | changes))


def debt(**changes: Any) -> money.Debt:
    given: dict[str, Any] = {
        "payment": "p1",
        "slip": "12345674",
        "way": money.Way.COINS,
        "state": money.State.OWED,
        "yen": 300,
        "received": 500,
        "returned": 0,
        "owed": 200,
        "unclear": 0,
        "paper_unknown": False,
        "at": AT,
    }
    return money.Debt(**(given | changes))


def in_room(**changes: Any) -> Walk:
    return Walk(staff).go("code", 5, bytearray(b"480217"), CLERK, situation(**changes))


# --- who gets in ------------------------------------------------------------------------------------------------------


def test_by_code_with_counted_tries() -> None:
    walk = Walk(staff).go("code", 5, bytearray(b"000000"), CodeWrong(4), 4)
    assert walk.at == "staff.code"
    assert "番号がちがいます" in says(walk.page)
    walk.go(bytearray(b"480217"), CLERK)
    assert isinstance(walk.effect, effects.LookAround)
    assert Walk(staff).go("code", 0).at == "staff.codes_locked"
    assert Walk(staff).go("code", 1, bytearray(b"000000"), CodesLocked()).at == "staff.codes_locked"
    assert Walk(staff).go("code", 5, bytearray(b"480217"), CodesUncounted()).at == "staff.codes_uncounted"


def test_by_card_which_must_sign_and_goes_back_first() -> None:
    walk = Walk(staff).go("card", ByDevice(CardLaid("1")))
    assert isinstance(walk.effect, effects.LookAtCard)
    walk.go(staff_card(Left(3, 3)))
    assert walk.at == "staff.card_pin"
    walk.go(pin(), CLERK)
    assert walk.at == "staff.take_card"
    walk.go(ByDevice(CardTaken()))
    assert isinstance(walk.effect, effects.LookAround)


def test_a_card_that_needs_no_pin_must_sign_too() -> None:
    walk = Walk(staff).go("card", ByDevice(CardLaid("1")), staff_card(None))
    assert walk.effect == effects.ProveCard(staff_card(None), None)
    assert walk.go(CLERK).at == "staff.take_card"
    refused = Walk(staff).go("card", ByDevice(CardLaid("1")), staff_card(None), SignatureInvalid())
    assert refused.at == "staff.card_refused"


@pytest.mark.parametrize("seen", [None, CardRemoved(), CardMute(), Overdue()])
def test_an_unknown_card_is_refused_and_given_back(seen: object) -> None:
    walk = Walk(staff).go("card", ByDevice(CardLaid("1")), seen)
    assert walk.at == "staff.card_refused"
    assert Walk(staff).go("card", ByDevice(ReaderLost())).at == "end"


def test_the_last_try_of_a_card_is_not_spent_here() -> None:
    walk = Walk(staff).go("card", ByDevice(CardLaid("1")), staff_card(Left(2, 3)))
    assert walk.at == "staff.card_pin"
    assert walk.go(pin(), WrongPin(1, 3)).at == "staff.card_refused"
    assert Walk(staff).go("card", ByDevice(CardLaid("1")), staff_card(Left(1, 3))).at == "staff.card_refused"


def test_nobody_answers_and_leave_end_it() -> None:
    assert Walk(staff).go("leave").at == "end"
    assert Walk(staff).go(ByDevice(TimeUp())).at == "end"
    assert in_room().go(ByDevice(TimeUp())).at == "end"
    assert in_room().go("leave").at == "end"
    assert Walk(staff).go("code", 5, BACK).at == "staff.way"


# --- the room ---------------------------------------------------------------------------------------------------------


def test_a_slip_is_confirmed() -> None:
    walk = in_room(slip=SLIP).go("slip")
    assert "12345674" in says(walk.page)
    walk.go("have_it")
    assert walk.effect == effects.ConfirmSlip("12345674", "0417")
    walk.go(money.Confirmed(300), situation())
    assert "記録しました" in says(walk.page)
    refused = in_room(slip=SLIP).go("slip", "have_it", money.SlipUnknown(), situation())
    assert "できませんでした" in says(refused.page)


@pytest.mark.parametrize("decision", list(Decision))
def test_a_set_is_decided(decision: Decision) -> None:
    walk = in_room(undecided="K7ABCD").go("set")
    assert "K7ABCD" in says(walk.page)
    assert walk.go(decision.value).effect == effects.DecideSet(decision, "0417")


def test_paper_is_cleared_away() -> None:
    walk = in_room(paper_left=True).go("left", "cleared")
    assert walk.effect == effects.ClearedAway("0417")
    assert "記録しました" in says(walk.go(Cleared(), situation()).page)
    assert isinstance(in_room(paper_left=True).go("left", "back").effect, effects.LookAround)


@pytest.mark.parametrize(
    ("given", "answers"),
    [
        (debt(), ["handed_back"]),
        (debt(paper_unknown=True, unclear=300, owed=0), ["earned", "not_earned"]),
        (debt(unclear=100), ["came_out", "stayed_in"]),
        (debt(unsure=True), ["handed_back"]),
        (debt(owed=0, unsure=True), ["looked"]),
    ],
)
def test_debts_ask_for_what_is_open(given: money.Debt, answers: list[Any]) -> None:
    walk = in_room(debts=(given,)).go("debts", "p1")
    assert keys(walk.page) == [*answers, "back"]
    assert walk.go(answers[0]).effect == effects.SettleDebt("p1", answers[0], "0417")


def test_what_somebody_waits_for_comes_first_and_all_fits_on_a_page() -> None:
    assert keys(pages.room(situation(), "0417", None)) == ["printer", "receipts", "restart", "leave"]
    busy = {"slip": SLIP, "undecided": "K7ABCD", "paper_left": True, "debts": (debt(),)}
    walk = in_room(**busy)
    assert keys(walk.page) == ["set", "left", "slip", "debts", "machine", "leave"]
    assert keys(walk.go("machine").page) == ["printer", "receipts", "restart", "back"]
    assert walk.go("printer").at == "staff.printer"
    more = in_room(**busy, coins=CoinsCompared(150))
    assert keys(more.page) == keys(pages.room(situation(**busy), "0417", None))
    assert "150円合いません" in says(more.page), "books and coin unit disagree: that is said at once"
    assert "150円多い" in says(more.go("machine", "coins").page)
    assert "合いません" not in says(in_room(**busy, coins=CoinsCompared(0)).page)
    assert isinstance(in_room(**busy).go("machine", "back").effect, effects.LookAround)


@pytest.mark.parametrize("why", [PrinterNotReady(printing.Offline()), DeskBusy()], ids=str)
def test_paper_is_not_called_cleared_while_more_may_come(why: object) -> None:
    walk = in_room(paper_left=True).go("left", "cleared", why, situation(paper_left=True))
    assert "まだ紙が出るかもしれません" in says(walk.page)
    assert "記録しました" not in says(walk.page)
    look_over(walk.page)


def test_a_decision_that_is_not_on_record_is_not_called_done() -> None:
    walk = in_room(undecided="K7ABCD").go("set", "good", False, situation())
    assert "できませんでした" in says(walk.page)


def test_restart_only_between_residents() -> None:
    walk = in_room().go("restart", "restart")
    assert walk.effect == effects.Restart("0417")
    assert "利用者がいる間はできません" in says(walk.go(False, situation()).page)


# --- pages ------------------------------------------------------------------------------------------------------------

PRINTERS: list[Any] = [
    None,
    printing.Ready(),
    printing.Offline(),
    printing.Untrusted(),
    printing.Unclear("x"),
    *(printing.Ready(frozenset({each})) for each in Caution),
    *(printing.Hindered(frozenset({each})) for each in Hindrance),
]
RECEIPTS: list[Any] = [
    None,
    small.Ready(),
    small.PaperNearEnd(),
    small.PaperOut(),
    small.CoverOpen(),
    small.CutterError(),
    small.Faulty(lasting=True),
    small.Offline(),
    small.StatusUnknown(small.Doubt.SILENT),
]


@pytest.mark.parametrize("printer", PRINTERS, ids=str)
def test_every_state_of_the_printer_has_words_and_steps(printer: Any) -> None:
    page = pages.printer(situation(printer=printer))
    look_over(page)
    assert isinstance(page, Assist)
    assert page.steps


@pytest.mark.parametrize("receipts", RECEIPTS, ids=str)
def test_every_state_of_the_receipt_printer(receipts: Any) -> None:
    look_over(pages.receipts(situation(receipts=receipts)))


def every_page() -> list[Page]:
    busy = situation(slip=SLIP, undecided="K7ABCD", paper_left=True, debts=(debt(),), incident=("K7ABCD", AT))
    return [
        entering.ways(),
        entering.code(5, None),
        entering.codes_locked(),
        entering.codes_uncounted(),
        entering.put_card(),
        entering.take_card(),
        entering.card_refused(),
        pages.room(busy, "0417", None),
        pages.machine(busy),
        pages.printer(busy),
        pages.receipts(busy),
        pages.coins(CoinsCompared(-150)),
        pages.coins(CoinsCompared(None)),
        pages.debt(debt(owed=0, unsure=True)),
        pages.slip(SLIP),
        pages.undecided("K7ABCD"),
        pages.left(),
        pages.restart(),
        pages.debts((debt(),)),
        pages.debt(debt()),
    ]


@pytest.mark.parametrize("page", every_page(), ids=lambda page: page.name)
def test_staff_pages_say_whom_they_are_for_and_nothing_personal(page: Page) -> None:
    look_over(page)
    assert page.tag is not None
    shown = says(page)
    for word in ("住民票", "印鑑", "戸籍", "課税", "所得", "さん", "氏名"):
        assert word not in shown
