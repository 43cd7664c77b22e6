"""The demo's printer, receipt printer and coin unit: programs of their own, handled through their control sockets."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

from devices.virtual.control_socket import ask
from kiosk.demo.child import Child
from kiosk.demo.judge import pages

PACE_MS = 300
"""How long the printer takes for a side: long enough to be seen."""


class PaperParts:
    """Started in the `with` block of whoever holds the stack. out: where papers and receipts go as pictures.

    folder: for sockets and logs; its path must be short.
    """

    def __init__(self, folder: Path, out: Path, stack: ExitStack) -> None:
        self._folder = folder
        self.out = out
        self.receipts_out = out / "receipts"
        self.coin_line = folder / "coins"
        self._printer = folder / "printer.sock"
        self._receipts = folder / "receipts.sock"
        self._coins = folder / "coins.sock"
        self.receipts_out.mkdir(parents=True, exist_ok=True)
        for old in (*out.glob("*.p[dn][fg]"), *self.receipts_out.glob("*.png")):
            old.unlink()
        printer = self._start("printer", "^ready (.*)$", "--paper", out, "--control", self._printer, "--pace", PACE_MS)
        self.printer = stack.enter_context(printer)
        places = ("--papers", self.receipts_out, "--control", self._receipts)
        receipts = self._start("receipt_printer", "^ready ([0-9]+)$", *places, "--port", 0)
        self.receipts = stack.enter_context(receipts)
        coins = self._start("coin_unit", "^ready$", "--forgetful", "--line", self.coin_line, "--control", self._coins)
        stack.enter_context(coins)

    def _start(self, name: str, ready: str, *arguments: object) -> Child:
        command = [sys.executable, "-m", f"devices.virtual.{name}", *(str(each) for each in arguments)]
        return Child(name, command, self._folder / f"{name}.log", ready=ready)

    @property
    def printer_uri(self) -> str:
        """Where the document printer prints (IPP)."""
        return self.printer.ready_line[1]

    @property
    def receipts_port(self) -> int:
        """Where the receipt printer listens (loopback)."""
        return int(self.receipts.ready_line[1])

    # --- what a hand does ---------------------------------------------------------------------------------------------

    def printer_do(self, do: str, **more: Any) -> dict[str, Any]:
        """An order to the printer: see `python -m devices.virtual.printer --help`."""
        return ask(self._printer, do=do, **more)

    def receipts_do(self, do: str, **more: Any) -> dict[str, Any]:
        """An order to the receipt printer: see `devices.virtual.receipt_printer.control`."""
        return ask(self._receipts, do=do, **more)

    def coins_do(self, do: str, **more: Any) -> dict[str, Any]:
        """An order to the coin unit: see `devices.virtual.coin_unit.control`."""
        return ask(self._coins, do=do, **more)

    def insert(self, *pieces: int) -> None:
        """Put coins or a note in, once the slot is open."""
        self.coins_do("wait", **{"for": "accepting"})
        for piece in pieces:
            self.coins_do("insert", piece=piece)

    def mend(self) -> None:
        """Everything as new."""
        self.printer_do("unmute")
        self.printer_do("unhang")
        self.printer_do("go")
        self.printer_do("reasons", reasons=[])
        self.printer_do("load", sheets=100)
        self.receipts_do("mend")
        self.coins_do("repair")
        self.coins_do("clear")

    def documents(self) -> list[Path]:
        """What the printer got, oldest first."""
        return sorted(self.out.glob("*.pdf"))

    def sides(self) -> int:
        """Sides that came out since the start."""
        state: dict[str, Any] = self.printer_do("state")["state"]
        return int(state["sides"])

    def last_job(self, sides_before: int, copies: int = 1) -> tuple[Path, list[Path]]:
        """The last document that the printer got, and pictures of its sides, once all are out.

        sides_before: what `sides` said before it was ordered.
        """
        document = self.documents()[-1]
        self.printer_do("wait", sides=sides_before + copies * pages(document))
        return document, sorted(self.out.glob(f"{document.stem}-*.png"), key=_side)

    # --- the terminal's settings --------------------------------------------------------------------------------------

    def settings(self, keys: Path, way: Literal["free", "counter", "coins"], name: str) -> str:
        """The sections of a terminal that hands out certificates. keys: of the demo's issuing side."""
        coin_line = f'coin_line = "{self.coin_line}"' if way == "coins" else ""
        authorities = ", ".join(f'"{file}"' for file in sorted(keys.glob("*/seal-ca.pem")))
        return f"""
[printer]
kind = "ipp"
uri = "{self.printer_uri}"

[receipts]
kind = "network"
host = "127.0.0.1"
port = {self.receipts_port}

[payment]
way = "{way}"
journal = "{name}-payments.sqlite"
{coin_line}

[issuing]
seal_cas = [{authorities}]
statement_keys = ["{keys / "statement.pem"}"]
"""


def _side(picture: Path) -> int:
    """0007-12.png: 12."""
    return int(picture.stem.rpartition("-")[2])
