"""When a touch counts: one finger, one key, acted on when the finger leaves the key it was put on."""

from __future__ import annotations

from dataclasses import dataclass

SECOND_TOUCH_S = 0.5
"""The same key, or anything on a page that a touch has only just brought, reacts again only after this."""

DRIFT_MM = 5.0
"""A trembling finger that slips off its key no farther than this may come back; then the key is pressed again."""


@dataclass(slots=True)
class Touch:
    """The key that a finger is on. Fingers are told apart by numbers; instants are monotonic seconds.

    Only the finger that was put on a key has it; others neither press nor let go meanwhile. A hand that rests beside
    the keys is in nobody's way.
    """

    _key: str | None = None
    _finger: int = 0
    _on_it: bool = False
    _last_id: str | None = None
    _last: float = float("-inf")
    _page_came: float = float("-inf")
    _brings_page: bool = False

    @property
    def held(self) -> str | None:
        """Id of the key below the finger at the moment: it looks pressed."""
        return self._key if self._on_it else None

    def key_of(self, finger: int) -> str | None:
        """Id of the key that this finger has, though it may have slipped off a little."""
        return self._key if finger == self._finger else None

    def down(self, finger: int, id: str | None, t: float) -> bool:
        """A finger is put on a key, or beside all; whether it counts. Other keys may follow fast: people type."""
        if self.key_of(finger) is not None:
            self.off()  # nobody told that it was lifted
        too_soon = id == self._last_id and t - self._last < SECOND_TOUCH_S
        if id is None or self._key is not None or too_soon or t - self._page_came < SECOND_TOUCH_S:
            return False
        self._key, self._finger, self._on_it = id, finger, True
        self._last_id, self._last = id, t
        return True

    def moved(self, finger: int, away_mm: float | None) -> bool:
        """A finger is so far from the key that it has (0: on it; None: the key is gone). Whether the look changes."""
        if self.key_of(finger) is None:
            return False
        before = self.held
        self._on_it = away_mm == 0
        if away_mm is None or away_mm > DRIFT_MM:
            self.off()
        return self.held != before

    def off(self) -> None:
        """The finger has slid off the key, or the key is gone: it presses nothing any more."""
        self._key, self._on_it = None, False

    def up(self, t: float, *, brings_page: bool) -> None:
        """The finger has left the key and pressed it. brings_page: what it did will show another page."""
        self.off()
        self._last, self._brings_page = t, brings_page

    def page_came(self) -> None:
        """Another page is shown."""
        self.off()
        if self._brings_page:
            self._page_came, self._brings_page = self._last, False
