"""The golden pictures: which there are, and `python -m tests.screens.goldens` to renew them after a wished-for change.

They are kept at half size; the comparison allows for what scaling does to edges, not for anything one could see.
"""

from __future__ import annotations

from pathlib import Path

import pygame
from PIL import Image, ImageChops

from kiosk.words import all_words
from screens.gallery import PANELS, pose, variants
from screens.samples import SAMPLES
from screens.view import View

FOLDER = Path(__file__).parent / "goldens"
SEEN = 0.0004
"""Share of pixels from which a change counts: about 200 of half a million, a single letter."""

PICTURES = (
    ("idle", "A", "ja", 1.0, "normal"),
    ("idle", "B", "ja", 1.0, "normal"),
    ("idle_offline", "A", "en", 1.0, "normal"),
    ("menu", "A", "ja", 1.0, "normal"),
    ("menu", "B", "en", 1.0, "normal"),
    ("certificates", "A", "ja", 1.0, "normal"),
    ("certificates", "A", "ja", 1.5, "normal"),
    ("certificates", "A", "ja", 1.0, "high_contrast"),
    ("certificates", "A", "ja-Hira", 1.25, "normal"),
    ("last_try", "A", "ja", 1.0, "normal"),
    ("last_try", "A", "en", 1.5, "normal"),
    ("pin", "A", "ja", 1.0, "normal"),
    ("pin", "A", "en", 1.5, "normal"),
    ("pin", "A", "ja", 1.0, "high_contrast"),
    ("pin", "B", "ja", 1.0, "normal"),
    ("pin_wrong", "A", "ja", 1.0, "normal"),
    ("put_card", "A", "ja", 1.0, "normal"),
    ("wait", "B", "ja", 1.25, "normal"),
    ("nickname", "A", "ja", 1.0, "normal"),
    ("mail", "B", "en", 1.0, "normal"),
    ("date", "A", "ja", 1.0, "normal"),
    ("confirm", "B", "ja", 1.5, "normal"),
    ("list", "A", "ja", 1.0, "normal"),
    ("document", "A", "ja", 1.0, "normal"),
    ("document", "B", "en", 1.0, "high_contrast"),
    ("locked", "A", "ja", 1.0, "normal"),
    ("done", "A", "ja", 1.0, "normal"),
    ("still_there", "A", "ja", 1.0, "normal"),
    ("pay", "A", "ja", 1.0, "normal"),
    ("pay", "A", "ja", 1.5, "normal"),
    ("pay", "B", "ja", 1.0, "normal"),
    ("pay", "A", "ja", 1.0, "high_contrast"),
    ("printing", "A", "ja", 1.0, "normal"),
    ("printing", "B", "ja", 1.0, "high_contrast"),
    ("take_two", "A", "ja", 1.0, "normal"),
    ("take_three", "B", "ja", 1.0, "normal"),
    ("take_three", "A", "ja", 1.5, "normal"),
    ("assist", "A", "ja", 1.0, "normal"),
    ("assist", "B", "ja", 1.0, "normal"),
    ("phone", "A", "ja", 1.0, "normal"),
    ("postal_code", "B", "en", 1.5, "normal"),
    ("password", "A", "ja", 1.0, "normal"),
    ("password_wrong", "B", "ja-Hira", 1.5, "normal"),
    ("kept", "A", "ja", 1.0, "normal"),
    ("kept", "B", "en", 1.5, "high_contrast"),
    ("received", "A", "ja-Hira", 1.25, "normal"),
    ("staff_code", "A", "ja", 1.0, "normal"),
    ("staff_code", "B", "ja", 1.0, "normal"),
    ("scan", "A", "ja", 1.0, "normal"),
    ("scan", "B", "ja", 1.0, "high_contrast"),
    ("viewfinder", "A", "ja", 1.0, "normal"),
    ("viewfinder_aside", "A", "en", 1.5, "normal"),
    ("viewfinder_aside", "A", "ja", 1.0, "high_contrast"),
    ("viewfinder_taken", "B", "ja", 1.0, "normal"),
    ("viewfinder_sheet", "A", "ja", 1.0, "normal"),
)


def file(picture: tuple[str, str, str, float, str]) -> Path:
    """Where a picture is kept."""
    name, panel, language, scale, theme = picture
    return FOLDER / f"{name}-{panel}-{language}-{round(scale * 100)}-{theme}.png"


class Camera:
    """Takes the pictures; opens fonts only once a panel."""

    def __init__(self) -> None:
        self._words = variants(all_words())
        self._views = {name: View(panel, self._words["ja"]) for name, panel in PANELS.items()}

    def take(self, picture: tuple[str, str, str, float, str]) -> Image.Image:
        """The picture at half size."""
        name, panel, language, scale, theme = picture
        view, size = self._views[panel], (PANELS[panel].width_px, PANELS[panel].height_px)
        pose(view, SAMPLES[name], self._words[language], scale, theme)
        surface = pygame.Surface(size)
        view.draw(surface)
        whole = Image.frombytes("RGB", size, pygame.image.tobytes(surface, "RGB"))
        return whole.resize((size[0] // 2, size[1] // 2), Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Share of pixels that differ by more than a shade."""
    if one.size != other.size:
        return 1.0
    grey = ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value > 40 else 0)
    return grey.histogram()[255] / (one.size[0] * one.size[1])


def kept(picture: tuple[str, str, str, float, str]) -> Image.Image:
    """The picture as it was when it was last approved."""
    with Image.open(file(picture)) as image:
        return image.convert("RGB")


def renew() -> None:
    """Take all pictures anew; a picture that didn't change is left alone."""
    FOLDER.mkdir(exist_ok=True)
    camera = Camera()
    for picture in PICTURES:
        taken, path = camera.take(picture), file(picture)
        if path.exists() and difference(taken, kept(picture)) <= SEEN / 8:
            continue
        taken.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"renewed {path.name}")
    for path in set(FOLDER.glob("*.png")) - {file(picture) for picture in PICTURES}:
        path.unlink()
        print(f"removed {path.name}")


if __name__ == "__main__":
    renew()
