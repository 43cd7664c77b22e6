"""What every page is laid out with: panel, language, text scale, theme, and which key is touched or in focus."""

from __future__ import annotations

from dataclasses import dataclass

from screens import theme as themes
from screens.marks import Align, Lettering
from screens.metrics import Box, Form, Panel
from screens.page import Frame
from screens.phrase import Argument, Data, Msg, Phrase, Text, Words
from screens.text import Set, Typesetter
from screens.theme import Theme, grown, type_mm
from screens.tree import NOTHING

TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)
LARGEST = TEXT_SCALES[-1]
CHROME_CAP = 1.2
"""Sign, name, progress and rail grow only to here: their places stay."""
TRAY_CAP = 1.25
WITH_READINGS = "ja-Hira"
"""やさしい日本語: readings are drawn, and never at less than 125 %."""

HEADING, BODY, KEY = 1.32, 1.38, 1.24
"""Line heights in em."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Given anew for every layout; nothing in it changes.

    focused, pressed: ids of widgets. phase: seconds, for the waiting sign. voice: the terminal can speak.
    first: the item that a page with a pager must show. most: the largest text scale in which this page's things
    all have their places (`screens.crowding`).
    """

    panel: Panel
    words: Words
    typesetter: Typesetter
    frame: Frame
    theme: Theme
    scale: float = 1.0
    focused: str | None = None
    pressed: str | None = None
    phase: int = 0
    voice: bool = False
    first: int = 0
    most: float = LARGEST

    @property
    def form(self) -> Form:
        """A landscape, B portrait."""
        return self.panel.form

    @property
    def is_a(self) -> bool:
        """Landscape."""
        return self.panel.form == "A"

    @property
    def readings(self) -> bool:
        """Whether readings stand above kanji."""
        return self.words.language == WITH_READINGS

    @property
    def text_scale(self) -> float:
        """The scale that holds: readings need 125 %."""
        return max(min(self.scale, self.most), self.least(self.words))

    @staticmethod
    def least(words: Words) -> float:
        """The smallest text scale in a language."""
        return 1.25 if words.language == WITH_READINGS else TEXT_SCALES[0]

    # --- words --------------------------------------------------------------------------------------------------------

    def phrase(self, text: Text | None) -> Phrase:
        """A page's text in the present language."""
        return NOTHING if text is None else self.words.phrase(text)

    def own(self, id: str, **args: Argument | Msg | Data) -> Phrase:
        """A sentence of the screens themselves (`screen-...` in frame.ftl)."""
        return self.words.phrase(Msg("screen-" + id, args))

    # --- sizes --------------------------------------------------------------------------------------------------------

    def em(self, size: str | float, cap: float = LARGEST) -> float:
        """An em in mm at the present text scale, at most at the scale `cap`."""
        mm = type_mm(size, self.form) if isinstance(size, str) else size
        if size in themes.FIXED_SIZES:
            return mm
        # The display size is given for each form by itself.
        return grown(mm, min(self.text_scale, cap)) * (1.0 if size == "display" else self.panel.text_base)

    def sizes(self, size: str | float, cap: float = LARGEST) -> list[float]:
        """The em wanted and smaller ones to fall back on, down to body text at 100 %."""
        mm = type_mm(size, self.form) if isinstance(size, str) else size
        base = self.panel.text_base
        wanted = self.em(size, cap)
        found = [wanted]
        found += [grown(mm, scale) * base for scale in reversed(TEXT_SCALES) if scale < min(self.text_scale, cap)]
        found += [type_mm(name, self.form) * base for name in ("h1", "title", "lead", "body")]
        smallest = type_mm("body", self.form) * base
        return sorted({round(em, 3) for em in found if smallest - 0.001 <= em <= wanted + 0.001}, reverse=True) or [
            wanted
        ]

    # --- text ---------------------------------------------------------------------------------------------------------

    def set(
        self,
        phrase: Phrase,
        width: float,
        em: float,
        *,
        bold: bool = False,
        leading: float = BODY,
        readings: bool = True,
    ) -> Set:
        """Break a phrase into lines. readings: draw them if the language has them."""
        return self.typesetter.set(phrase, width, em, bold=bold, leading=leading, ruby=self.readings and readings)

    def fit(
        self,
        phrase: Phrase,
        width: float,
        height: float,
        size: str | float,
        *,
        bold: bool = False,
        leading: float = BODY,
        lines: int = 2,
        cap: float = LARGEST,
        readings: bool = True,
    ) -> Set:
        """The largest setting that goes into width x height in at most `lines` lines; the smallest if none does."""
        setting = self.set(phrase, width, self.em(size, cap), bold=bold, leading=leading, readings=readings)
        for em in self.sizes(size, cap):
            setting = self.set(phrase, width, em, bold=bold, leading=leading, readings=readings)
            if fits(setting, width, height, lines):
                break
        return setting


def fits(setting: Set, width: float, height: float, lines: int) -> bool:
    """Whether set text goes into a place."""
    if setting.torn:
        return False
    return len(setting.lines) <= lines and setting.width <= width + 0.3 and setting.height <= height + 0.3


def lettering(
    setting: Set, x: float, top: float, colour: str, on: str, *, align: Align = "left", room: Box | None = None
) -> Lettering:
    """Text whose block (readings included) begins at `top`."""
    return Lettering(setting, x, top + setting.above, colour, on, align, room)


def centred(setting: Set, box: Box, colour: str, on: str, align: Align = "centre") -> Lettering:
    """Text in the middle of a box."""
    x = {"left": box.x, "centre": box.cx, "right": box.right}[align]
    return lettering(setting, x, box.cy - setting.height / 2, colour, on, align=align, room=box)
