"""The ways through the terminal that the tour takes: every journey, every trouble."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from devices.virtual.personas import person
from kiosk.demo.driver import Driver
from kiosk.demo.line import Condition, Good, Lie, Mute, Refused, Slow
from kiosk.demo.walk import Walk

MOST_STEPS_UP = 10
LONG_S = 40.0  # for what must run into a deadline


class Desk(Protocol):
    """What lies beside the screen."""

    def lay(self, persona: str) -> None:
        """Lay a card down; whatever lay there is gone first."""

    def take(self) -> None:
        """Take away what lies there. Nothing is allowed."""

    def fault(self, name: str) -> None:
        """Make the next card, or the one that lies there, fail: see `devices.virtual.faults`."""

    def wait_gone(self) -> None:
        """Until the card that was told to leave has left."""

    def unplug(self) -> None:
        """Pull the reader's plug."""

    def plug(self) -> None:
        """Put it in again."""

    def line(self, condition: Condition) -> None:
        """The line to the gateway."""

    def lie(self, lie: Lie) -> None:
        """Have the line answer nonsense in the gateway's name."""


Way = Callable[[Walk, Desk], None]


# --- the main job -----------------------------------------------------------------------------------------------------


def new_account(walk: Walk, desk: Desk) -> None:
    """Somebody who was never here: log in, open an account, read one item, leave."""
    walk.meet("idle")
    walk.press("with_card")
    walk.meet("log_in.put_card")
    _lay(walk, desk, "rare_kanji")
    walk.meet("log_in.pin", "no digit yet")
    walk.type_text(person("rare_kanji").pins["auth"])
    walk.look("four digits, never shown")
    walk.press("main")
    walk.meet("log_in.card_may_go")
    _take(walk, desk)
    _open_account(walk, "latin", "Miyabi")
    walk.meet("menu", "logged in")
    _self_information(walk)
    _log_out(walk)


def known_account(walk: Walk, desk: Desk) -> None:
    """The same person again: provision records with the way to what was exchanged, operation history, account."""
    _log_in(walk, desk, "ordinary")
    _provision_records(walk)
    walk.press("operations")
    walk.meet("operations.list")
    _up(walk, "menu")
    walk.press("account")
    walk.meet("account.show")
    _up(walk, "menu")
    walk.press("self_information")
    walk.meet("self_information.find")
    walk.press("earlier")
    walk.meet("self_information.earlier", "read just now; gone after log-out")
    _up(walk, "self_information.find")
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
    _log_out(walk)


def six_outcomes(walk: Walk, desk: Desk) -> None:
    """Self-information that comes later, on paper only, not at all, not to be shown, or with an error."""
    _log_in(walk, desk, "ordinary")
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
        _up(walk, "self_information.find")
    _log_out(walk)


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
    _lay(walk, desk, "ordinary")
    walk.meet("log_in.pin")
    walk.type_text("12")
    walk.press("rail.size")
    walk.look("125 %, two digits still there")
    walk.press("rail.size")
    walk.look("150 %")
    walk.press("rail.colour")
    walk.look("high contrast")
    walk.press("rail.language")
    walk.look("English")
    walk.press("rail.staff")
    walk.meet("staff_call", "the blind is down")
    walk.press("main|on")
    walk.meet("log_in.pin")
    walk.type_text("34")
    walk.press("main")
    walk.meet("log_in.card_may_go")
    walk.press("main")
    if walk.driver.wait("menu|open_account.about") != "menu":
        _open_account_quickly(walk.driver)
    walk.meet("menu")
    walk.press("rail.size")
    walk.look("100 % again")
    walk.press("stop")
    walk.meet("really_stop")
    walk.press("main")
    walk.meet("menu", "going on instead")
    walk.press("self_information")
    walk.meet("self_information.find")
    _log_out_with_card(walk, desk)


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


# --- cards that don't do ----------------------------------------------------------------------------------------------


def wrong_pin(walk: Walk, desk: Desk) -> None:
    """Wrong, wrong again, the last try, and locked."""
    _to_pin(walk, desk, "ordinary_man")
    _enter(walk, "9999")
    walk.meet("log_in.pin", "wrong, two tries left")
    _enter(walk, "9998")
    walk.meet("log_in.last_try")
    walk.press("staff")
    walk.meet("log_in.ask_staff")
    walk.press("on|main")
    walk.meet("log_in.last_try")
    walk.press("enter")
    walk.meet("log_in.pin", "the last try")
    _enter(walk, "9997")
    walk.meet("log_in.locked_now")
    walk.press("pin_help|main")
    walk.meet("pin_help.user_authentication")
    walk.press("main")
    walk.driver.wait("log_in.locked_now")
    _leave_without_log_in(walk, desk)


