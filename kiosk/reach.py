"""Search what the garbage collector can reach: the proof that a stay left nothing behind, for tests and training."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from types import FrameType, ModuleType
from typing import Any


def holders(marker: bytes, *, exactly: bool = False) -> list[str]:
    """Type names of reachable objects that hold `marker`: as bytes, or as text in any of Python's widths.

    exactly: only where it stands alone; four digits stand by chance in many a key, hash or longer number. (Seen: attrs
    writes a salted hash of 19 digits into the source of each `__hash__` it makes, and `linecache` keeps its lines.)
    Walks from every tracked object, and from the local variables of every thread, to what they refer to.
    """
    text = marker.decode("utf-8", "surrogateescape")
    seen: dict[int, object] = {}  # holds what it has seen, so that no id is used twice
    found: list[str] = []
    stack: list[object] = [*gc.get_objects(), *_locals()]
    skip = {id(marker), id(text), id(stack), id(seen), id(found)}
    while stack:
        thing = stack.pop()
        if id(thing) in seen or id(thing) in skip:
            continue
        seen[id(thing)] = thing
        if isinstance(thing, str):
            if _stands_alone(thing, text) if exactly else text in thing:
                found.append("str")
        elif isinstance(thing, bytes | bytearray):
            if _stands_alone(thing, marker) if exactly else marker in thing:
                found.append(type(thing).__name__)
        elif not isinstance(thing, ModuleType | FrameType):
            stack.extend(gc.get_referents(thing))
            if isinstance(thing, dict):
                # The collector passes over keys that are words; a cache keyed by a name would hide there.
                stack.extend(list(thing))
    return found


def _stands_alone(thing: Any, marker: Any) -> bool:
    """Whether the marker is in it with no letter or digit before or behind."""
    at = thing.find(marker)
    while at >= 0:
        behind = at + len(marker)
        if not thing[max(0, at - 1) : at].isalnum() and not thing[behind : behind + 1].isalnum():
            return True
        at = thing.find(marker, at + 1)
    return False


def _locals() -> Iterator[object]:
    for top in sys._current_frames().values():
        frame: FrameType | None = top
        while frame is not None:
            if frame.f_globals.get("__name__") != __name__:
                yield from frame.f_locals.values()
            frame = frame.f_back
