"""A virtual reader of a real pcscd: the card's side of the vpcd protocol (vsmartcard, `ifd-vpcd`).

The card connects to the driver by TCP; connected means inserted. Each message is a big-endian u16 length and a body. A
body of one byte is a control: 00 power off, 01 power on, 02 reset (none is answered), 04 give the ATR (also how the
driver asks every 400 ms whether the card is there). A longer body is a command APDU; the answer goes back likewise.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass

from devices.virtual.deck import Deck
from devices.virtual.slot import CardSlot, Gone

FIRST_PORT = 35963  # 0x8C7B: vpcd's own choice; its second slot is the next port
_RETRY_S = 0.1  # between attempts while no driver listens
_CONNECT_S = 5.0
# A card laid down sooner after another one was taken away would not be seen as a new one: the driver looks every 0.4 s.
# (Where that is wanted, there is `CardSlot.swap`.)
_GAP_S = 0.5


@dataclass(frozen=True, slots=True)
class _Connection:
    socket: socket.socket
    insertion: int


class VpcdReader:
    """Keeps the card of `slot` connected to the driver at a port, through restarts of pcscd, in a thread of its own."""

    def __init__(self, deck: Deck, port: int = FIRST_PORT, host: str = "127.0.0.1") -> None:
        self.slot = CardSlot(deck, self._card_changed)
        self.port = port
        self._host = host
        self._news = threading.Condition()
        self._connection: _Connection | None = None
        self._ended = (0, 0.0)  # which insertion was connected last, and when that ended (monotonic)
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="vpcd", daemon=True)

    def start(self) -> None:
        """Begin; a card that lies in the slot is connected as soon as the driver listens."""
        self._thread.start()

    def stop(self) -> None:
        """Take the card away and end the thread."""
        self.slot.remove()
        with self._news:
            self._stopping = True
            self._news.notify_all()
        self._card_changed()
        self._thread.join()

    def _card_changed(self) -> None:
        """A card came or left: the connection of a card that is no longer there ends, whatever it is doing."""
        with self._news:
            connection = self._connection
            if connection is not None and not self._lies_here(connection.insertion):
                _shut(connection.socket)
            self._news.notify_all()

    def _lies_here(self, insertion: int) -> bool:
        return self.slot.persona is not None and self.slot.insertion == insertion

    # --- the thread --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._stopping or self.slot.persona is not None)
                if self._stopping:
                    return
            self._serve_insertion()

    def _serve_insertion(self) -> None:
        """One connection, from its beginning to its end."""
        insertion = self.slot.insertion
        self._wait_for_gap(insertion)
        try:
            connected = socket.create_connection((self._host, self.port), timeout=_CONNECT_S)
        except OSError:
            with self._news:
                self._news.wait_for(lambda: self._stopping, _RETRY_S)
            return
        with connected:
            connected.settimeout(None)
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._news:
                self._connection = _Connection(connected, insertion)
            try:
                self._serve(connected, insertion)
            except OSError:
                pass  # the driver or the card went away
            finally:
                with self._news:
                    self._connection = None
                    self._ended = (insertion, time.monotonic())

    def _wait_for_gap(self, insertion: int) -> None:
        last, ended = self._ended
        if insertion != last:
            with self._news:
                self._news.wait_for(lambda: self._stopping, max(0.0, ended + _GAP_S - time.monotonic()))

    def _serve(self, connected: socket.socket, insertion: int) -> None:
        looks_since_power = None
        while self._lies_here(insertion):
            message = _receive(connected)
            if message is None:
                return
            answer = self._answer(message)
            if isinstance(answer, Gone):
                return
            if answer is not None:
                _send(connected, answer)
            # pcscd looks, gives power, asks the ATR again, tells its clients, waits 0.4 s, looks again. So clients know
            # of the card when the ATR is asked a second time after the power came.
            if message == b"\x01":
                looks_since_power = 0
            elif message == b"\x04" and looks_since_power is not None:
                looks_since_power += 1
                if looks_since_power == 2:
                    self.slot.notice(insertion)

    def _answer(self, message: bytes) -> bytes | Gone | None:
        if len(message) != 1:
            return self.slot.exchange(message)
        match message[0]:
            case 0:
                self.slot.power(False)
            case 1:
                self.slot.power(True)
            case 2:
                self.slot.reset()
            case 4:
                return self.slot.atr() or Gone()
        return None


def _send(connected: socket.socket, body: bytes) -> None:
    # In one piece: a lone length byte is said to crash the driver's reader loop.
    connected.sendall(len(body).to_bytes(2, "big") + body)


def _receive(connected: socket.socket) -> bytes | None:
    """One message, or None at the end of the connection."""
    head = _receive_exactly(connected, 2)
    return None if head is None else _receive_exactly(connected, int.from_bytes(head, "big"))


def _receive_exactly(connected: socket.socket, count: int) -> bytes | None:
    received = b""
    while len(received) < count:
        # The driver writes length and body apart; without quick ACKs Nagle's algorithm adds 40 ms to every command.
        # The kernel drops the wish after some packets, so it is repeated.
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        piece = connected.recv(count - len(received))
        if not piece:
            return None
        received += piece
    return received


def _shut(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the other side was quicker
        connected.shutdown(socket.SHUT_RDWR)