def last_try_succeeds(walk: Walk, desk: Desk) -> None:
    """One try left, and the right number: the counter is whole again."""
    walk.meet("idle")
    _lay(walk, desk, "one_try_left")
    walk.meet("log_in.last_try")
    walk.press("enter")
    walk.meet("log_in.pin")
    _enter(walk, person("one_try_left").pins["auth"])
    walk.meet("log_in.card_may_go")
    _take(walk, desk)
    walk.meet("open_account.about|menu")
    _log_out(walk)


def other_cards(walk: Walk, desk: Desk) -> None:
    """Everything that is no card for this: each has its own page. Taking it away asks for another."""
    walk.meet("idle")
    walk.press("with_card")
    walk.driver.wait("log_in.put_card")
    for persona, page in (
        ("locked_auth", "log_in.locked"),
        ("locked_6983", "log_in.locked"),
        ("expired", "log_in.expired"),
        ("not_yet_valid", "log_in.not_yet_valid"),
        ("expiring_soon", "log_in.expires_soon"),
        ("child", "log_in.no_signature_certificate"),
        ("face_only", "log_in.face_only"),
        ("no_certificates", "log_in.no_certificate"),
        ("old_juki", "log_in.old_card"),
        ("phone_android", "log_in.phone"),
        ("phone_iphone", "log_in.phone"),
        ("foreign", "log_in.foreign_card"),
        ("dead", "trouble.card_unpowered"),
    ):
        _lay(walk, desk, persona)
        walk.meet(page, persona)
        _take(walk, desk)
        walk.driver.wait("log_in.put_card")
    _leave_without_log_in(walk, desk)


def refused_by_the_gateway(walk: Walk, desk: Desk) -> None:
    """Cards that are fine by themselves: revoked, and forged under the same issuer's name."""
    for persona, page in (("revoked", "log_in.revoked"), ("forged", "log_in.issuer_unknown")):
        _to_pin(walk, desk, persona)
        _enter(walk, person(persona).pins["auth"])
        walk.meet(page, persona)
        _leave_without_log_in(walk, desk)


def card_moves(walk: Walk, desk: Desk) -> None:
    """Taken away while it is read, while it signs; mute; another one laid down instead."""
    walk.meet("idle")
    walk.press("with_card")
    walk.driver.wait("log_in.put_card")
    desk.fault("remove@5")
    _lay(walk, desk, "ordinary")
    desk.wait_gone()
    walk.tray("wait_card")
    walk.meet("log_in.put_card", "it moved")
    _lay(walk, desk, "ordinary")
    walk.driver.wait("log_in.pin")
    desk.fault("remove@SIGN")
    _enter(walk, person("ordinary").pins["auth"])
    desk.wait_gone()
    walk.tray("wait_card")
    walk.meet("log_in.put_card", "it moved after the number")
    desk.fault("mute@3")
    _lay(walk, desk, "ordinary")
    walk.meet("wait.card")
    walk.meet("trouble.card_mute|trouble.card_silent", timeout_s=LONG_S)
    _take(walk, desk)
    walk.meet("log_in.put_card|trouble.*", "after the mute card")
    _leave_without_log_in(walk, desk)


def another_card(walk: Walk, desk: Desk) -> None:
    """Somebody steps up to a stay that isn't theirs."""
    _log_in(walk, desk, "ordinary")
    _lay(walk, desk, "ordinary_woman")
    walk.meet("leave.take_card", "another card")
    _take(walk, desk)
    walk.meet("leave.other_card")
    walk.driver.wait("idle")


# --- time -------------------------------------------------------------------------------------------------------------


def nobody_answers(walk: Walk, desk: Desk) -> None:
    """Idle: asked once and goes on; asked again and leaves. The card stays behind."""
    _log_in(walk, desk, "ordinary", take=False)
    walk.press("self_information")
    walk.driver.wait("self_information.find")
    _pass_time(walk, 121)
    walk.meet("still_there")
    walk.press("main")
    walk.meet("self_information.find", "where she was")
    _pass_time(walk, 121)
    walk.driver.wait("still_there")
    _pass_time(walk, 30)
    walk.look("thirty seconds later")
    _pass_time(walk, 31)
    walk.meet("leave.take_card", "card left behind")
    _take(walk, desk)
    walk.meet("leave.timed_out")
    walk.driver.wait("idle")


def longest_stay(walk: Walk, desk: Desk) -> None:
    """The absolute limit, with its warning."""
    _log_in(walk, desk, "ordinary")
    for _ in range(16):
        _pass_time(walk, 105)
        walk.driver.press("rail.colour")
    _pass_time(walk, 70)
    walk.meet("time_limit")
    walk.press("main")
    walk.driver.wait("menu")
    _pass_time(walk, 61)
    walk.meet("leave.time_limit")
    walk.driver.wait("idle")


