"""`kiosk check display` without a display: what the settings alone tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.check.display import check_display
from kiosk.check.report import Result
from kiosk.config import Config, Display, Gateway, Reader, Terminal


@pytest.fixture(autouse=True)
def _nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")


def result(width_mm: float, height_mm: float) -> Result:
    """Of a Full HD panel of that size."""
    config = Config(
        profile="training",
        terminal=Terminal(id="t-1", municipality="こもれび市", place="市役所"),
        display=Display(width_mm=width_mm, height_mm=height_mm),
        reader=Reader(name="x"),
        gateway=Gateway(url="https://127.0.0.1:1", ca=Path("x"), certificate=Path("x"), key=Path("x")),
    )
    return check_display(config).result


def test_a_panel_on_which_people_need_glasses_is_refused() -> None:
    assert result(310.0, 174.0) is Result.PANEL_TOO_SMALL


@pytest.mark.parametrize("millimetres", [(345.4, 194.3), (345.0, 194.0), (527.0, 296.5)])
def test_as_large_as_it_must_be_or_larger(millimetres: tuple[float, float]) -> None:
    assert result(*millimetres) is Result.NO_DISPLAY
