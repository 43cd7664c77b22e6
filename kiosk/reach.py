"""Search what the garbage collector can reach: the proof that a stay left nothing behind, for tests and training."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from types import FrameType, ModuleType


def holders(marker: bytes, *, exactly: bool = False) -> list[str]:
    """Type names of reachable objects that hold `marker`: as bytes, or as text in any of Python's widths.

    exactly: only what is the marker and nothing more; four digits stand by chance in many a longer number.
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
            if thing == text if exactly else text in thing:
                found.append("str")
        elif isinstance(thing, bytes | bytearray):
            if thing == marker if exactly else marker in thing:
                found.append(type(thing).__name__)
        elif not isinstance(thing, ModuleType | FrameType):
            stack.extend(gc.get_referents(thing))
            if isinstance(thing, dict):
                # The collector passes over keys that are words; a cache keyed by a name would hide there.
                stack.extend(list(thing))
    return found


def _locals() -> Iterator[object]:
    for top in sys._current_frames().values():
        frame: FrameType | None = top
        while frame is not None:
            if frame.f_globals.get("__name__") != __name__:
                yield from frame.f_locals.values()
            frame = frame.f_back
