"""A real PC/SC reader as a `Slot` (pcsc-lite through pyscard's thin `smartcard.scard`).

Each connection is an `Errand`. While one is stuck on a mute card, `run` and `status` report `CardMute`; when the card
leaves, the stuck call returns, power and lock are given back, and all is as before.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from smartcard import scard

from devices.cards.errand import Errand
from devices.cards.link import Link, ReaderStatus, Response
from devices.cards.outcomes import (
    Cancelled,
    CardFault,
    CardMute,
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
        self._wanted = reader_name
        self._service = _Service()
        self._errand: Errand[Any] | None = None
        self._beginning = threading.Lock()  # an errand begins and is known as one, or `cancel` would miss it

    def run(self, act: Callable[[Link], T], deadline: float) -> T | CardTrouble:
        """Connect exclusively, retrying while another program holds the card, and act."""

        def work(errand: Errand[T | CardTrouble]) -> T | CardTrouble:
            with _Connection(errand, self._service) as connection:
                trouble = connection.connect(self._wanted, deadline)
                return act(connection) if trouble is None else trouble

        return self._send(work, deadline)

    def status(self, deadline: float) -> ReaderStatus | CardTrouble:
        """Reader name and whether a card lies there."""

        def work(errand: Errand[ReaderStatus | CardTrouble]) -> ReaderStatus | CardTrouble:
            with _Connection(errand, self._service) as connection:
                return connection.status(self._wanted)

        return self._send(work, deadline)

    def cancel(self) -> None:
        """Wake whoever waits for the card."""
        with self._beginning:
            errand = self._errand
        if errand is not None:
            errand.call_off()

    def _send(self, work: Callable[[Errand[T]], T], deadline: float) -> T | CardMute | Cancelled:
        """Do it in a fresh thread, once the one before has let go of the reader."""
        if self._errand is not None:
            stuck = self._errand.wait_ended(deadline)
            if stuck is not None:
                return stuck
        with self._beginning:
            errand = Errand(work)
            self._errand = errand
        return errand.wait(deadline)


class _Service:
    """The context that all errands of a slot share, one after the other: a new one costs as much as several APDUs."""

    def __init__(self) -> None:
        self.context: Any = None

    def readers(self) -> list[str] | CardTrouble:
        """Names of all readers. A context from before a restart of pcscd is noticed here and replaced."""
        if self.context is not None:
            result, names = scard.SCardListReaders(self.context, [])
            if result in (scard.SCARD_S_SUCCESS, *READER_GONE):
                return list(names)
            scard.SCardReleaseContext(self.context)
        result, self.context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        if result != scard.SCARD_S_SUCCESS:
            self.context = None
            return ReaderServiceDown()
        result, names = scard.SCardListReaders(self.context, [])
        return list(names) if result in (scard.SCARD_S_SUCCESS, *READER_GONE) else _trouble(result, "list readers")


class _Connection:
    """The PC/SC calls of one errand: handle and the `Link` over it. At its end the card loses power."""

    def __init__(self, errand: Errand[Any], service: _Service) -> None:
        self._errand = errand
        self._service = service
        self._card: Any = None
        self._pci: Any = None
        self._dead: CardTrouble | None = None

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_: object) -> None:
        if self._card is not None:
            scard.SCardDisconnect(self._card, scard.SCARD_UNPOWER_CARD)

    def status(self, wanted: str) -> ReaderStatus | CardTrouble:
        name = self._find(wanted)
        if not isinstance(name, str):
            return name
        result, states = scard.SCardGetStatusChange(self._service.context, 0, [(name, scard.SCARD_STATE_UNAWARE)])
        if result != scard.SCARD_S_SUCCESS:
            return _trouble(result, "status")
        return ReaderStatus(name, bool(states[0][1] & scard.SCARD_STATE_PRESENT))

    def connect(self, wanted: str, deadline: float) -> CardTrouble | None:
        name = self._find(wanted)
        if not isinstance(name, str):
            return name
        while True:
            result, card, protocol = scard.SCardConnect(
                self._service.context,
                name,
                scard.SCARD_SHARE_EXCLUSIVE,
                scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
            )
            if result == scard.SCARD_S_SUCCESS:
                self._card = card
                self._pci = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1
                return None
            if result != scard.SCARD_E_SHARING_VIOLATION:
                return _trouble(result, "connect")
            # The asker walks away at the deadline and would call that a mute card: answer a little before.
            if time.monotonic() + 2 * BUSY_RETRY_S > deadline or not self._errand.pause(BUSY_RETRY_S):
                return ReaderBusy()

    def _find(self, wanted: str) -> str | CardTrouble:
        names = self._service.readers()
        return choose_reader(names, wanted) or NoReader() if isinstance(names, list) else names

    def transmit(self, apdu: bytes | bytearray) -> Response | CardTrouble:
        """One APDU; see `devices.cards.link.Link`."""
        if self._dead is not None:
            return self._dead
        answer = self._transmit(apdu)
        if not isinstance(answer, Response):
            self._dead = answer
        return answer

    def _transmit(self, apdu: bytes | bytearray) -> Response | CardTrouble:
        command = self._errand.copy_if_wanted(apdu)
        if command is None:
            return Cancelled()
        result, answer = scard.SCardTransmit(self._card, self._pci, command)
        if result in SERVICE_GONE:
            return ReaderServiceDown()
        if result in READER_GONE:
            return NoReader()
        if result != scard.SCARD_S_SUCCESS or not answer:
            # Drivers name the same event by a dozen codes, some even call it success: it is gone, or as good as.
            return CardRemoved()
        if len(answer) < 2:
            return CardFault("answer without status")
        return Response(bytes(answer[:-2]), answer[-2] << 8 | answer[-1])


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
