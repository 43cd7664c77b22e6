"""An intake of the tests' own: takes what the contract says, remembers everything, and misbehaves when it is told to.

It is not the gateway's code: what the queue sends is judged here by joserfc and by hand.
"""

from __future__ import annotations

import base64
import json
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.jwk import ECKey

from gateway.contract.intake import receipt_number
from gateway.contract.sealing import Recipient

Reply = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = field(repr=False)


BATCHES = "/v1/intake/batches"


class _HungUpError(Exception):
    pass


Misbehave = Callable[[Asked, Callable[[], Reply]], Reply | None]
"""(what was asked, what a good answer would be – calling it takes the item) -> the answer; None: hang up."""


def good(_asked: Asked, answer: Callable[[], Reply]) -> Reply | None:
    """As the contract says."""
    return answer()


@dataclass
class Intake:
    """What a gateway has. effects: how often each key took effect; order: keys of each case as they came."""

    certificate: x509.Certificate
    recipients: tuple[Recipient, ...]
    behave: Misbehave = good
    port: int = 0
    connections: int = 0
    items: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    effects: Counter[str] = field(default_factory=Counter)
    order: dict[str, list[int]] = field(default_factory=dict)
    last_of: dict[str, int] = field(default_factory=dict)  # of each case, its items' numbers
    chunks: dict[str, bytes] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)  # how many items each had
    behave_to_batches: Misbehave = good
    changed: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, ready: Callable[[Intake], bool], within_s: float = 30.0) -> None:
        """Until something is so; fails after the deadline."""
        with self.changed:
            assert self.changed.wait_for(lambda: ready(self), within_s)

    def count(self, method: str, start: str) -> int:
        """How often something was asked."""
        with self.changed:
            return sum(1 for each in self.asked if each.method == method and each.path.startswith(start))

    def answer(self, asked: Asked) -> Reply | None:
        """Remember and answer."""
        with self.changed:
            self.asked.append(asked)
            behave = self.behave_to_batches if asked.path == BATCHES else self.behave
        try:
            return behave(asked, lambda: self._batch(asked) if asked.path == BATCHES else self._good(asked))
        except _HungUpError:
            return None
        finally:
            with self.changed:
                self.changed.notify_all()

    def _batch(self, asked: Asked) -> Reply:
        """As if each item had come alone, `behave` included; who hangs up there hangs up after those before."""
        sent = json.loads(asked.body)["items"]
        assert "idempotency-key" not in asked.headers
        assert 1 < len(sent) <= 64
        assert len(asked.body) <= 1024 * 1024
        with self.changed:
            self.batches.append(len(sent))
        members = []
        for item in sent:
            content = {name: item[name] for name in ("envelope", "sealed")}
            headers = {**asked.headers, "idempotency-key": item["key"]}
            alone = Asked("POST", "/v1/intake/items", headers, json.dumps(content).encode())
            reply = self.behave(alone, lambda alone=alone: self._good(alone))  # type: ignore[misc]
            if reply is None:
                raise _HungUpError
            members.append(_member(item["key"], reply))
        return 200, {"Content-Type": "application/json"}, json.dumps({"answers": members}).encode()

    def _good(self, asked: Asked) -> Reply:
        with self.changed:
            if asked.path == "/v1/intake/recipients":
                body = {
                    "recipients": [json.loads(each.model_dump_json()) for each in self.recipients],
                    "server_time": datetime.now(UTC).isoformat(),
                }
                return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()
            if asked.path.startswith("/v1/intake/chunks/"):
                return self._chunk(asked)
            assert (asked.method, asked.path) == ("POST", "/v1/intake/items")
            return self._item(asked)

    def _chunk(self, asked: Asked) -> Reply:
        name = asked.path.rsplit("/", 1)[1]
        if asked.method == "HEAD":
            return (200, {}, b"") if name in self.chunks else problem(404, "not-found")
        assert sha256(asked.body).hexdigest() == name
        digest = base64.b64encode(sha256(asked.body).digest()).decode()
        assert asked.headers["content-digest"] == f"sha-256=:{digest}:"
        self.chunks[name] = asked.body
        return 201, {"Content-Type": "application/json"}, b"{}"

    def _item(self, asked: Asked) -> Reply:
        sent = json.loads(asked.body)
        envelope, sealed = sent["envelope"], base64.b64decode(sent["sealed"], validate=True)
        claims = self._verified(envelope)
        key, case = claims["key"], claims["case"]
        assert asked.headers["idempotency-key"] == key
        assert claims["digest"] == sha256(sealed).hexdigest()
        if key in self.items:
            if self.items[key] != (envelope, sealed):
                return problem(409, "digest-differs")
            return self._received(claims, {"Idempotency-Replayed": "true"})
        missing = [chunk for each in claims["attachments"] for chunk in each["chunks"] if chunk not in self.chunks]
        if missing:
            return problem(409, "chunks-missing", missing=missing)
        last, number = self.last_of.get(case, 0), claims["case_sequence"]
        if number <= last:
            return problem(422, "envelope-refused")
        if number != last + 1 and not claims["case_anew"]:
            return problem(409, "sequence-gap")
        self.last_of[case] = number
        self.items[key], self.claims[key] = (envelope, sealed), claims
        self.effects[key] += 1
        self.order.setdefault(case, []).append(claims["sequence"])
        return self._received(claims, {})

    def _verified(self, envelope: str) -> dict[str, Any]:
        pem = self.certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        registry = jws.JWSRegistry(algorithms=["ES256"])
        registry.max_header_length = 8000
        found = jws.deserialize_compact(envelope, ECKey.import_key(pem), registry=registry)
        thumbprint = sha256(self.certificate.public_bytes(Encoding.DER)).hexdigest()
        headers = dict(found.headers())
        # As long as nobody has answered to this certificate, it comes along.
        brought = headers.pop("x5c", None)
        assert brought in (None, [base64.b64encode(self.certificate.public_bytes(Encoding.DER)).decode()])
        assert headers == {"alg": "ES256", "kid": thumbprint, "typ": "madoguchi-envelope+jwt"}
        claims: dict[str, Any] = json.loads(found.payload)
        return claims

    def _received(self, claims: dict[str, Any], headers: dict[str, str]) -> Reply:
        receipt = receipt_number(claims["terminal"], claims["sequence"]) if claims["lane"] == "applications" else None
        body = {"receipt": receipt, "received_at": "2026-11-22T00:00:00Z", "state": "received"}
        return 201, {"Content-Type": "application/json", **headers}, json.dumps(body).encode()


