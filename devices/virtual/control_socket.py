"""How virtual devices are handled from other programs: a Unix socket that takes and gives JSON, one object per line.

The device says what it does with a request; this says how requests come and answers go. Answers: {"ok": true, ...} or
{"ok": false, "error": "..."}.

    answer = ask(path, do="state")
"""

from __future__ import annotations

import json
import os
import socket
import socketserver
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

_LONGEST_LINE = 10_000
_LONGEST_WAIT_S = 600.0
_WAIT_S = 10.0  # where a "wait" says nothing else
_ANSWER_S = 20.0


class ControlError(Exception):
    """The device refused; the text says why."""


class Refusal(Exception):
    """Raised by a device for a request that it does not do: becomes `"ok": false`, its text the error."""


class ControlSocket:
    """Serves one device at a socket of its owner's. do: one request's keys -> what the answer holds besides "ok"."""

    def __init__(self, path: Path, do: Callable[[dict[str, Any]], dict[str, Any]], name: str) -> None:
        self._path = path
        self._do = do
        _remove_stale(path)
        control = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                while line := self.rfile.readline(_LONGEST_LINE):
                    try:
                        self.wfile.write(json.dumps(control.answer(line)).encode() + b"\n")
                    except OSError:
                        return  # whoever asked has left

        self._server = _Server(str(path), Handler)
        os.chmod(path, 0o600)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name=name, daemon=True
        )

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more; the socket's file is removed."""
        self._server.shutdown()
        self._server.server_close()
        self._path.unlink(missing_ok=True)

    def answer(self, line: bytes) -> dict[str, Any]:
        """What comes of one line; never raises."""
        try:
            asked = json.loads(line)
        except ValueError:
            return {"ok": False, "error": "not JSON"}
        if not isinstance(asked, dict):
            return {"ok": False, "error": "not a JSON object"}
        try:
            return {"ok": True, **self._do(asked)}
        except Refusal as refusal:
            return {"ok": False, "error": str(refusal)}


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False


def ask(path: Path, **request: Any) -> dict[str, Any]:
    """Ask a running device one thing; raises ControlError if it refuses, OSError if it is not there."""
    with socket.socket(socket.AF_UNIX) as connected:
        connected.settimeout(_ANSWER_S + request.get("timeout", _WAIT_S))
        connected.connect(str(path))
        connected.sendall(json.dumps(request).encode() + b"\n")
        with connected.makefile("rb") as lines:
            answer: dict[str, Any] = json.loads(lines.readline() or b'{"ok": false, "error": "closed"}')
    if not answer.pop("ok"):
        raise ControlError(answer["error"])
    return answer


def text(asked: dict[str, Any], key: str) -> str:
    """A key of a request that must be text."""
    value = asked.get(key)
    if not isinstance(value, str):
        raise Refusal(f"{key} missing")
    return value


def timeout(asked: dict[str, Any]) -> float:
    """How long a "wait" may last, in seconds."""
    value = asked.get("timeout", _WAIT_S)
    if not isinstance(value, int | float) or not 0 <= value <= _LONGEST_WAIT_S:
        raise Refusal(f"timeout: 0 to {_LONGEST_WAIT_S:.0f} seconds")
    return float(value)


def _remove_stale(path: Path) -> None:
    """A socket file nobody listens at any more, from a program that was killed. A living one is left alone."""
    if not path.is_socket():
        return
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
