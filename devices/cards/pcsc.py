"""A real PC/SC reader as a `Slot` (pcsc-lite through pyscard's thin `smartcard.scard`).

Each connection is an `Errand`. While one is stuck on a mute card, `run` and `status` report `CardMute`; when the card
leaves, the stuck call returns, power and lock are given back, and all is as before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from smartcard import scard

from devices.cards.errand import Errand, ErrandLink, Errands
from devices.cards.link import Link, ReaderStatus
from devices.cards.outcomes import (
    CardFault,
    CardRemoved,
    CardTrouble,
    CardUnpowered,
    NoCard,
    NoReader,
    ReaderBusy,
    ReaderServiceDown,
)

T = TypeVar("T")

BUSY_RETRY_S = 0.05  # between attempts while another program holds the card

SERVICE_GONE = (
    scard.SCARD_E_NO_SERVICE,
    scard.SCARD_E_SERVICE_STOPPED,
    scard.SCARD_F_COMM_ERROR,
    scard.SCARD_E_INVALID_HANDLE,
)
READER_GONE = (scard.SCARD_E_UNKNOWN_READER, scard.SCARD_E_READER_UNAVAILABLE, scard.SCARD_E_NO_READERS_AVAILABLE)
NO_CARD = (scard.SCARD_E_NO_SMARTCARD, scard.SCARD_W_REMOVED_CARD)
NO_POWER = (scard.SCARD_W_UNRESPONSIVE_CARD, scard.SCARD_W_UNPOWERED_CARD, scard.SCARD_E_PROTO_MISMATCH)


def choose_reader(names: Sequence[str], wanted: str) -> str | None:
    """The reader meant by a configured name: that very name, else the first (sorted) that contains it."""
    if wanted in names:
        return wanted
    return next((name for name in sorted(names) if wanted in name), None)


class PcscSlot:
    """The reader whose PC/SC name contains `reader_name`. One caller at a time; `cancel` from any thread."""

    def __init__(self, reader_name: str) -> None:
        self._reader = _Reader(reader_name)
        self._errands = Errands()

    def run(self, act: Callable[[Link], T], deadline: float) -> T | CardTrouble:
        """Connect exclusively, retrying while another program holds the card, and act."""

        def work(errand: Errand[T | CardTrouble]) -> T | CardTrouble:
            with _Connection(errand, self._reader) as connection:
                trouble = connection.connect(deadline)
                return act(ErrandLink(errand, connection.exchange)) if trouble is None else trouble

        return self._errands.send(work, deadline)

    def status(self, deadline: float) -> ReaderStatus | CardTrouble:
        """Reader name and whether a card lies there."""

        return self._errands.send(lambda _: self._reader.status(), deadline)

    def cancel(self) -> None:
        """Wake whoever waits for the card."""
        self._errands.cancel()


class _Reader:
    """Context and reader name that all errands of a slot share: to ask for them anew costs as much as several APDUs."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted
        self._context: Any = None
        self._name: str | None = None

    def ask(self, call: Callable[..., list[Any]], *arguments: object) -> list[Any] | CardTrouble:
        """A PC/SC call that takes context and reader name first; its answer begins with the result."""
        if self._name is not None:
            answer = call(self._context, self._name, *arguments)
            if answer[0] not in (*SERVICE_GONE, *READER_GONE):
                return answer
        # Not known yet; or pcscd was restarted or the reader replugged since.
        names = self._names()
        if not isinstance(names, list):
            return names
        self._name = choose_reader(names, self._wanted)
        return NoReader() if self._name is None else call(self._context, self._name, *arguments)

    def status(self) -> ReaderStatus | CardTrouble:
        answer = self.ask(_state)
        if not isinstance(answer, list):
            return answer
        result, states = answer
        if result != scard.SCARD_S_SUCCESS:
            return _trouble(result, "status")
        name, state, _ = states[0]
        return ReaderStatus(name, bool(state & scard.SCARD_STATE_PRESENT))

    def _names(self) -> list[str] | CardTrouble:
        """All readers, asked in a context that works."""
        if self._context is not None:
            result, names = scard.SCardListReaders(self._context, [])
            if result in (scard.SCARD_S_SUCCESS, *READER_GONE):
                return list(names)
            scard.SCardReleaseContext(self._context)
        result, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        if result != scard.SCARD_S_SUCCESS:
            self._context = self._name = None
            return ReaderServiceDown()
        result, names = scard.SCardListReaders(self._context, [])
        return list(names) if result in (scard.SCARD_S_SUCCESS, *READER_GONE) else _trouble(result, "list readers")


def _state(context: Any, name: str) -> list[Any]:
    return list(scard.SCardGetStatusChange(context, 0, [(name, scard.SCARD_STATE_UNAWARE)]))


class _Connection:
    """The card during one errand: handle and what is sent over it. At its end the card loses power."""

    def __init__(self, errand: Errand[Any], reader: _Reader) -> None:
        self._errand = errand
        self._reader = reader
        self._card: Any = None
        self._pci: Any = None

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_: object) -> None:
        if self._card is not None:
            scard.SCardDisconnect(self._card, scard.SCARD_UNPOWER_CARD)

    def connect(self, deadline: float) -> CardTrouble | None:
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        while True:
            answer = self._reader.ask(scard.SCardConnect, scard.SCARD_SHARE_EXCLUSIVE, protocols)
            if not isinstance(answer, list):
                return answer
            result, card, protocol = answer
            if result == scard.SCARD_S_SUCCESS:
                self._card = card
                self._pci = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1
                return None
            if result != scard.SCARD_E_SHARING_VIOLATION:
                return _trouble(result, "connect")
            # The asker walks away at the deadline and would call that a mute card: answer a little before.
            if time.monotonic() + 2 * BUSY_RETRY_S > deadline or not self._errand.pause(BUSY_RETRY_S):
                return ReaderBusy()

    def exchange(self, command: list[int]) -> bytes | CardTrouble:
        """Send one command to the connected card; see `ErrandLink`."""
        result, answer = scard.SCardTransmit(self._card, self._pci, command)
        if result in SERVICE_GONE:
            return ReaderServiceDown()
        if result in READER_GONE:
            return NoReader()
        # Drivers name the same event by a dozen codes, some even call it success with nothing: gone, or as good as.
        return bytes(answer) if result == scard.SCARD_S_SUCCESS else CardRemoved()


def _trouble(result: int, where: str) -> CardTrouble:
    if result in SERVICE_GONE:
        return ReaderServiceDown()
    if result in READER_GONE:
        return NoReader()
    if result in NO_CARD:
        return NoCard()
    if result in NO_POWER:
        return CardUnpowered()
    return CardFault(where)
