"""A whole stay: menu, log-in once, everything reachable, every way back."""

from __future__ import annotations

import pytest

from devices.cards import outcomes as cards
from kiosk import portal_outcomes as portal
from kiosk.journey import CardLaid, CardTaken, Ended
from kiosk.journeys.visit import visit
from screens.page import Choose
from tests.kiosk.journeys.people import ACCOUNT, ITEMS, LOGGED_IN, NEWCOMER, SERVICE, TODAY, card, operations, pin
from tests.kiosk.journeys.walking import BACK, ByDevice, Walk, keys

LAID = ByDevice(CardLaid("1"))
TAKEN = ByDevice(CardTaken())
LOG_IN = (TODAY, SERVICE, LAID, card(), pin(), LOGGED_IN, "on")


def stay(start: str = "without_card") -> Walk:
    return Walk(lambda: visit(start))  # type: ignore[arg-type]


def logged_in() -> Walk:
    return stay("with_card").go(TODAY, SERVICE, LAID, card(), pin(), LOGGED_IN, "on")


def test_without_a_card_the_menu_comes_first() -> None:
    walk = stay()
    assert walk.at == "menu"
    assert isinstance(walk.page, Choose)
    assert keys(walk.page) == [
        "self_information",
        "provision_records",
        "operations",
        "account",
        "pin_help",
        "how_to_use",
    ]
    assert [option.key for option in walk.page.options if option.needs_card] == keys(walk.page)[:4]
    assert not [option for option in walk.page.options if option.unavailable]


@pytest.mark.parametrize("start", ["with_card", "card"])
def test_with_a_card_the_log_in_comes_first(start: str) -> None:
    walk = stay(start)
    assert walk.trail == ["Today"]
    assert walk.go(TODAY, SERVICE).at == "log_in.put_card"
    assert walk.engine.at_start


def test_after_the_log_in_the_card_may_go_and_the_menu_comes() -> None:
    walk = stay("card").go(TODAY, SERVICE, LAID, card(), pin(), LOGGED_IN)
    assert walk.at == "log_in.card_may_go"
    assert walk.go(TAKEN).at == "menu"
    assert not walk.engine.can_go_back
    assert isinstance(walk.page, Choose)
    assert not any(option.needs_card for option in walk.page.options)


FIRST_PAGES = {
    "self_information": ("self_information.find", ()),
    "provision_records": ("provision_records.period", (TODAY,)),
    "operations": ("operations.list", (operations(1, 1),)),
    "account": ("account.show", (ACCOUNT,)),
    "pin_help": ("pin_help.which", ()),
    "how_to_use": ("how_to_use.touch", ()),
}


@pytest.mark.parametrize(("choice", "expected"), FIRST_PAGES.items())
def test_every_choice_leads_somewhere_and_back(choice: str, expected: tuple[str, tuple[object, ...]]) -> None:
    name, outcomes = expected
    walk = logged_in().go(choice, *outcomes)
    assert walk.at == name
    assert walk.go(BACK).at == "menu"


@pytest.mark.parametrize("choice", ["self_information", "provision_records", "operations", "account"])
def test_what_needs_a_card_asks_for_it(choice: str) -> None:
    name, outcomes = FIRST_PAGES[choice]
    assert stay().go(choice, *LOG_IN, *outcomes).at == name


def test_the_second_choice_does_not_ask_for_the_pin_again() -> None:
    walk = stay().go("operations", TODAY, SERVICE, LAID, card(), pin(), LOGGED_IN, "on", operations(1, 1), "menu")
    assert walk.at == "menu"
    walk.go("self_information")
    assert walk.trail.count("LogIn") == 1
    assert walk.at == "self_information.find"


def test_back_before_the_log_in_leads_to_the_menu() -> None:
    assert stay().go("account", TODAY, SERVICE, BACK).at == "menu"


def test_back_after_a_wrong_pin_leads_to_the_menu_and_the_card_is_asked_anew() -> None:
    walk = stay("with_card").go(TODAY, SERVICE, LAID, card(), pin(), cards.WrongPin(2, 3), BACK)
    assert walk.at == "menu"
    walk.go("account", TODAY, SERVICE)
    assert walk.at == "log_in.put_card"
    walk.go(LAID, card(cards.Left(2, 3)))
    assert walk.at == "log_in.pin"


def test_no_log_in_without_gateway_but_help_and_guide() -> None:
    walk = stay().go("self_information", TODAY, portal.Unreachable(), "menu")
    assert walk.at == "menu"
    walk.go("pin_help", "signature")
    assert walk.at == "pin_help.signature"
    walk.go("hide", "menu", "how_to_use", "hide", "hide", "hide", "hide")
    assert walk.at == "menu"


def test_a_newcomer_opens_an_account_once() -> None:
    walk = stay("with_card").go(TODAY, SERVICE, LAID, card(), pin(), NEWCOMER, "on")
    assert walk.at == "open_account.about"
    walk.go("hide", "kana", "さくら", "none", "go", ACCOUNT)
    assert walk.at == "menu"
    walk.go("self_information")
    assert walk.at == "self_information.find"


def test_a_newcomer_who_goes_back_is_asked_again_but_not_for_her_pin() -> None:
    walk = stay("card").go(TODAY, SERVICE, LAID, card(), pin(), NEWCOMER, TAKEN)
    assert walk.at == "open_account.about"
    assert walk.go(BACK).at == "menu"
    assert walk.go("self_information").at == "open_account.about"
    assert walk.trail.count("LogIn") == 1


def test_a_session_that_is_gone_ends_the_stay() -> None:
    walk = logged_in().go("self_information", "fields", portal.SessionOver())
    assert walk.at == "trouble.session_over"
    assert not walk.engine.can_go_back
    assert walk.go("on").engine.step == Ended(None)


def test_trouble_in_the_midst_leads_to_the_menu_and_the_log_in_stays() -> None:
    walk = logged_in().go("self_information", "fields", portal.TimedOut())
    assert walk.at == "trouble.timed_out"
    assert walk.go("again").at == "ListItems"
    assert walk.go(ITEMS).at == "self_information.fields"
    walk.go("health", "insurance")
    assert walk.at == "self_information.items"
    walk.go("3-2", portal.TimedOut(), "menu")
    assert walk.at == "menu"
    walk.go("account")
    assert walk.at == "ReadAccount"
