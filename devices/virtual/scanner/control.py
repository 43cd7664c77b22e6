"""Handling the virtual scanner from another program, at a Unix socket (see `devices.virtual.control_socket`).

{"do": "scan", "text": "0123..."}            hold a code before it; "fault": "torn" ... see `program`.
                                             {"ok": true, "typed": true}, or false: nobody holds the scanner
{"do": "unplug"}, {"do": "plug"}             pull it out, plug it in
{"do": "state"}                              {"ok": true, "plugged": true, "held": true}
{"do": "wait", "timeout": 5}                 until a program holds it
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from devices.virtual.control_socket import ControlSocket, Refusal, text
from devices.virtual.scanner.program import FAULTS, Fault, ScannerProgram

_WAIT_S = 10.0


class Control(ControlSocket):
    """Serves one scanner at a socket."""

    def __init__(self, scanner: ScannerProgram, path: Path) -> None:
        super().__init__(path, self._handle, "virtual-scanner-control")
        self._scanner = scanner

    def _handle(self, asked: dict[str, Any]) -> dict[str, Any]:
        match asked.get("do"):
            case "scan":
                try:
                    return {"typed": self._scanner.scan(text(asked, "text"), _fault(asked))}
                except ValueError as wrong:
                    raise Refusal(str(wrong)) from None
            case "plug":
                self._scanner.plug()
            case "unplug":
                self._scanner.unplug()
            case "state":
                return {"plugged": self._scanner.plugged, "held": self._scanner.held}
            case "wait":
                timeout = asked.get("timeout", _WAIT_S)
                if not isinstance(timeout, int | float) or not self._scanner.wait_held(timeout):
                    raise Refusal("timeout")
            case other:
                raise Refusal(f"unknown: {other!r}")
        return {}


def _fault(asked: dict[str, Any]) -> Fault | None:
    wanted = asked.get("fault")
    if wanted is None:
        return None
    for fault in FAULTS:
        if fault == wanted:
            return fault
    raise Refusal(f"fault: one of {', '.join(FAULTS)}")
