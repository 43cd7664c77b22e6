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

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from devices.virtual import faults
from devices.virtual.command import NAMES
from devices.virtual.control_socket import ControlError, ControlSocket, Refusal, ask, text
from devices.virtual.deck import NoSuchPersona
from devices.virtual.personas import personas
from devices.virtual.slot import CardSlot

__all__ = ["Control", "ControlError", "ask"]

_LONGEST_WAIT_S = 600.0
_WAIT_S = 10.0  # where a "wait" says nothing else

_STATES: Mapping[str, Callable[[dict[str, Any]], bool]] = {
    "noticed": lambda state: bool(state["noticed"]),
    "powered": lambda state: bool(state["powered"]),
    "unpowered": lambda state: not state["powered"],
    "silent": lambda state: bool(state["silent"]),
    "present": lambda state: state["persona"] is not None,
    "absent": lambda state: state["persona"] is None,
}


class Control:
    """Serves one slot at a socket. persona: what "insert" lays down when it names nobody."""

    def __init__(self, slot: CardSlot, path: Path, persona: str | None = None) -> None:
        self._slot = slot
        self._next = persona
        self._socket = ControlSocket(path, self._answer, "card-control")

    def start(self) -> None:
        """Answer from now on."""
        self._socket.start()

    def stop(self) -> None:
        """Answer no more; the socket's file is removed."""
        self._socket.stop()

    def answer(self, line: bytes) -> dict[str, Any]:
        """What comes of one line; never raises."""
        return self._socket.answer(line)

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._do(asked)
        except faults.FaultFormError as wrong:
            raise Refusal(str(wrong)) from wrong
        except NoSuchPersona as nobody:
            raise Refusal(f"no such persona: {nobody}") from nobody

    def _do(self, asked: dict[str, Any]) -> dict[str, Any]:
        match asked.get("do"):
            case "insert":
                self._insert(asked.get("persona", self._slot.persona or self._next))
            case "remove":
                self._slot.remove()
            case "swap":
                self._slot.swap(text(asked, "persona"))
            case "persona":
                self._set_persona(text(asked, "persona"))
            case "fault":
                self._slot.order(faults.parse(text(asked, "fault")))
            case "clear":
                self._slot.clear_faults()
            case "renew":
                self._slot.renew()
            case "state":
                return {"state": self._slot.state()}
            case "wait":
                self._wait(asked)
            case other:
                raise Refusal(f"unknown: {other!r}")
        return {}

    def _insert(self, persona: Any) -> None:
        if not isinstance(persona, str):
            raise Refusal("persona missing")
        self._slot.insert(persona)
        self._next = persona

    def _set_persona(self, persona: str) -> None:
        if persona not in personas():
            raise NoSuchPersona(persona)
        self._next = persona
        if self._slot.persona is not None:
            self._slot.insert(persona)

    def _wait(self, asked: dict[str, Any]) -> None:
        wanted, timeout = text(asked, "for"), asked.get("timeout", _WAIT_S)
        if not isinstance(timeout, int | float) or not 0 <= timeout <= _LONGEST_WAIT_S:
            raise Refusal("timeout: 0 to 600 seconds")
        if wanted not in _STATES and wanted not in NAMES:
            raise Refusal(f"for: one of {', '.join((*_STATES, *NAMES))}")

        def until(state: dict[str, Any], commands: Sequence[str]) -> bool:
            return _STATES[wanted](state) if wanted in _STATES else wanted in commands

        if not self._slot.wait(until, timeout):
            raise Refusal("timeout")
