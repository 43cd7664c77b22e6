"""The virtual coin unit: messages in, messages out, and where the coins are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.payment.cctalk import CHANGER, HOST, NOTES, Decoder, Frame, Header
from devices.virtual.coin_unit.faults import FaultFormError, parse
from devices.virtual.coin_unit.mechanism import COINS, HOPPER_EMPTY, HOPPER_JAM, Mechanism
from devices.virtual.coin_unit.program import UnitProgram


@pytest.fixture
def unit() -> UnitProgram:
    return UnitProgram(Mechanism())


def ask(unit: UnitProgram, header: Header, data: bytes = b"", device: int = CHANGER) -> bytes | None:
    """The answer's data; None for a refusal or silence."""
    for frame in Decoder().feed(unit.hear(Frame(device, HOST, header, data).encode())):
        if (frame.destination, frame.source, frame.header) == (HOST, device, 0):
            return frame.data
    return None


def open_all(unit: UnitProgram) -> None:
    ask(unit, Header.MODIFY_INHIBIT, b"\x0f\x00")
    ask(unit, Header.MASTER_INHIBIT, b"\x01")
    ask(unit, Header.MODIFY_INHIBIT, b"\x01\x00", NOTES)
    ask(unit, Header.MASTER_INHIBIT, b"\x01", NOTES)


def run_out(unit: UnitProgram) -> None:
    while unit.mechanism.volatile.order is not None:
        unit.mechanism.tick()


def test_closed_until_told(unit: UnitProgram) -> None:
    assert unit.mechanism.insert(100) == "returned"
    assert ask(unit, Header.READ_CREDIT) == bytes((1, 0, 2, *[0] * 8))
    ask(unit, Header.MODIFY_INHIBIT, b"\x04\x00")
    assert unit.mechanism.insert(100) == "returned"
    ask(unit, Header.MASTER_INHIBIT, b"\x01")
    assert unit.mechanism.insert(100) == "taken"
    assert unit.mechanism.insert(500) == "returned"


def test_events_newest_first_and_the_counter_that_never_is_0_again(unit: UnitProgram) -> None:
    open_all(unit)
    for coin in (10, 50, 100, 500, 10, 50):
        unit.mechanism.insert(coin)
    assert ask(unit, Header.READ_CREDIT) == bytes((6, 2, 2, 1, 1, 4, 4, 3, 3, 2, 2))
    for _ in range(250):
        unit.mechanism.insert(10)
    answer = ask(unit, Header.READ_CREDIT)
    assert answer is not None
    assert answer[0] == 1  # 256 events: 255, then 1


def test_notes_have_a_device_of_their_own(unit: UnitProgram) -> None:
    open_all(unit)
    assert unit.mechanism.insert(1000) == "taken"
    assert ask(unit, Header.READ_BILLS, device=NOTES) == bytes((1, 1, 0, *[0] * 8))
    assert ask(unit, Header.ACCEPT_COUNTER, device=NOTES) == b"\x01\0\0"
    assert ask(unit, Header.MONEY_IN) == bytes(4)
    assert ask(unit, Header.BILL_MODE, b"\x02", NOTES) is None  # no escrow


def test_paying_out(unit: UnitProgram) -> None:
    assert ask(unit, Header.PAY_MONEY_OUT, (660).to_bytes(4, "little")) == b""
    assert ask(unit, Header.ACTIVITY) == b"\x08\0"
    assert ask(unit, Header.PAY_MONEY_OUT, (10).to_bytes(4, "little")) is None
    run_out(unit)
    assert ask(unit, Header.ACTIVITY) == b"\0\0"
    assert ask(unit, Header.VERIFY_MONEY_OUT) == bytes((1,)) + (660).to_bytes(4, "little") + bytes(4)
    assert ask(unit, Header.MONEY_OUT) == (660).to_bytes(4, "little")
    assert ask(unit, Header.HOPPER_BALANCE, b"\x04") == b"JP500A" + (19).to_bytes(2, "little")


def test_short_of_what_it_believes_it_has(unit: UnitProgram) -> None:
    for coin in (10, 50, 100):
        unit.mechanism.empty(coin, leave=0)
    ask(unit, Header.PAY_MONEY_OUT, (600).to_bytes(4, "little"))
    run_out(unit)
    verify = bytes((1,)) + (500).to_bytes(4, "little") + (100).to_bytes(4, "little")
    assert ask(unit, Header.VERIFY_MONEY_OUT) == verify
    assert ask(unit, Header.ERROR_STATUS) == bytes((1, HOPPER_EMPTY))
    assert ask(unit, Header.HOPPER_BALANCE, b"\x03") == b"JP100A\0\0"


