"""Setting and drawing text."""

from __future__ import annotations

import pygame
import pytest

from screens.metrics import PANEL_A
from screens.phrase import Phrase, Run
from screens.text import Typesetter

WHITE, INK = (255, 255, 255), (0, 0, 0)


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(PANEL_A)


def phrase(*runs: Run) -> Phrase:
    return Phrase(runs, "")


def drawn(typesetter: Typesetter, run: Run, *, ruby: bool = False) -> pygame.Surface:
    surface = pygame.Surface((600, 200))
    surface.fill(WHITE)
    typesetter.draw_line(surface, (run,), 20, 100, 8.0, False, INK, ruby)
    return surface


def ink_box(surface: pygame.Surface) -> pygame.Rect:
    mask = pygame.mask.from_threshold(surface, INK, (120, 120, 120))
    boxes = mask.get_bounding_rects()
    return boxes[0].unionall(boxes[1:])


def test_text_stands_on_the_baseline_of_its_em(typesetter: Typesetter) -> None:
    box = ink_box(drawn(typesetter, Run("H")))
    em = PANEL_A.font_px(8.0)
    assert abs(box.bottom - (100 + 0.88 * em)) <= 2


@pytest.mark.parametrize("sign", ["葛", "𠮷", "葛\U000e0102"])
def test_every_font_stands_on_the_same_line(typesetter: Typesetter, sign: str) -> None:
    box = ink_box(drawn(typesetter, Run(sign)))
    em = PANEL_A.font_px(8.0)
    assert 100 - 0.06 * em <= box.top
    assert box.bottom <= 100 + 1.06 * em


def test_a_variation_looks_different_from_its_base(typesetter: Typesetter) -> None:
    base = pygame.image.tobytes(drawn(typesetter, Run("葛")), "RGB")
    varied = pygame.image.tobytes(drawn(typesetter, Run("葛\U000e0100")), "RGB")
    assert base != varied


def test_a_missing_sign_is_shown_by_its_code_points_within_its_width(typesetter: Typesetter) -> None:
    run = Run("\U0003ffff")
    width = typesetter.width(run.base, 8.0) * PANEL_A.scale
    box = ink_box(drawn(typesetter, run))
    assert box.width > PANEL_A.font_px(8.0)
    assert box.right <= 20 + width + 1


def test_readings_stand_above_and_only_where_they_are_wanted(typesetter: Typesetter) -> None:
    run = Run("証明書", "しょうめいしょ")
    without = ink_box(drawn(typesetter, run))
    with_reading = ink_box(drawn(typesetter, run, ruby=True))
    em = PANEL_A.font_px(8.0)
    assert without.top >= 100 - 2
    assert 100 - 0.6 * em <= with_reading.top < 100 - 0.3 * em


def test_a_long_reading_widens_its_word(typesetter: Typesetter) -> None:
    plain = typesetter.set(phrase(Run("志", "こころざし")), 100, 8.0)
    wide = typesetter.set(phrase(Run("志", "こころざし")), 100, 8.0, ruby=True)
    assert wide.width > plain.width
    assert wide.height > plain.height
    assert wide.leading >= 1.66 * 8.0


def test_wiping_leaves_no_text_behind(typesetter: Typesetter) -> None:
    typesetter.set(phrase(Run("秘密の住所")), 100, 8.0)
    drawn(typesetter, Run("秘密の住所"))
    assert any(vars(typesetter)[name] for name in ("_widths", "_sets", "_surfaces"))
    typesetter.wipe()
    assert not any(vars(typesetter)[name] for name in ("_widths", "_sets", "_surfaces"))


def test_set_text_is_not_in_its_repr(typesetter: Typesetter) -> None:
    assert "秘密" not in repr(typesetter.set(phrase(Run("秘密の住所")), 100, 8.0))
