"""A small HTTP server that answers whatever a test tells it to, byte for byte."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Speak = Callable[[socket.socket, bytes], None]


@dataclass(slots=True)
class Listening:
    """Where it listens, and what was asked."""

    port: int
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def http_server(speak: Speak, tls: ssl.SSLContext | None = None, *, asked: bool = True) -> Iterator[Listening]:
    """Every connection is read to the end of its request and handed to `speak` with it. Ends with the test.

    asked: False takes the first bytes for a request, whatever they are.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    listening = Listening(listener.getsockname()[1])
    lines: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def serve(raw: socket.socket) -> None:
        # Whatever the other end does to the line, a test judges by its own outcome.
        with suppress(OSError, ssl.SSLError):
            line = raw if tls is None else tls.wrap_socket(raw, server_side=True)
            lines.append(line)
            with line:
                request = _read(line) if asked else line.recv(65_536)
                listening.requests.append(request)
                speak(line, request)

    def accept() -> None:
        while True:
            try:
                raw, _ = listener.accept()
            except OSError:
                return
            lines.append(raw)
            thread = threading.Thread(target=serve, args=(raw,), daemon=True)
            threads.append(thread)
            thread.start()

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield listening
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join(10)
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        for thread in threads:
            thread.join(10)


def answer(body: bytes, content_type: str, status: str = "200 OK", headers: str = "") -> bytes:
    """A whole HTTP answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{headers}"
    return head.encode() + b"Connection: close\r\n\r\n" + body


def body_of(request: bytes) -> bytes:
    """The body of a request."""
    return request.partition(b"\r\n\r\n")[2]


def _read(line: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        piece = line.recv(65_536)
        if not piece:
            return request
        request += piece
    head, _, body = request.partition(b"\r\n\r\n")
    length = 0
    for header in head.split(b"\r\n")[1:]:
        name, _, value = header.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += line.recv(65_536)
    return head + b"\r\n\r\n" + body
