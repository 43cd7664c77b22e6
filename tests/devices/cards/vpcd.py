"""A `PlainCard` on a vpcd reader: the tests' own client of the vpcd protocol, with a say in each command.

`card.before` may answer with trouble: `CardRemoved` takes the card away in mid-command, `CardMute` never answers.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

from devices.cards.link import Response
from devices.cards.outcomes import CardMute
from tests.devices.cards.plain_card import PlainCard

ATR = bytes.fromhex("3BE000FF8131FE4514")
TCP_QUICKACK = 12


class Laid:
    """A card lying on the reader at `port` until `take`."""

    def __init__(self, card: PlainCard, port: int, *, atr: bytes = ATR) -> None:
        self.card = card
        self.muted = threading.Event()
        self.raw: Callable[[bytes], bytes | None] = lambda _: None  # bytes sent as they are
        self._atr = atr
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self._socket.settimeout(None)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def take(self) -> None:
        """The card leaves, whatever it was doing."""
        self._hang_up()
        self._thread.join(5)

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError):  # pcscd may have been quicker
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        try:
            while (message := self._receive()) is not None and self._answer(message):
                pass
        except OSError:
            pass
        finally:
            self._hang_up()

    def _answer(self, message: bytes) -> bool:
        match message:
            case b"\x00":
                self.card.power(False)
            case b"\x01" | b"\x02":
                self.card.power(True)
            case b"\x04":
                self._send(self._atr)
            case apdu:
                return self._process(apdu)
        return True

    def _process(self, apdu: bytes) -> bool:
        self.card.seen.append(apdu)
        raw = self.raw(apdu)
        if raw is not None:
            self._send(raw)
            return True
        answer = self.card.before(apdu) or self.card.process(apdu)
        if isinstance(answer, Response):
            self._send(answer.data + answer.sw.to_bytes(2, "big"))
            return True
        if isinstance(answer, CardMute):
            self.muted.set()
            return True
        self._hang_up()
        return False

    def _send(self, body: bytes) -> None:
        self._socket.sendall(len(body).to_bytes(2, "big") + body)

    def _receive(self) -> bytes | None:
        size = self._exactly(2)
        return None if size is None else self._exactly(int.from_bytes(size, "big"))

    def _exactly(self, count: int) -> bytes | None:
        data = b""
        while len(data) < count:
            piece = self._socket.recv(count - len(data))
            if not piece:
                return None
            self._socket.setsockopt(socket.IPPROTO_TCP, TCP_QUICKACK, 1)  # vpcd writes in two segments
            data += piece
        return data
