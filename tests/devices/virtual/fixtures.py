"""Cards and readers for tests. In a conftest:

    from tests.devices.virtual.fixtures import deck, readers, slot, state  # noqa: F401

`readers` is one private pcscd for the whole test process (libpcsclite allows no second one); its first use sets
PCSCLITE_CSOCK_NAME for pyscard and for programs started.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from smartcard import scard

from devices.virtual.deck import Deck
from devices.virtual.link import VirtualReader
from devices.virtual.pcscd import VirtualReaders
from devices.virtual.vpcd import VpcdReader

NOTICE_S = 10.0


@cache
def shared_state() -> Path:
    """One issuer's state for the whole test process: its keys take a second to make."""
    folder = Path(tempfile.mkdtemp(prefix="madoguchi-cards-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def shared_readers() -> VirtualReaders:
    """Two readers, "Madoguchi Resident" and "Madoguchi Second", until the process ends."""
    readers = VirtualReaders(count=2)
    readers.start()
    atexit.register(readers.stop)
    os.environ.update(readers.env)
    return readers


def lay(card: VpcdReader, persona: str) -> None:
    """Lay a card down, instead of one that lies there, and wait until clients of pcscd see it."""
    take_away(card)
    card.slot.insert(persona)
    _wait_for_card(card, True)


def take_away(card: VpcdReader) -> None:
    """Take the card away, if there is one, and wait until clients of pcscd see that."""
    card.slot.remove()
    _wait_for_card(card, False)


def _wait_for_card(card: VpcdReader, present: bool) -> None:
    readers = shared_readers()
    name = next(name for slot, name in enumerate(readers.names) if readers.port(slot) == card.port)
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    assert result == scard.SCARD_S_SUCCESS
    state, deadline = scard.SCARD_STATE_UNAWARE, time.monotonic() + NOTICE_S
    while True:
        left_ms = int((deadline - time.monotonic()) * 1000)
        assert left_ms > 0, "pcscd did not notice"
        result, states = scard.SCardGetStatusChange(context, left_ms, [(name, state)])
        assert result == scard.SCARD_S_SUCCESS
        state = states[0][1] & ~scard.SCARD_STATE_CHANGED
        # After a command that failed the state may say "empty" too early; the count of comings and goings never does.
        counted_in = bool(state >> 16 & 1)
        if bool(state & scard.SCARD_STATE_PRESENT) == present == counted_in:
            break
    scard.SCardReleaseContext(context)


@pytest.fixture(scope="session")
def state() -> Path:
    """A state directory of the issuer."""
    return shared_state()


@pytest.fixture
def deck(state: Path) -> Deck:
    """All personas' cards, as new; counters are not written down."""
    return Deck(state, persistent=False)


@pytest.fixture
def reader(deck: Deck) -> VirtualReader:
    """A reader within the process, empty."""
    return VirtualReader(deck)


@pytest.fixture(scope="session")
def readers() -> VirtualReaders:
    """A real pcscd with two virtual readers."""
    return shared_readers()


@pytest.fixture
def card(readers: VirtualReaders, deck: Deck) -> Iterator[VpcdReader]:
    """The first reader of the real pcscd, empty; `lay(card, "ordinary")`."""
    reader = VpcdReader(deck, readers.port(0))
    reader.start()
    yield reader
    take_away(reader)
    reader.stop()


@pytest.fixture
def second_card(readers: VirtualReaders, state: Path) -> Iterator[VpcdReader]:
    """The second reader of the real pcscd, empty."""
    reader = VpcdReader(Deck(state, persistent=False), readers.port(1))
    reader.start()
    yield reader
    take_away(reader)
    reader.stop()
