"""Every way of the tour, each from a free terminal, in any order."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.demo.parts import PORTRAIT, Parts, Terminal
from kiosk.demo.tour import back_to_start
from kiosk.demo.walk import Record, Walk
from kiosk.demo.walks import PORTRAIT_WAYS, WAYS, Way


@pytest.mark.parametrize(("title", "way"), WAYS, ids=[title for title, _ in WAYS])
def test_way(parts: Parts, terminal: Terminal, tmp_path: Path, title: str, way: Way) -> None:
    record = Record(tmp_path)
    way(Walk(title, terminal.driver, record), parts)
    record.close()
    assert terminal.process.exit_code() is None
    assert (tmp_path / "index.html").exists()


def test_upright(parts: Parts, tmp_path: Path) -> None:
    record = Record(tmp_path)
    with parts.terminal(PORTRAIT, "upright") as terminal:
        back_to_start(parts, terminal.driver)
        for title, way in PORTRAIT_WAYS:
            way(Walk(title, terminal.driver, record), parts)
    record.close()
