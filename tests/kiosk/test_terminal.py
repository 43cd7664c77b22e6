"""The terminal from the first page to the first page again: a whole stay, the keys of the frame, a bug."""

from __future__ import annotations

from kiosk.effects import ListItems
from tests.kiosk.booth import Booth


def test_a_stay_from_card_to_goodbye(booth: Booth) -> None:
    assert booth.page == "idle"
    booth.log_in()
    booth.press("stop")
    assert booth.page == "really_stop"
    booth.press("stop")
    assert booth.page == "leave.stopped"
    booth.pass_time(7)
    assert booth.page == "idle"
    assert [line["reason"] for line in booth.logged("session_ended")] == ["stopped"]


def test_a_bug_is_a_calm_page_with_a_number_and_service_goes_on(booth: Booth) -> None:
    def bug() -> object:
        raise ZeroDivisionError("見本 花子")

    booth.log_in()
    booth.script[ListItems] = bug
    booth.press("option.self_information")
    while booth.page not in ("leave.incident", "idle"):
        tree = booth.view.tree()
        assert tree is not None
        booth.press(next(key.id for key in tree.focusable if key.id.startswith(("main", "option."))))
    assert booth.page == "leave.incident"
    (incident,) = booth.logged("incident")
    assert incident["kind"] == "ZeroDivisionError"
    assert "花子" not in booth.log.getvalue()
    booth.pass_time(40)
    assert booth.page == "idle"


def test_size_colour_and_language_change_in_mid_form_and_reset_afterwards(booth: Booth) -> None:
    booth.lay()
    booth.view.type_text("12")
    for key in ("rail.size", "rail.colour"):
        booth.press(key)
        assert booth.page == "log_in.pin"
    booth.press("rail.language")
    assert booth.page == "language"
    booth.press("option.en")
    assert booth.page == "log_in.pin"
    booth.type_text("34")
    booth.press("main")
    assert booth.page == "log_in.card_may_go"
    tree = booth.view.tree()
    assert tree is not None
    assert "カード" not in tree.as_text()
    booth.take()
    booth.press("stop")
    booth.press("stop")
    booth.pass_time(7)
    tree = booth.view.tree()
    assert tree is not None
    assert "ご用件" in tree.as_text()


def test_staff_can_be_called_from_anywhere_and_see_nothing(booth: Booth) -> None:
    booth.press("rail.staff")
    assert booth.page == "staff_call"
    booth.press("option.on")
    assert booth.page == "idle"
    booth.lay()
    booth.view.type_text("12")
    booth.press("rail.staff")
    assert booth.page == "staff_call"
    booth.press("option.on")
    assert booth.page == "log_in.pin"
    booth.type_text("34")
    booth.press("main")
    assert booth.page == "log_in.card_may_go"


def test_the_log_names_no_one(booth: Booth) -> None:
    booth.log_in()
    booth.press("stop")
    booth.press("stop")
    booth.pass_time(7)
    assert "さくら" not in booth.log.getvalue()
    assert "1234" not in booth.log.getvalue().replace(".1234", "")
