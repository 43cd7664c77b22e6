"""Handling the coin unit from another program, at a Unix socket (see `devices.virtual.control_socket`).

{"do": "insert", "piece": 100}               put a coin or note in; {"ok": true, "taken": "taken"}, "returned" (it
                                             wasn't accepted) or "stuck". "late": true: past the gate already
{"do": "power", "on": false}                 pull the plug; true: plug it in
{"do": "jam", "where": "slot"}               the next coin sticks
{"do": "jam", "where": "payout", "after": 2} the hoppers jam when two more coins have come out
{"do": "twice"}                              the next coin is reported by two events
{"do": "repair"}                             clear all jams
{"do": "empty", "coin": 100, "leave": 1}     take coins out unseen: short change
{"do": "refill", "coin": 100, "count": 20}   fill a hopper
{"do": "fault", "fault": "mute@after-PAY"}   see `devices.virtual.coin_unit.faults`
{"do": "clear"}                              forget faults ordered, speak again
{"do": "state"}                              {"ok": true, "state": {"tray": 200, "hoppers": {...}, ...}}
{"do": "wait", "for": "muted", "timeout": 5} until muted, accepting, closed, paying, idle, or a command's name was
                                             received
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from devices.virtual.coin_unit.faults import NAMES, FaultFormError, parse
from devices.virtual.coin_unit.mechanism import COINS, NOTE
from devices.virtual.coin_unit.program import UnitProgram
from devices.virtual.control_socket import ControlSocket, Refusal, text, timeout

_STATES: dict[str, Callable[[dict[str, Any]], bool]] = {
    "muted": lambda state: bool(state["muted"]),
    "accepting": lambda state: bool(state["accepting"]),
    "closed": lambda state: not state["accepting"],
    "paying": lambda state: bool(state["paying"]),
    "idle": lambda state: not state["paying"],
}


class Control(ControlSocket):
    """Serves one unit at a socket."""

    def __init__(self, unit: UnitProgram, path: Path) -> None:
        super().__init__(path, self._handle, "coin-unit-control")
        self._unit = unit

    def _handle(self, asked: dict[str, Any]) -> dict[str, Any]:
        machine = self._unit.mechanism
        match asked.get("do"):
            case "insert":
                return {
                    "taken": machine.insert(_number(asked, "piece", (*COINS, NOTE)), late=asked.get("late") is True)
                }
            case "power":
                machine.power(asked.get("on") is True)
            case "jam":
                machine.jam(_where(asked), _number({"after": 0, **asked}, "after", range(1000)))
            case "twice":
                machine.report_twice()
            case "repair":
                machine.repair()
            case "empty":
                machine.empty(_number(asked, "coin", COINS), _number({"leave": 0, **asked}, "leave", range(1000)))
            case "refill":
                machine.refill(_number(asked, "coin", COINS), _number(asked, "count", range(401)))
            case "fault":
                try:
                    self._unit.order(parse(text(asked, "fault")))
                except FaultFormError as wrong:
                    raise Refusal(str(wrong)) from wrong
            case "clear":
                self._unit.clear()
            case "state":
                return {"state": self._state()}
            case "wait":
                self._wait(asked)
            case other:
                raise Refusal(f"unknown: {other!r}")
        return {}

    def _state(self) -> dict[str, Any]:
        return {
            **self._unit.mechanism.state(),
            "muted": self._unit.muted,
            "commands": len(self._unit.commands),
        }

    def _wait(self, asked: dict[str, Any]) -> None:
        wanted, within = text(asked, "for"), timeout(asked)
        if wanted not in _STATES and wanted not in NAMES.values():
            raise Refusal(f"for: one of {', '.join((*_STATES, *NAMES.values()))}")

        def there() -> bool:
            return _STATES[wanted](self._state()) if wanted in _STATES else wanted in self._unit.commands

        with self._unit.mechanism.news:
            if not self._unit.mechanism.news.wait_for(there, within):
                raise Refusal("timeout")


def _number(asked: dict[str, Any], key: str, allowed: range | tuple[int, ...]) -> int:
    value = asked.get(key)
    if type(value) is not int or value not in allowed:
        raise Refusal(f"{key}: one of {', '.join(map(str, allowed)) if isinstance(allowed, tuple) else allowed}")
    return value


def _where(asked: dict[str, Any]) -> Literal["slot", "payout"]:
    match asked.get("where"):
        case "slot":
            return "slot"
        case "payout":
            return "payout"
    raise Refusal("where: slot or payout")