def card_lies_there(walk: Walk, desk: Desk) -> None:
    """A card left after the stay: nobody is served until it is gone."""
    walk.meet("idle")
    walk.press("without_card")
    walk.driver.wait("menu")
    _lay(walk, desk, "ordinary")
    walk.tray("card")
    walk.press("stop")
    walk.meet("leave.take_card")
    _take(walk, desk)
    walk.meet("leave.stopped")
    _lay(walk, desk, "ordinary_man")
    walk.tray("take_card")
    walk.press("main")
    walk.meet("remove_card")
    _take(walk, desk)
    walk.meet("idle", "free again")


# --- reader and gateway -----------------------------------------------------------------------------------------------


def reader_unplugged(walk: Walk, desk: Desk) -> None:
    """Without a reader: what still works. And its plug pulled in the middle."""
    walk.meet("idle")
    desk.unplug()
    walk.did("unplug the reader")
    walk.until(True, "banner")
    walk.look("no reader")
    walk.press("with_card")
    walk.meet("log_in.put_card|trouble.*", "no reader")
    walk.press("stop")
    walk.driver.wait("leave.stopped")
    walk.press("main")
    walk.driver.wait("idle")
    desk.plug()
    walk.did("plug the reader in")
    walk.until(False, "banner")
    _to_pin(walk, desk, "ordinary")
    desk.unplug()
    walk.did("unplug the reader")
    walk.meet("log_in.put_card|trouble.*", "unplugged under the card")
    desk.plug()
    _leave_without_log_in(walk, desk)


def gateway_unreachable(walk: Walk, desk: Desk) -> None:
    """Refused, silent, slow, senseless – at log-in, where no try may be spent, and afterwards."""
    for condition, note in ((Refused(), "nobody listens"), (Mute(), "no answer")):
        _to_pin(walk, desk, "ordinary")
        desk.line(condition)
        walk.did(f"line: {note}")
        _enter(walk, person("ordinary").pins["auth"])
        walk.meet("trouble.*", note, LONG_S)
        desk.line(Good())
        _leave_without_log_in(walk, desk)
    for lie in (Lie.OTHER_SHAPE, Lie.WEB_PAGE, Lie.SERVER_ERROR, Lie.HUGE):
        _to_pin(walk, desk, "ordinary")
        desk.lie(lie)
        walk.did(f"line: {lie.name.lower()}")
        _enter(walk, person("ordinary").pins["auth"])
        walk.meet("trouble.*", lie.name.lower(), LONG_S)
        desk.line(Good())
        _leave_without_log_in(walk, desk)


def gateway_lost(walk: Walk, desk: Desk) -> None:
    """The line goes while somebody is logged in: try again, and log out honestly without it."""
    _log_in(walk, desk, "ordinary")
    walk.press("operations")
    walk.driver.wait("operations.list")
    _up(walk, "menu")
    desk.line(Slow(delay_s=1.0))
    walk.did("line: slow")
    walk.press("operations")
    walk.meet("wait.portal", "slow")
    walk.meet("operations.list", "slow, but there", LONG_S)
    _up(walk, "menu")
    desk.line(Refused())
    walk.did("line: nobody listens")
    walk.press("operations")
    walk.meet("trouble.*", "lost", LONG_S)
    desk.line(Good())
    walk.did("line: good")
    walk.press("again|main")
    walk.meet("operations.list", "again")
    desk.line(Refused())
    walk.did("line: nobody listens")
    walk.press("stop")
    walk.driver.wait("really_stop")
    walk.press("stop")
    walk.meet("leave.stopped", "ends there by itself", LONG_S)
    desk.line(Good())


# --- portrait ---------------------------------------------------------------------------------------------------------


def portrait(walk: Walk, desk: Desk) -> None:
    """The main job on an upright panel, with large letters on the way."""
    known_account(walk, desk)
    walk.driver.wait("idle")
    ways_of_seeing(walk, desk)


# --- steps ------------------------------------------------------------------------------------------------------------


def _lay(walk: Walk, desk: Desk, persona: str) -> None:
    walk.did(f"lay down the card of {persona}")
    desk.lay(persona)


def _take(walk: Walk, desk: Desk) -> None:
    walk.did("take the card away")
    desk.take()


def _enter(walk: Walk, pin: str) -> None:
    walk.type_text(pin)
    walk.press("main")
    walk.driver.settled(LONG_S)


def _to_pin(walk: Walk, desk: Desk, persona: str) -> None:
    walk.driver.wait("idle")
    _lay(walk, desk, persona)
    walk.driver.wait("log_in.pin")


def _log_in(walk: Walk, desk: Desk, persona: str, *, take: bool = True) -> None:
    """To the menu; an account is opened on the way if there is none yet."""
    _to_pin(walk, desk, persona)
    _enter(walk, person(persona).pins["auth"])
    walk.driver.wait("log_in.card_may_go")
    if take:
        _take(walk, desk)
    else:
        walk.press("main")
    if walk.driver.wait("menu|open_account.about") != "menu":
        _open_account_quickly(walk.driver)
    walk.meet("menu", "logged in")