def test_a_jam_and_its_repair(unit: UnitProgram) -> None:
    unit.mechanism.jam("payout", after=1)
    ask(unit, Header.PAY_MONEY_OUT, (300).to_bytes(4, "little"))
    run_out(unit)
    assert unit.mechanism.vault.tray == 100
    assert ask(unit, Header.ERROR_STATUS) == bytes((1, HOPPER_JAM))
    assert ask(unit, Header.PAY_MONEY_OUT, (200).to_bytes(4, "little")) is None
    unit.mechanism.repair()
    assert ask(unit, Header.PAY_MONEY_OUT, (200).to_bytes(4, "little")) == b""


def test_power_fails_in_the_middle_of_paying_out(tmp_path: Path) -> None:
    unit = UnitProgram(Mechanism(tmp_path / "coins.json"))
    ask(unit, Header.PAY_MONEY_OUT, (300).to_bytes(4, "little"))
    unit.mechanism.tick()
    unit.mechanism.power(False)
    assert ask(unit, Header.MONEY_OUT) is None
    unit.mechanism.power(True)
    assert ask(unit, Header.VERIFY_MONEY_OUT) == bytes(9)
    again = UnitProgram(Mechanism(tmp_path / "coins.json"))  # another process, the same coins
    for each in (unit, again):
        assert ask(each, Header.MONEY_OUT) == (100).to_bytes(4, "little")
        assert ask(each, Header.HOPPER_BALANCE, b"\x03") == b"JP100A" + (19).to_bytes(2, "little")


@pytest.mark.parametrize(
    ("fault", "answered", "done"),
    [
        ("drop@PAY", False, False),
        ("drop@after-PAY", False, True),
        ("mute@PAY", False, False),
        ("mute@after-PAY", False, True),
        ("off@PAY", False, False),
        ("corrupt@PAY", False, True),
        ("double@PAY", True, True),
        ("late@PAY", False, True),
        ("drop@1", False, False),
        ("drop@2", True, True),
        ("drop@VERIFY", True, True),
    ],
)
def test_faults(unit: UnitProgram, fault: str, answered: bool, done: bool) -> None:
    unit.order(parse(fault))
    assert (ask(unit, Header.PAY_MONEY_OUT, (100).to_bytes(4, "little")) is not None) == answered
    assert (unit.mechanism.volatile.order is not None) == done


def test_mute_until_cleared_and_late_with_the_next(unit: UnitProgram) -> None:
    unit.order(parse("mute@MONEY_IN"))
    assert ask(unit, Header.MONEY_IN) is None
    assert ask(unit, Header.SIMPLE_POLL) is None
    unit.clear()
    unit.order(parse("late@MONEY_IN"))
    assert unit.hear(Frame(CHANGER, HOST, Header.MONEY_IN).encode()) == b""
    frames = Decoder().feed(unit.hear(Frame(CHANGER, HOST, Header.SERIAL_NUMBER).encode()))
    assert [len(frame.data) for frame in frames] == [4, 3]


@pytest.mark.parametrize("text", ["", "explode", "drop@", "drop@NOWHERE", "drop@0", "mute@during-PAY"])
def test_no_fault(text: str) -> None:
    with pytest.raises(FaultFormError):
        parse(text)


@given(st.lists(st.binary(max_size=20)))
def test_any_bytes_at_all(heard: list[bytes]) -> None:
    unit = UnitProgram(Mechanism())
    for each in heard:
        unit.hear(each)
    unit.pause()
    assert ask(unit, Header.SIMPLE_POLL) == b""


@given(
    st.lists(
        st.tuples(st.just("insert"), st.sampled_from((*COINS, 1000)))
        | st.tuples(st.just("pay"), st.integers(0, 200).map(lambda n: n * 10))
        | st.tuples(st.just("empty"), st.sampled_from(COINS))
        | st.tuples(st.just("jam"), st.integers(0, 3)),
        max_size=20,
    )
)
def test_no_yen_is_made_or_lost(acts: list[tuple[str, int]]) -> None:
    """Hoppers, stacker and tray against the unit's own counters."""
    unit = UnitProgram(Mechanism(float_coins=3))
    open_all(unit)
    vault = unit.mechanism.vault
    taken_away = 0
    start = sum(coin * count for coin, count in vault.hoppers.items())
    for act, number in acts:
        match act:
            case "insert":
                unit.mechanism.insert(number)
            case "pay":
                ask(unit, Header.PAY_MONEY_OUT, number.to_bytes(4, "little"))
                run_out(unit)
            case "empty":
                taken_away += vault.hoppers[number] * number
                unit.mechanism.empty(number, 0)
            case "jam":
                unit.mechanism.jam("payout", number)
        inside = sum(coin * count for coin, count in vault.hoppers.items()) + 1000 * vault.stacker
        assert start + vault.swallowed == inside + vault.tray + vault.stuck + taken_away
        assert vault.money_in + 1000 * vault.notes_in == vault.swallowed - vault.stuck
        assert vault.money_out == vault.tray
