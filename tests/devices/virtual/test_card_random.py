"""Any bytes in any order: the card answers with a status word, keeps its counters within their bounds, gives nothing
away without its PIN, and a lock stays a lock."""

from __future__ import annotations

from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from devices.virtual.card_program import JpkiCard
from devices.virtual.deck import Deck
from devices.virtual.personas import MOST_TRIES, PinName, person
from tests.devices.virtual.fixtures import shared_state

JPKI, TEXT = bytes.fromhex("D392F000260100000001"), bytes.fromhex("D3921000310001010408")
PINS: dict[PinName, tuple[bytes, int]] = {"auth": (JPKI, 0x18), "sign": (JPKI, 0x1B), "text": (TEXT, 0x11)}
CARDS = ("ordinary", "child", "one_try_left", "locked_auth", "phone_iphone", "old_juki", "older_ca")


def fresh(persona: str) -> JpkiCard:
    program = Deck(shared_state(), persistent=False).card(persona).program
    assert isinstance(program, JpkiCard)
    program.power_on()
    return program


aids = st.sampled_from([JPKI, TEXT, bytes.fromhex("D3921000310001010402"), bytes.fromhex("D3921000310001010100")])
sensible = st.one_of(
    aids.map(lambda aid: b"\x00\xa4\x04\x0c\x0a" + aid),
    st.integers(0, 0x1F).map(lambda file: bytes((0, 0xA4, 2, 0x0C, 2, 0, file))),
    st.builds(lambda p1, p2, le: bytes((0, 0xB0, p1, p2, le)), st.integers(0, 255), st.integers(0, 255), st.just(0)),
    st.builds(lambda p2, pin: bytes((0, 0x20, 0, p2, len(pin))) + pin, st.integers(0x80, 0x9F), st.binary(max_size=16)),
    st.builds(
        lambda p1, data: bytes((0x80, 0x2A, p1, 0x80, len(data))) + data + b"\x00",
        st.integers(0, 5),
        st.binary(max_size=60),
    ),
    st.builds(lambda pin: bytes((0, 0x24, 1, 0x80, len(pin))) + pin, st.binary(max_size=20)),
)
commands = st.lists(st.one_of(sensible, st.binary(max_size=300)), max_size=25)


@pytest.mark.parametrize("persona", CARDS)
@given(data=st.data())
@settings(max_examples=25)
def test_nothing_crashes_it(persona: str, data: st.DataObject) -> None:
    card = fresh(persona)
    for command in data.draw(commands):
        answer = card.process(command)
        assert len(answer) >= 2
        assert answer[-2] in (0x63, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6D, 0x6E, 0x90)
        if answer[-2:] != b"\x90\x00":
            assert len(answer) == 2
        for name, left in card.memory.tries().items():
            assert 0 <= left <= card.memory[name].most


class CountersMachine(RuleBasedStateMachine):
    """A model of the counters beside the card."""

    @initialize(persona=st.sampled_from(["ordinary", "one_try_left", "locked_sign"]))
    def begin(self, persona: str) -> None:
        self.card = fresh(persona)
        self.pins = person(persona).pins
        self.left = {name: self.card.memory[name].left for name in PINS}
        self.open: set[str] = set()
        self.application = b""

    def select(self, name: PinName) -> None:
        application, file = PINS[name]
        assert self.card.process(b"\x00\xa4\x04\x0c\x0a" + application) == b"\x90\x00"
        assert self.card.process(bytes((0, 0xA4, 2, 0x0C, 2, 0, file))) == b"\x90\x00"
        if application != self.application:
            self.open.clear()
            self.application = application

    def verify(self, name: PinName, pin: bytes) -> int:
        self.select(name)
        return int.from_bytes(self.card.process(bytes((0, 0x20, 0, 0x80, len(pin))) + pin), "big")

    @rule(name=st.sampled_from(list(PINS)))
    def right(self, name: PinName) -> None:
        sw = self.verify(name, self.pins[name].encode())
        assert sw == (0x6984 if self.left[name] == 0 else 0x9000)
        if sw == 0x9000:
            self.left[name] = MOST_TRIES[name]
            self.open.add(name)

    @rule(name=st.sampled_from(list(PINS)), pin=st.binary(min_size=1, max_size=20))
    def wrong(self, name: PinName, pin: bytes) -> None:
        if pin == self.pins[name].encode():
            return
        before = self.left[name]
        self.left[name] = max(0, before - 1)
        assert self.verify(name, pin) == (0x6984 if before == 0 else 0x63C0 | self.left[name])
        if before:
            self.open.discard(name)

    @rule()
    def power_cycle(self) -> None:
        self.card.power_off()
        self.card.power_on()
        self.open.clear()
        self.application = b""

    @rule()
    def warm_reset(self) -> None:
        self.card.reset()

    @precondition(lambda self: self.application == JPKI)
    @rule(name=st.sampled_from(["auth", "sign"]))
    def sign(self, name: str) -> None:
        self.card.process(b"\x00\xa4\x04\x0c\x0a" + JPKI)
        self.card.process(bytes((0, 0xA4, 2, 0x0C, 2, 0, 0x17 if name == "auth" else 0x1A)))
        answer = self.card.process(b"\x80\x2a\x02\x80\x20" + bytes(32) + b"\x00")
        assert len(answer) == (258 if name in self.open else 2)

    @invariant()
    def the_card_says_so_too(self) -> None:
        for name in PINS:
            assert self.card.memory[name].left == self.left[name]


TestCounters = CountersMachine.TestCase
TestCounters.settings = settings(max_examples=30, stateful_step_count=20)


def test_state_is_shared(state: Path) -> None:
    """The machine above takes no fixtures."""
    assert state == shared_state()