def _open_account_quickly(driver: Driver) -> None:
    driver.press("main")
    driver.wait("account.nickname_signs")
    driver.press("option.latin")
    driver.wait("account.nickname")
    driver.type_text("Fumi")
    driver.press("main")
    driver.wait("account.mail_wish")
    driver.press("option.none")
    driver.wait("open_account.confirm")
    driver.press("main")


def _open_account(walk: Walk, keyboard: str, nickname: str) -> None:
    walk.meet("open_account.about")
    walk.press("main")
    walk.meet("account.nickname_signs")
    walk.press(keyboard)
    walk.meet("account.nickname")
    walk.type_text(nickname)
    walk.look("typed")
    walk.press("main")
    walk.meet("account.mail_wish")
    walk.press("enter")
    walk.meet("account.mail")
    walk.type_text(nickname)
    walk.press("main")
    walk.meet("account.mail", "no address")
    walk.type_text("@example.jp")
    walk.press("main")
    walk.meet("account.mail_second")
    walk.press("none")
    walk.meet("account.notices")
    walk.press("by_mail")
    walk.meet("open_account.confirm")
    walk.press("main")


def _self_information(walk: Walk) -> None:
    walk.press("self_information")
    walk.meet("self_information.find")
    walk.press("fields")
    walk.meet("self_information.fields")
    walk.press_first("option.")
    if walk.meet("self_information.subfields|self_information.items").endswith("subfields"):
        walk.press_first("option.")
        walk.meet("self_information.items", "nothing shown yet")
    walk.press_first("row.")
    walk.meet("self_information.answer")
    walk.press("main")
    walk.meet("self_information.items", "hidden again")
    _up(walk, "menu")


def _provision_records(walk: Walk) -> None:
    walk.press("provision_records")
    walk.meet("provision_records.period")
    walk.press("year")
    walk.meet("provision_records.list", "nothing shown yet")
    walk.press_first("row.")
    walk.meet("provision_records.record")
    walk.press("item:0")
    walk.meet("self_information.*", "what was exchanged")
    _up(walk, "provision_records.period")
    walk.press("own")
    walk.meet("provision_records.first_day")
    _up(walk, "menu")


def _up(walk: Walk, page: str) -> None:
    """By the page's own way up, else by Back, until `page` is reached."""
    for _ in range(MOST_STEPS_UP):
        walk.driver.settled()
        if walk.driver.page() == page:
            return
        walk.press("menu|back")
    walk.driver.wait(page)


def _log_out(walk: Walk) -> None:
    walk.press("stop")
    walk.meet("really_stop")
    walk.press("stop")
    walk.meet("leave.stopped")
    walk.press("main")
    walk.driver.wait("idle")


def _log_out_with_card(walk: Walk, desk: Desk) -> None:
    walk.press("stop")
    walk.driver.wait("really_stop")
    walk.press("stop")
    walk.meet("leave.take_card")
    _take(walk, desk)
    walk.meet("leave.stopped")
    walk.press("main")
    walk.driver.wait("idle")


def _leave_without_log_in(walk: Walk, desk: Desk) -> None:
    _take(walk, desk)
    walk.driver.settled()
    walk.press("stop")
    walk.driver.wait("leave.stopped|leave.take_card|idle")
    if walk.driver.page() == "leave.take_card":
        walk.driver.wait("leave.stopped")
    if walk.driver.page() == "leave.stopped":
        walk.press("main")
    walk.driver.wait("idle")


def _pass_time(walk: Walk, seconds: float) -> None:
    walk.did(f"{seconds:g} s pass")
    walk.driver.pass_time(seconds)


WAYS: tuple[tuple[str, Way], ...] = (
    ("A first visit: new account, self-information", new_account),
    ("A second visit: records, history, account", known_account),
    ("Six outcomes", six_outcomes),
    ("Ways of seeing, in mid-form", ways_of_seeing),
    ("Without a card", without_card),
    ("Wrong PIN, last try, locked", wrong_pin),
    ("Last try, and right", last_try_succeeds),
    ("Other cards", other_cards),
    ("Refused by the gateway", refused_by_the_gateway),
    ("The card moves", card_moves),
    ("Another card", another_card),
    ("Nobody answers", nobody_answers),
    ("The longest stay", longest_stay),
    ("A card lies there", card_lies_there),
    ("The reader is unplugged", reader_unplugged),
    ("The gateway can't be reached", gateway_unreachable),
    ("The gateway is lost", gateway_lost),
)
PORTRAIT_WAYS: tuple[tuple[str, Way], ...] = (("Portrait: a second visit, ways of seeing", portrait),)
