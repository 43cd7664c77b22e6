"""`kiosk demo` with a display: the terminal in a window, and the desk beside it."""

from __future__ import annotations

import importlib.util
import json
import os
import selectors
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from devices.virtual.personas import Person, Persona, personas
from kiosk.demo.applying import FORM_CODE
from kiosk.demo.driver import DriveRefused
from kiosk.demo.line import Good, Lie, Mute, Slow
from kiosk.demo.parts import CLERK, CLERK_CODE, LANDSCAPE, Display, Parts, Terminal

DESK = Path(__file__).parents[1] / "desk" / "window.py"
LOOK_EVERY_S = 0.3
SLOW_S = 2.0
DESK_WIDTH_PX = 720
LEAST_PX = 640  # what the settings allow; where there is less, the two windows overlap
MARGIN_PX = 80
RECEIPT_FAULTS = {"empty": "paper_out", "open": "cover_open", "mute": "mute"}
FAULTS = {"remove": "remove@SIGN", "mute": "mute@VERIFY", "corrupt": "corrupt@SIGN"}


def live(parts: Parts) -> int:
    """Until one of the two windows is closed, or Ctrl-C; the exit code."""
    hand = Hand(parts)
    display, place = fitting_display()
    with parts.terminal(display, env=place, way="coins", applying=True) as terminal, DeskWindow() as desk:
        print("demo: the terminal and its desk are open; close one of them, or press Ctrl-C, to end", flush=True)
        while terminal.process.exit_code() is None and desk.is_open():
            desk.show(hand.state(_page(terminal)))
            for command in desk.commands(LOOK_EVERY_S):
                if command["do"] == "pass_time":
                    terminal.driver.pass_time(float(command["seconds"]))
                else:
                    hand.obey(command)
    return 0


def _page(terminal: Terminal) -> str:
    """None while a clerk has the program begin anew."""
    try:
        return terminal.driver.page()
    except (OSError, DriveRefused):
        return terminal.driver.page() if terminal.reconnect() else ""


class Hand:
    """Does at the parts what the desk says."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._plugged = True
        self._line = "good"

    def state(self, page: str) -> dict[str, Any]:
        """How things stand, as the desk wants to know it."""
        return {
            "cards": [_card(each) for each in personas().values()],
            "on_reader": self._parts.on_reader(),
            "plugged": self._plugged,
            "line": self._line,
            "page": page,
            "coins": self._parts.paper.coins_do("state")["state"]["tray"],
            "receipts": len(self._parts.paper.receipts_do("state")["state"]["papers"]),
            "sides": self._parts.paper.sides(),
            "staff": {"card": CLERK, "code": CLERK_CODE},
            "waiting": self._parts.applying.waiting(),
        }

    def obey(self, command: dict[str, Any]) -> None:
        match command["do"]:
            case "lay":
                self._parts.lay(command["card"])
            case "take":
                self._parts.take()
            case "fault":
                self._parts.fault(FAULTS[command["fault"]])
            case "plug":
                self._parts.plug()
                self._plugged = True
            case "unplug":
                self._parts.unplug()
                self._plugged = False
            case "insert":
                self._parts.paper.coins_do("insert", piece=int(command["piece"]))
            case "printer":
                self._printer(command["order"])
            case "receipts":
                self._parts.paper.receipts_do("fault", fault=RECEIPT_FAULTS[command["order"]])
            case "coins":
                self._parts.paper.coins_do("jam", where=command["order"])
            case "mend":
                self._parts.mend()
            case "scan":
                self._parts.applying.scanner_do("scan", text=FORM_CODE)
            case "before_camera":
                self._parts.applying.before_camera(command["who"])
            case "line":
                self._set_line(command["condition"])

    def _printer(self, order: str) -> None:
        paper = self._parts.paper
        match order:
            case "empty":
                paper.printer_do("load", sheets=0)
            case "fill":
                paper.printer_do("load", sheets=100)
            case "jam":
                paper.printer_do("reasons", reasons=["media-jam"])
            case "power":
                paper.printer_do("power_cut")
                paper.printer_do("power_on")

    def _set_line(self, condition: str) -> None:
        match condition:
            case "good":
                self._parts.line(Good())
            case "cut":
                self._parts.line(Mute())
            case "slow":
                self._parts.line(Slow(SLOW_S))
            case "nonsense":
                self._parts.lie(Lie.OTHER_SHAPE)
        self._line = condition


def _card(persona: Persona) -> dict[str, str]:
    """A line of the desk's list, with the fictional PIN for whoever plays the resident."""
    pin = persona.pins.get("auth") if isinstance(persona, Person) else None
    return {"key": persona.id, "title": f"{persona.id}: {persona.ja}", "note": pin or "––––"}


class DeskWindow:
    """The desk's program, with a pipe each way."""

    def __init__(self) -> None:
        # Its own window must not be told to use another driver than ours.
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", _python_with_tkinter(), DESK],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._unread = b""
        self._shown: dict[str, Any] = {}
        self._selector = selectors.DefaultSelector()
        if self._process.stdout is not None:
            self._selector.register(self._process.stdout, selectors.EVENT_READ)

    def is_open(self) -> bool:
        return self._process.poll() is None

    def show(self, state: dict[str, Any]) -> None:
        """Bring the window to `state`, if that is new."""
        if state == self._shown or self._process.stdin is None:
            return
        self._shown = state
        try:
            self._process.stdin.write(json.dumps(state).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return  # it has just been closed; `is_open` says so

    def commands(self, wait_s: float) -> list[dict[str, Any]]:
        """What was pressed within `wait_s` seconds."""
        found: list[dict[str, Any]] = []
        for key, _ in self._selector.select(wait_s):
            piece = os.read(key.fd, 65536)
            if not piece:
                self._process.wait()
                break
            *lines, self._unread = (self._unread + piece).split(b"\n")
            found += [json.loads(line) for line in lines]
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate()
        self._selector.close()


def _python_with_tkinter() -> str:
    """tkinter comes with Debian's Python (python3-tk), not with every other."""
    return sys.executable if importlib.util.find_spec("_tkinter") else "/usr/bin/python3"


def fitting_display() -> tuple[Display, dict[str, str]]:
    """The landscape panel beside the desk, as large as the screen allows; and where its window goes.

    Millimetres shrink with it only on the glass.
    """
    said = subprocess.run(["xdotool", "getdisplaygeometry"], capture_output=True, text=True, check=False).stdout.split()
    width, height = (int(said[0]), int(said[1])) if len(said) == 2 else (LANDSCAPE.width_px, LANDSCAPE.height_px)
    left = DESK_WIDTH_PX if width >= DESK_WIDTH_PX + LEAST_PX else 0
    scale = min(1.0, (width - left) / LANDSCAPE.width_px, (height - MARGIN_PX) / LANDSCAPE.height_px)
    display = replace(
        LANDSCAPE,
        width_px=max(LEAST_PX, round(LANDSCAPE.width_px * scale)),
        height_px=max(LEAST_PX, round(LANDSCAPE.height_px * scale)),
        headless=False,
    )
    return display, {"SDL_VIDEO_WINDOW_POS": f"{left},{MARGIN_PX // 2}"}
