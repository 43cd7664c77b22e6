"""The desk's window on a real X server, pressed key by key, at the very parts that it is for."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.virtual.personas import personas
from kiosk.demo.line import Good, Mute, Nonsense, Slow
from kiosk.demo.live import DESK_WIDTH_PX, DeskWindow, Hand
from kiosk.demo.parts import CLERK, CLERK_CODE, Parts
from tests.parts.screen import XScreen

PATIENCE_S = 30.0
SECOND_CARD = (300, 60)  # pixels in the window


def document_printer(parts: Parts) -> dict[str, Any]:
    state: dict[str, Any] = parts.paper.printer_do("state")["state"]
    return state


def receipt_troubles(parts: Parts) -> list[str]:
    return list(parts.paper.receipts_do("state")["state"]["troubles"])


def no_reader(parts: Parts) -> bool:
    """OpenSC's word."""
    said = subprocess.run(
        ["opensc-tool", "-l"], env=dict(parts.client_env), capture_output=True, text=True, check=False
    )
    return "No smart card readers" in said.stdout + said.stderr


def all_well(parts: Parts) -> bool:
    return not receipt_troubles(parts) and document_printer(parts)["sheets"] == 100


KEYS: tuple[tuple[dict[str, Any], Callable[[Parts], bool]], ...] = (
    ({"do": "lay", "card": list(personas())[1]}, lambda parts: parts.on_reader() == list(personas())[1]),
    ({"do": "take"}, lambda parts: parts.on_reader() is None),
    ({"do": "lay", "card": CLERK}, lambda parts: parts.on_reader() == CLERK),
    ({"do": "fault", "fault": "remove"}, lambda _: True),
    ({"do": "fault", "fault": "mute"}, lambda _: True),
    ({"do": "fault", "fault": "corrupt"}, lambda _: True),
    ({"do": "unplug"}, no_reader),
    ({"do": "line", "condition": "good"}, lambda parts: isinstance(parts.town.line.condition, Good)),
    ({"do": "line", "condition": "cut"}, lambda parts: isinstance(parts.town.line.condition, Mute)),
    ({"do": "line", "condition": "slow"}, lambda parts: isinstance(parts.town.line.condition, Slow)),
    ({"do": "line", "condition": "nonsense"}, lambda parts: isinstance(parts.town.line.condition, Nonsense)),
    ({"do": "scan"}, lambda _: True),
    *(({"do": "before_camera", "who": who}, lambda _: True) for who in ("good", "dark", "nobody", "sheet")),
    ({"do": "printer", "order": "empty"}, lambda parts: document_printer(parts)["sheets"] == 0),
    ({"do": "printer", "order": "fill"}, lambda parts: document_printer(parts)["sheets"] == 100),
    ({"do": "printer", "order": "jam"}, lambda parts: document_printer(parts)["reasons"] == ["media-jam"]),
    ({"do": "printer", "order": "power"}, lambda parts: bool(document_printer(parts)["on"])),
    ({"do": "receipts", "order": "empty"}, lambda parts: "paper_out" in receipt_troubles(parts)),
    ({"do": "receipts", "order": "open"}, lambda parts: "cover_open" in receipt_troubles(parts)),
    ({"do": "receipts", "order": "mute"}, lambda parts: "mute" in receipt_troubles(parts)),
    *(({"do": "insert", "piece": piece}, lambda _: True) for piece in (10, 50, 100, 500, 1000)),
    ({"do": "coins", "order": "slot"}, lambda _: True),
    ({"do": "coins", "order": "payout"}, lambda _: True),
    ({"do": "mend"}, all_well),
    *(({"do": "pass_time", "seconds": seconds}, lambda _: True) for seconds in (60, 120, 1800)),
)
"""What each key says, from the top, and how the part stands then. True: a part at rest does not show it, but it took
the order, or `obey` would raise."""


@pytest.fixture(scope="module")
def parts() -> Iterator[Parts]:
    """With applications, as in the demo."""
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-k-") as folder,
        Parts(Path(folder), paper=Path(folder) / "paper", applying=True) as parts,
    ):
        yield parts


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[XScreen, DeskWindow]]:
    with XScreen(1366, 768) as screen:
        monkeypatch.setenv("DISPLAY", screen.display)
        with DeskWindow() as window:
            yield screen, window


@pytest.fixture
def hand(parts: Parts) -> Iterator[Hand]:
    yield Hand(parts)
    parts.take()
    parts.clear_faults()
    parts.plug()
    parts.line(Good())
    parts.mend()


def test_every_key_does_what_it_says(desk: tuple[XScreen, DeskWindow], hand: Hand, parts: Parts) -> None:
    screen, window = desk
    state = hand.state("idle")
    assert state["staff"] == {"card": CLERK, "code": CLERK_CODE}
    window.show(state)
    width, height = shown(screen)
    assert width <= DESK_WIDTH_PX
    assert height <= 768
    screen.click(*SECOND_CARD)
    for expected, holds in KEYS:
        screen.key("Tab")
        screen.key("space")
        (command,) = window.commands(PATIENCE_S)
        assert command == expected
        if command["do"] != "pass_time":  # that is the terminal's
            hand.obey(command)
        assert holds(parts), command
    window.show(hand.state("idle"))
    screen.key("Tab")  # the row of cards again
    screen.key("Tab")
    screen.key("space")
    assert window.commands(PATIENCE_S) == [{"do": "lay", "card": list(personas())[1]}]


def shown(screen: XScreen) -> tuple[int, int]:
    """The window's size, once it is on the screen."""
    said = subprocess.run(
        ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Madoguchi", "getwindowgeometry", "--shell"],
        env={"DISPLAY": screen.display, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    ).stdout
    found = dict(line.split("=") for line in said.splitlines() if "=" in line)
    return int(found["WIDTH"]), int(found["HEIGHT"])
