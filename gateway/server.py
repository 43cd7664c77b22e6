"""uvicorn with mutual TLS: the certificate the peer proved to own becomes the request's `Terminal`. No plain HTTP."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from gateway import log
from gateway.config import ConfigError, Listen, Tls, tls_context
from gateway.contract.problem import MEDIA_TYPE, ProblemType
from gateway.envelope import LONGEST_HEADERS
from gateway.problems import problem
from gateway.terminal import terminal_of

HEADERS_WITHIN_S = 10.0
KEEP_ALIVE_S = 60
STOP_WITHIN_S = 5


class TerminalProtocol(H11Protocol):
    """One connection of one terminal. h11 is the stricter of uvicorn's parsers and bounds the headers itself."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Read who is there, before the first byte of a request."""
        super().connection_made(transport)
        peer: ssl.SSLObject | None = transport.get_extra_info("ssl_object")
        certificate = peer.getpeercert(binary_form=True) if peer is not None else None
        try:
            terminal = terminal_of(certificate or b"")
        except ValueError:
            log.event("terminal_without_name")
            transport.abort()
            return
        self.app_state = {**self.app_state, "terminal": terminal}
        self._watch_headers()

    def data_received(self, data: bytes) -> None:
        """As uvicorn does, but a request's headers must be complete in time."""
        super().data_received(data)
        self._watch_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline."""
        super().connection_lost(exc)
        self._forget_deadline()

    def _watch_headers(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._forget_deadline()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEADERS_WITHIN_S, self.transport.abort)

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def send_400_response(self, msg: str) -> None:
        """What isn't HTTP, or has too large headers, gets problem details like everything else."""
        error = sys.exception()
        too_large = isinstance(error, h11.RemoteProtocolError) and error.error_status_hint == 431
        refused = problem(ProblemType.HEADERS_TOO_LARGE if too_large else ProblemType.MALFORMED_REQUEST)
        body = refused.model_dump_json(exclude_none=True).encode()
        headers = [
            ("content-type", MEDIA_TYPE),
            ("content-length", str(len(body))),
            ("cache-control", "no-store"),
            ("connection", "close"),
        ]
        try:
            answer = h11.Response(status_code=refused.status, headers=headers)
            for event in (answer, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        except h11.LocalProtocolError:
            # An answer is under way already: this connection is beyond repair.
            self.transport.abort()
            return
        self.transport.close()


class Server(uvicorn.Server):
    """Says on stdout when it listens, and where; ends with exit code 0 on SIGTERM and SIGINT."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Announce readiness as one JSON line: {"ready": true, "host": …, "port": …}."""
        await super().startup(sockets)
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        print(json.dumps({"ready": True, "host": host, "port": port}), flush=True)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, without raising the signal again after a clean stop."""
        signals = (signal.SIGTERM, signal.SIGINT)
        before = {each: signal.signal(each, self.handle_exit) for each in signals}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def listener(listen: Listen) -> socket.socket:
    """The listening socket. Raises ConfigError if the address isn't to be had."""
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    # The protocol must be named: asyncio sets TCP_NODELAY only then, and without it every answer is 40 ms late.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((listen.host, listen.port))
        listening.listen(1024)
    except OSError as error:
        listening.close()
        raise ConfigError(f"listen: {listen.host} port {listen.port}: {error.strerror}") from None
    return listening


def server(app: FastAPI, tls: Tls) -> Server:
    """The server, ready to `run(sockets=[…])`. Raises ConfigError if the TLS files can't be used."""
    context = tls_context(tls)

    def our_context(*_: Any) -> ssl.SSLContext:
        return context

    return Server(
        uvicorn.Config(
            app,
            http=TerminalProtocol,
            ws="none",
            lifespan="on",
            loop="asyncio",
            log_config=None,
            # Queries and ids of requests stay out of logs; `envelope` writes what is needed.
            access_log=False,
            proxy_headers=False,
            server_header=False,
            h11_max_incomplete_event_size=LONGEST_HEADERS,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=STOP_WITHIN_S,
            ssl_context_factory=our_context,
        )
    )
