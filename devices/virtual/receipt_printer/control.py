"""Handling the printer from another program, at a Unix socket (see `devices.virtual.control_socket`).

{"do": "fault", "fault": "paper_out@120"}   order a trouble, see `faults`
{"do": "mend", "trouble": "paper_out"}      put it right; without "trouble": everything
{"do": "tear"}                              tear off what hangs out
{"do": "state"}                             {"ok": true, "state": {"papers": [...], "troubles": [...], ...}}
{"do": "wait", "for": "papers", "count": 2, "timeout": 5}   until so many papers have come out; or "connected",
                                            "stopped", "hanging" (a piece hangs out), "empty" (nothing is kept)
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.virtual.control_socket import ControlSocket, Refusal, text, timeout
from devices.virtual.receipt_printer.faults import FaultFormError, Trouble, parse
from devices.virtual.receipt_printer.program import ReceiptPrinterProgram

_STATES: dict[str, Callable[[dict[str, Any]], bool]] = {
    "connected": lambda state: bool(state["connected"]),
    "stopped": lambda state: bool(state["stopped"]),
    "hanging": lambda state: state["hanging_rows"] > 0,
    "empty": lambda state: state["kept"] == 0,
}


class Control(ControlSocket):
    """Serves one printer at a socket."""

    def __init__(self, printer: ReceiptPrinterProgram, path: Path) -> None:
        super().__init__(path, self._handle, "receipt-printer-control")
        self._printer = printer

    def _handle(self, asked: dict[str, Any]) -> dict[str, Any]:
        match asked.get("do"):
            case "fault":
                try:
                    self._printer.order(parse(text(asked, "fault")))
                except FaultFormError as wrong:
                    raise Refusal(str(wrong)) from wrong
            case "mend":
                self._printer.mend(_trouble(asked))
            case "tear":
                self._printer.tear()
            case "state":
                return {"state": self._printer.state()}
            case "wait":
                self._wait(asked)
            case other:
                raise Refusal(f"unknown: {other!r}")
        return {}

    def _wait(self, asked: dict[str, Any]) -> None:
        wanted, within, count = text(asked, "for"), timeout(asked), asked.get("count", 1)
        if not isinstance(count, int) or (wanted != "papers" and wanted not in _STATES):
            raise Refusal(f"for: one of papers, {', '.join(_STATES)}")

        def until(state: dict[str, Any]) -> bool:
            return len(state["papers"]) >= count if wanted == "papers" else _STATES[wanted](state)

        if not self._printer.wait(until, within):
            raise Refusal("timeout")


def _trouble(asked: dict[str, Any]) -> Trouble | None:
    if "trouble" not in asked:
        return None
    try:
        return Trouble(text(asked, "trouble"))
    except ValueError:
        raise Refusal(f"trouble: one of {', '.join(each.value for each in Trouble)}") from None
