"""Terminals with a voice and a keypad, and everything around them that a resident comes for."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.demo.parts import LANDSCAPE, Parts, Terminal
from kiosk.demo.tour import back_to_start
from tests.e2e.ear.listener import Listener

SOUND = """
[sound]
speaker = "null"
handset = "null"

[keypad]
name = "nothing is plugged in: keys come from the drive socket"
"""
"""ALSA's null device: voices and player are the real ones, and it takes no time."""


@pytest.fixture(scope="session")
def parts() -> Iterator[Parts]:
    """Everything but the terminal. Not in pytest's own folder: socket paths must be short."""
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-v-") as folder,
        Parts(Path(folder), paper=Path(folder) / "paper", applying=True) as parts,
    ):
        yield parts


@pytest.fixture(scope="session")
def speaking(parts: Parts) -> Iterator[Terminal]:
    """A terminal that speaks into the handset; fees are paid in coins."""
    settings = parts.write_settings(LANDSCAPE, name="ear", way="coins", applying=True)
    settings.write_text(settings.read_text(encoding="utf-8") + SOUND, encoding="utf-8")
    with Terminal("ear", settings, parts.folder, {**parts.client_env, "SDL_VIDEODRIVER": "dummy"}) as terminal:
        yield terminal


@pytest.fixture
def listener(parts: Parts, speaking: Terminal) -> Listener:
    back_to_start(parts, speaking.driver)
    return Listener(speaking.driver)
