"""Looks for a secret in everything Python can reach."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from types import FrameType

Scalar = bytes | bytearray | str


def holds(backwards: bytes) -> list[str]:
    """Types of the objects that hold a secret. It is given backwards, so that the asking itself holds none."""
    gc.collect()
    return [type(each).__name__ for each in _values() if bytes(reversed(_as_bytes(each))).find(backwards) >= 0]


def _values() -> Iterator[Scalar | list[int] | tuple[int, ...]]:
    seen: set[int] = set()
    for container in (*gc.get_objects(), *_locals()):
        for each in (container, *gc.get_referents(container)):
            if id(each) in seen:
                continue
            seen.add(id(each))
            if isinstance(each, Scalar) or (isinstance(each, list | tuple) and _is_bytes_like(each)):
                yield each


def _locals() -> Iterator[dict[str, object]]:
    """Of every function that is running in any thread."""
    for frame in sys._current_frames().values():
        at: FrameType | None = frame
        while at is not None:
            yield at.f_locals
            at = at.f_back


def _is_bytes_like(value: list[object] | tuple[object, ...]) -> bool:
    return 4 <= len(value) <= 512 and all(type(each) is int and 0 <= each < 256 for each in value)


def _as_bytes(value: Scalar | list[int] | tuple[int, ...]) -> bytes:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else bytes(value)
