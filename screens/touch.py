"""When a touch counts: one finger, one key, acted on when it leaves the key it was put on."""

from __future__ import annotations

from dataclasses import dataclass

SECOND_TOUCH_S = 0.5
"""The same key, or anything on a page that a touch has only just brought, reacts again only after this."""


@dataclass(slots=True)
class Touch:
    """held: id of the key below the finger at the moment. Instants are monotonic seconds."""

    held: str | None = None
    _last_id: str | None = None
    _last: float = float("-inf")
    _page_came: float = float("-inf")
    _brings_page: bool = False

    def down(self, id: str, t: float) -> bool:
        """A finger is put on a key; whether it counts. Other keys may follow fast: people type."""
        too_soon = id == self._last_id and t - self._last < SECOND_TOUCH_S
        if self.held is not None or too_soon or t - self._page_came < SECOND_TOUCH_S:
            return False
        self.held, self._last_id, self._last = id, id, t
        return True

    def off(self) -> None:
        """The finger has slid off the key, or the key is gone: it presses nothing any more."""
        self.held = None

    def up(self, t: float, *, brings_page: bool) -> None:
        """The finger has left the key and pressed it. brings_page: what it did will show another page."""
        self.held = None
        self._last, self._brings_page = t, brings_page

    def page_came(self) -> None:
        """Another page is shown."""
        self.held = None
        if self._brings_page:
            self._page_came, self._brings_page = self._last, False
