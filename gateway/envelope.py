"""Around every request: size and form of what comes in, problem details for mistakes, a log line without content."""

from __future__ import annotations

import asyncio
import secrets
import time
import traceback
from collections.abc import Iterable
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway import log
from gateway.contract.intake import CHUNK_TYPE, LONGEST_BATCH, LONGEST_CHUNK, LONGEST_ITEM
from gateway.contract.problem import ProblemType
from gateway.problems import problem, respond
from gateway.store.database import is_outage
from gateway.terminal import Terminal

LONGEST_BODY = 65_536
LONGEST_HEADERS = 16_384
BODY_WITHIN_S = 10.0
"""For LONGEST_BODY; where longer bodies are taken, as much longer."""
DRAINED = 1 << 20
"""So much too much is still read: who is cut off in mid-body never gets to read why (a reset overtakes the answer)."""
_JSON = b"application/json"
# Sealed items and their attachments are longer, and the latter no JSON: path -> longest body, its type.
_OTHER_BODIES = (
    ("/v1/intake/chunks/", LONGEST_CHUNK, CHUNK_TYPE.encode()),
    ("/v1/intake/items", LONGEST_ITEM, _JSON),
    ("/v1/intake/batches", LONGEST_BATCH, _JSON),
)
_ALWAYS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)


class Envelope:
    """ASGI middleware; the outermost of the gateway's own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; anything but HTTP goes straight through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        answer = _Answer(send)
        incident = None
        body = await _body(scope, receive)
        if isinstance(body, ProblemType):
            await respond(problem(body), {"Connection": "close"})(scope, receive, answer)
        else:
            try:
                await self._app(scope, _replay(body, receive), answer)
            except Exception as error:
                incident = log_incident(error)
                kind = ProblemType.UNAVAILABLE if is_outage(error) else ProblemType.INTERNAL
                # An answer that has begun is cut off by the server: half of it must not look like the whole.
                if answer.status is None:
                    await respond(problem(kind, incident=incident))(scope, receive, answer)
        terminal = scope.get("state", {}).get("terminal")
        log.event(
            "request",
            terminal=terminal.id if isinstance(terminal, Terminal) else None,
            method=scope["method"],
            route=getattr(scope.get("route"), "path", None),
            status=answer.status,
            incident=incident,
            ms=round((time.monotonic() - began) * 1000, 1),
        )


def log_incident(error: Exception) -> str:
    """Write down a mistake of ours by type and place; its number, for the answer."""
    incident = secrets.token_hex(4)
    log.event("incident", incident=incident, kind=type(error).__name__, where=_where(error))
    return incident


class _Answer:
    """Remembers the status and adds the headers every answer carries."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message.get("headers", ()), *_ALWAYS]}
        await self._send(message)


async def _body(scope: Scope, receive: Receive) -> bytes | ProblemType:
    """The whole body, or why it isn't taken."""
    if sum(len(name) + len(value) for name, value in scope["headers"]) + len(scope["query_string"]) > LONGEST_HEADERS:
        # h11 stops an endless header block, but takes any that comes in one piece.
        return ProblemType.HEADERS_TOO_LARGE
    headers = {name.lower(): value for name, value in scope["headers"]}
    longest, media_type = _expected(scope["path"])
    if b"\0" in scope["path"].encode() or b"%00" in scope["query_string"]:
        # PostgreSQL has no text with NUL, and nobody honest sends one.
        return ProblemType.MALFORMED_REQUEST
    announced = headers.get(b"content-length", b"0")
    if announced.isdigit() and int(announced) > longest + DRAINED:
        return ProblemType.TOO_LARGE
    body, length = bytearray(), 0
    try:
        async with asyncio.timeout(BODY_WITHIN_S * longest / LONGEST_BODY):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return ProblemType.REQUEST_TIMEOUT
                piece = message.get("body", b"")
                length += len(piece)
                if length <= longest:
                    body += piece
                more = message.get("more_body", False)
                if length > longest + DRAINED:
                    return ProblemType.TOO_LARGE
    except TimeoutError:
        return ProblemType.REQUEST_TIMEOUT
    if length > longest:
        return ProblemType.TOO_LARGE
    if body and headers.get(b"content-type", b"").split(b";")[0].strip().lower() != media_type:
        return ProblemType.UNSUPPORTED_MEDIA_TYPE
    if media_type == _JSON and b"\\u0000" in body:
        return ProblemType.MALFORMED_REQUEST
    return bytes(body)


def _expected(path: str) -> tuple[int, bytes]:
    for prefix, longest, media_type in _OTHER_BODIES:
        if path.startswith(prefix):
            return longest, media_type
    return LONGEST_BODY, _JSON


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _where(error: BaseException) -> str:
    """File and line of the innermost frames that are ours; never the error's text, which can carry anything."""
    frames: Iterable[traceback.FrameSummary] = traceback.extract_tb(error.__traceback__)
    ours = [
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames if "gateway" in Path(frame.filename).parts
    ]
    return " < ".join(reversed(ours[-4:]))
