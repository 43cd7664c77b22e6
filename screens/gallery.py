"""`python -m screens.gallery OUT`: every page kind in every variant as PNG, and a contact sheet to leaf through.

--words MODULE:FUNCTION names what gives the words by language (the screens themselves know no words).
"""

from __future__ import annotations

import argparse
import html
import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import get_args

import pygame

from screens.metrics import PANEL_A, PANEL_B
from screens.phrase import Words
from screens.samples import SAMPLES, Sample, SampleWords
from screens.scene import TEXT_SCALES
from screens.theme import ThemeName
from screens.view import View

PANELS = {"A": PANEL_A, "B": PANEL_B}


def pose(view: View, sample: Sample, words: Words, scale: float, theme: str) -> None:
    """Have a view show a sample as it is to be seen."""
    view.wipe()
    view.set_settings(scale, theme, words)
    view.show(sample.page, sample.frame)
    if sample.live is not None:
        view.live(sample.live.image, sample.live.advice, good=sample.live.good)
    for id in sample.presses:
        view.press(id)
    if sample.typed:
        view.type_text(sample.typed)
    tree = view.tree()
    while sample.focus and tree is not None and tree.find(sample.focus) and view.focused != sample.focus:
        view.move_focus(1)


def variants(all_words: Mapping[str, Words]) -> dict[str, Words]:
    """Every language, with the samples' sentences."""
    return {tag: SampleWords(words) for tag, words in all_words.items()}


def main() -> None:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(prog="screens.gallery", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", default="kiosk.words:all_words", help="MODULE:FUNCTION giving the words by language")
    parser.add_argument("--only", nargs="*", default=list(SAMPLES), choices=list(SAMPLES), metavar="PAGE")
    parser.add_argument("--panels", nargs="*", default=list(PANELS), choices=list(PANELS))
    parser.add_argument("--scales", nargs="*", type=float, default=list(TEXT_SCALES))
    parser.add_argument("--themes", nargs="*", default=list(get_args(ThemeName)), choices=list(get_args(ThemeName)))
    parser.add_argument("--languages", nargs="*", default=["ja", "en", "ja-Hira"])
    options = parser.parse_args()
    module, _, function = options.words.partition(":")
    load: Callable[[], Mapping[str, Words]] = getattr(importlib.import_module(module), function)
    words = variants(load())
    options.out.mkdir(parents=True, exist_ok=True)
    made: list[tuple[str, str]] = []
    for panel in options.panels:
        view = View(PANELS[panel], words["ja"])
        surface = pygame.Surface((PANELS[panel].width_px, PANELS[panel].height_px))
        for name in options.only:
            for language in options.languages:
                for scale in options.scales:
                    if language == "ja-Hira" and scale < 1.25:
                        continue
                    for theme in options.themes:
                        file = f"{name}-{panel}-{language}-{round(scale * 100)}-{theme}.png"
                        pose(view, SAMPLES[name], words[language], scale, theme)
                        view.draw(surface)
                        pygame.image.save(surface, str(options.out / file))
                        made.append((name, file))
    (options.out / "index.html").write_text(_sheet(made), encoding="utf-8")
    print(f"{len(made)} pictures in {options.out}")


def _sheet(made: list[tuple[str, str]]) -> str:
    """One HTML page, a row for each page, linking every picture."""
    rows = []
    for name in dict.fromkeys(name for name, _ in made):
        pictures = "".join(
            f'<a href="{html.escape(file)}"><img loading="lazy" height="240" src="{html.escape(file)}" '
            f'alt="{html.escape(file)}" title="{html.escape(file)}"></a>'
            for page, file in made
            if page == name
        )
        rows.append(f"<h2>{html.escape(name)}</h2><p>{pictures}</p>")
    style = "body{font-family:sans-serif;background:#ddd}img{margin:4px;border:1px solid #999}"
    return f'<!doctype html><meta charset="utf-8"><title>Madoguchi</title><style>{style}</style>{"".join(rows)}'


if __name__ == "__main__":
    main()
