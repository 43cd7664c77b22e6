"""The real pcscd with two virtual readers, one for the whole test process, as each test wants it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

import pytest
from smartcard import scard

from devices.cards.reader import ReaderEvent
from devices.virtual.pcscd import VirtualReaders
from tests.devices.cards.plain_card import PlainCard
from tests.devices.cards.vpcd import Laid
from tests.devices.virtual.fixtures import shared_readers, shared_state

E = TypeVar("E", bound=ReaderEvent)

RESIDENT, SECOND = "Madoguchi Resident", "Madoguchi Second"


class Pcscd:
    """The readers, and the cards that this test laid on them."""

    def __init__(self, readers: VirtualReaders) -> None:
        self.readers = readers
        self.as_usual = True
        self._laid: list[Laid] = []

    def stop(self) -> None:
        self.as_usual = False
        self.readers.stop_service()

    def start(self) -> None:
        self.readers.start_service()
        self.as_usual = True

    def unplug(self, slot: int) -> None:
        self.as_usual = False
        self.readers.unplug(slot)

    def plug_in(self, slot: int) -> None:
        self.readers.plug_in(slot)
        self.as_usual = True

    def lay(self, card: PlainCard, slot: int = 0, *, at_once: bool = False) -> Laid:
        """Lay a card down; unless `at_once`, pcscd has first noticed that the one before is gone."""
        if not at_once:
            self.wait_until_empty(slot)
        self._laid.append(Laid(card, self.readers.port(slot)))
        return self._laid[-1]

    def clear(self) -> None:
        """Nothing lies on the readers any more."""
        for laid in self._laid:
            laid.take()
        self._laid.clear()

    def wait_until_empty(self, slot: int) -> None:
        """Until pcscd itself has seen that no card lies there.

        Its state may say so before, when a command failed; only its count of insertions and removals, then even, is
        sure.
        """
        name, state = self.readers.names[slot], scard.SCARD_STATE_UNAWARE
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
            if result == scard.SCARD_S_SUCCESS:
                result, states = scard.SCardGetStatusChange(context, 1000, [(name, state)])
                scard.SCardReleaseContext(context)
            if result == scard.SCARD_S_SUCCESS:
                state = states[0][1]
                if state & scard.SCARD_STATE_EMPTY and (state >> 16) % 2 == 0:
                    return
        raise AssertionError("the reader did not become empty")


@pytest.fixture
def pcscd() -> Iterator[Pcscd]:
    """Running, with two empty readers; may be stopped and started at will."""
    readers = shared_readers()
    service = Pcscd(readers)
    service.wait_until_empty(0)
    service.wait_until_empty(1)
    yield service
    service.clear()
    if not service.as_usual:
        readers.stop_service()
        readers.start_service()
        readers.plug_in(0)
        readers.plug_in(1)


@pytest.fixture(scope="session")
def state() -> Path:
    """Keys and certificates of the virtual cards."""
    return shared_state()


class Events:
    """What the monitor told, to be waited for."""

    def __init__(self) -> None:
        self._told: SimpleQueue[ReaderEvent] = SimpleQueue()

    def __call__(self, event: ReaderEvent) -> None:
        self._told.put(event)

    def expect(self, kind: type[E], within: float = 10) -> E:
        """The next event, which must be of this kind."""
        try:
            event = self._told.get(timeout=within)
        except Empty:
            raise AssertionError(f"no {kind.__name__} within {within} s") from None
        assert isinstance(event, kind), f"{event} instead of {kind.__name__}"
        return event
