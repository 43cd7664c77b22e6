"""The drive socket: the terminal driven from outside, as a browser test drives a page.

JSON lines over a Unix socket; each request gets one reply `{"ok": true, ...}` or `{"ok": false, "error": "..."}`.

  {"do": "tree"}                                    the page as a tree, with what stands around it
  {"do": "press", "id": "option.a"}                 press and release a key of the tree
  {"do": "type", "text": "1234"}                    type on whatever the page takes
  {"do": "key", "key": "down"}                      press a key of the keypad ("7", down, up, confirm, back, voice)
  {"do": "said", "since": 3}                        what the voice said after utterance 3 (in this stay): {"count": 5,
                                                    "said": [{"number", "outlet", "sound", "lines", "private"}, ...]}
  {"do": "hear", "since": 3, "timeout_s": 10}       wait until something more has been said
  {"do": "touch", "x": 100, "y": 200}               touch the panel at a pixel
  {"do": "wait", "page": "pin", "timeout_s": 10}    until that page is shown ("a|b": one of them; "log_in.*": any such)
  {"do": "settled", "timeout_s": 10}                until no effect runs and nothing is being put away
  {"do": "shot", "path": "out/page.png"}            save the panel's pixels
  {"do": "keep", "path": "out/x.page"}              save page and frame as they are described (pickled), to be drawn
                                                    again in another language or size
  {"do": "pass_time", "seconds": 60}                let time pass
  {"do": "find", "marker": "hex"}                   count objects in reach of the collector that hold these bytes
                                                    ("exactly": true: standing alone, not inside a longer word)

Never in the production profile. What is typed and searched for is not logged.
"""

from __future__ import annotations

import fnmatch
import json
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from kiosk.clock import Clock
from kiosk.loop import Loop
from kiosk.reach import holders

LONGEST_REQUEST = 64 * 1024


class Stage(Protocol):
    """What can be driven: the terminal with its view and window."""

    def tree(self) -> dict[str, Any]:
        """The page as JSON: name, tree, frame."""

    def page_name(self) -> str:
        """Name of the page shown."""

    def settled(self) -> bool:
        """Whether nothing runs and nothing is being put away."""

    def press(self, id: str) -> str | None:
        """Press a key; None, or why it can't be pressed."""

    def type_text(self, text: str) -> str | None:
        """Type; None, or why nothing takes it."""

    def press_keypad(self, name: str) -> str | None:
        """Press a key of the keypad; None, or why that can't be."""

    def transcript(self, since: int) -> tuple[int, list[dict[str, Any]]]:
        """How many utterances there were, and what was said after that one."""

    def touch(self, x: int, y: int) -> None:
        """Touch and let go."""

    def shot(self, path: Path) -> None:
        """Save the pixels as PNG."""

    def keep(self, path: Path) -> None:
        """Save page and frame as they are described."""


class DriveError(Exception):
    """The request can't be done; the text goes back to the driver."""


@dataclass(slots=True, eq=False)
class _Driver:
    connection: socket.socket
    received: bytearray = field(default_factory=bytearray)
    waits_for: Callable[[], bool] | None = None
    until: float = 0.0


