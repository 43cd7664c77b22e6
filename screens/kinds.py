"""Every page kind with its rules and layout, dispatched by type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard, TypeVar, assert_never, get_args

from screens.events import Answer
from screens.page import (
    Assist,
    Board,
    Choose,
    Confirm,
    DateEntry,
    Digits,
    Document,
    Done,
    Filed,
    Idle,
    ListPage,
    Page,
    Password,
    Pin,
    TextEntry,
    Trouble,
    Viewfinder,
    Wait,
)
from screens.pages import (
    assist,
    board,
    choose,
    confirm,
    date_entry,
    digits,
    document,
    done,
    filed,
    idle,
    list_page,
    password,
    pin,
    text_entry,
    trouble,
    viewfinder,
    wait,
)
from screens.parts.content import Content
from screens.scene import Scene

Kind = (
    Idle
    | Choose
    | Pin
    | TextEntry
    | DateEntry
    | Confirm
    | ListPage
    | Document
    | Wait
    | Trouble
    | Done
    | Board
    | Assist
    | Viewfinder
    | Password
    | Digits
    | Filed
)
PageState = pin.State | text_entry.State | date_entry.State | viewfinder.State | password.State | digits.State | None

S = TypeVar("S", pin.State, text_entry.State, date_entry.State, viewfinder.State, password.State, digits.State)


@dataclass(frozen=True, slots=True)
class Changed:
    """The page goes on in another state."""

    state: PageState


def is_kind(page: Page) -> TypeGuard[Kind]:
    """Whether a page is of one of the kinds there are."""
    return isinstance(page, get_args(Kind))


def start(page: Kind, language: str) -> PageState:
    """The first state of a page: nothing typed."""
    match page:
        case Pin():
            return pin.start(page)
        case TextEntry():
            return text_entry.start(page, language)
        case DateEntry():
            return date_entry.start(page)
        case Viewfinder():
            return viewfinder.start(page)
        case Password():
            return password.start(page)
        case Digits():
            return digits.start(page)
        case _:
            return None


def lay_out(scene: Scene, page: Kind, state: PageState) -> Content:
    """The page inside the window."""
    match page:
        case Idle():
            return idle.lay_out(scene, page)
        case Choose():
            return choose.lay_out(scene, page)
        case Pin():
            return pin.lay_out(scene, page, _own(state, pin.State))
        case TextEntry():
            return text_entry.lay_out(scene, page, _own(state, text_entry.State))
        case DateEntry():
            return date_entry.lay_out(scene, page, _own(state, date_entry.State))
        case Confirm():
            return confirm.lay_out(scene, page)
        case ListPage():
            return list_page.lay_out(scene, page)
        case Document():
            return document.lay_out(scene, page)
        case Wait():
            return wait.lay_out(scene, page)
        case Trouble():
            return trouble.lay_out(scene, page)
        case Done():
            return done.lay_out(scene, page)
        case Board():
            return board.lay_out(scene, page)
        case Assist():
            return assist.lay_out(scene, page)
        case Viewfinder():
            return viewfinder.lay_out(scene, page, _own(state, viewfinder.State))
        case Password():
            return password.lay_out(scene, page, _own(state, password.State))
        case Digits():
            return digits.lay_out(scene, page, _own(state, digits.State))
        case Filed():
            return filed.lay_out(scene, page)
        case _:
            assert_never(page)


def press(page: Kind, state: PageState, id: str) -> Answer | Changed | None:
    """What a key of the page does; None: it means nothing here."""
    match page:
        case Idle():
            return idle.press(page, id)
        case Choose():
            return choose.press(page, id)
        case Pin():
            return _changed(pin.press(page, _own(state, pin.State), id))
        case TextEntry():
            return _changed(text_entry.press(page, _own(state, text_entry.State), id))
        case DateEntry():
            return _changed(date_entry.press(page, _own(state, date_entry.State), id))
        case Confirm():
            return confirm.press(page, id)
        case ListPage():
            return list_page.press(page, id)
        case Document():
            return document.press(page, id)
        case Wait():
            return wait.press(page, id)
        case Trouble():
            return trouble.press(page, id)
        case Done():
            return done.press(page, id)
        case Board():
            return board.press(page, id)
        case Assist():
            return assist.press(page, id)
        case Viewfinder():
            return viewfinder.press(page, id)
        case Password():
            return _changed(password.press(page, _own(state, password.State), id))
        case Digits():
            return _changed(digits.press(page, _own(state, digits.State), id))
        case Filed():
            return filed.press(page, id)
        case _:
            assert_never(page)


def typed(page: Kind, state: PageState, text: str) -> Changed | None:
    """Text from a keyboard or keypad; None: the page takes none."""
    match page:
        case Pin():
            return Changed(pin.typed(page, _own(state, pin.State), text))
        case Password():
            return Changed(password.typed(page, _own(state, password.State), text))
        case Digits():
            return Changed(digits.typed(page, _own(state, digits.State), text))
        case TextEntry():
            return Changed(text_entry.typed(page, _own(state, text_entry.State), text))
        case DateEntry():
            return Changed(date_entry.typed(page, _own(state, date_entry.State), text))
        case _:
            return None


def wipe(state: PageState) -> None:
    """Overwrite what can be overwritten; the rest goes when nobody holds the state any more."""
    if isinstance(state, pin.State | password.State):
        state.wipe()


def _own(state: PageState, kind: type[S]) -> S:
    """The state as the kind's own; another page's state is a bug."""
    if not isinstance(state, kind):
        raise TypeError(f"not a {kind.__module__} state")
    return state


def _changed(result: Answer | PageState) -> Answer | Changed | None:
    if result is None or isinstance(result, Answer):
        return result
    return Changed(result)
