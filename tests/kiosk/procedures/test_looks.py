"""Every page of every form, as it is really walked, keeps the rules of the look on both panels."""

from __future__ import annotations

import random

import pytest

from kiosk.procedures.files import known
from kiosk.words import all_words
from screens.gallery import PANELS, variants
from screens.page import Frame, Page, TrayState
from screens.view import View
from tests.kiosk.procedures.filling import Filling
from tests.screens.rules import broken

FRAME = Frame(tray=TrayState.CARD, nickname="さくら", can_go_back=True)
WORDS = variants(all_words())
SEEN = (("en", 1.5), ("ja-Hira", 1.5))
"""Where there is least room."""


class Chance:
    """Chooses anything, always the same."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def one(self, choices: list[object]) -> object:
        return self._random.choice(choices)

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)


@pytest.fixture(scope="module")
def views() -> dict[str, View]:
    return {name: View(panel, WORDS["ja"]) for name, panel in PANELS.items()}


def pages() -> dict[str, list[Page]]:
    """The different ones that two people meet in all the forms, by form; what looks alike only once."""
    found: dict[str, list[Page]] = {}
    alike: set[tuple[str, str, str]] = set()
    for procedure in known():
        met: list[Page] = []
        for seed in range(2):
            Filling(procedure, luck=Chance(seed), people=2, looks=met.append).run()
        for page in met:
            look = page.name, repr(page.heading), repr(page.explanation)
            if look not in alike:
                alike.add(look)
                found.setdefault(procedure.id, []).append(page)
    return found


PAGES = pages()


@pytest.mark.parametrize("form", list(PAGES))
def test_nothing_is_cut_covered_or_mute(form: str, views: dict[str, View]) -> None:
    found = []
    for page in PAGES[form]:
        for panel, view in views.items():
            for language, scale in SEEN:
                view.wipe()
                view.set_settings(scale, "normal", WORDS[language])
                view.show(page, FRAME)
                tree = view.tree()
                assert tree is not None
                if rules := broken(tree, page, PANELS[panel], "normal"):
                    found.append((page.name, panel, language, scale, rules[0]))
    assert found == []
