"""Laying cards down from another program: a Unix socket that takes and gives JSON, one object per line.

    {"do": "insert", "persona": "ordinary"}    lay a card down; without "persona": the one that lay there last
    {"do": "remove"}                           take it away
    {"do": "swap", "persona": "ordinary_man"}  another card lies there, without any event
    {"do": "persona", "persona": "expired"}    as insert if a card lies there; else the one for the next insert
    {"do": "fault", "fault": "remove@VERIFY"}  order a fault, see `devices.virtual.faults`
    {"do": "clear"}                            forget faults ordered
    {"do": "renew"}                            PINs and counters of the card that lies there as new
    {"do": "state"}                            {"ok": true, "state": {"persona": ..., "tries": {...}, ...}}
    {"do": "wait", "for": "VERIFY", "timeout": 5}   until the card has received such a command since it was laid down;
                                               or "noticed" (by the reader), "powered", "unpowered", "silent",
                                               "present", "absent"

Answers: {"ok": true}, or {"ok": false, "error": "..."}.

    answer = ask(path, do="insert", persona="ordinary")
"""

from __future__ import annotations

import json
import os
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from devices.virtual import faults
from devices.virtual.command import NAMES
from devices.virtual.deck import NoSuchPersona
from devices.virtual.personas import personas
from devices.virtual.slot import CardSlot

_LONGEST_LINE = 10_000
_LONGEST_WAIT_S = 600.0
_WAIT_S = 10.0  # where a "wait" says nothing else
_ANSWER_S = 20.0

_STATES: Mapping[str, Callable[[dict[str, Any]], bool]] = {
    "noticed": lambda state: bool(state["noticed"]),
    "powered": lambda state: bool(state["powered"]),
    "unpowered": lambda state: not state["powered"],
    "silent": lambda state: bool(state["silent"]),
    "present": lambda state: state["persona"] is not None,
    "absent": lambda state: state["persona"] is None,
}


class ControlError(Exception):
    """The card program refused; the text says why."""


class _Refusal(Exception):
    """Becomes `"ok": false`."""


class Control:
    """Serves one slot at a socket. persona: what "insert" lays down when it names nobody."""

    def __init__(self, slot: CardSlot, path: Path, persona: str | None = None) -> None:
        self._slot = slot
        self._path = path
        self._next = persona
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
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="card-control", daemon=True
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
            if not isinstance(asked, dict):
                raise _Refusal("not a JSON object")
            return {"ok": True, **self._do(asked)}
        except (_Refusal, faults.FaultFormError) as refusal:
            return {"ok": False, "error": str(refusal)}
        except NoSuchPersona as nobody:
            return {"ok": False, "error": f"no such persona: {nobody}"}
        except ValueError:
            return {"ok": False, "error": "not JSON"}

    def _do(self, asked: dict[str, Any]) -> dict[str, Any]:
        match asked.get("do"):
            case "insert":
                self._insert(asked.get("persona", self._slot.persona or self._next))
            case "remove":
                self._slot.remove()
            case "swap":
                self._slot.swap(_text(asked, "persona"))
            case "persona":
                self._set_persona(_text(asked, "persona"))
            case "fault":
                self._slot.order(faults.parse(_text(asked, "fault")))
            case "clear":
                self._slot.clear_faults()
            case "renew":
                self._slot.renew()
            case "state":
                return {"state": self._slot.state()}
            case "wait":
                self._wait(asked)
            case other:
                raise _Refusal(f"unknown: {other!r}")
        return {}

    def _insert(self, persona: Any) -> None:
        if not isinstance(persona, str):
            raise _Refusal("persona missing")
        self._slot.insert(persona)
        self._next = persona

    def _set_persona(self, persona: str) -> None:
        if persona not in personas():
            raise NoSuchPersona(persona)
        self._next = persona
        if self._slot.persona is not None:
            self._slot.insert(persona)

    def _wait(self, asked: dict[str, Any]) -> None:
        wanted, timeout = _text(asked, "for"), asked.get("timeout", _WAIT_S)
        if not isinstance(timeout, int | float) or not 0 <= timeout <= _LONGEST_WAIT_S:
            raise _Refusal("timeout: 0 to 600 seconds")
        if wanted not in _STATES and wanted not in NAMES:
            raise _Refusal(f"for: one of {', '.join((*_STATES, *NAMES))}")

        def until(state: dict[str, Any], commands: Sequence[str]) -> bool:
            return _STATES[wanted](state) if wanted in _STATES else wanted in commands

        if not self._slot.wait(until, timeout):
            raise _Refusal("timeout")


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False


def ask(path: Path, **request: Any) -> dict[str, Any]:
    """Ask a running card program one thing; raises ControlError if it refuses, OSError if it is not there."""
    with socket.socket(socket.AF_UNIX) as connected:
        connected.settimeout(_ANSWER_S + request.get("timeout", _WAIT_S))
        connected.connect(str(path))
        connected.sendall(json.dumps(request).encode() + b"\n")
        with connected.makefile("rb") as lines:
            answer: dict[str, Any] = json.loads(lines.readline() or b'{"ok": false, "error": "closed"}')
    if not answer.pop("ok"):
        raise ControlError(answer["error"])
    return answer


def _text(asked: dict[str, Any], key: str) -> str:
    value = asked.get(key)
    if not isinstance(value, str):
        raise _Refusal(f"{key} missing")
    return value


def _remove_stale(path: Path) -> None:
    """A socket file nobody listens at any more, from a program that was killed. A living one is left alone."""
    if not path.is_socket():
        return
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