class Drive:
    """Serves the socket on the terminal's own loop."""

    def __init__(self, path: Path, loop: Loop, stage: Stage, clock: Clock) -> None:
        self._path = path
        self._loop = loop
        self._stage = stage
        self._clock = clock
        self._drivers: dict[int, _Driver] = {}
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(path))
        os.chmod(path, 0o600)
        self._listener.listen()
        self._listener.setblocking(False)
        loop.watch(self._listener.fileno(), self._accept)

    def tick(self) -> None:
        """Answer the waits that have come true or run out."""
        for driver in list(self._drivers.values()):
            if driver.waits_for is None:
                continue
            if driver.waits_for():
                self._end_wait(driver, {"ok": True, "page": self._stage.page_name()})
            elif time.monotonic() >= driver.until:
                reply = {"ok": False, "error": "timed out", "page": self._stage.page_name()}
                self._end_wait(driver, reply)

    def next_tick_s(self) -> float:
        """Seconds until the earliest wait runs out. Waits run on real time, whatever time the terminal is told."""
        until = min((d.until for d in self._drivers.values() if d.waits_for is not None), default=float("inf"))
        return until - time.monotonic()

    def close(self) -> None:
        """Hang up and remove the socket."""
        for driver in list(self._drivers.values()):
            self._hang_up(driver)
        self._loop.unwatch(self._listener.fileno())
        self._listener.close()
        self._path.unlink(missing_ok=True)

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        driver = _Driver(connection)
        self._drivers[connection.fileno()] = driver
        self._loop.watch(connection.fileno(), lambda: self._receive(driver))

    def _receive(self, driver: _Driver) -> None:
        try:
            data = driver.connection.recv(65536)
        except ConnectionError:
            data = b""
        if not data:
            self._hang_up(driver)
            return
        driver.received += data
        self._next_request(driver)

    def _next_request(self, driver: _Driver) -> None:
        while driver.waits_for is None and b"\n" in driver.received:
            line, _, rest = bytes(driver.received).partition(b"\n")
            driver.received[:] = rest
            reply = self._reply(driver, line)
            if reply is not None:
                self._send(driver, reply)
        if len(driver.received) > LONGEST_REQUEST:
            self._hang_up(driver)

    def _reply(self, driver: _Driver, line: bytes) -> dict[str, Any] | None:
        try:
            request = json.loads(line)
            if not isinstance(request, dict):
                raise DriveError("a request is an object")
            return self._do(driver, request)
        except (DriveError, KeyError, ValueError, TypeError) as error:
            return {"ok": False, "error": str(error) if isinstance(error, DriveError) else type(error).__name__}

    def _do(self, driver: _Driver, request: dict[str, Any]) -> dict[str, Any] | None:
        match request["do"]:
            case "tree":
                return {"ok": True, **self._stage.tree()}
            case "press":
                return self._done(self._stage.press(str(request["id"])))
            case "type":
                return self._done(self._stage.type_text(str(request["text"])))
            case "key":
                return self._done(self._stage.press_keypad(str(request["key"])))
            case "said":
                count, said = self._stage.transcript(int(request["since"]))
                return {"ok": True, "count": count, "said": said}
            case "hear":
                since = int(request["since"])
                self._wait(driver, request, lambda: self._stage.transcript(since)[0] > since)
                return None
            case "touch":
                self._stage.touch(int(request["x"]), int(request["y"]))
                return self._done(None)
            case "wait":
                patterns = str(request["page"]).split("|")
                self._wait(
                    driver, request, lambda: any(fnmatch.fnmatchcase(self._stage.page_name(), p) for p in patterns)
                )
                return None
            case "settled":
                self._wait(driver, request, self._stage.settled)
                return None
            case "shot":
                self._stage.shot(Path(request["path"]))
                return self._done(None)
            case "keep":
                self._stage.keep(Path(request["path"]))
                return self._done(None)
            case "pass_time":
                self._clock.pass_time(float(request["seconds"]))
                return self._done(None)
            case "find":
                found = holders(bytes.fromhex(request["marker"]), exactly=bool(request.get("exactly")))
                return {"ok": True, "found": len(found), "types": found[:10]}
            case other:
                raise DriveError(f"don't know how to do {str(other)[:40]!r}")

    def _done(self, trouble: str | None) -> dict[str, Any]:
        if trouble is not None:
            return {"ok": False, "error": trouble, "page": self._stage.page_name()}
        return {"ok": True, "page": self._stage.page_name()}

    def _wait(self, driver: _Driver, request: dict[str, Any], condition: Callable[[], bool]) -> None:
        driver.waits_for = condition
        driver.until = time.monotonic() + float(request.get("timeout_s", 10.0))

    def _end_wait(self, driver: _Driver, reply: dict[str, Any]) -> None:
        driver.waits_for = None
        self._send(driver, reply)
        self._next_request(driver)

    def _send(self, driver: _Driver, reply: dict[str, Any]) -> None:
        try:
            driver.connection.setblocking(True)
            driver.connection.settimeout(2.0)
            driver.connection.sendall(json.dumps(reply, ensure_ascii=False).encode() + b"\n")
        except OSError:
            self._hang_up(driver)

    def _hang_up(self, driver: _Driver) -> None:
        if self._drivers.pop(driver.connection.fileno(), None) is not None:
            self._loop.unwatch(driver.connection.fileno())
            driver.connection.close()
