"""A page that is shown: what was typed on it, where its list stands, when it hides itself; where lists were left."""

from __future__ import annotations

from dataclasses import dataclass, field

from screens import kinds
from screens.kinds import Kind, PageState
from screens.page import Board, Choose, Document, Idle, ListPage, Wait


@dataclass(slots=True, eq=False)
class Shown:
    """A page with its state. first: item that its pager shows. since: when its own time began."""

    page: Kind
    state: PageState
    first: int = 0
    answered: bool = False
    focused: str | None = None
    since: float | None = None

    def is_same(self, page: Kind) -> bool:
        """Whether a page is this one, not answered yet; perhaps with other seconds or another banner."""
        mine = self.page
        if self.answered:
            return False
        if mine is page or mine == page:
            return True
        return type(mine) is type(page) and mine.name == page.name and isinstance(page, Board | Idle | Wait)

    @property
    def waits(self) -> bool:
        """Whether its sign of waiting moves."""
        return isinstance(self.page, Wait) and self.page.picture in ("busy", "printing")

    def hides_at(self, now: float) -> float | None:
        """When a document hides itself; its time begins when this is first asked after a press."""
        if not isinstance(self.page, Document) or self.page.hide_after_s is None or self.answered:
            return None
        if self.since is None:
            self.since = now
        return self.since + self.page.hide_after_s

    def drop(self) -> None:
        """Overwrite and forget what has been typed."""
        kinds.wipe(self.state)
        self.state = None


@dataclass(frozen=True, slots=True)
class _Place:
    keys: tuple[str, ...] = field(repr=False)
    first: int = 0


class Places:
    """Where lists were left, to come back to them: only if they still have the same keys."""

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}

    def remember(self, shown: Shown) -> None:
        """This is where it is left, if it is a list."""
        keys = _keys(shown.page)
        if keys:
            self._places[shown.page.name] = _Place(keys, shown.first)

    def first(self, page: Kind) -> int:
        """The item with which a page begins."""
        place = self._places.get(page.name)
        return place.first if place is not None and place.keys == _keys(page) else 0


def _keys(page: Kind) -> tuple[str, ...]:
    """What tells a list from another one of the same name. Documents always open at their beginning."""
    match page:
        case Choose():
            return tuple(option.key for option in page.options)
        case ListPage():
            return tuple(row.key or "" for row in page.rows)
        case _:
            return ()
