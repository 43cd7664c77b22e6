"""`kiosk check reader|card` against virtual cards without a reader service: each persona, each trouble."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.cards.service import CardService
from devices.virtual.deck import Deck
from devices.virtual.link import VirtualReader
from devices.virtual.personas import person
from kiosk.check.cards import check_card, check_reader
from kiosk.check.report import Report, Result


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cards")


@pytest.fixture
def reader(state: Path) -> VirtualReader:
    return VirtualReader(Deck(state, persistent=False))


@pytest.fixture
def check(reader: VirtualReader) -> Callable[..., Report]:
    def run(pin: str | None = None, now: datetime | None = None) -> Report:
        entry = None if pin is None else bytearray(pin.encode())
        report = check_card(CardService("", reader), entry, now or datetime.now(UTC))
        if entry is not None:
            assert not any(entry), "the PIN was not zeroed"
        return report

    return run


def test_a_card_that_can_log_in(reader: VirtualReader, check: Callable[..., Report]) -> None:
    reader.insert("ordinary")
    report = check()
    assert report.result is Result.OK
    assert report.findings["card"] == "my_number"
    assert report.findings["token_label"] == "JPKIAPICCTOKEN2"
    assert (report.findings["tries_auth"], report.findings["tries_sign"], report.findings["tries_text"]) == (3, 5, 3)
    assert "pin_accepted" not in report.findings


def test_the_pin_is_accepted_and_the_signature_verified(reader: VirtualReader, check: Callable[..., Report]) -> None:
    reader.insert("ordinary")
    report = check(person("ordinary").pins["auth"])
    assert report.result is Result.OK
    assert report.findings["pin_accepted"] is True
    assert report.findings["signature_verified"] is True


def test_a_wrong_pin_says_how_many_tries_are_left(reader: VirtualReader, check: Callable[..., Report]) -> None:
    reader.insert("ordinary")
    report = check("0000")
    assert report.result is Result.PIN_REFUSED
    assert report.findings["tries_auth"] == 2
    assert report.findings["pin_accepted"] is False


def test_a_pin_of_the_wrong_form_costs_no_try(reader: VirtualReader, check: Callable[..., Report]) -> None:
    reader.insert("ordinary")
    assert check("12").result is Result.PIN_REFUSED
    assert check().findings["tries_auth"] == 3


@pytest.mark.parametrize(
    ("persona", "result", "kind"),
    [
        ("face_only", Result.NOT_FOR_LOG_IN, "face_only"),
        ("no_certificates", Result.NOT_FOR_LOG_IN, "without_certificate"),
        ("old_juki", Result.NOT_FOR_LOG_IN, "old_resident_card"),
        ("phone_android", Result.NOT_FOR_LOG_IN, "smartphone_android"),
        ("phone_iphone", Result.NOT_FOR_LOG_IN, "smartphone_iphone"),
        ("foreign", Result.NOT_FOR_LOG_IN, "foreign"),
        ("blank", Result.NOT_FOR_LOG_IN, "foreign"),
        ("locked_auth", Result.PIN_LOCKED, "my_number"),
        ("expired", Result.CERTIFICATE_OUT_OF_DATE, "my_number"),
        ("not_yet_valid", Result.CERTIFICATE_OUT_OF_DATE, "my_number"),
        ("expiring_soon", Result.OK, "my_number"),
        ("child", Result.OK, "my_number"),
    ],
)
def test_each_card_is_named(
    reader: VirtualReader, check: Callable[..., Report], persona: str, result: Result, kind: str
) -> None:
    reader.insert(persona)
    report = check()
    assert (report.result, report.findings["card"]) == (result, kind)
    assert (report.advice is None) == (persona == "child")


def test_the_terminals_clock_decides_about_dates(reader: VirtualReader, check: Callable[..., Report]) -> None:
    reader.insert("ordinary")
    assert check(now=datetime.now(UTC) + timedelta(days=3000)).result is Result.CERTIFICATE_OUT_OF_DATE


def test_no_card(check: Callable[..., Report]) -> None:
    assert check().result is Result.NO_CARD


def test_a_card_that_does_not_wake_up(reader: VirtualReader, check: Callable[..., Report]) -> None:
    reader.insert("dead")
    assert check().result is Result.CARD_UNREADABLE


def test_a_card_that_signs_wrongly(reader: VirtualReader, check: Callable[..., Report]) -> None:
    reader.insert("ordinary")
    reader.fault("corrupt@SIGN")
    report = check(person("ordinary").pins["auth"])
    assert report.result is Result.SIGNATURE_INVALID
    assert (report.findings["pin_accepted"], report.findings["signature_verified"]) == (True, False)


def test_a_card_taken_away_meanwhile(reader: VirtualReader, check: Callable[..., Report]) -> None:
    reader.insert("ordinary")
    reader.fault("remove@VERIFY")
    assert check(person("ordinary").pins["auth"]).result is Result.NO_CARD


def test_nothing_personal_is_said(reader: VirtualReader, check: Callable[..., Report]) -> None:
    reader.insert("ordinary")
    report = check(person("ordinary").pins["auth"])
    said = report.as_json() + report.as_text()
    ordinary = person("ordinary")
    for personal in (
        ordinary.subject,
        ordinary.name,
        ordinary.my_number,
        ordinary.pins["auth"],
        ordinary.security_code,
    ):
        assert personal not in said


def test_the_reader(reader: VirtualReader) -> None:
    report = check_reader(CardService("", reader))
    assert (report.result, report.findings["card_present"]) == (Result.OK, False)
    reader.insert("foreign")
    assert check_reader(CardService("", reader)).findings["card_present"] is True


def test_json_is_one_line_with_the_exit_code() -> None:
    report = Report("reader", Result.NO_READER, {"a": None}, "Look at the plug.")
    said = report.as_json()
    assert "\n" not in said
    assert json.loads(said) == {
        "check": "reader",
        "result": "no_reader",
        "exit_code": 11,
        "findings": {"a": None},
        "advice": "Look at the plug.",
    }
    assert report.as_text().splitlines()[0] == "reader: no reader"
