"""Markers are planted as PIN, nickname, mail address and search word; after the stay, however it ends, none is left.

Searched: the terminal's memory (all objects that the collector reaches, and the local variables of its threads), every
file that it could write, and what it printed. Each marker is found while it must be there: that proves the search.
"""

from __future__ import annotations

import json
import re
import ssl
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from devices.virtual.personas import person
from kiosk.demo.driver import Driver
from kiosk.demo.line import Good, Refused
from kiosk.demo.parts import Parts, Terminal
from kiosk.demo.tour import back_to_start

PIN = "7391"
NICKNAME = "Zyqwix"
MAIL = "zyqwix@vuxomarker.example"
WORD = "ぬめぴょぎゅ"
PERSONA = "older_ca"
ENDS: dict[str, Callable[[Driver, Parts], None]] = {}


@pytest.fixture(scope="module")
def parts() -> Iterator[Parts]:
    """Parts of our own: cards with the marker as PIN, a terminal whose every file lies in one folder."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-m-") as folder, Parts(Path(folder), pin=PIN) as parts:
        yield parts


@pytest.fixture(scope="module")
def marked(parts: Parts) -> Iterator[Terminal]:
    home = parts.folder / "home"
    home.mkdir()
    with parts.terminal(name="marked", env={"HOME": str(home), "TMPDIR": str(home)}) as terminal:
        yield terminal


@pytest.fixture
def driver(parts: Parts, marked: Terminal) -> Driver:
    back_to_start(parts, marked.driver)
    return marked.driver


@pytest.fixture
def personal(parts: Parts) -> Mapping[str, bytes]:
    """What must not remain, by what it is. Made anew for each test, so that no test's own objects are searched."""
    one = person(PERSONA)
    texts = {
        "pin": PIN,
        "nickname": NICKNAME,
        "mail": MAIL,
        "search word": WORD,
        "name": one.name,
        "my number": one.my_number,
        "certificate subject": one.subject,
    }
    parts.lay(PERSONA)
    parts.take()
    pem = (parts.cards / "cards" / PERSONA / "auth.pem").read_text()
    return {**{what: text.encode() for what, text in texts.items()}, "certificate": ssl.PEM_cert_to_DER_cert(pem)}


# --- ways to end ------------------------------------------------------------------------------------------------------


def _end(name: str) -> Callable[[Callable[[Driver, Parts], None]], Callable[[Driver, Parts], None]]:
    def register(way: Callable[[Driver, Parts], None]) -> Callable[[Driver, Parts], None]:
        ENDS[name] = way
        return way

    return register


@_end("logged out")
def _log_out(driver: Driver, parts: Parts) -> None:
    driver.press("stop")
    driver.wait("really_stop")
    driver.press("stop")


@_end("logged out without the gateway")
def _log_out_alone(driver: Driver, parts: Parts) -> None:
    parts.line(Refused())
    _log_out(driver, parts)
    driver.wait("leave.stopped")
    parts.line(Good())


@_end("timed out")
def _time_out(driver: Driver, parts: Parts) -> None:
    driver.pass_time(121)
    driver.wait("still_there")
    driver.pass_time(61)


@_end("at the absolute limit")
def _limit(driver: Driver, parts: Parts) -> None:
    driver.pass_time(1801)


@_end("another card")
def _other_card(driver: Driver, parts: Parts) -> None:
    parts.lay("ordinary_man")
    driver.wait("leave.*|wait.log_out")
    parts.take()


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("shows", ["menu", "answer", "search"])
def test_nothing_remains_of_a_stay(
    parts: Parts, marked: Terminal, driver: Driver, personal: Mapping[str, bytes], end: str, shows: str
) -> None:
    _log_in(driver, parts, personal)
    if shows != "menu":
        _look_at(driver, shows, personal)
    ENDS[end](driver, parts)
    _let_go(driver)
    assert _left_in_memory(driver, personal) == {}
    assert _left_in_files(parts, personal) == []


@pytest.mark.parametrize("end", ["stopped", "timed out", "card taken away", "erased"])
def test_nothing_remains_of_a_pin_that_was_not_sent(
    parts: Parts, driver: Driver, personal: Mapping[str, bytes], end: str
) -> None:
    parts.lay(PERSONA)
    driver.wait("log_in.pin")
    driver.type_text(PIN)
    assert driver.find(PIN.encode(), exactly=True)
    match end:
        case "stopped":
            driver.press("stop")
        case "timed out":
            _time_out(driver, parts)
        case "card taken away":
            parts.take()
            driver.wait("log_in.put_card")
            assert not driver.find(PIN.encode(), exactly=True)
            driver.press("stop")
        case "erased":
            driver.type_text("\b\b\b\b")
            assert not driver.find(PIN.encode(), exactly=True)
            driver.press("stop")
    parts.take()
    _let_go(driver)
    assert _left_in_memory(driver, personal) == {}
    assert _left_in_files(parts, personal) == []


