"""Opening, reading and changing the account."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from gateway.contract.account import MailAddress, Nickname
from tests.parts.house import AtTerminal, problem

_NICKNAME: TypeAdapter[str] = TypeAdapter(Nickname)
_MAIL: TypeAdapter[str] = TypeAdapter(MailAddress)


def test_open_read_change(kiosk: AtTerminal) -> None:
    session = kiosk.log_in()
    assert problem(kiosk.client.get("/v1/account", headers=session)) == (403, "account-needed")
    assert problem(kiosk.client.patch("/v1/account", json={}, headers=session)) == (403, "account-needed")
    wanted = {"nickname": "ほしぞら", "mail_addresses": ["hoshi@example.jp"], "notices": {"by_mail": True}}
    opened = kiosk.client.post("/v1/account", json=wanted, headers=session)
    assert (opened.status_code, opened.json()) == (201, wanted)
    assert kiosk.client.get("/v1/account", headers=session).json() == wanted
    changed = kiosk.client.patch("/v1/account", json={"nickname": "あさひ"}, headers=session)
    assert changed.json() == wanted | {"nickname": "あさひ"}
    assert kiosk.client.patch("/v1/account", json={"nickname": None}, headers=session).json()["nickname"] == "あさひ"


def test_without_an_address_no_notices_by_mail(kiosk: AtTerminal) -> None:
    session = kiosk.log_in()
    wanted = {"nickname": "ほしぞら", "notices": {"by_mail": True}}
    assert problem(kiosk.client.post("/v1/account", json=wanted, headers=session)) == (422, "invalid-request")
    wanted["mail_addresses"] = ["hoshi@example.jp"]
    kiosk.client.post("/v1/account", json=wanted, headers=session)
    changed = kiosk.client.patch("/v1/account", json={"mail_addresses": []}, headers=session).json()
    assert changed["notices"] == {"by_mail": False}


def test_one_account_a_certificate(kiosk: AtTerminal) -> None:
    session = kiosk.log_in(nickname="ほしぞら")
    again = kiosk.client.post("/v1/account", json={"nickname": "あさひ"}, headers=session)
    assert problem(again) == (409, "account-exists")
    assert kiosk.client.get("/v1/account", headers=session).json()["nickname"] == "ほしぞら"


def test_opened_twice_at_once(kiosk: AtTerminal) -> None:
    session, barrier = kiosk.log_in(), Barrier(2)

    def open_it(nickname: str) -> int:
        barrier.wait(10)
        return kiosk.client.post("/v1/account", json={"nickname": nickname}, headers=session).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(open_it, ("ほしぞら", "あさひ"))) == [201, 409]


@pytest.mark.parametrize(
    "nickname",
    [
        "ほ",
        "葛󠄀城",  # a variation selector stays with its base
        "𠮷野",
        "神",  # U+FA19 is not U+795E
        "Mari Sol",
        "か" * 20,
        "葛󠄀" * 20,
    ],
)
def test_nicknames_come_back_as_they_were(kiosk: AtTerminal, nickname: str) -> None:
    session = kiosk.log_in(nickname=nickname)
    assert kiosk.client.get("/v1/account", headers=session).json()["nickname"] == nickname


@pytest.mark.parametrize(
    "nickname",
    [
        "",
        " ",
        "　",
        " ほ",
        "ほ　",
        "か" * 21,
        "ほ\nし",
        "ほ\u202eし",
        "ほ\u200bし",
        "\ue000",
        "ほ\x00し",
        "ほ\x7f",
        "\u2028",
    ],
)
def test_nicknames_that_cannot_be_shown(kiosk: AtTerminal, nickname: str) -> None:
    session = kiosk.log_in()
    answer = kiosk.client.post("/v1/account", json={"nickname": nickname}, headers=session)
    assert problem(answer)[0] in (400, 422)


@given(st.text(max_size=30))
def test_accepted_nicknames_can_be_seen(text: str) -> None:
    try:
        accepted = _NICKNAME.validate_python(text)
    except ValidationError:
        return
    assert accepted == text
    assert 1 <= len(text) <= 60
    assert not any(unicodedata.category(sign) in ("Cc", "Cf") for sign in text)
    assert not text[0].isspace()
    assert not text[-1].isspace()


@pytest.mark.parametrize("address", ["a@b.jp", "first.last+tag@mail.example.co.jp", "x" * 64 + "@example.jp"])
def test_mail_addresses(address: str) -> None:
    assert _MAIL.validate_python(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "a",
        "@b.jp",
        "a@b",
        "a@-b.jp",
        "a@b..jp",
        "a b@c.jp",
        "a@b.jp\n",
        "a@b.jp\r\nBcc: x@y.jp",
        "x" * 65 + "@b.jp",
        "あ@b.jp",
        '"a b"@c.jp',
        "a@" + "b." * 130 + "jp",
    ],
)
def test_no_mail_addresses(address: str) -> None:
    with pytest.raises(ValidationError):
        _MAIL.validate_python(address)


def test_two_addresses_at_most(kiosk: AtTerminal) -> None:
    session = kiosk.log_in()
    wanted = {"nickname": "ほしぞら", "mail_addresses": ["a@b.jp", "c@d.jp", "e@f.jp"]}
    assert problem(kiosk.client.post("/v1/account", json=wanted, headers=session)) == (422, "invalid-request")
