"""Fetching from a responder or a distribution point: the whole exchange within one deadline, bounded in size.

Neither redirects nor proxies are followed: whom we ask is a setting.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import h11

_LONGEST = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """A 200 answer. content_type: lower case, without parameters."""

    body: bytes = field(repr=False)
    content_type: str


@dataclass(frozen=True, slots=True)
class Failed:
    """No usable answer; `why` is a word for the log."""

    why: str


def fetch(url: str, timeout_s: float, *, post: bytes | None = None, content_type: str = "") -> Fetched | Failed:
    """GET, or POST of bytes. A dripping server is cut off at `timeout_s` like a silent one."""
    try:
        return asyncio.run(_within(url, timeout_s, post, content_type))
    except TimeoutError:
        return Failed("too slow")
    except (OSError, ssl.SSLError) as error:
        return Failed(type(error).__name__)
    except h11.RemoteProtocolError:
        return Failed("not HTTP")


async def _within(url: str, timeout_s: float, post: bytes | None, content_type: str) -> Fetched | Failed:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    conn = h11.Connection(h11.CLIENT)
    async with asyncio.timeout(timeout_s):
        context = ssl.create_default_context() if secure else None
        reader, writer = await asyncio.open_connection(parts.hostname, port, ssl=context)
        try:
            for event in _request(url, post, content_type):
                writer.write(conn.send(event) or b"")
            return await _answer(conn, reader)
        finally:
            writer.close()


def _request(url: str, post: bytes | None, content_type: str) -> list[h11.Event]:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc.rpartition("@")[2]), ("Connection", "close")]
    if post is None:
        return [h11.Request(method="GET", target=target, headers=headers), h11.EndOfMessage()]
    headers += [("Content-Type", content_type), ("Content-Length", str(len(post)))]
    return [h11.Request(method="POST", target=target, headers=headers), h11.Data(data=post), h11.EndOfMessage()]


async def _answer(conn: h11.Connection, reader: asyncio.StreamReader) -> Fetched | Failed:
    body = bytearray()
    kind = ""
    while True:
        event = conn.next_event()
        if event is h11.NEED_DATA:
            conn.receive_data(await reader.read(65_536))
        elif isinstance(event, h11.Response):
            if event.status_code != 200:
                return Failed(f"status {event.status_code}")
            kind = dict(event.headers).get(b"content-type", b"").decode("latin-1")
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > _LONGEST:
                return Failed("too large")
        elif isinstance(event, h11.EndOfMessage):
            return Fetched(bytes(body), kind.split(";")[0].strip().lower())
        elif isinstance(event, h11.ConnectionClosed):
            return Failed("cut off")
