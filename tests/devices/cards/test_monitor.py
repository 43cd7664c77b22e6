"""The reader monitor against a real pcscd: every change is told once, through anything the service does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from smartcard import scard

from devices.cards import reader
from devices.cards.outcomes import CardMute
from devices.cards.reader import (
    CardArrived,
    CardGone,
    Insertion,
    ReaderArrived,
    ReaderGone,
    ReaderMonitor,
    ServiceDown,
    ServiceUp,
)
from devices.cards.service import CardService
from tests.devices.cards.conftest import RESIDENT, SECOND, Events, Pcscd
from tests.devices.cards.plain_card import PlainCard

BOTH = {"resident": RESIDENT, "second": SECOND}


@contextmanager
def watching(readers: dict[str, str]) -> Iterator[Events]:
    events = Events()
    monitor = ReaderMonitor(readers, events)
    monitor.start()
    try:
        yield events
    finally:
        monitor.stop()
        assert not monitor._thread.is_alive()


def up(events: Events, readers: int) -> None:
    events.expect(ServiceUp)
    for _ in range(readers):
        events.expect(ReaderArrived)


def test_how_things_stand_is_told_first(pcscd: Pcscd) -> None:
    with watching({**BOTH, "third": "No such reader"}) as events:
        events.expect(ServiceUp)
        assert events.expect(ReaderArrived) == ReaderArrived("resident", "Madoguchi Resident 00 00")
        assert events.expect(ReaderArrived) == ReaderArrived("second", "Madoguchi Second 00 00")
        assert events.expect(ReaderGone) == ReaderGone("third")


def test_a_card_that_lies_there_already(pcscd: Pcscd) -> None:
    with watching(BOTH) as events:
        up(events, 2)
        pcscd.lay(PlainCard())
        first = events.expect(CardArrived)
    with watching(BOTH) as events:
        up(events, 2)
        again = events.expect(CardArrived)
        assert again.reader == "resident"
        assert again.insertion != first.insertion


def test_each_insertion_has_its_own_id(pcscd: Pcscd) -> None:
    ids: set[Insertion] = set()
    with watching(BOTH) as events:
        up(events, 2)
        for _ in range(3):
            laid = pcscd.lay(PlainCard())
            arrived = events.expect(CardArrived)
            laid.take()
            assert events.expect(CardGone) == CardGone("resident", arrived.insertion)
            ids.add(arrived.insertion)
    assert len(ids) == 3


def test_two_readers_are_told_apart(pcscd: Pcscd) -> None:
    with watching(BOTH) as events:
        up(events, 2)
        mine = pcscd.lay(PlainCard(), 0)
        first = events.expect(CardArrived)
        pcscd.lay(PlainCard(), 1)
        second = events.expect(CardArrived)
        assert (first.reader, second.reader) == ("resident", "second")
        mine.take()
        assert events.expect(CardGone) == CardGone("resident", first.insertion)


def test_our_own_work_is_no_event(pcscd: Pcscd) -> None:
    with watching(BOTH) as events:
        up(events, 2)
        laid = pcscd.lay(PlainCard())
        arrived = events.expect(CardArrived)
        for _ in range(3):
            CardService(RESIDENT).inspect(5)
        laid.take()
        assert events.expect(CardGone).insertion == arrived.insertion


def test_pcscd_dies_and_comes_back(pcscd: Pcscd) -> None:
    with watching(BOTH) as events:
        up(events, 2)
        pcscd.lay(PlainCard())
        before = events.expect(CardArrived)
        pcscd.stop()
        assert events.expect(CardGone).insertion == before.insertion
        events.expect(ReaderGone)
        events.expect(ReaderGone)
        events.expect(ServiceDown)
        pcscd.start()
        up(events, 2)
        pcscd.lay(PlainCard())
        assert events.expect(CardArrived).insertion != before.insertion


def test_pcscd_is_not_there_at_the_start(pcscd: Pcscd) -> None:
    pcscd.stop()
    with watching(BOTH) as events:
        events.expect(ServiceDown)
        pcscd.start()
        up(events, 2)


def test_one_reader_is_gone_and_back(pcscd: Pcscd) -> None:
    """A virtual reader can only be pulled together with pcscd; see below for one that goes alone."""
    with watching(BOTH) as events:
        up(events, 2)
        pcscd.unplug(0)
        for kind in (ReaderGone, ReaderGone, ServiceDown, ServiceUp):
            events.expect(kind)
        assert events.expect(ReaderGone).reader == "resident"
        assert events.expect(ReaderArrived).reader == "second"
        pcscd.plug_in(0)
        for kind in (ReaderGone, ServiceDown):
            events.expect(kind)
        up(events, 2)


def test_stop_does_not_wait_for_an_event(pcscd: Pcscd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "RESCAN_MS", 600_000)
    with watching(BOTH) as events:
        up(events, 2)


def test_stop_while_the_service_is_down(pcscd: Pcscd) -> None:
    pcscd.stop()
    with watching(BOTH) as events:
        events.expect(ServiceDown)


def test_stop_while_a_mute_card_holds_the_service(pcscd: Pcscd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "RESCAN_MS", 600_000)
    card = PlainCard()
    with watching(BOTH) as events:
        up(events, 2)
        laid = pcscd.lay(card)
        events.expect(CardArrived)
        card.before = lambda _: CardMute()
        assert CardService(RESIDENT).inspect(0.1) == CardMute()
        assert laid.muted.is_set()
    laid.take()


# --- what cannot be had from a virtual reader: one that is unplugged while pcscd runs --------------------------------


Script = list[tuple[list[str], dict[str, int] | int]]  # readers that are there, and their states or a result code


class Plugged:
    """SCardListReaders and SCardGetStatusChange as pcsc-lite answers when USB readers come and go."""

    def __init__(self, scripts: Script) -> None:
        self._scripts = scripts
        self._names: list[str] = []
        self._states: dict[str, int] | int = {}

    def list_readers(self, *_: object) -> tuple[int, list[str]]:
        if self._scripts:
            self._names, self._states = self._scripts.pop(0)
        else:
            self._states = scard.SCARD_E_TIMEOUT
        return scard.SCARD_S_SUCCESS, self._names

    def change(self, _: object, __: int, asked: list[tuple[str, int]]) -> tuple[int, list[tuple[str, int, list[int]]]]:
        if isinstance(self._states, int):
            return self._states, [(name, state, []) for name, state in asked]
        return scard.SCARD_S_SUCCESS, [(name, self._states.get(name, state), []) for name, state in asked]


HERE = scard.SCARD_STATE_PRESENT | scard.SCARD_STATE_CHANGED


@pytest.fixture
def scripted(
    monkeypatch: pytest.MonkeyPatch, pcscd: Pcscd
) -> Callable[[list[tuple[list[str], dict[str, int] | int]]], None]:
    def install(scripts: list[tuple[list[str], dict[str, int] | int]]) -> None:
        plugged = Plugged(scripts)
        monkeypatch.setattr(scard, "SCardListReaders", plugged.list_readers)
        monkeypatch.setattr(scard, "SCardGetStatusChange", plugged.change)

    return install


def test_unplugged_and_plugged_in_again_under_another_number(scripted: Callable[[Script], None]) -> None:
    scripted(
        [
            (["ACR 00 00"], {"ACR 00 00": 0x10000 | HERE}),
            ([], scard.SCARD_E_UNKNOWN_READER),
            (["ACR 01 00"], {"ACR 01 00": 0x10000 | HERE}),
        ]
    )
    with watching({"resident": "ACR"}) as events:
        events.expect(ServiceUp)
        assert events.expect(ReaderArrived).name == "ACR 00 00"
        first = events.expect(CardArrived)
        assert events.expect(CardGone).insertion == first.insertion
        events.expect(ReaderGone)
        assert events.expect(ReaderArrived).name == "ACR 01 00"
        events.expect(CardArrived)


def test_cards_exchanged_between_two_looks(scripted: Callable[[Script], None]) -> None:
    name = "ACR 00 00"
    scripted([([name], {name: count << 16 | HERE}) for count in (1, 1, 3)])
    with watching({"resident": "ACR"}) as events:
        up(events, 1)
        first = events.expect(CardArrived)
        assert events.expect(CardGone).insertion == first.insertion
        assert events.expect(CardArrived).insertion != first.insertion


def test_a_reader_in_use_is_not_exchanged_for_another_that_fits(scripted: Callable[[Script], None]) -> None:
    scripted(
        [
            (["B 00"], {"B 00": 0x10000 | HERE}),
            (["A 00", "B 00"], {"A 00": 0x10000 | HERE, "B 00": 0x30000 | HERE}),
            (["A 00"], {"A 00": 0x10000 | HERE}),
        ]
    )
    with watching({"resident": "00"}) as events:
        up(events, 1)
        events.expect(CardArrived)
        events.expect(CardGone)
        events.expect(CardArrived)  # the same reader, another card
        events.expect(CardGone)
        events.expect(ReaderGone)
        assert events.expect(ReaderArrived).name == "A 00"
