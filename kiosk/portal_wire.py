"""One exchange with the gateway: HTTP/1.1 over mutual TLS on a connection of its own, within one deadline.

The exchange runs in a thread that can be abandoned at any instant: its socket is shut down under it and its request
taken away, so neither a dripping server nor a dead name server holds a resident up, and nothing of hers stays behind.
Proxies and redirects don't exist here.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.portal_outcomes import (
    Cancelled,
    Nonsense,
    Oddity,
    PortalTrouble,
    TimedOut,
    TlsRefused,
    TlsTrouble,
    Unreachable,
)

LONGEST_ANSWER = 2 * 1024 * 1024
_LOOK_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class Ask:
    """A request. Everything that may be personal is hidden from `repr`."""

    method: str
    path: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer. content_type: lower case, without parameters."""

    status: int
    content_type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Peer:
    """The gateway's address, with the TLS settings to reach it. tls_1_2: the same without TLS 1.3, to find out why."""

    host: str
    port: int
    tls: ssl.SSLContext
    tls_1_2: ssl.SSLContext


def peer_of(host: str, port: int, ca: Path, certificate: Path, key: Path) -> Peer:
    """TLS 1.2 or newer; the server must be of `ca` and bear this name. Raises OSError, ssl.SSLError."""
    newest, older = (_client_tls(ca, certificate, key) for _ in range(2))
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    return Peer(host, port, newest, older)


def _client_tls(ca: Path, certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(ca)
    context.load_cert_chain(certificate, key)
    return context


def exchange(peer: Peer, ask: Ask, timeout_s: float, cancel: threading.Event | None) -> Answer | PortalTrouble:
    """Send, and wait for the whole answer; at most `timeout_s`, and no longer than until `cancel` is set."""
    running = _Exchange(peer, ask, timeout_s)
    deadline = time.monotonic() + timeout_s
    while not running.settled.wait(min(_LOOK_EVERY_S, max(0.0, deadline - time.monotonic()))):
        if cancel is not None and cancel.is_set():
            running.abandon()
            return Cancelled()
        if time.monotonic() >= deadline:
            running.abandon()
            return TimedOut()
    return running.take()


class _Exchange:
    """The thread and what it shares with the caller, under one lock."""

    def __init__(self, peer: Peer, ask: Ask, timeout_s: float) -> None:
        self.settled = threading.Event()
        self._peer = peer
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._ask: Ask | None = ask
        self._line: socket.socket | None = None
        self._outcome: Answer | PortalTrouble | None = None
        threading.Thread(target=self._run, name="portal-exchange", daemon=True).start()

    def take(self) -> Answer | PortalTrouble:
        """What came of it, once; only after `settled`."""
        with self._lock:
            outcome, self._outcome = self._outcome, None
        if outcome is None:
            raise AssertionError("taken twice, or before it was settled")
        return outcome

    def abandon(self) -> None:
        """Nobody waits any more."""
        with self._lock:
            self._ask = None
            line, self._line = self._line, None
        if line is not None:
            _shut(line)

    def _run(self) -> None:
        outcome = self._attempt()
        with self._lock:
            line, self._line = self._line, None
            # An abandoned exchange keeps nothing.
            self._outcome = outcome if self._ask is not None else None
            self._ask = None
        if line is not None:
            line.close()
        self.settled.set()

    def _attempt(self) -> Answer | PortalTrouble:
        trusted = False
        try:
            with self._connect(self._peer.tls) as tls:
                trusted = True
                ask = self._ask
                return Cancelled() if ask is None else _ask(tls, self._peer, ask)
        except ssl.SSLError as error:
            if not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
                return TlsRefused(_tls_trouble(error))
        except (OSError, http.client.IncompleteRead):
            # Not there, or cut off.
            pass
        except (http.client.HTTPException, ValueError):
            return Nonsense(Oddity.NOT_HTTP)
        return self._why_cut_off() if trusted else Unreachable()

    def _why_cut_off(self) -> TlsRefused | Unreachable:
        """In TLS 1.3 a server judges our certificate only when we think that all is well, and many hang up without a
        word. In TLS 1.2 it does so within the handshake; so that tells the one reason from all others."""
        try:
            raw = self._dial()
        except OSError:
            return Unreachable()
        try:
            self._peer.tls_1_2.wrap_socket(raw, server_hostname=self._peer.host).close()
        except OSError as error:
            only_newer = "PROTOCOL" in (getattr(error, "reason", None) or "")
            return Unreachable() if only_newer else TlsRefused(TlsTrouble.TERMINAL_NOT_TRUSTED)
        return Unreachable()

    def _connect(self, tls: ssl.SSLContext) -> ssl.SSLSocket:
        return tls.wrap_socket(self._dial(), server_hostname=self._peer.host)

    def _dial(self) -> socket.socket:
        raw = socket.create_connection((self._peer.host, self._peer.port), self._timeout_s)
        raw.settimeout(None)
        # Headers and body go out in two pieces; without this the second waits 40 ms for the other end's ACK.
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # TLS takes the socket over; a second handle on it lets `abandon` reach the line at any stage.
        line = raw.dup()
        with self._lock:
            before, self._line = self._line, line
            abandoned = self._ask is None
        if before is not None:
            before.close()
        if abandoned:
            _shut(raw)
        return raw


def _ask(tls: ssl.SSLSocket, peer: Peer, ask: Ask) -> Answer | PortalTrouble:
    connection = http.client.HTTPConnection(peer.host, peer.port)
    connection.sock = tls
    headers = {"Accept": "application/json, application/problem+json", "Connection": "close", **ask.headers}
    connection.request(ask.method, ask.path, ask.body, headers)
    with connection.getresponse() as answer:
        body = answer.read(LONGEST_ANSWER + 1)
        if len(body) > LONGEST_ANSWER:
            return Nonsense(Oddity.TOO_LARGE)
        if answer.length:
            # read(amt) gives what came before a cut without complaint.
            return Unreachable()
        if 300 <= answer.status < 400:
            return Nonsense(Oddity.REDIRECT)
        kind = (answer.getheader("Content-Type") or "").split(";")[0].strip().lower()
        return Answer(answer.status, kind, body)


# X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
_OUT_OF_DATE = (9, 10)


def _tls_trouble(error: ssl.SSLError) -> TlsTrouble:
    if isinstance(error, ssl.SSLCertVerificationError):
        return TlsTrouble.SERVER_OUT_OF_DATE if error.verify_code in _OUT_OF_DATE else TlsTrouble.SERVER_NOT_TRUSTED
    # An alert that speaks of a certificate is about ours.
    about_ours = ("CERTIFICATE" in (error.reason or "")) or ("UNKNOWN_CA" in (error.reason or ""))
    return TlsTrouble.TERMINAL_NOT_TRUSTED if about_ours else TlsTrouble.OTHER


def _shut(line: socket.socket) -> None:
    # The other end may have been faster.
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
