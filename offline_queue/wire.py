"""HTTP/1.1 over mutual TLS to the gateway, on a connection that is kept. No proxies, no redirects (ADR 0007).

Everything sent here may be sent twice, so a kept connection that the gateway has closed meanwhile is simply replaced.
"""

from __future__ import annotations

import contextlib
import errno
import http.client
import socket
import ssl
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from offline_queue.deadlines import Deadlines
from offline_queue.identity import Identity
from offline_queue.netlink import has_network
from offline_queue.values import Trouble
from offline_queue.wall import Wall

LONGEST_ANSWER = 16 * 1024 * 1024
"""The keys of every municipality fit."""
_KEPT_S = 20.0
"""A line that was idle for longer may be dead without our knowing."""
_OUT_OF_DATE = (9, 10)
"""X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED."""
_NO_ROUTE = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})


@dataclass(frozen=True, slots=True)
class Ask:
    """A request."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer. content_type: lower case, without parameters. retry_after, date: the headers as they came."""

    status: int
    content_type: str
    retry_after: str | None
    date: str | None
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where it is. timeout_s: of one exchange, all together; a little more for connecting."""

    host: str
    port: int
    timeout_s: float


def gateway_at(url: str, timeout_s: float) -> Gateway:
    """Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname is None or parts.path not in ("", "/"):
        raise ValueError("gateway.url: must be https://host[:port]")
    return Gateway(parts.hostname, parts.port or 443, timeout_s)


class Wire:
    """One connection at a time, for one thread."""

    def __init__(self, gateway: Gateway, deadlines: Deadlines, wall: Wall) -> None:
        self._gateway = gateway
        self._deadlines = deadlines
        self._wall = wall
        self._kept: http.client.HTTPConnection | None = None
        self._used = 0.0
        self._identity: Identity | None = None

    def exchange(self, identity: Identity, ask: Ask) -> Answer | Trouble:
        """Send, and wait for the whole answer."""
        if identity is not self._identity:
            self.close()
            self._identity = identity
        if self._kept is not None and time.monotonic() - self._used > _KEPT_S:
            self.close()
        if self._kept is not None:
            answer = self._ask(self._kept, ask)
            if answer is not Trouble.CUT_OFF:
                return answer
        connection = self._connect(identity)
        if isinstance(connection, Trouble):
            return connection
        self._kept = connection
        answer = self._ask(connection, ask)
        return self._why_cut_off(identity) if answer is Trouble.CUT_OFF else answer

    def close(self) -> None:
        """Let go of the connection."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()

    # --- one exchange -------------------------------------------------------------------------------------------------

    def _ask(self, connection: http.client.HTTPConnection, ask: Ask) -> Answer | Trouble:
        sent = time.monotonic()
        try:
            with self._deadlines.within(connection.sock, self._gateway.timeout_s):
                answer = _exchange(connection, ask)
        except (OSError, http.client.IncompleteRead, http.client.NotConnected) as error:
            self.close()
            if time.monotonic() - sent >= self._gateway.timeout_s:
                return Trouble.TIMED_OUT
            return _tls_trouble(error) if isinstance(error, ssl.SSLError) else Trouble.CUT_OFF
        except (http.client.HTTPException, ValueError):
            self.close()
            return Trouble.NONSENSE
        if answer is None:
            self.close()
            return Trouble.NONSENSE
        self._used = time.monotonic()
        if connection.sock is None:  # the gateway said that it closes
            self._kept = None
        if answer.date is not None:
            self._wall.heard(answer.date, sent, time.monotonic())
        return answer

    def _connect(self, identity: Identity) -> http.client.HTTPConnection | Trouble:
        try:
            tls = self._shake_hands(identity.tls)
        except OSError as error:
            return _tls_trouble(error) if isinstance(error, ssl.SSLError) else _no_line(error)
        connection = http.client.HTTPConnection(self._gateway.host, self._gateway.port)
        connection.sock = tls
        connection.auto_open = 0  # by itself it would go on without TLS
        return connection

    def _shake_hands(self, tls: ssl.SSLContext) -> ssl.SSLSocket:
        # Looking up the name has no deadline but the resolver's own. Nobody waits for this thread.
        raw = socket.create_connection((self._gateway.host, self._gateway.port), self._gateway.timeout_s)
        try:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._deadlines.within(raw, self._gateway.timeout_s):
                line = tls.wrap_socket(raw, server_hostname=self._gateway.host)
        except BaseException:
            raw.close()
            raise
        line.settimeout(None)
        return line

    def _why_cut_off(self, identity: Identity) -> Trouble:
        """In TLS 1.3 a server judges our certificate only when we think that all is well, and what it says then is
        often lost with the line. In TLS 1.2 it says so within the handshake."""
        try:
            self._shake_hands(identity.tls_1_2).close()
        except ssl.SSLError as error:
            return Trouble.IDENTITY if _tls_trouble(error) is Trouble.IDENTITY else Trouble.CUT_OFF
        except OSError:
            pass
        return Trouble.CUT_OFF


def _exchange(connection: http.client.HTTPConnection, ask: Ask) -> Answer | None:
    """None: too long. Raises OSError, HTTPException, ValueError."""
    headers = {"Accept": "application/json, application/problem+json", **ask.headers}
    connection.request(ask.method, ask.path, ask.body, headers)
    with connection.getresponse() as answer:
        if answer.length is None and not answer.chunked:
            # Nothing says where it ends: headers that were cut off look like this.
            raise http.client.IncompleteRead(b"")
        body = answer.read(LONGEST_ANSWER + 1)
        if len(body) > LONGEST_ANSWER:
            return None
        if answer.length:
            # read(amt) gives what came before a cut without complaint.
            raise http.client.IncompleteRead(b"")
        kind = (answer.getheader("Content-Type") or "").split(";")[0].strip().lower()
        return Answer(answer.status, kind, answer.getheader("Retry-After"), answer.getheader("Date"), body)


def _tls_trouble(error: ssl.SSLError) -> Trouble:
    reason = error.reason or ""
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Trouble.CUT_OFF
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble.GATEWAY_OUT_OF_DATE if error.verify_code in _OUT_OF_DATE else Trouble.FOREIGN
    if "ALERT" in reason:
        # An alert that speaks of a certificate is about ours.
        return Trouble.IDENTITY if "CERTIFICATE" in reason or "UNKNOWN_CA" in reason else Trouble.CUT_OFF
    # No TLS at all: plain HTTP, a login page of somebody's network.
    return Trouble.FOREIGN


def _no_line(error: OSError) -> Trouble:
    if isinstance(error, TimeoutError):
        found = Trouble.TIMED_OUT
    elif error.errno in _NO_ROUTE:
        return Trouble.NO_NETWORK
    else:
        found = Trouble.UNREACHABLE
    looked_up = isinstance(error, socket.gaierror) or error.errno == errno.EHOSTUNREACH
    with contextlib.suppress(OSError):
        if looked_up and not has_network():
            return Trouble.NO_NETWORK
    return found
