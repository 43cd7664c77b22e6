"""Opening the account and changing it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gateway.contract.problem import ProblemType
from kiosk import portal_outcomes as portal
from kiosk.effects import ChangeAccount, OpenAccount, Overdue
from kiosk.journey import Ended, Journey
from kiosk.journeys.account import account
from kiosk.journeys.open_account import open_account
from kiosk.journeys.ways_out import ToMenu
from screens.page import Confirm, TextEntry
from tests.kiosk.journeys.people import ACCOUNT
from tests.kiosk.journeys.walking import BACK, Walk, says


def opening() -> Journey[object]:
    """open_account as `visit` joins it."""
    try:
        return (yield from open_account())
    except ToMenu:
        return "menu"


# --- opening ----------------------------------------------------------------------------------------------------------


def test_open_with_everything() -> None:
    walk = Walk(opening).go("hide", "kana", "さくら", "enter", "a@example.jp", "enter", "b@example.jp", "by_mail", "go")
    assert walk.trail == [
        "open_account.about",
        "account.nickname_signs",
        "account.nickname",
        "account.mail_wish",
        "account.mail",
        "account.mail_second",
        "account.mail",
        "account.notices",
        "open_account.confirm",
        "OpenAccount",
    ]
    assert walk.effect == OpenAccount("さくら", ("a@example.jp", "b@example.jp"), True)
    assert "さくら" not in repr(walk.effect)
    assert "example" not in repr(walk.effect)
    assert walk.go(ACCOUNT).engine.step == Ended(ACCOUNT)


def test_open_with_a_nickname_alone() -> None:
    walk = Walk(opening).go("hide", "latin", "Sakura", "none", "go")
    assert walk.effect == OpenAccount("Sakura", (), False)


def test_it_says_what_the_account_never_holds() -> None:
    assert "マイナンバー" in says(Walk(opening).page)
    assert "MyNumber" in says(Walk(opening).page, "en")


def test_the_keyboard_is_chosen() -> None:
    walk = Walk(opening).go("hide", "latin")
    assert isinstance(walk.page, TextEntry)
    assert walk.page.keyboard == "latin"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "1文字以上"),
        ("　", "1文字以上"),
        ("さ" * 21, "20文字まで"),
        ("123456789012", "マイナンバーを入れないで"),
        ("さ\u200bく", "目に見えない"),
    ],
)
def test_a_nickname_that_cannot_be_taken_stays_in_the_field(typed: str, why: str) -> None:
    walk = Walk(opening).go("hide", "kana", typed)
    assert walk.at == "account.nickname"
    assert why in says(walk.page)
    assert isinstance(walk.page, TextEntry)
    assert walk.page.start == typed.strip()
    assert walk.go("さくら").at == "account.mail_wish"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "入れてください"),
        ("a", "まん中の「@」"),
        ("@example.jp", "「@」の前"),
        ("a@example", "「@」の後"),
        ("a" * 255, "長すぎます"),
    ],
)
def test_a_mail_address_that_cannot_be_one(typed: str, why: str) -> None:
    walk = Walk(opening).go("hide", "kana", "さくら", "enter", typed)
    assert walk.at == "account.mail"
    assert why in says(walk.page)
    assert walk.go("a@example.jp").at == "account.mail_second"


def test_the_same_address_twice() -> None:
    walk = Walk(opening).go("hide", "kana", "さくら", "enter", "a@example.jp", "enter", "a@example.jp")
    assert walk.at == "account.mail"
    assert "同じメールアドレス" in says(walk.page)


def test_everything_can_be_changed_before_it_is_opened() -> None:
    walk = Walk(opening).go("hide", "kana", "さくら", "none")
    assert isinstance(walk.page, Confirm)
    walk.go("nickname", "latin", "Sakura")
    assert walk.at == "open_account.confirm"
    walk.go("mail", "enter", "a@example.jp", "none", "here_only")
    assert isinstance(walk.page, Confirm)
    assert [row.key for row in walk.page.rows] == ["nickname", "mail", "notices"]
    walk.go("notices", "by_mail", "go")
    assert walk.effect == OpenAccount("Sakura", ("a@example.jp",), True)


def test_back_through_the_whole_form_loses_only_the_last_answer() -> None:
    walk = Walk(opening).go("hide", "kana", "さくら", "none")
    for name in ("account.mail_wish", "account.nickname", "account.nickname_signs", "open_account.about"):
        assert walk.go(BACK).at == name
    assert not walk.engine.can_go_back


@pytest.mark.parametrize("trouble", [portal.Unreachable(), portal.TimedOut(), Overdue()])
def test_it_is_not_known_whether_it_was_opened(trouble: object) -> None:
    walk = Walk(opening).go("hide", "kana", "さくら", "none", "go", trouble)
    assert walk.at == "trouble.change_unknown"
    assert "わかりません" in says(walk.page)
    assert walk.go("again").at == "OpenAccount"


def test_opened_after_all() -> None:
    exists = portal.Refused(ProblemType.ACCOUNT_EXISTS)
    walk = Walk(opening).go("hide", "kana", "さくら", "none", "go", portal.TimedOut(), "again", exists)
    assert walk.at == "ReadAccount"
    assert walk.go(ACCOUNT).engine.step == Ended(ACCOUNT)


# --- changing ---------------------------------------------------------------------------------------------------------


def changing() -> Walk:
    return Walk(account).go(ACCOUNT)


def test_what_is_registered_is_shown() -> None:
    walk = changing()
    assert walk.trail == ["ReadAccount", "account.show"]
    assert "sakura@example.jp" in says(walk.page)
    assert walk.go("menu").at == "end"


def test_change_the_nickname() -> None:
    walk = changing().go("nickname", "kana", "ひまわり")
    assert walk.effect == ChangeAccount(nickname="ひまわり")
    walk.go(replace(ACCOUNT, nickname="ひまわり"))
    assert walk.at == "account.show"
    assert "変えました" in says(walk.page)
    assert "ひまわり" in says(walk.page)


def test_changed_is_said_only_when_the_gateway_said_so() -> None:
    walk = changing().go("nickname", "kana", "ひまわり", portal.Unreachable())
    assert walk.at == "trouble.change_unknown"
    assert "変えました" not in says(walk.page)


def test_change_mail_and_notices() -> None:
    walk = changing().go("mail", "enter", "b@example.jp", "none", "here_only")
    assert walk.effect == ChangeAccount(mail_addresses=("b@example.jp",), notices_by_mail=False)
    assert changing().go("notices", "here_only").effect == ChangeAccount(notices_by_mail=False)


def test_without_an_address_there_are_no_notices_by_mail() -> None:
    assert changing().go("mail", "none").effect == ChangeAccount(mail_addresses=(), notices_by_mail=False)
    bare = replace(ACCOUNT, mail_addresses=(), notices_by_mail=False)
    walk = Walk(account).go(bare, "notices")
    assert walk.at == "account.show"
    assert "先にメールアドレス" in says(walk.page)
