"""Counters outlive the program, whatever ends it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devices.virtual.card_memory import CardMemory, Pin
from devices.virtual.card_program import JpkiCard
from devices.virtual.deck import Deck

AUTH = bytes.fromhex("00A4040C0AD392F000260100000001"), bytes.fromhex("00A4020C020018")


def select(card: JpkiCard) -> None:
    for command in AUTH:
        assert card.process(command) == b"\x90\x00"


def verify(card: JpkiCard, pin: bytes) -> str:
    select(card)
    return card.process(bytes((0, 0x20, 0, 0x80, len(pin))) + pin).hex()


def program(state: Path, persona: str = "ordinary_woman") -> JpkiCard:
    found = Deck(state).card(persona).program
    assert isinstance(found, JpkiCard)
    found.power_on()
    return found


@pytest.fixture
def own_state(state: Path) -> Path:
    """The shared state, this persona's counters as new before and after."""
    (state / "cards" / "ordinary_woman" / "pins.json").unlink(missing_ok=True)
    return state


def test_a_spent_try_is_written_before_the_answer(own_state: Path) -> None:
    assert verify(program(own_state), b"0000") == "63c2"
    assert verify(program(own_state), b"0000") == "63c1"
    assert verify(program(own_state), b"2468") == "9000"
    assert verify(program(own_state), b"0000") == "63c2"


def test_a_lock_stays(own_state: Path) -> None:
    card = program(own_state)
    assert [verify(card, b"0000") for _ in range(3)] == ["63c2", "63c1", "63c0"]
    assert verify(program(own_state), b"2468") == "6984"


def test_a_changed_pin_stays(own_state: Path) -> None:
    card = program(own_state)
    verify(card, b"2468")
    assert card.process(bytes.fromhex("0024018004") + b"1111") == b"\x90\x00"
    assert verify(program(own_state), b"1111") == "9000"


def test_as_new_again(own_state: Path) -> None:
    card = program(own_state)
    verify(card, b"2468")
    card.process(bytes.fromhex("0024018004") + b"1111")
    verify(card, b"0000")
    card.memory.renew()
    assert verify(program(own_state), b"2468") == "9000"


def test_the_same_card_in_another_reader(own_state: Path) -> None:
    here, there = program(own_state), program(own_state)
    assert verify(here, b"0000") == "63c2"
    there.power_on()
    assert verify(there, b"0000") == "63c1"
    here.power_on()
    assert verify(here, b"0000") == "63c0"


def test_an_overriding_pin_is_never_written(own_state: Path) -> None:
    found = Deck(own_state, {"auth": "7391"}).card("ordinary_woman").program
    assert isinstance(found, JpkiCard)
    assert verify(found, b"2468") == "63c2"
    assert verify(found, b"7391") == "9000"
    kept = (own_state / "cards" / "ordinary_woman" / "pins.json").read_text()
    assert "7391" not in kept
    assert json.loads(kept)["auth"] == {"left": 3}


def test_a_file_cannot_give_more_tries_than_there_are(tmp_path: Path) -> None:
    file = tmp_path / "pins.json"
    file.write_text(json.dumps({"auth": {"left": 99}, "unknown": {"left": 1}}))
    memory = CardMemory({"auth": Pin(b"1234", 3, 3)}, file)
    assert memory.tries() == {"auth": 3}


def test_nothing_secret_is_printed() -> None:
    assert "1234" not in repr(Pin(b"1234", 3, 3))
