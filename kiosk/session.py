"""One resident's stay. Everything personal hangs on it, and after `wipe` it can prove that nothing is left."""

from __future__ import annotations

import gc
import secrets
import weakref
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum

from screens.page import Page


@dataclass(frozen=True, slots=True)
class Clean:
    """Nothing that the session owned is alive."""


@dataclass(frozen=True, slots=True)
class NotClean:
    """Something that the session owned is still held by somebody; its type names, never its content."""

    left: tuple[str, ...]


class Session:
    """Owns what is personal from the first touch to the wipe.

    id: random, for the log. certificate: the card's authentication certificate (DER) once it has been recognised.
    """

    def __init__(self, began: float) -> None:
        self.id = secrets.token_hex(8)
        self.began = began
        self.certificate: bytes | None = None
        self.nickname: str | None = None
        self.logged_in = False
        self._secrets: list[bytearray] = []
        self._owned: list[weakref.ref[object]] = []

    def own(self, thing: object) -> None:
        """Take charge of something personal: bytearrays are zeroed at the end, the rest must be gone by then."""
        if isinstance(thing, bytearray):
            self._secrets.append(thing)
            return
        if _can_hold_nothing_personal(thing):
            return
        self._owned.append(weakref.ref(thing))

    def wipe(self) -> None:
        """Zero and let go. Who else holds something of it must have let go before `proof` is asked."""
        for secret in self._secrets:
            secret[:] = bytes(len(secret))
        self._secrets.clear()
        self.certificate = None
        self.nickname = None
        self.logged_in = False

    def proof(self) -> Clean | NotClean:
        """Look whether anything that was owned is still alive."""
        if self._alive():
            gc.collect()
        left = self._alive()
        return NotClean(left) if left else Clean()

    def _alive(self) -> tuple[str, ...]:
        return tuple(type(thing).__name__ for thing in (ref() for ref in self._owned) if thing is not None)


def _can_hold_nothing_personal(thing: object) -> bool:
    """Plain words and numbers can't be watched; they live inside things that can. A value without hidden fields is
    one of our closed unions that says what happened, not whom.
    """
    if thing is None or isinstance(thing, str | bytes | int | float | date | Enum):
        return True
    if isinstance(thing, tuple):
        return all(_can_hold_nothing_personal(part) for part in thing)
    return is_dataclass(thing) and not isinstance(thing, Page) and all(field.repr for field in fields(thing))