def _member(key: str, reply: Reply) -> dict[str, Any]:
    """An item's answer, as it stands in that of a batch."""
    status, headers, body = reply
    if status == 201:
        return {"key": key, "received": json.loads(body), "replayed": "Idempotency-Replayed" in headers}
    wait = headers.get("Retry-After")
    return {"key": key, "problem": json.loads(body)} | ({} if wait is None else {"retry_after": int(wait)})


def problem(status: int, name: str, headers: dict[str, str] | None = None, **more: object) -> Reply:
    """Problem details."""
    body = {"type": f"/problems/{name}", "title": "…", "status": status, **more}
    return status, {"Content-Type": "application/problem+json", **(headers or {})}, json.dumps(body).encode()


@contextmanager
def serving(tls: Path, terminal: str, recipients: tuple[Recipient, ...], port: int = 0) -> Iterator[Intake]:
    """Serve over mutual TLS with the certificates of `gateway.dev_certs`."""
    certificate = x509.load_pem_x509_certificate((tls / f"{terminal}.pem").read_bytes())
    intake = Intake(certificate, recipients)
    with listening(intake, tls, port):
        yield intake


@contextmanager
def listening(intake: Intake, tls: Path, port: int = 0) -> Iterator[None]:
    """Let an intake be reachable; afterwards it isn't, and all its lines are cut."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls / "server.pem", tls / "server.key")
    context.load_verify_locations(tls / "ca.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    server = _Server(("127.0.0.1", port), intake, context)
    intake.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.cut_all()
        server.server_close()
        thread.join(10)


class _Server(ThreadingHTTPServer):
    allow_reuse_address = True
    block_on_close = True
    daemon_threads = False

    def __init__(self, address: tuple[str, int], intake: Intake, context: ssl.SSLContext) -> None:
        self.intake, self.context = intake, context
        self._lines: set[Any] = set()
        super().__init__(address, _Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """The handshake is done in the client's own thread."""
        request.settimeout(30)
        self._lines.add(request)
        try:
            with self.context.wrap_socket(request, server_side=True) as line:
                self._lines.add(line)
                with self.intake.changed:
                    self.intake.connections += 1
                super().finish_request(line, client_address)
                self._lines.discard(line)
        except OSError:
            pass
        finally:
            self._lines.discard(request)

    def cut_all(self) -> None:
        for line in list(self._lines):
            try:
                line.shutdown(2)
            except OSError:
                continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, self.rfile.read(length))
        answer = self.server.intake.answer(asked)
        if answer is None:
            self.close_connection = True
            return
        status, headers, body = answer
        self.send_response_only(status)
        headers.setdefault("Date", self.date_time_string())
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_PUT = do_POST = _any  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing."""
