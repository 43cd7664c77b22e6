"""One exchange with servers that mean no good: mute, dripping, cut short, not IPP; and it ends when it has to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.printers.documents.ipp import IppPrinter
from devices.printers.documents.message import Operation
from devices.printers.documents.outcomes import Hindered, Offline, Ready, Unclear, Untrusted
from devices.printers.documents.wire import Babble, CalledOff, Peer, Silence, exchange, peer_of

PATIENCE_S = 30.0
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"


@contextmanager
def server(behave: Callable[[socket.socket], None]) -> Iterator[Peer]:
    """Every connection is treated so, in a thread of its own; then closed."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def treat(connected: socket.socket) -> None:
            with connected:
                try:
                    behave(connected)
                except OSError:
                    return

        def accept() -> None:
            while True:
                try:
                    connected, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=treat, args=(connected,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield peer_of(f"ipp://127.0.0.1:{listening.getsockname()[1]}/ipp/print")
        listening.shutdown(socket.SHUT_RDWR)


def answering(answer: bytes) -> Callable[[socket.socket], None]:
    def behave(connected: socket.socket) -> None:
        _hear_out(connected)
        connected.sendall(answer)

    return behave


def _hear_out(connected: socket.socket) -> None:
    """The whole request: who closes with something unread makes the other end forget what it has received."""
    with connected.makefile("rb") as request:
        length = 0
        while (line := request.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        request.read(length)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (b"", Silence()),
        (b"junk\r\n\r\n", Babble("http")),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", Babble("http_status")),
        (b"HTTP/1.1 301 Moved\r\nLocation: http://elsewhere/\r\nContent-Length: 0\r\n\r\n", Babble("http_status")),
        (b"HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n", Babble("http_status")),
        (_HEAD + b"Content-Length: 4\r\n\r\nabcd", Babble("ipp")),
        (_HEAD + b"Content-Length: 400\r\n\r\nabcd", Silence()),
        (_HEAD + b"Content-Length: 3000000\r\n\r\n" + bytes(2_000_000), Babble("too_long")),
        (_HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", Silence()),
    ],
)
def test_answers_that_are_none(answer: bytes, trouble: object) -> None:
    with server(answering(answer)) as peer:
        assert exchange(peer, Operation.GET_JOBS, []) == trouble


@given(st.binary(max_size=300))
@settings(max_examples=25)
def test_any_rubbish_is_a_value(rubbish: bytes) -> None:
    with server(answering(_HEAD + b"Content-Length: %d\r\n\r\n" % len(rubbish) + rubbish)) as peer:
        assert exchange(peer, Operation.GET_JOBS, []) == Babble("ipp")


def test_a_dripping_server_ends_at_the_deadline() -> None:
    gone = threading.Event()

    def drip(connected: socket.socket) -> None:
        connected.sendall(_HEAD)
        while not gone.wait(0.01):
            connected.sendall(b"X-Drip: x\r\n")

    with server(drip) as peer:
        assert exchange(peer, Operation.GET_JOBS, [], within_s=0.3) == Silence()
        gone.set()


def test_a_document_on_its_way_can_be_called_off() -> None:
    """A printer that takes nothing: the send buffer is full, and the sender stuck."""
    began, cancel, ended = threading.Event(), threading.Event(), threading.Event()

    def take_nothing(connected: socket.socket) -> None:
        connected.recv(10)
        began.set()
        assert ended.wait(PATIENCE_S)

    came: list[object] = []
    with server(take_nothing) as peer:

        def send() -> None:
            pdf = bytes(30_000_000)
            came.append(exchange(peer, Operation.SEND_DOCUMENT, [], (), pdf, PATIENCE_S, cancel))

        sender = threading.Thread(target=send)
        sender.start()
        assert began.wait(PATIENCE_S)
        cancel.set()
        sender.join(PATIENCE_S)
        ended.set()
    assert came == [CalledOff()]
    for thread in threading.enumerate():
        if thread.name == "ipp-exchange":
            thread.join(PATIENCE_S)
            assert not thread.is_alive(), "it still holds the document"


@pytest.mark.usefixtures("impatient")
def test_what_the_terminal_is_told() -> None:
    with server(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) as peer:
        assert IppPrinter(peer.uri).status() == Unclear("ipp")
        status = IppPrinter(peer.uri.replace("ipp://", "ipps://")).status()
        assert isinstance(status, Offline | Untrusted)
        assert not isinstance(status, Ready | Hindered)
    assert IppPrinter(peer.uri).status() == Offline()
