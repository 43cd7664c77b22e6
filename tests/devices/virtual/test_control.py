"""Laying cards down through the control socket."""

from __future__ import annotations

import json
import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.virtual.control import Control, ControlError, ask
from devices.virtual.deck import Deck
from devices.virtual.slot import CardSlot

SELECT = bytes.fromhex("00A4040C0AD392F000260100000001")


@pytest.fixture
def slot(deck: Deck) -> CardSlot:
    return CardSlot(deck)


@pytest.fixture
def path(slot: CardSlot, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "card.sock"
    control = Control(slot, path, "ordinary")
    control.start()
    yield path
    control.stop()
    assert not path.exists()


def test_laying_down_and_taking_away(path: Path, slot: CardSlot) -> None:
    assert ask(path, do="insert") == {}
    assert slot.persona == "ordinary"
    ask(path, do="insert", persona="expired")
    assert ask(path, do="state")["state"]["persona"] == "expired"
    ask(path, do="remove")
    assert slot.persona is None
    ask(path, do="insert")
    assert slot.persona == "expired"


def test_the_persona_for_the_next_time(path: Path, slot: CardSlot) -> None:
    ask(path, do="persona", persona="child")
    assert slot.persona is None
    ask(path, do="insert")
    assert slot.persona == "child"
    first = slot.insertion
    ask(path, do="persona", persona="dv")
    assert slot.insertion == first + 1
    assert ask(path, do="state")["state"]["persona"] == "dv"


def test_swap_and_faults(path: Path, slot: CardSlot) -> None:
    ask(path, do="insert")
    ask(path, do="swap", persona="ordinary_man")
    assert (slot.persona, slot.insertion) == ("ordinary_man", 1)
    ask(path, do="fault", fault="sw=6F00")
    assert slot.exchange(SELECT) == b"\x6f\x00"
    ask(path, do="fault", fault="sw=6F00")
    ask(path, do="clear")
    assert slot.exchange(SELECT) == b"\x90\x00"


def test_state_shows_counters_but_no_secret(path: Path, slot: CardSlot) -> None:
    ask(path, do="insert")
    for command in (SELECT, bytes.fromhex("00A4020C020018"), bytes.fromhex("0020008004") + b"0000"):
        slot.exchange(command)
    state = ask(path, do="state")["state"]
    assert state["tries"]["auth"] == 2
    assert state["commands"] == 3
    ask(path, do="renew")
    assert ask(path, do="state")["state"]["tries"]["auth"] == 3
    assert "1234" not in json.dumps(state)


def test_waiting_for_a_command(path: Path, slot: CardSlot) -> None:
    ask(path, do="insert")
    waiting = threading.Event()

    def wait() -> None:
        ask(path, do="wait", **{"for": "SELECT", "timeout": 10})
        waiting.set()

    threading.Thread(target=wait).start()
    slot.exchange(SELECT)
    assert waiting.wait(10)
    ask(path, do="wait", **{"for": "present"})
    with pytest.raises(ControlError, match="timeout"):
        ask(path, do="wait", **{"for": "SIGN", "timeout": 0})


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        ({"do": "dance"}, "unknown: 'dance'"),
        ({}, "unknown: None"),
        ({"do": "insert", "persona": "nobody"}, "no such persona: nobody"),
        ({"do": "insert", "persona": 7}, "persona missing"),
        ({"do": "swap"}, "persona missing"),
        ({"do": "persona", "persona": "nobody"}, "no such persona: nobody"),
        ({"do": "fault", "fault": "explode"}, "unknown action"),
        ({"do": "fault"}, "fault missing"),
        ({"do": "wait", "for": "rain"}, "for: one of"),
        ({"do": "wait", "for": "silent", "timeout": -1}, "timeout: 0 to 600"),
    ],
)
def test_what_it_does_not_understand(path: Path, request_: dict[str, object], complaint: str) -> None:
    with pytest.raises(ControlError, match=complaint):
        ask(path, **request_)


@pytest.mark.parametrize("line", [b"\n", b"[]\n", b"{\n", b"\xff\xfe\n", b"x" * 20_000 + b"\n"])
def test_nonsense_is_answered_and_the_connection_lives(path: Path, line: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as connected, connected.makefile("rb") as answers:
        connected.settimeout(10)
        connected.connect(str(path))
        connected.sendall(line)
        assert json.loads(answers.readline())["ok"] is False
    assert ask(path, do="state")


def test_the_socket_is_for_its_owner_only(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_socket_left_behind_is_replaced_and_a_living_one_is_not(slot: CardSlot, tmp_path: Path) -> None:
    path = tmp_path / "card.sock"
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(path))
    control = Control(slot, path)
    control.start()
    with pytest.raises(OSError, match="in use"):
        Control(slot, path)
    assert ask(path, do="state")
    control.stop()
