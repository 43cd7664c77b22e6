"""Terminals that hand out certificates: a real gateway, a real IPP printer, a receipt printer and a coin unit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.demo.driver import Driver
from kiosk.demo.parts import Parts, Terminal
from kiosk.demo.tour import back_to_start
from kiosk.demo.walk import Record, Walk


@pytest.fixture(scope="session")
def parts() -> Iterator[Parts]:
    """Everything but the terminal. Not in pytest's own folder: socket paths must be short."""
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-p-") as folder,
        Parts(Path(folder), paper=Path(folder) / "paper") as parts,
    ):
        yield parts


@pytest.fixture(scope="session")
def at_coins(parts: Parts) -> Iterator[Terminal]:
    with parts.terminal(name="coins-1", way="coins") as terminal:
        yield terminal


@pytest.fixture(scope="session")
def at_counter(parts: Parts) -> Iterator[Terminal]:
    with parts.terminal(name="counter-1", way="counter") as terminal:
        yield terminal


@pytest.fixture
def terminal(parts: Parts, at_coins: Terminal) -> Terminal:
    """The terminal with a coin unit, free, with an empty reader and everything in order."""
    back_to_start(parts, at_coins.driver)
    return at_coins


@pytest.fixture
def driver(terminal: Terminal) -> Driver:
    return terminal.driver


@pytest.fixture
def walk(driver: Driver, tmp_path: Path) -> Iterator[Walk]:
    record = Record(tmp_path)
    yield Walk("test", driver, record)
    record.close()
