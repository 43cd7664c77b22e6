"""What the voice says of a page: from its tree to lines, without a clock, a device or a memory.

What is personal is marked, for whoever speaks it: it belongs into one ear. A PIN's digits stand in no tree, and a key
that types one is called a key; so nothing here could give them away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from screens.phrase import Argument, Words, msg
from screens.tree import Role, Widget

PAD = ("digit.", "kana.", "latin.", "sign.", "erase_")
"""Keys that type: not counted among what can be chosen."""

_UNSAID_ROLES: frozenset[Role] = frozenset({"none", "img", "application"})
_UNSAID = frozenset({"name", "slip.this", "slip.note"})
"""Who she is, on every page, and the captions of a picture: said only when all is."""
_NEWS: frozenset[Role] = frozenset(
    {"alert", "status", "timer", "textbox", "note", "heading", "text", "listitem", "row", "progressbar"}
)
_EVERY_SECONDS = 10
"""A countdown is said so often."""
_FRAME = ("back", "stop", "rail.")


Mood = Literal["plain", "done", "trouble"]
"""What a page is, in one sound."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or less in the page's language. private: only for the handset."""

    text: str = field(repr=False)
    private: bool = False


@dataclass(frozen=True, slots=True)
class _Node:
    """A widget and what is above it."""

    widget: Widget
    above: tuple[Widget, ...]

    @property
    def private(self) -> bool:
        """A wording of its own may hold what stands in its parts, or in the row that it belongs to."""
        widget = self.widget
        if widget.personal or (widget.state.unavailable is not None and widget.state.unavailable.personal):
            return True
        if widget.speech is None:
            return False
        return any(part.personal for part in widget.walk()) or any(over.personal for over in self.above)

    @property
    def line(self) -> Line:
        return Line(self.widget.spoken.strip(), self.private)


def arrival(tree: Widget, words: Words, before: Widget | None = None) -> tuple[Line, ...]:
    """A page comes: trouble first, then all that is to be read, in its order, and what can be chosen.

    before: the page that was there; the sign and what lies in the tray are said again only if they changed.
    """
    nodes = [node for node in _nodes(tree) if _is_read(node, before)]
    first = [node for node in nodes if node.widget.role == "alert" and node.widget.id != "tray"]
    lines = [node.line for node in (*first, *(node for node in nodes if node not in first))]
    choices = sum(1 for widget in _choices(tree))
    if choices:
        lines.append(_own(words, "screen-say-choices", count=choices))
    main = tree.find("main")
    if main is not None and main.state.unavailable is None:
        lines.append(_own(words, "screen-say-ready", label=main.label.speech))
    return _told(lines)


def whole(tree: Widget) -> tuple[Line, ...]:
    """Everything on the page, key by key."""
    return _told(node.line for node in _nodes(tree, pictures=True))


def focus(tree: Widget, words: Words, id: str) -> tuple[Line, ...]:
    """The key in focus: its name, how it is, what it is, and where among all keys."""
    node = next((node for node in _nodes(tree) if node.widget.id == id), None)
    if node is None:
        return ()
    widget = node.widget
    # Who can't see which letter she is on can't type it. On the screen it stands there; it is for one ear only.
    hidden = widget.id.startswith("sign.") and widget.label.plain
    lines = [Line(widget.label.plain, private=True) if hidden else node.line]
    if widget.state.selected and widget.role != "option":
        lines.append(_own(words, "screen-selected"))
    if widget.state.unavailable is not None:
        lines.append(_own(words, "screen-say-flat"))
    if widget.role != "option":
        lines.append(_own(words, "screen-say-radio" if widget.role == "radio" else "screen-say-button"))
    ids = [key.id for key in walked(tree)]
    if id in ids:
        lines.append(_own(words, "screen-say-place", at=ids.index(id) + 1, of=len(ids)))
    return _told(lines)


