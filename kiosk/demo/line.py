"""The cable between terminal and gateway: a relay on loopback that can be pulled, slowed and made to lie."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Any, Self, assert_never

_CHUNK = 16 * 1024
_LONGEST_REQUEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Good:
    """Passes everything on."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody listens: the gateway is down."""


@dataclass(frozen=True, slots=True)
class Mute:
    """Connections are taken, and nothing ever comes back: the cable is pulled."""


@dataclass(frozen=True, slots=True)
class Slow:
    """Each piece of an answer is held back for `delay_s` seconds."""

    delay_s: float


@dataclass(frozen=True, slots=True)
class CutAfter:
    """Every connection breaks once `bytes` of the gateway's answer (TLS included) have passed."""

    bytes: int


class Lie(Enum):
    """What is answered in the gateway's name: a status line, a media type, and a body."""

    NOT_JSON = b"200 OK", b"application/json", b'{"outcome": "ok", '
    OTHER_SHAPE = b"200 OK", b"application/json", b'{"unexpected": [1, 2, 3]}'
    WEB_PAGE = b"200 OK", b"text/html", b"<html><body>It works!</body></html>"
    SERVER_ERROR = b"500 Internal Server Error", b"text/plain", b"Traceback (most recent call last):"
    HUGE = b"200 OK", b"application/json", b"[" + b"0," * (8 * 1024 * 1024) + b"0]"


@dataclass(frozen=True, slots=True)
class Nonsense:
    """Speaks TLS (with the gateway's own server context) and HTTP, and says something that is not in the contract."""

    gateway_tls: ssl.SSLContext
    lie: Lie = Lie.OTHER_SHAPE


Condition = Good | Refused | Mute | Slow | CutAfter | Nonsense


class Line:
    """A relay from a loopback port of its own to `target`.

    A change of condition is in force when `set` returns; except for `Slow`, it breaks the connections that are open.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._condition: Condition = Good()
        self._listener: socket.socket | None = None
        self._connections: set[asyncio.Task[None]] = set()
        # Holds the port while nobody listens on it: connections are refused then, and nobody else is given it.
        self._held = _bound_socket(0)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._thread.start()
        self._call(self._change(Good()))

    @property
    def port(self) -> int:
        """The loopback port that the terminal is told as the gateway's."""
        return int(self._held.getsockname()[1])

    @property
    def condition(self) -> Condition:
        return self._condition

    def set(self, condition: Condition) -> None:
        self._call(self._change(condition))

    def close(self) -> None:
        """Break everything. Closing twice is allowed."""
        if self._loop.is_closed():
            return
        self._call(self._change(Refused()))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _change(self, condition: Condition) -> None:
        self._condition = condition
        if isinstance(condition, Refused):
            self._stop_listening()
        elif self._listener is None:
            self._listener = _bound_socket(self.port)
            self._listener.listen()
            self._loop.add_reader(self._listener, self._accept, self._listener)
        if not isinstance(condition, Slow):
            await self._break_connections()

    def _stop_listening(self) -> None:
        if self._listener is not None:
            self._loop.remove_reader(self._listener)
            self._listener.close()
            self._listener = None

    async def _break_connections(self) -> None:
        open_now = list(self._connections)
        for connection in open_now:
            connection.cancel()
        await asyncio.gather(*open_now, return_exceptions=True)

    def _accept(self, listener: socket.socket) -> None:
        try:
            sock, _ = listener.accept()
        except OSError:
            return  # It went away while it waited.
        connection = self._loop.create_task(self._serve(sock))
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)
        connection.add_done_callback(lambda _: sock.close())

    async def _serve(self, sock: socket.socket) -> None:
        gateway_tls = self._condition.gateway_tls if isinstance(self._condition, Nonsense) else None
        try:
            reader, writer = await _streams(sock, gateway_tls)
        except OSError:
            return  # No TLS came about.
        try:
            await self._speak(reader, writer)
            writer.close()
            await writer.wait_closed()
        except (OSError, EOFError, asyncio.LimitOverrunError):
            pass  # One side went away: so does the other.
        finally:
            await _abort(writer)

    async def _speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        match self._condition:
            case Good() | Slow() | CutAfter():
                await self._relay(reader, writer)
            case Mute():
                while await reader.read(_CHUNK):
                    pass
            case Nonsense(lie=lie):
                await _tell(lie, reader, writer)
            case Refused():
                pass  # Was taken just before the listener closed.
            case _ as never:
                assert_never(never)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        gateway_reader, gateway_writer = await asyncio.open_connection(*self._target)
        both = [
            asyncio.create_task(self._requests(reader, gateway_writer)),
            asyncio.create_task(self._answers(gateway_reader, writer)),
        ]
        try:
            await asyncio.gather(*both)
        finally:
            for direction in both:
                direction.cancel()
            await _abort(gateway_writer)

    async def _requests(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(_CHUNK):
            writer.write(piece)
            await writer.drain()
        writer.write_eof()

    async def _answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        passed = 0
        while piece := await reader.read(_CHUNK):
            condition = self._condition
            if isinstance(condition, Slow):
                await asyncio.sleep(condition.delay_s)
            if isinstance(condition, CutAfter):
                piece = piece[: condition.bytes - passed]
            writer.write(piece)
            await writer.drain()
            passed += len(piece)
            if isinstance(condition, CutAfter) and passed >= condition.bytes:
                raise ConnectionResetError
        writer.write_eof()


async def _tell(lie: Lie, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request with a lie, and close."""
    head = await reader.readuntil(b"\r\n\r\n")
    await reader.readexactly(min(_content_length(head), _LONGEST_REQUEST))
    status, media_type, body = lie.value
    writer.write(
        b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
        % (status, media_type, len(body))
    )
    writer.write(body)
    await writer.drain()


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return 0


async def _streams(
    sock: socket.socket, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await loop.connect_accepted_socket(lambda: protocol, sock, ssl=tls)
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)


async def _abort(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


def _bound_socket(port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    sock.bind(("127.0.0.1", port))
    sock.setblocking(False)
    return sock
