"""What the ways of the tour are made of: steps of a resident, and what a hand can do beside the screen."""

from __future__ import annotations

from typing import Protocol

from devices.virtual.personas import person
from kiosk.demo.applying import ApplyingParts
from kiosk.demo.driver import Driver
from kiosk.demo.line import Condition, Lie
from kiosk.demo.paper import PaperParts
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

    def inquiry(self) -> str:
        """Address of the public inquiry page."""

    @property
    def paper(self) -> PaperParts:
        """Printer, receipt printer, coin unit."""

    @property
    def applying(self) -> ApplyingParts:
        """Queue, back office, scanner, camera."""


def lay(walk: Walk, desk: Desk, persona: str) -> None:
    """Lay a card down."""
    walk.did(f"lay down the card of {persona}")
    desk.lay(persona)


def take(walk: Walk, desk: Desk) -> None:
    """Take away what lies there."""
    walk.did("take the card away")
    desk.take()


def enter(walk: Walk, pin: str) -> None:
    """Type a PIN, go on, and wait for what comes of it."""
    walk.type_text(pin)
    walk.press("main")
    walk.driver.settled(LONG_S)


def to_pin(walk: Walk, desk: Desk, persona: str) -> None:
    """From the first page to the PIN."""
    walk.driver.wait("idle")
    lay(walk, desk, persona)
    walk.driver.wait("log_in.pin")


def log_in(walk: Walk, desk: Desk, persona: str, *, take_card: bool = True) -> None:
    """To the menu; an account is opened on the way if there is none yet."""
    to_pin(walk, desk, persona)
    enter(walk, person(persona).pins["auth"])
    walk.driver.wait("log_in.card_may_go")
    if take_card:
        take(walk, desk)
    else:
        walk.press("main")
    if walk.driver.wait("menu|open_account.about") != "menu":
        open_account_quickly(walk.driver)
    walk.meet("menu", "logged in")


def open_account_quickly(driver: Driver) -> None:
    """The same without pictures."""
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


def open_account(walk: Walk, keyboard: str, nickname: str) -> None:
    """The questions of a new account, one by one."""
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


def self_information(walk: Walk) -> None:
    """From the menu to one item, and back."""
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
    up(walk, "menu")


def provision_records(walk: Walk) -> None:
    """From the menu to a record, to what was exchanged, and back."""
    walk.press("provision_records")
    walk.meet("provision_records.period")
    walk.press("year")
    walk.meet("provision_records.list", "nothing shown yet")
    walk.press_first("row.")
    walk.meet("provision_records.record")
    walk.press("item:0")
    walk.meet("self_information.*", "what was exchanged")
    up(walk, "provision_records.period")
    walk.press("own")
    walk.meet("provision_records.first_day")
    up(walk, "menu")


def up(walk: Walk, page: str) -> None:
    """By the page's own way up, else by Back, until `page` is reached."""
    for _ in range(MOST_STEPS_UP):
        walk.driver.settled()
        if walk.driver.page() == page:
            return
        walk.press("menu|back")
    walk.driver.wait(page)


def log_out(walk: Walk) -> None:
    """From anywhere to the first page."""
    walk.press("stop")
    walk.meet("really_stop")
    walk.press("stop")
    walk.meet("leave.stopped")
    walk.press("main")
    walk.driver.wait("idle")


def log_out_with_card(walk: Walk, desk: Desk) -> None:
    """The same while the card lies there."""
    walk.press("stop")
    walk.driver.wait("really_stop")
    walk.press("stop")
    walk.meet("leave.take_card")
    take(walk, desk)
    walk.meet("leave.stopped")
    walk.press("main")
    walk.driver.wait("idle")


def leave_without_log_in(walk: Walk, desk: Desk) -> None:
    """To the first page from where nobody is logged in."""
    take(walk, desk)
    walk.driver.settled()
    walk.press("stop")
    walk.driver.wait("leave.stopped|leave.take_card|idle")
    if walk.driver.page() == "leave.take_card":
        walk.driver.wait("leave.stopped")
    if walk.driver.page() == "leave.stopped":
        walk.press("main")
    walk.driver.wait("idle")


def pass_time(walk: Walk, seconds: float) -> None:
    """Let time pass for the terminal."""
    walk.did(f"{seconds:g} s pass")
    walk.driver.pass_time(seconds)
