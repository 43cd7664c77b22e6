"""Plainly fictional pages of every kind, for the gallery and the tests. Not the product's sentences."""

from __future__ import annotations

from dataclasses import dataclass

from screens.page import Frame, Page, TextEntry, TrayState
from screens.samples.applications import HOURS, KEPT, PHONE, POSTAL, RECEIVED, SIGN, SIGN_WRONG
from screens.samples.camera import ASIDE, FLAT, GOOD, SCAN, SHEET, Live, viewfinder
from screens.samples.certificates import COPIES, NOBODY_CAME, PAPER_OUT, PAY, PRINTING, THINGS, taken
from screens.samples.choices import CERTIFICATES, LAST_TRY, MENU, OFFLINE, TWO, idle
from screens.samples.entries import BAD_MAIL, DATE, MAIL, NICKNAME, WRONG, pin
from screens.samples.moments import DONE, GOODBYE, INCIDENT, LOCKED, REALLY, STILL, wait
from screens.samples.reading import CONFIRM, DOCUMENT, EMPTY, LIST, RECORDS, SHORT
from screens.samples.sentences import ACCOUNT, SampleWords
from screens.samples.staff import ASSIST, STAFF_CODE

__all__ = ["SAMPLES", "Sample", "SampleWords"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A page with its frame, what is typed and pressed on it, and the key in focus."""

    page: Page
    frame: Frame
    typed: str = ""
    presses: tuple[str, ...] = ()
    focus: str | None = None
    live: Live | None = None


_HELD = TrayState.HOLD_CARD


def _frame(tray: TrayState = TrayState.CARD, *, name: str | None = "さくら", back: bool = True) -> Frame:
    return Frame(tray=tray, nickname=name, can_go_back=back)


def _out(tray: TrayState = TrayState.EMPTY) -> Frame:
    return _frame(tray, name=None)


SAMPLES: dict[str, Sample] = {
    "idle": Sample(idle(), _out()),
    "idle_offline": Sample(idle(OFFLINE), _out()),
    "idle_closed": Sample(idle(open_=False), _out()),
    "menu": Sample(MENU, _out(TrayState.EMPTY)),
    "certificates": Sample(CERTIFICATES, _frame(), focus="option.record"),
    "two": Sample(TWO, _frame()),
    "last_try": Sample(LAST_TRY, _out(_HELD)),
    "put_card": Sample(wait("put_card"), _out(TrayState.WAIT_CARD)),
    "take_card": Sample(wait("take_card"), _out(TrayState.TAKE_CARD)),
    "wait": Sample(wait("busy"), _out(_HELD)),
    "pin": Sample(pin(), _out(_HELD), typed="12", focus="digit.7"),
    "pin_full": Sample(pin(), _out(_HELD), typed="1234"),
    "pin_wrong": Sample(pin(WRONG, 2), _out(_HELD)),
    "nickname": Sample(NICKNAME, _frame(name=None), presses=("kana.さ", "kana.く", "kana.ら")),
    "nickname_empty": Sample(NICKNAME, _frame(name=None)),
    "nickname_latin": Sample(NICKNAME, _frame(name=None), typed="Sakura"),
    "mail": Sample(MAIL, _frame(name=None), typed="sakura.komorebi@mail.example.jp"),
    "mail_wrong": Sample(
        TextEntry(
            name="account.mail",
            service=ACCOUNT,
            icon="mail",
            heading=MAIL.heading,
            label=MAIL.label,
            progress=(2, 3),
            keyboard="latin",
            start="sakura@",
            banner=BAD_MAIL,
        ),
        _frame(name=None),
    ),
    "date": Sample(DATE, _frame(), presses=("era.reiwa",), typed="84"),
    "date_start": Sample(DATE, _frame()),
    "date_full": Sample(DATE, _frame(), presses=("era.showa",), typed="500412"),
    "date_none": Sample(DATE, _frame(), presses=("era.western",), typed="20260231"),
    "confirm": Sample(CONFIRM, _frame(name=None)),
    "list": Sample(LIST, _frame()),
    "records": Sample(RECORDS, _frame(), presses=("pager.next",)),
    "empty": Sample(EMPTY, _frame()),
    "document": Sample(DOCUMENT, _frame()),
    "document_short": Sample(SHORT, _frame()),
    "locked": Sample(LOCKED, _out(TrayState.TAKE_CARD)),
    "incident": Sample(INCIDENT, _out(TrayState.TAKE_CARD)),
    "done": Sample(DONE, _frame()),
    "goodbye": Sample(GOODBYE, _out()),
    "still_there": Sample(STILL, _frame()),
    "really_stop": Sample(REALLY, _frame()),
    "copies": Sample(COPIES, _frame()),
    "pay": Sample(PAY, _frame()),
    "printing": Sample(PRINTING, _frame(TrayState.EMPTY, back=False)),
    "take_two": Sample(taken((THINGS[0], THINGS[2])), _frame(TrayState.TAKE_PAPER_AND_CARD)),
    "paper_out": Sample(PAPER_OUT, _frame()),
    "nobody_came": Sample(NOBODY_CAME, _frame()),
    "take_three": Sample(taken(THINGS), _frame(TrayState.TAKE_PAPERS_AND_CARD)),
    "assist": Sample(ASSIST, _out(TrayState.CARD)),
    "scan": Sample(SCAN, _out()),
    "viewfinder": Sample(viewfinder(), _out(), live=GOOD),
    "viewfinder_starts": Sample(viewfinder(), _out()),
    "viewfinder_aside": Sample(viewfinder(), _out(), live=ASIDE),
    "viewfinder_taken": Sample(viewfinder(taken=True), _out()),
    "viewfinder_sheet": Sample(SHEET, _frame(), live=FLAT),
    "phone": Sample(PHONE, _frame(), typed="0901234"),
    "postal_code": Sample(POSTAL, _frame(), typed="10000"),
    "number_outside": Sample(HOURS, _frame()),
    "password": Sample(SIGN, _out(_HELD), typed="SAMPL", focus="sign.A"),
    "password_wrong": Sample(SIGN_WRONG, _out(_HELD), typed="ABCDEFGHIJKLMNOP"),
    "kept": Sample(KEPT, _frame(TrayState.TAKE_CARD, back=False)),
    "received": Sample(RECEIVED, _frame(TrayState.EMPTY, back=False)),
    "staff_code": Sample(STAFF_CODE, _out(TrayState.EMPTY), typed="12"),
}
"""Every kind at least once, by name."""
