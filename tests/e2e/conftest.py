"""Whole terminals with real parts around them: pcscd, a card program, a gateway, the line between."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.demo.driver import Driver
from kiosk.demo.parts import Parts, Terminal
from kiosk.demo.tour import back_to_start


@pytest.fixture(scope="session")
def parts() -> Iterator[Parts]:
    """Everything but the terminal, once for the whole run. Not in pytest's own folder: socket paths must be short."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-e2e-") as folder, Parts(Path(folder)) as parts:
        yield parts


@pytest.fixture(scope="session")
def landscape(parts: Parts) -> Iterator[Terminal]:
    """A terminal with a landscape panel."""
    with parts.terminal(name="landscape") as terminal:
        yield terminal


@pytest.fixture
def terminal(parts: Parts, landscape: Terminal) -> Terminal:
    """The landscape terminal, free, with an empty reader and a good line."""
    back_to_start(parts, landscape.driver)
    return landscape


@pytest.fixture
def driver(terminal: Terminal) -> Driver:
    return terminal.driver


@pytest.fixture(autouse=True)
def _no_display_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window opens only where a test says so; readers that other tests of this process use are not ours."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "PCSCLITE_CSOCK_NAME"):
        monkeypatch.delenv(name, raising=False)
