"""The page as a tree: what stands where, what it is called, how it is said, what can be done with it.

Roles are those of WAI-ARIA where one fits. Reading order is the order of the tree, and focus walks in it. A widget's
marks are the only thing that is drawn, and their text is part of its label or value: what can be seen can be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from screens.marks import Lettering, Mark
from screens.metrics import Box
from screens.phrase import Phrase, Run

Role = Literal[
    "application",
    "banner",  # the sign
    "heading",
    "text",
    "status",
    "alert",
    "note",
    "button",
    "option",
    "radio",
    "textbox",
    "img",
    "progressbar",
    "timer",
    "list",
    "listitem",
    "table",
    "row",
    "group",
    "none",  # decoration
]

NOTHING = Phrase((), "")


@dataclass(frozen=True, slots=True)
class State:
    """How a widget is at the moment. unavailable: why it lies flat. masked: what it holds is hidden."""

    focused: bool = False
    pressed: bool = False
    selected: bool = False
    busy: bool = False
    masked: bool = False
    unavailable: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Widget:
    """A thing on the page. box in mm of the sheet.

    action: it reacts to touch and takes the focus. value: what stands in it beside its label (typed text, a price).
    """

    id: str
    role: Role
    box: Box
    label: Phrase = NOTHING
    value: Phrase | None = None
    speech: str | None = field(default=None, repr=False)
    state: State = State()
    action: bool = False
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    children: tuple[Widget, ...] = ()

    def walk(self) -> Iterator[Widget]:
        """This widget and everything in it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, id: str) -> Widget | None:
        """The widget of that id."""
        return next((widget for widget in self.walk() if widget.id == id), None)

    def at(self, x: float, y: float) -> Widget | None:
        """What reacts to a touch at a point in mm: the whole box of a key, its lip included."""
        return next((widget for widget in self.walk() if widget.action and widget.box.contains(x, y)), None)

    @property
    def focusable(self) -> tuple[Widget, ...]:
        """What the focus stops at. Flat keys keep their place: they say their reason."""
        return tuple(widget for widget in self.walk() if widget.action)

    @property
    def personal(self) -> bool:
        """Whether label or value may only be heard in the handset and never leaves the screen otherwise."""
        return self.label.personal or (self.value is not None and self.value.personal)

    @property
    def spoken(self) -> str:
        """What the voice says: own wording, or label, value and reason."""
        if self.speech is not None:
            return self.speech
        parts = [self.label.speech]
        if self.value is not None and not self.state.masked:
            parts.append(self.value.speech)
        if self.state.unavailable is not None and self.state.unavailable.speech != self.label.speech:
            parts.append(self.state.unavailable.speech)
        return "。".join(part.rstrip("。") for part in parts if part)

    @property
    def lettering(self) -> tuple[Lettering, ...]:
        """The text that this widget itself draws."""
        return tuple(mark for mark in self.marks if isinstance(mark, Lettering))

    def as_json(self) -> dict[str, Any]:
        """For the drive socket and tests: hidden content stays hidden, personal is marked, PIN digits are never in."""
        shown: dict[str, Any] = {"id": self.id, "role": self.role}
        if self.label.plain:
            shown["label"] = self.label.plain
        if self.value is not None and not self.state.masked:
            shown["value"] = self.value.plain
        if self.spoken:
            shown["speech"] = self.spoken
        if self.personal:
            shown["personal"] = True
        for name in ("focused", "pressed", "selected", "busy", "masked"):
            if getattr(self.state, name):
                shown[name] = True
        if self.state.unavailable is not None:
            shown["unavailable"] = self.state.unavailable.plain
        if self.action:
            shown["action"] = True
        shown["box"] = [round(edge, 1) for edge in (self.box.x, self.box.y, self.box.w, self.box.h)]
        if self.children:
            shown["children"] = [child.as_json() for child in self.children]
        return shown

    def as_text(self, depth: int = 0) -> str:
        """One line a widget: what a person would read out."""
        line = "  " * depth + f"{self.role} {self.id}"
        if self.label.plain:
            line += f" “{flat(self.label)}”"
        if self.value is not None and not self.state.masked:
            line += f" = “{flat(self.value)}”"
        flags = [name for name in ("focused", "pressed", "selected", "busy", "masked") if getattr(self.state, name)]
        if flags:
            line += f" [{' '.join(flags)}]"
        if self.state.unavailable is not None:
            line += f" (flat: {flat(self.state.unavailable)})"
        return "\n".join([line, *(child.as_text(depth + 1) for child in self.children)])


def flat(phrase: Phrase) -> str:
    """A phrase on one line."""
    return phrase.plain.replace("\n", " ")


def plain(text: str, *, personal: bool = False, speech: str | None = None) -> Phrase:
    """A phrase of signs that are the same in every language: digits, names of languages, a page count."""
    return Phrase((Run(text),), text if speech is None else speech, personal)
