"""The sandbox CA's web server on loopback: OCSP by POST and GET, CRLs by GET, and how it misbehaves when told to.

POST /            application/ocsp-request        (RFC 6960 appendix A.1)
GET  /{base64}    the same question in the path
GET  /auth.crl    the CRL of the newest CA for 利用者証明用; /auth-2.crl, /sign-3.crl …: of one generation
PUT  /behaviour   one word, see Behaviour
"""

from __future__ import annotations

import base64
import binascii
import re
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import unquote

from gateway.sandbox.authority import Authorities, Lie, crl, ocsp_answer

Behaviour = Literal["honest", "down", "slow", "garbage", "says_good", "wrong_key", "stale"]
"""down: hangs up without a word. slow: silent until told otherwise, at most SLOW_S. garbage: not what was asked for."""

SLOW_S = 60.0
_LONGEST = 64 * 1024
_LIES: dict[str, Lie] = {"says_good": "says_good", "wrong_key": "wrong_key", "stale": "stale"}


class Responder(ThreadingHTTPServer):
    """Listens from the start; `serve_forever` answers. Port 0 takes a free one (`url`)."""

    daemon_threads = True

    def __init__(
        self, folder: Path, port: int = 0, behaviour: Behaviour = "honest", now: Callable[[], datetime] | None = None
    ) -> None:
        """Raises StateUnusable and OSError."""
        self.authorities = Authorities(folder)
        self.now = now or (lambda: datetime.now(UTC))
        self._behaviour: Behaviour = behaviour
        self._changed = threading.Condition()
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A gateway that waited long enough hangs up: that is no fault of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def url(self) -> str:
        """http://127.0.0.1:PORT/"""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    @property
    def behaviour(self) -> Behaviour:
        return self._behaviour

    @behaviour.setter
    def behaviour(self, behaviour: Behaviour) -> None:
        with self._changed:
            self._behaviour = behaviour
            self._changed.notify_all()

    def settled_behaviour(self) -> Behaviour:
        """How to answer now; while it is "slow" this waits."""
        with self._changed:
            self._changed.wait_for(lambda: self._behaviour != "slow", SLOW_S)
            return self._behaviour


class _Handler(BaseHTTPRequestHandler):
    server: Responder
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self) -> None:
        if name := re.fullmatch(r"/([a-z]+(?:-[0-9])?)\.crl", self.path):
            self._answer("application/pkix-crl", lambda lie: self._crl(name[1], lie))
            return
        try:
            question = base64.b64decode(unquote(self.path[1:]), validate=True)
        except (binascii.Error, ValueError):
            question = b""
        self._answer_ocsp(question)

    def do_POST(self) -> None:
        if self.headers.get("Content-Type") != "application/ocsp-request":
            self._send(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
            return
        question = self._body()
        if question is not None:
            self._answer_ocsp(question)

    def do_PUT(self) -> None:
        word = (self._body() or b"").decode("ascii", "replace").strip()
        if self.path != "/behaviour" or word not in get_args(Behaviour):
            self._send(HTTPStatus.BAD_REQUEST)
            return
        self.server.behaviour = word  # type: ignore[assignment]
        self._send(HTTPStatus.NO_CONTENT)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a path names a certificate."""

    def _answer_ocsp(self, question: bytes) -> None:
        now = self.server.now()
        self._answer(
            "application/ocsp-response", lambda lie: ocsp_answer(self.server.authorities.now(), question, now, lie)
        )

    def _crl(self, name: str, lie: Lie | None) -> bytes | None:
        issuer = self.server.authorities.named(name)
        return None if issuer is None else crl(self.server.authorities.now(), issuer, self.server.now(), lie)

    def _answer(self, kind: str, make: Callable[[Lie | None], bytes | None]) -> None:
        behaviour = self.server.settled_behaviour()
        if behaviour == "down":
            self.close_connection = True
            return
        body = b"<html>It works!</html>" if behaviour == "garbage" else make(_LIES.get(behaviour))
        if body is None:
            self._send(HTTPStatus.NOT_FOUND)
        else:
            self._send(HTTPStatus.OK, body, kind)

    def _body(self) -> bytes | None:
        """The request's body, or None after having refused it."""
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > _LONGEST:
            self.close_connection = True
            self._send(HTTPStatus.BAD_REQUEST)
            return None
        return self.rfile.read(int(length))

    def _send(self, status: HTTPStatus, body: bytes = b"", kind: str = "application/octet-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)
