"""The relay that keeps account of whose turn it was."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from kiosk.bench.tap import Account, Tap

WAIT_S = 20.0


class Talk:
    """Both ends of a tapped line, and the tap's clock."""

    def __init__(self, stack: ExitStack) -> None:
        self.now = 100.0
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.tap = stack.enter_context(Tap(listener.getsockname(), b"%PDF-", lambda: self.now))
        self.ours = stack.enter_context(socket.create_connection(("127.0.0.1", self.tap.port), WAIT_S))
        self.theirs = stack.enter_context(listener.accept()[0])
        self.theirs.settimeout(WAIT_S)

    def ask(self, what: bytes) -> None:
        self.ours.sendall(what)
        assert self.theirs.recv(1000) == what

    def answer(self, what: bytes) -> None:
        self.theirs.sendall(what)
        assert self.ours.recv(1000) == what


@pytest.fixture
def talk() -> Iterator[Talk]:
    with ExitStack() as stack:
        yield Talk(stack)


def test_what_the_far_end_takes_is_theirs_and_the_rest_is_not(talk: Talk) -> None:
    talk.now = 110
    talk.ask(b"who are you?")
    talk.now = 113
    talk.answer(b"I am")
    talk.now = 114
    talk.answer(b" a printer")
    talk.now = 150
    talk.ask(b"print")
    talk.now = 150.5
    talk.answer(b"yes")
    assert talk.tap.settle() == Account(4.5, None)
    assert talk.tap.settle() == Account(0.0, None)


def test_nothing_counts_after_the_sign(talk: Talk) -> None:
    talk.now = 110
    talk.ask(b"print")
    talk.now = 111
    talk.answer(b"yes")
    talk.now = 115
    talk.ask(b"%PDF-1.7 ...")
    talk.now = 190
    talk.answer(b"done")
    assert talk.tap.settle() == Account(1.0, 115)


def test_an_end_is_passed_on(talk: Talk) -> None:
    talk.ours.shutdown(socket.SHUT_WR)
    assert talk.theirs.recv(1000) == b""
    talk.answer(b"bye")
    talk.theirs.close()
    assert talk.ours.recv(1000) == b""


def test_nobody_behind_it_ends_the_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        address = gone.getsockname()
    with Tap(address) as tap, socket.create_connection(("127.0.0.1", tap.port), WAIT_S) as ours:
        assert ours.recv(1000) == b""
