"""`python -m tests.pictures`: draw, judge, compare, and leave a contact sheet; exit 1 if anything is wrong."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pygame
from PIL import Image

from kiosk.words import all_words
from screens.draw import Painter
from screens.gallery import PANELS, pose, variants
from screens.phrase import Words
from screens.text import Typesetter
from screens.theme import theme
from screens.view import View
from tests.pictures import sheet
from tests.pictures.judge import Judge
from tests.pictures.matrix import SAMPLED, Look, Subject, looks, met_on_tour, samples
from tests.screens.goldens import PICTURES, SEEN, Camera, difference, file, kept

THUMB = 2


@dataclass(slots=True)
class Found:
    """What came of one page on one panel. smaller: looks whose size had to give way, with the size they got."""

    name: str
    looks: list[Look] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    smaller: dict[str, float] = field(default_factory=dict)


@cache
def _words() -> tuple[dict[str, Words], dict[str, Words]]:
    known = all_words()
    return dict(known), variants(known)


@cache
def _view(panel: str) -> tuple[View, Judge, pygame.Surface]:
    size = PANELS[panel]
    judge = Judge(size, Painter(size, Typesetter(size)))
    return View(size, _words()[0]["ja"]), judge, pygame.Surface((size.width_px, size.height_px))


def draw(subject: Subject, panel: str, out: Path, whole: bool) -> Found:
    """Every look of a page on one panel."""
    product, sampled = _words()
    languages = tuple(product) if subject.product else SAMPLED
    words = product if subject.product else sampled
    view, judge, surface = _view(panel)
    found = Found(subject.name)
    for look in looks(panel, languages, whole=whole):
        colours = theme(look.theme)
        pose(view, subject.sample, words[look.language], look.scale, look.theme)
        tree = view.tree()
        if tree is None:
            raise RuntimeError(f"{subject.name} shows nothing")
        view.draw(surface)
        wrong = [*judge.tree(tree, subject.sample.page, colours), *judge.pixels(surface, tree, colours)]
        if wrong:
            found.wrong[look.name] = wrong
        if view.text_scale < look.scale:
            found.smaller[look.name] = view.text_scale
        found.looks.append(look)
        _save(surface, out / f"{subject.name}-{look.name}.webp")
    return found


def _save(surface: pygame.Surface, path: Path) -> None:
    size = surface.get_size()
    whole = Image.frombuffer("RGB", size, pygame.image.tobytes(surface, "RGB"))
    whole.reduce(THUMB).save(path, quality=70, method=0)


def changed(out: Path) -> list[str]:
    """Goldens that don't look as approved, with how much of them changed; a picture of the change is left in `out`."""
    camera, lines = Camera(), []
    for picture in PICTURES:
        taken = camera.take(picture)
        share = difference(taken, kept(picture))
        if share > SEEN:
            taken.save(out / f"changed-{file(picture).name}")
            lines.append(f"{file(picture).name}: {share * taken.size[0] * taken.size[1]:.0f} pixels changed")
    return lines


def main() -> int:
    """Everything; gives the exit code."""
    parser = argparse.ArgumentParser(prog="tests.pictures", description=__doc__)
    parser.add_argument("--pages", type=Path, default=Path("out/tour"), help="where a tour left its pages")
    parser.add_argument("--out", type=Path, default=Path("out/pictures"))
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--whole", action="store_true", help="every theme in every language and size")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    began = time.monotonic()
    options.out.mkdir(parents=True, exist_ok=True)
    for old in options.out.iterdir():
        old.unlink()
    subjects = [one for one in (*met_on_tour(options.pages), *samples()) if options.only in one.name]
    if not any(one.product for one in subjects):
        print(f"no pages of the product in {options.pages}: `kiosk tour` leaves them there", file=sys.stderr)
    work = [(subject, panel, options.out, options.whole) for subject in subjects for panel in PANELS]
    with multiprocessing.Pool(options.processes) as pool:
        results = pool.starmap(draw, work, chunksize=1)
    drawn: dict[str, list[Look]] = {}
    wrong: dict[str, dict[str, list[str]]] = {}
    smaller: Counter[str] = Counter()
    for found in results:
        drawn.setdefault(found.name, []).extend(found.looks)
        wrong.setdefault(found.name, {}).update(found.wrong)
        smaller.update(found.smaller.keys() and [found.name])
    sheet.write(options.out, drawn, wrong)
    goldens = changed(options.out)
    bad = {(name, look): lines for name, looks_ in wrong.items() for look, lines in looks_.items()}
    for (name, look), lines in bad.items():
        print(f"{name} {look}: {'; '.join(lines[:3])}")
    for line in goldens:
        print(line)
    total = sum(len(one.looks) for one in results)
    gave_way = sum(len(one.smaller) for one in results)
    print(
        f"{total} pictures of {len(subjects)} pages in {time.monotonic() - began:.0f} s: {len(bad)} wrong, "
        f"{len(goldens)} goldens changed, {gave_way} smaller than asked for ({len(smaller)} pages)"
    )
    return 1 if bad or goldens else 0


if __name__ == "__main__":
    sys.exit(main())
