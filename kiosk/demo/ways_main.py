"""The main job: log in, open an account, read, leave; with large letters, in English, and without a card."""

from __future__ import annotations

from devices.virtual.personas import person
from kiosk.demo.steps import (
    Desk,
    lay,
    log_in,
    log_out,
    log_out_with_card,
    open_account,
    open_account_quickly,
    provision_records,
    self_information,
    take,
    up,
)
from kiosk.demo.walk import Walk


def new_account(walk: Walk, desk: Desk) -> None:
    """Somebody who was never here: log in, open an account, read one item, leave."""
    walk.meet("idle")
    walk.press("with_card")
    walk.meet("log_in.put_card")
    lay(walk, desk, "rare_kanji")
    walk.meet("log_in.pin", "no digit yet")
    walk.type_text(person("rare_kanji").pins["auth"])
    walk.look("four digits, never shown")
    walk.press("main")
    walk.meet("log_in.card_may_go")
    take(walk, desk)
    open_account(walk, "latin", "Miyabi")
    walk.meet("menu", "logged in")
    self_information(walk)
    log_out(walk)


def known_account(walk: Walk, desk: Desk) -> None:
    """The same person again: provision records with the way to what was exchanged, operation history, account."""
    log_in(walk, desk, "ordinary")
    provision_records(walk)
    walk.press("operations")
    walk.meet("operations.list")
    up(walk, "menu")
    walk.press("account")
    walk.meet("account.show")
    up(walk, "menu")
    walk.press("self_information")
    walk.meet("self_information.find")
    walk.press("earlier")
    walk.meet("self_information.earlier", "read just now; gone after log-out")
    up(walk, "self_information.find")
    walk.press("search")
    walk.meet("self_information.search")
    walk.type_text("ぞうり")
    walk.press("main")
    walk.driver.settled()
    walk.meet("self_information.search", "nothing of that name")
    for _ in range(3):
        walk.driver.type_text("\b")
    walk.type_text("せたい")
    walk.look("typed")
    walk.press("main")
    walk.meet("self_information.items", "found")
    log_out(walk)


def six_outcomes(walk: Walk, desk: Desk) -> None:
    """Self-information that comes later, on paper only, not at all, not to be shown, or with an error."""
    log_in(walk, desk, "ordinary")
    walk.press("self_information")
    walk.meet("self_information.find")
    for field, subfield, item, page in _OUTCOMES:
        walk.press("fields")
        walk.driver.wait("self_information.fields")
        walk.press(field)
        if walk.driver.wait("self_information.subfields|self_information.items").endswith("subfields"):
            walk.press(subfield)
        walk.meet("self_information.items")
        walk.press(item)
        walk.meet(f"self_information.{page}")
        up(walk, "self_information.find")
    log_out(walk)


_OUTCOMES = (
    ("pension", "pension", "7-6", "later"),
    ("health", "health_other", "3-15", "written"),
    ("welfare", "disability", "5-1", "none_held"),
    ("children", "single_parent", "4-4", "not_disclosed"),
    ("work", "accident", "6-6", "error"),
)


def ways_of_seeing(walk: Walk, desk: Desk) -> None:
    """Larger text, high contrast and English in the middle of entering a PIN: nothing typed is lost."""
    walk.meet("idle")
    walk.press("with_card")
    lay(walk, desk, "ordinary")
    walk.meet("log_in.pin")
    walk.type_text("12")
    walk.press("rail.size")
    walk.look("125 %, two digits still there")
    walk.press("rail.size")
    walk.look("150 %")
    walk.press("rail.size")
    walk.look("200 %")
    walk.press("rail.colour")
    walk.look("high contrast")
    walk.press("rail.language")
    walk.meet("language")
    walk.press("option.en")
    walk.meet("log_in.pin", "English")
    walk.press("rail.staff")
    walk.meet("staff_call", "the blind is down")
    walk.press("main|on")
    walk.meet("log_in.pin")
    walk.type_text("34")
    walk.press("main")
    walk.meet("log_in.card_may_go")
    walk.press("main")
    if walk.driver.wait("menu|open_account.about") != "menu":
        open_account_quickly(walk.driver)
    walk.meet("menu")
    walk.press("rail.size")
    walk.look("100 % again")
    walk.press("stop")
    walk.meet("really_stop")
    walk.press("main")
    walk.meet("menu", "going on instead")
    walk.press("self_information")
    walk.meet("self_information.find")
    log_out_with_card(walk, desk)


def without_card(walk: Walk, desk: Desk) -> None:
    """What needs no card: how to unlock a PIN, how to use this machine; Back on every page."""
    walk.meet("idle")
    walk.press("without_card")
    walk.meet("menu")
    walk.press("pin_help")
    walk.meet("pin_help.which")
    for secret in ("user_authentication", "signature", "text_input", "resident_registry"):
        walk.press(secret)
        walk.meet(f"pin_help.{secret}")
        walk.press("main")
        walk.driver.wait("pin_help.which")
    walk.press("shop")
    walk.meet("pin_help.shop")
    walk.press("back")
    walk.meet("pin_help.which", "back")
    walk.press("menu")
    walk.driver.wait("menu")
    walk.press("how_to_use")
    for page in ("touch", "card", "privacy", "ways"):
        walk.meet(f"how_to_use.{page}")
        walk.press("main")
    walk.meet("menu")
    walk.press("stop")
    walk.meet("leave.stopped")


def portrait(walk: Walk, desk: Desk) -> None:
    """The main job on an upright panel, with large letters on the way."""
    known_account(walk, desk)
    walk.driver.wait("idle")
    ways_of_seeing(walk, desk)