def changes(before: Widget, after: Widget, words: Words) -> tuple[Line, ...]:
    """What has become another on a page that stays: typed, counted, put right, gone wrong, lying in the tray."""
    was = {node.widget.id: node for node in _nodes(before)}
    lines: list[Line] = []
    for node in _nodes(after):
        widget, old = node.widget, was.get(node.widget.id)
        if old is not None and old.line.text == node.line.text and _value(old.widget) == _value(widget):
            continue
        if widget.id in _UNSAID or not (widget.role in _NEWS or _is_ready(old, widget)):
            continue
        if widget.role == "timer" and not _round(widget):
            continue
        if widget.action:
            lines.append(_own(words, "screen-say-ready", label=widget.label.speech))
        else:
            lines += _typed(old, node, words)
    return _told(lines)


def mood(tree: Widget) -> Mood:
    """Whether the page says that something is done, or that it went wrong."""
    if tree.find("sign_of_done") is not None:
        return "done"
    if any(widget.role == "alert" and widget.id != "tray" for widget in tree.walk()):
        return "trouble"
    return "trouble" if tree.find("sign_of_trouble") is not None else "plain"


def walked(tree: Widget) -> tuple[Widget, ...]:
    """Where the keypad's focus stops, in reading order: not at keys that type digits, as the keypad has its own."""
    return tuple(widget for widget in tree.focusable if not widget.id.startswith("digit."))


def options(tree: Widget) -> tuple[Widget, ...]:
    """What a digit of the keypad leads to, in its order; empty where the page has none."""
    return tuple(widget for widget in tree.focusable if widget.role == "option")


# --- inside -----------------------------------------------------------------------------------------------------------


def _nodes(tree: Widget, above: tuple[Widget, ...] = (), *, pictures: bool = False) -> Iterator[_Node]:
    """What is said, in reading order. A key's own wording holds its parts; a picture's parts only explain it."""
    yield _Node(tree, above)
    if (tree.action or tree.speech is not None) or (tree.role == "img" and not pictures):
        return
    for child in tree.children:
        yield from _nodes(child, (*above, tree), pictures=pictures)


def _is_read(node: _Node, before: Widget | None) -> bool:
    widget = node.widget
    if widget.action or widget.role in _UNSAID_ROLES or widget.id in _UNSAID:
        return False
    if widget.role == "banner" or (widget.id == "tray" and widget.role != "alert"):
        old = before.find(widget.id) if before is not None else None
        return old is None or old.spoken != widget.spoken
    return True


def _choices(tree: Widget) -> Iterator[Widget]:
    for widget in tree.focusable:
        if widget.id != "main" and not widget.id.startswith((*PAD, *_FRAME)):
            yield widget


def _is_ready(old: _Node | None, widget: Widget) -> bool:
    """The main action could not be pressed, and now it can."""
    return (
        widget.id == "main"
        and widget.state.unavailable is None
        and old is not None
        and old.widget.state.unavailable is not None
    )


def _typed(old: _Node | None, node: _Node, words: Words) -> Sequence[Line]:
    """What came to a field that may be seen is said by itself; a hidden one only counts."""
    widget = node.widget
    if old is None or widget.role != "textbox" or widget.state.masked:
        return (node.line,)
    was, now = _value(old.widget), _value(widget)
    if len(now) > len(was) and now.startswith(was):
        return (Line(now[len(was) :].strip(), node.private),)
    if len(now) < len(was):
        return (_own(words, "screen-say-erased"), node.line)
    return (node.line,)


def _value(widget: Widget) -> str:
    return widget.value.plain if widget.value is not None and not widget.state.masked else ""


def _round(timer: Widget) -> bool:
    digits = "".join(sign for sign in timer.spoken if sign.isdecimal())
    return not digits or int(digits) % _EVERY_SECONDS == 0


def _own(words: Words, id: str, **args: Argument) -> Line:
    return Line(words.phrase(msg(id, **args)).speech)


def _told(lines: Sequence[Line] | Iterator[Line]) -> tuple[Line, ...]:
    """Without what is empty, or has only just been said."""
    told: list[Line] = []
    for line in lines:
        if line.text and not (told and _bare(told[-1]) == _bare(line)):
            told.append(line)
    return tuple(told)


def _bare(line: Line) -> str:
    return line.text.rstrip("。. ")
