"""What needs neither card nor gateway, the operation history, and seeing somebody off."""

from __future__ import annotations

from typing import get_args

import pytest

from devices.printers.receipts import outcomes as small
from kiosk import portal_outcomes as portal
from kiosk.effects import ListOperations, Overdue
from kiosk.journey import Ask, Card, CardTaken, TimeUp
from kiosk.journeys.how_to_use import how_to_use
from kiosk.journeys.leave import Reason, leave
from kiosk.journeys.operations import operations as operation_history
from kiosk.journeys.pin_help import how_to_unlock, pin_help
from kiosk.paper.effects import PrintPinHelp
from screens.page import Secret
from tests.kiosk.journeys.people import operations
from tests.kiosk.journeys.walking import BACK, ByDevice, Walk, keys, look_over, says

# --- PIN help and guide -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (small.Printed(small.Ready()), "紙が出ました"),
        (small.NotPrinted(small.PaperOut()), "印刷できませんでした"),
        (small.Unknown(small.PrintDoubt.LINE_LOST, small.Offline()), "出たかわかりません"),
        (Overdue(), "出たかわかりません"),
    ],
)
def test_pin_help_on_paper_where_there_is_a_printer(outcome: object, words: str) -> None:
    assert "print" not in keys(Walk(pin_help).go("signature").page)
    walk = Walk(lambda: pin_help(receipts=True)).go("signature", "print")
    assert walk.effect == PrintPinHelp(Secret.SIGNATURE)
    walk.go(outcome)
    assert walk.at == "pin_help.signature"
    assert words in says(walk.page)
    look_over(walk.page)
    assert walk.go("hide").at == "pin_help.which"


def test_every_pin_has_its_page() -> None:
    walk = Walk(pin_help)
    assert set(keys(walk.page)) == {secret.value for secret in Secret} | {"shop", "menu"}
    for secret in Secret:
        walk.go(secret.value)
        assert walk.at == f"pin_help.{secret.value}"
        walk.go("hide")
    walk.go("shop", BACK, "menu")
    assert walk.trail[-3:] == ["pin_help.shop", "pin_help.which", "end"]


@pytest.mark.parametrize("secret", list(Secret))
def test_a_pin_page_says_which_how_and_where(secret: Secret) -> None:
    page = how_to_unlock(secret)
    look_over(page)
    assert "窓口" in says(page)
    assert ("つづけて5回" if secret is Secret.SIGNATURE else "つづけて3回") in says(page)
    shop = "コンビニでは直せません" in says(page)
    assert shop is (secret in (Secret.TEXT_INPUT, Secret.RESIDENT_REGISTRY))


def test_the_guide() -> None:
    walk = Walk(how_to_use).go("hide", "hide", BACK, "hide", "hide", "hide")
    assert walk.trail == [
        "how_to_use.touch",
        "how_to_use.card",
        "how_to_use.privacy",
        "how_to_use.card",
        "how_to_use.privacy",
        "how_to_use.ways",
        "end",
    ]


# --- operation history ------------------------------------------------------------------------------------------------


def test_operations_page_by_page() -> None:
    walk = Walk(operation_history)
    assert walk.effect == ListOperations(1)
    walk.go(operations(1, 3))
    assert keys(walk.page) == ["older", "menu"]
    walk.go("older", operations(2, 3))
    assert keys(walk.page) == ["newer", "older", "menu"]
    walk.go("older", operations(3, 3))
    assert keys(walk.page) == ["newer", "menu"]
    walk.go("newer")
    assert walk.effect == ListOperations(2)
    walk.go(operations(2, 3), "menu")
    assert walk.at == "end"


def test_who_did_it_is_marked() -> None:
    shown = says(Walk(operation_history).go(operations(1, 1)).page)
    assert "本人" in shown
    assert "代理人" in shown


def test_nothing_has_been_done_yet() -> None:
    walk = Walk(operation_history).go(operations(1, 0))
    assert "まだありません" in says(walk.page)
    assert keys(walk.page) == ["menu"]


# --- leaving ----------------------------------------------------------------------------------------------------------


def leaving(reason: Reason, *, logged_in: bool = True, card_lies: bool = True, incident: str | None = None) -> Walk:
    return Walk(lambda: leave(reason, logged_in=logged_in, card_lies=card_lies, incident=incident))


@pytest.mark.parametrize("reason", get_args(Reason))
def test_log_out_card_goodbye(reason: Reason) -> None:
    walk = leaving(reason, incident="K7Q2MX").go(portal.LoggedOut())
    assert walk.at == "leave.take_card"
    assert walk.card is Card.MUST_GO
    walk.go(ByDevice(CardTaken()))
    assert walk.at == f"leave.{reason}"
    assert isinstance(walk.engine.step, Ask)
    assert walk.engine.step.after_s
    assert walk.go(ByDevice(TimeUp())).at == "end"


def test_every_reason_has_a_sentence_of_its_own() -> None:
    sentences = {
        says(leaving(reason, logged_in=False, card_lies=False, incident="K7Q2MX").page) for reason in get_args(Reason)
    }
    assert len(sentences) == len(get_args(Reason))


def test_who_was_not_logged_in_is_not_logged_out() -> None:
    assert leaving("stopped", logged_in=False, card_lies=False).trail == ["leave.stopped"]


def test_a_session_that_was_over_already_counts_as_logged_out() -> None:
    walk = leaving("finished", card_lies=False).go(portal.SessionOver())
    assert "自動で終わります" not in says(walk.page)


@pytest.mark.parametrize("outcome", [portal.Unreachable(), portal.TimedOut(), Overdue(), portal.ServerTrouble(500)])
def test_an_unconfirmed_log_out_is_told(outcome: object) -> None:
    walk = leaving("finished", card_lies=False).go(outcome)
    assert "自動で終わります" in says(walk.page)


def test_an_incident_names_its_number() -> None:
    walk = leaving("incident", logged_in=False, card_lies=False, incident="K7Q2MX")
    assert "K7Q2MX" in says(walk.page)
    assert keys(walk.page) == ["on"]
    assert leaving("incident", logged_in=False, card_lies=False).at == "leave.incident"


def test_nobody_goes_back_to_what_is_over() -> None:
    walk = leaving("finished", card_lies=False).go(portal.LoggedOut())
    assert not walk.engine.can_go_back
    assert not walk.page.stop
