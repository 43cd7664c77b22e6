"""Orders for faults, and what becomes of a card that gets one."""

from __future__ import annotations

import pytest

from devices.virtual import faults
from devices.virtual.deck import Deck
from devices.virtual.slot import CardSlot, Gone

JPKI = bytes.fromhex("00A4040C0AD392F000260100000001")
TOKEN = bytes.fromhex("00A4020C020006")
READ = bytes.fromhex("00B0000010")
AUTH_PIN = bytes.fromhex("00A4020C020018")
QUERY = bytes.fromhex("00200080")
WRONG = bytes.fromhex("0020008004") + b"0000"
RIGHT = bytes.fromhex("0020008004") + b"1234"
OK = b"\x90\x00"


@pytest.fixture
def changes() -> list[str]:
    return []


@pytest.fixture
def slot(deck: Deck, changes: list[str]) -> CardSlot:
    slot = CardSlot(deck, lambda: changes.append("changed"))
    slot.insert("ordinary")
    changes.clear()
    return slot


def order(slot: CardSlot, text: str) -> None:
    slot.order(faults.parse(text))


def left(slot: CardSlot) -> int:
    return int(slot.state()["tries"]["auth"])


@pytest.mark.parametrize(
    "text",
    [
        *("", "explode", "remove=3", "mute=1", "slow", "slow=x", "slow=99999", "sw", "sw=900", "sw=XXXX"),
        *("truncate=-1", "truncate=0", "swap", "swap=nobody", "remove@", "remove@BEFORE-SIGN", "remove@during-SIGN"),
        *("remove@WINK", "remove@0", "remove@SIGN,often", "remove@SIGN always", "corrupt=1"),
    ],
)
def test_orders_that_are_none(text: str) -> None:
    with pytest.raises(faults.FaultFormError):
        faults.parse(text)


def test_an_order_in_full() -> None:
    fault = faults.parse("slow=0.5@after-sign,always")
    assert (fault.action, fault.seconds, fault.when, fault.command, fault.always) == (
        "slow", 0.5, "after", "SIGN", True
    )  # fmt: skip
    assert faults.parse("remove").command == "ANY"
    assert faults.parse("remove@3").number == 3


def test_removed_before_the_command(slot: CardSlot, changes: list[str]) -> None:
    order(slot, "remove@VERIFY")
    assert slot.exchange(JPKI) == OK
    assert slot.exchange(AUTH_PIN) == OK
    assert slot.exchange(QUERY) == b"\x63\xc3"
    assert slot.exchange(WRONG) == Gone()
    assert slot.persona is None
    assert changes == ["changed"]
    slot.insert("ordinary")
    assert left(slot) == 3


def test_removed_after_the_command_the_try_is_spent(slot: CardSlot) -> None:
    order(slot, "remove@after-VERIFY")
    slot.exchange(JPKI)
    slot.exchange(AUTH_PIN)
    assert slot.exchange(WRONG) == Gone()
    slot.insert("ordinary")
    assert left(slot) == 2
    assert slot.exchange(JPKI) == OK


def test_the_nth_command_counts_from_the_order(slot: CardSlot) -> None:
    slot.exchange(JPKI)
    order(slot, "sw=6F00@2")
    assert [slot.exchange(TOKEN) for _ in range(3)] == [OK, b"\x6f\x00", OK]


def test_once_or_always(slot: CardSlot) -> None:
    slot.exchange(JPKI)
    order(slot, "sw=6F00@SELECT")
    order(slot, "sw=6985@READ,always")
    assert slot.state()["faults"] == ["sw=6F00@SELECT", "sw=6985@READ,always"]
    assert [slot.exchange(TOKEN), slot.exchange(TOKEN)] == [b"\x6f\x00", OK]
    assert [slot.exchange(READ), slot.exchange(READ)] == [b"\x69\x85", b"\x69\x85"]
    slot.clear_faults()
    assert slot.exchange(READ).endswith(OK) if isinstance(slot.exchange(READ), bytes) else False  # type: ignore[union-attr]


def test_a_wrong_status_word_before_or_after(slot: CardSlot) -> None:
    slot.exchange(JPKI)
    slot.exchange(AUTH_PIN)
    order(slot, "sw=6F00@VERIFY")
    assert slot.exchange(WRONG) == b"\x6f\x00"
    assert left(slot) == 3
    order(slot, "sw=6F00@after-VERIFY")
    assert slot.exchange(WRONG) == b"\x6f\x00"
    assert left(slot) == 2


def test_corrupt_and_truncated_answers(slot: CardSlot) -> None:
    slot.exchange(JPKI)
    slot.exchange(TOKEN)
    right = slot.exchange(READ)
    assert isinstance(right, bytes)
    order(slot, "corrupt@READ")
    spoilt = slot.exchange(READ)
    assert isinstance(spoilt, bytes)
    assert spoilt[-2:] == OK
    assert sum((a ^ b).bit_count() for a, b in zip(spoilt, right, strict=True)) == 1
    order(slot, "truncate@READ")
    assert slot.exchange(READ) == right[:-2]
    order(slot, "truncate=5@READ")
    assert slot.exchange(READ) == right[:5]


def test_a_silent_swap_tells_nobody(slot: CardSlot, changes: list[str]) -> None:
    slot.exchange(JPKI)
    slot.exchange(AUTH_PIN)
    slot.exchange(RIGHT)
    before = slot.insertion
    order(slot, "swap=ordinary_man@after-QUERY")
    assert slot.exchange(QUERY) == b"\x63\xc3"
    assert slot.persona == "ordinary_man"
    assert (slot.insertion, changes) == (before, [])
    assert slot.exchange(AUTH_PIN) == b"\x69\x86"


def test_after_a_swap_the_first_card_has_forgotten_its_pin(slot: CardSlot) -> None:
    key, sign = bytes.fromhex("00A4020C020017"), b"\x80\x2a\x02\x80\x20" + bytes(32) + b"\x00"
    for command in (JPKI, AUTH_PIN, RIGHT, key):
        assert slot.exchange(command) == OK
    slot.swap("ordinary_man")
    slot.swap("ordinary")
    for command in (JPKI, key):
        assert slot.exchange(command) == OK
    assert slot.exchange(sign) == b"\x69\x82"


def test_nothing_to_swap_with_is_an_insertion(slot: CardSlot, changes: list[str]) -> None:
    slot.remove()
    changes.clear()
    slot.swap("ordinary_man")
    assert slot.persona == "ordinary_man"
    assert changes == ["changed"]


def test_an_empty_slot_answers_nothing(slot: CardSlot) -> None:
    slot.remove()
    assert slot.exchange(JPKI) == Gone()
    assert slot.atr() is None
    assert slot.power(True) is False


def test_laying_a_card_down_instead_of_another(slot: CardSlot, changes: list[str]) -> None:
    before = slot.insertion
    slot.insert("ordinary_man")
    assert slot.insertion == before + 1
    assert changes == ["changed", "changed"]
    slot.remove()
    slot.remove()
    assert changes == ["changed"] * 3