def test_nothing_remains_when_the_terminal_is_stopped(parts: Parts, personal: Mapping[str, bytes]) -> None:
    with parts.terminal(name="stopped") as terminal:
        terminal.driver.wait("idle")
        _log_in(terminal.driver, parts, personal)
        _look_at(terminal.driver, "answer", personal)
        assert terminal.process.stop() == 0
    assert _left_in_files(parts, personal) == []


# --- steps ------------------------------------------------------------------------------------------------------------


def _log_in(driver: Driver, parts: Parts, personal: Mapping[str, bytes]) -> None:
    parts.lay(PERSONA)
    driver.wait("log_in.pin")
    driver.type_text(PIN)
    assert driver.find(PIN.encode(), exactly=True)
    driver.press("main")
    driver.wait("log_in.card_may_go")
    # The terminal still holds what it compares another card with.
    assert driver.find(personal["certificate"])
    parts.take()
    if driver.wait("menu|open_account.about") != "menu":
        _open_account(driver)
    driver.wait("menu")
    assert driver.find(NICKNAME.encode())
    assert not driver.find(PIN.encode(), exactly=True)


def _open_account(driver: Driver) -> None:
    driver.press("main")
    driver.wait("account.nickname_signs")
    driver.press("option.latin")
    driver.wait("account.nickname")
    driver.type_text(NICKNAME)
    driver.press("main")
    driver.wait("account.mail_wish")
    driver.press("option.enter")
    driver.wait("account.mail")
    driver.type_text(MAIL)
    assert driver.find(MAIL.encode())
    driver.press("main")
    driver.wait("account.mail_second")
    driver.press("option.none")
    driver.wait("account.notices")
    driver.press("option.by_mail")
    driver.wait("open_account.confirm")
    driver.press("main")


def _look_at(driver: Driver, what: str, personal: Mapping[str, bytes]) -> None:
    driver.press("option.self_information")
    driver.wait("self_information.find")
    if what == "search":
        driver.press("option.search")
        driver.wait("self_information.search")
        driver.type_text(WORD)
        assert driver.find(WORD.encode())
        driver.press("main")
        driver.settled()
        return
    driver.press("option.fields")
    driver.wait("self_information.fields")
    driver.press("option.household")
    driver.wait("self_information.items")
    driver.press("row.1")
    driver.wait("self_information.answer")
    assert driver.find(personal["name"])


def _let_go(driver: Driver) -> None:
    driver.wait("leave.*")
    driver.settled()
    while driver.page() != "idle":
        driver.pass_time(61)
        driver.settled()


def _left_in_memory(driver: Driver, personal: Mapping[str, bytes]) -> dict[str, list[str]]:
    found = {what: driver.find(marker, exactly=what == "pin") for what, marker in personal.items()}
    return {what: types for what, types in found.items() if types}


def _left_in_files(parts: Parts, personal: Mapping[str, bytes]) -> list[str]:
    """Everything under the folder but what belongs to the card issuer and the gateway's own database."""
    theirs = {parts.cards, parts.folder / "pcsc"}
    found = []
    for file in parts.folder.rglob("*"):
        if not file.is_file() or file.name.startswith("gateway.sqlite") or theirs & set(file.parents):
            continue
        content = file.read_bytes()
        for what, marker in personal.items():
            if _stands_in(content, marker, alone=what == "pin"):
                found.append(f"{what} in {file.name}")
    return found


def _stands_in(content: bytes, marker: bytes, *, alone: bool) -> bool:
    """In plain, as JSON, or in hex. alone: four digits stand by chance in many a time stamp, id or picture."""
    if alone:
        plain = re.search(rb"(?<![0-9A-Za-z])" + marker + rb"(?![0-9A-Za-z])", content) is not None
    else:
        plain = marker in content or _as_json(marker) in content
    return plain or marker.hex().encode() in content


def _as_json(marker: bytes) -> bytes:
    """As it would stand in an ASCII JSON log."""
    return json.dumps(marker.decode("utf-8", "replace"))[1:-1].encode()
