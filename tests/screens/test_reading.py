"""A machine that knows nothing of us reads what stands on the panel (tesseract)."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pygame
import pytest

from screens.gallery import PANELS, pose
from screens.phrase import Words
from screens.samples import SAMPLES
from screens.view import View


def read(view: View, panel: str, id: str, language: str, folder: Path) -> str:
    """The text of a widget as tesseract reads it, without spaces."""
    surface = pygame.Surface((PANELS[panel].width_px, PANELS[panel].height_px))
    view.redraw()
    view.draw(surface)
    tree = view.tree()
    assert tree is not None
    widget = tree.find(id)
    assert widget is not None
    boxes = [mark.box.inset(-1.5) for mark in widget.lettering]
    rect = pygame.Rect(PANELS[panel].px(boxes[0])).unionall([pygame.Rect(PANELS[panel].px(box)) for box in boxes[1:]])
    crop = surface.subsurface(rect.clip(surface.get_rect()))
    path = folder / "crop.png"
    pygame.image.save(crop, str(path))
    command = ["tesseract", str(path), "-", "-l", language, "--psm", "6", "--dpi", "140"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return "".join(done.stdout.split())


@pytest.mark.parametrize(
    ("sample", "panel", "language", "scale", "id", "expected"),
    [
        ("pin", "A", "ja", 1.0, "heading", "暗証番号"),
        ("certificates", "A", "ja", 1.0, "option.record", "住民票"),
        ("locked", "B", "ja", 1.5, "heading", "ロックされています"),
        ("menu", "A", "ja", 1.0, "tray", "おあずかりしている"),
        ("pin", "A", "en", 1.0, "heading", "4-digitPIN"),
        ("still_there", "B", "en", 1.25, "explanation", "erasewhatwasshown"),
    ],
)
def test_the_words_on_the_panel_can_be_read(
    words: Mapping[str, Words],
    tmp_path: Path,
    sample: str,
    panel: str,
    language: str,
    scale: float,
    id: str,
    expected: str,
) -> None:
    view = View(PANELS[panel], words[language])
    pose(view, SAMPLES[sample], words[language], scale, "normal")
    assert expected in read(view, panel, id, "jpn" if language == "ja" else "eng", tmp_path)
