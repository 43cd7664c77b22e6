"""One IPP exchange (RFC 8010): an HTTP POST on a connection of its own, within one deadline, over TLS where it is ipps.

The document follows the message from memory. The exchange runs in a thread that can be abandoned at any instant: its
socket is shut down under it, so a mute printer holds nobody up.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import secrets
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from devices.printers.documents import message
from devices.printers.documents.message import Answer, Attribute, Operation

_LOOK_EVERY_S = 0.02
_PORT = 631

# --- what comes back -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Silence:
    """No connection, or no complete answer."""


@dataclass(frozen=True, slots=True)
class Impostor:
    """The TLS certificate is not one that we trust for this name."""


@dataclass(frozen=True, slots=True)
class Babble:
    """An answer that is not IPP. `where` is a fixed word of ours."""

    where: str


@dataclass(frozen=True, slots=True)
class CalledOff:
    """`cancel` was set before the answer came; the request may have arrived all the same."""


WireTrouble = Silence | Impostor | Babble | CalledOff


# --- where to --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Peer:
    """Where a printer or a queue of cupsd answers. address: host and port, or a Unix socket."""

    uri: str
    address: tuple[str, int] | Path
    path: str
    tls: ssl.SSLContext | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """The name for HTTP and TLS."""
        return "localhost" if isinstance(self.address, Path) else self.address[0]


def peer_of(uri: str, ca: Path | None = None) -> Peer:
    """From ipp://HOST[:PORT]/PATH or ipps://…. Raises ValueError, OSError.

    ca: PEM of who vouches for the printer (its own certificate, if it signed itself); the system's authorities
    otherwise. The name in the certificate must be HOST.
    """
    parts = urlsplit(uri)
    if parts.scheme not in ("ipp", "ipps") or not parts.hostname or parts.query:
        raise ValueError("a printer's address is ipp://HOST/PATH or ipps://HOST/PATH")
    tls = None
    if parts.scheme == "ipps":
        tls = ssl.create_default_context(cafile=ca)
        tls.minimum_version = ssl.TLSVersion.TLSv1_2
    return Peer(uri, (parts.hostname, parts.port or _PORT), parts.path or "/", tls)


def queue_of(spooler: Path, name: str) -> Peer:
    """A queue of the cupsd that listens at a Unix socket."""
    return Peer(f"ipp://localhost/printers/{name}", spooler, f"/printers/{name}")


# --- one exchange ----------------------------------------------------------------------------------------------------


def exchange(
    peer: Peer,
    operation: Operation,
    attributes: Sequence[Attribute],
    job_attributes: Sequence[Attribute] = (),
    document: bytes | None = None,
    within_s: float = 5.0,
    cancel: threading.Event | None = None,
) -> Answer | WireTrouble:
    """Ask and wait for the whole answer; at most `within_s`, and no longer than until `cancel` is set."""
    request_id = secrets.randbelow(2**31 - 1) + 1
    asked = message.encode(operation, request_id, peer.uri, attributes, job_attributes)
    line = _Line()
    came: queue.SimpleQueue[Answer | WireTrouble] = queue.SimpleQueue()
    body = [asked] if document is None else [asked, document]
    talk = threading.Thread(
        target=lambda: came.put(_talk(peer, body, request_id, line, within_s)), name="ipp-exchange", daemon=True
    )
    talk.start()
    deadline = time.monotonic() + within_s
    while True:
        with contextlib.suppress(queue.Empty):
            return came.get(timeout=_LOOK_EVERY_S)
        called_off = cancel is not None and cancel.is_set()
        if called_off or time.monotonic() >= deadline:
            line.shut()
            return CalledOff() if called_off else Silence()


class _Line:
    """The socket of an exchange, which may be shut from outside at any stage."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._shut = False

    def hold(self, connected: socket.socket) -> None:
        """Take a second handle on the socket; TLS takes the first one over."""
        with self._lock:
            self._socket = connected.dup()
            shut = self._shut
        if shut:
            self.shut()

    def shut(self) -> None:
        """End the connection; also one that comes later."""
        with self._lock:
            self._shut = True
            held, self._socket = self._socket, None
        if held is not None:
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)
            held.close()


def _talk(peer: Peer, body: list[bytes], request_id: int, line: _Line, within_s: float) -> Answer | WireTrouble:
    try:
        with _connect(peer, within_s) as connected:
            line.hold(connected)
            if peer.tls is None:
                return _post(peer, connected, body, request_id)
            with peer.tls.wrap_socket(connected, server_hostname=peer.host) as secured:
                return _post(peer, secured, body, request_id)
    except ssl.SSLCertVerificationError:
        return Impostor()
    except (OSError, http.client.IncompleteRead):
        return Silence()
    except (http.client.HTTPException, ValueError):
        return Babble("http")
    finally:
        line.shut()


def _connect(peer: Peer, within_s: float) -> socket.socket:
    if isinstance(peer.address, Path):
        local = socket.socket(socket.AF_UNIX)
        local.settimeout(within_s)
        try:
            local.connect(str(peer.address))
        except BaseException:
            local.close()
            raise
        return local
    connected = socket.create_connection(peer.address, within_s)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connected


def _post(peer: Peer, connected: socket.socket, body: list[bytes], request_id: int) -> Answer | WireTrouble:
    connection = http.client.HTTPConnection(peer.host)
    connection.sock = connected
    length = sum(len(part) for part in body)
    headers = {"Content-Type": "application/ipp", "Content-Length": str(length), "Connection": "close"}
    connection.request("POST", peer.path, body, headers)
    with connection.getresponse() as answer:
        if answer.status != http.HTTPStatus.OK:
            return Babble("http_status")
        content = answer.read(message.LONGEST + 1)
        if len(content) > message.LONGEST:
            return Babble("too_long")
        if answer.length:
            return Silence()  # read(amt) gives what came before a cut without complaint
    return message.decode(content, request_id) or Babble("ipp")
