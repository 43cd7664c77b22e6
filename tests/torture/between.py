"""Somebody between terminal and gateway who has the gateway's own certificate, passes on, and may change the answer.

What is changed has happened: the gateway has committed before the answer is lost, cut or forged.
"""

from __future__ import annotations

import http.client
import json
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509

from tests.offline_queue.peer import Asked, Intake, Reply, listening

Meddle = Callable[[Asked, Callable[[], Reply]], Reply | None]


class Between(Intake):
    """meddle: (what was asked, what passes it on) -> the answer; None: hang up."""

    def __init__(self, tls: Path, terminal: str, gateway_port: int) -> None:
        super().__init__(x509.load_pem_x509_certificate((tls / f"{terminal}.pem").read_bytes()), ())
        self._target = gateway_port
        self._tls = ssl.create_default_context(cafile=str(tls / "ca.pem"))
        self._tls.load_cert_chain(tls / f"{terminal}.pem", tls / f"{terminal}.key")
        self.meddle: Meddle = honest

    def answer(self, asked: Asked) -> Reply | None:
        try:
            return self.meddle(asked, lambda: self._pass_on(asked))
        except (OSError, http.client.HTTPException):
            return None  # the gateway is down

    def _pass_on(self, asked: Asked) -> Reply:
        line = http.client.HTTPSConnection("localhost", self._target, timeout=20, context=self._tls)
        try:
            line.request(asked.method, asked.path, asked.body or None, asked.headers)
            with line.getresponse() as answer:
                body = answer.read()
                dropped = ("content-length", "transfer-encoding", "connection")
                headers = {name: value for name, value in answer.getheaders() if name.lower() not in dropped}
                return answer.status, headers, body
        finally:
            line.close()


@contextmanager
def between(tls: Path, terminal: str, gateway_port: int) -> Iterator[Between]:
    """Listening at its `port`."""
    somebody = Between(tls, terminal, gateway_port)
    with listening(somebody, tls):
        yield somebody


# --- what they do with an answer. Keys are asked for honestly: without them nothing could be put ----------------------


def honest(_asked: Asked, pass_on: Callable[[], Reply]) -> Reply | None:
    """Nothing."""
    return pass_on()


def lose_it(asked: Asked, pass_on: Callable[[], Reply]) -> Reply | None:
    """The gateway has taken it; the line drops before its answer."""
    return _of_items(asked, pass_on, lambda _: None)


def another_receipt(asked: Asked, pass_on: Callable[[], Reply]) -> Reply | None:
    """A well-formed answer about something else."""

    def forged(reply: Reply) -> Reply:
        status, headers, body = reply
        return status, headers, re.sub(rb"-\d{6,}-[0-9A-Z]", b"-999999-Z", body)

    return _of_items(asked, pass_on, forged)


def half_json(asked: Asked, pass_on: Callable[[], Reply]) -> Reply | None:
    """The first half of the text, as if it were all."""
    return _of_items(asked, pass_on, lambda reply: (reply[0], reply[1], reply[2][: len(reply[2]) // 2]))


def nothing_in_it(asked: Asked, pass_on: Callable[[], Reply]) -> Reply | None:
    """200 and no word."""
    return _of_items(asked, pass_on, lambda reply: (200, reply[1], b""))


def wrong_status(status: int, **headers: str) -> Meddle:
    """It was taken, but the status says something else, without a word by the contract."""

    def meddle(asked: Asked, pass_on: Callable[[], Reply]) -> Reply | None:
        return _of_items(asked, pass_on, lambda _: (status, {"Content-Type": "text/html", **headers}, b"<html></html>"))

    return meddle


def turned_round(asked: Asked, pass_on: Callable[[], Reply]) -> Reply | None:
    """The answers of a batch in another order."""
    return _of_items(asked, pass_on, lambda reply: _of_batch(reply, lambda answers: answers[::-1]))


def one_missing(asked: Asked, pass_on: Callable[[], Reply]) -> Reply | None:
    """A batch with an answer too few."""
    return _of_items(asked, pass_on, lambda reply: _of_batch(reply, lambda answers: answers[1:]))


def _of_batch(reply: Reply, change: Callable[[list[object]], list[object]]) -> Reply:
    status, headers, body = reply
    answer = json.loads(body)
    if "answers" not in answer:
        return reply
    return status, headers, json.dumps({**answer, "answers": change(answer["answers"])}).encode()


def refuses_terminal(_asked: Asked, _pass_on: Callable[[], Reply]) -> Reply | None:
    """403 by the contract: the terminal's identity."""
    body = json.dumps({"type": "/problems/terminal-unknown", "title": "…", "status": 403}).encode()
    return 403, {"Content-Type": "application/problem+json"}, body


def _of_items(asked: Asked, pass_on: Callable[[], Reply], change: Callable[[Reply], Reply | None]) -> Reply | None:
    reply = pass_on()
    return change(reply) if asked.method == "POST" else reply
