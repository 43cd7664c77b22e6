"""The view: holds the page that is shown, what has been typed on it, and the resident's settings.

Everything comes in by calls and goes out as values (`screens.events`); it knows no device, no thread and no clock –
instants are handed in as monotonic seconds. Typed PIN digits live in a bytearray here until the answer hands it over.
"""

from __future__ import annotations

from dataclasses import replace

import pygame

from screens import kinds
from screens.crowding import crowding
from screens.events import Answer, Command, Event, Refused, Touched
from screens.fonts import Missing, missing
from screens.kinds import Changed, Kind
from screens.marks import Photograph
from screens.metrics import Panel
from screens.page import Board, Frame, Image, Page, TrayState, Viewfinder
from screens.pages import viewfinder
from screens.parts.surround import compose
from screens.phrase import Text, Words
from screens.scene import LARGEST, TEXT_SCALES, Scene
from screens.shown import Places, Shown
from screens.stage import Stage
from screens.text import Typesetter
from screens.theme import Theme, theme
from screens.touch import Touch
from screens.tree import Widget

__all__ = ["Answer", "Command", "Event", "Refused", "Touched", "View"]

_EMPTY = Frame(tray=TrayState.EMPTY)


class View:
    """One panel's view. Draw with `draw`; nothing is drawn before a page is shown."""

    def __init__(self, panel: Panel, words: Words, *, voice: bool = False) -> None:
        self._panel = panel
        self._words = words
        self._voice = voice
        self._typesetter = Typesetter(panel)
        self._stage = Stage(panel, self._typesetter)
        self._scale = 1.0
        self._most = LARGEST
        self._theme: Theme = theme("normal")
        self._frame = _EMPTY
        self._shown: Shown | None = None
        self._under: Shown | None = None
        self._places = Places()
        self._touch = Touch()
        self._phase = 0
        self._tree: Widget | None = None
        self._turns: dict[str, int] = {}
        self._fresh = False
        self._opened = 0
        self._dark = False

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show(self, page: Page, frame: Frame, *, covering: bool = False) -> None:
        """Show a page. The same page again keeps what has been typed, unless it has been answered.

        covering: the page lies over the present one, which keeps everything and comes back when it is shown again.
        """
        if not kinds.is_kind(page):
            raise TypeError(f"no such page kind: {type(page).__name__}")
        present = self._shown
        if frame != self._frame:
            self._frame = frame
            self._stale()
        if present is not None and present.is_same(page):
            self._update(present, page)
            return
        if covering:
            if self._under is None and present is not None:
                self._under = present
            self._open(page)
            return
        under, self._under = self._under, None
        if under is not None and under.is_same(page):
            under.page, under.since = page, None
            self._shown = under
            self._touch.page_came()
            self._stale()
            return
        if under is not None:
            under.drop()
        if present is not None and present is not under:
            present.drop()
        self._open(page)

    def set_frame(self, frame: Frame) -> None:
        """What stands around the page has changed."""
        if self._shown is not None and self._shown.answered:
            # What was pressed stands still until the next page comes: only tray and name change meanwhile.
            frame = replace(frame, can_go_back=self._frame.can_go_back, can_stop=self._frame.can_stop)
        if frame != self._frame:
            self._frame = frame
            self._stale()

    def set_settings(self, scale: float, theme_name: str, words: Words) -> None:
        """Text scale 1.0, 1.25, 1.5 or 2.0; a theme; the language. Keeps what has been typed."""
        if scale not in TEXT_SCALES:
            raise ValueError("no such text scale")
        changed = (scale, theme(theme_name)) != (self._scale, self._theme) or words is not self._words
        self._scale, self._theme, self._words = scale, theme(theme_name), words
        self._typesetter.lead_with(words.language)
        if changed:
            self._stale()

    def wipe(self) -> None:
        """Forget page, input, frame and every text that was measured or drawn; typed digits are overwritten."""
        for shown in (self._shown, self._under):
            if shown is not None:
                shown.drop()
        self._shown = self._under = None
        self._places = Places()
        self._frame = _EMPTY
        self._touch = Touch()
        self._turns = {}
        self._stale()
        self._stage.forget()
        self._typesetter.wipe()

    @property
    def page_name(self) -> str:
        """Name of the page shown, or "" before the first."""
        return self._shown.page.name if self._shown else ""

    @property
    def shown_as(self) -> tuple[str, int]:
        """Name of the page, and the how-manieth it is: the same name and number, the same page, perhaps changed."""
        return (self.page_name, self._opened)

    @property
    def words(self) -> Words:
        """The language in which it is shown."""
        return self._words

    @property
    def described(self) -> tuple[Page, Frame] | None:
        """The page shown and what stands around it; None before the first page."""
        return (self._shown.page, self._frame) if self._shown is not None else None

    @property
    def text_scale(self) -> float:
        """The text scale that holds on the page shown: what was asked for, or what everything finds its place in."""
        self.tree()
        return max(min(self._scale, self._most), Scene.least(self._words))

    @property
    def focused(self) -> str | None:
        """Id of the key in focus."""
        return self._shown.focused if self._shown else None

    def tree(self) -> Widget | None:
        """The page as a tree; None before the first page and after a wipe."""
        if self._shown is None:
            return None
        if self._tree is None:
            self._lay_out(self._shown)
        return self._tree

    def missing(self) -> tuple[Missing, ...]:
        """Signs on the page that no font has; their code points are shown instead. As personal as the page."""
        tree = self.tree()
        if tree is None:
            return ()
        return missing(mark.text.plain for widget in tree.walk() for mark in widget.lettering)

    # --- touch --------------------------------------------------------------------------------------------------------

    def pointer_down(self, x: float, y: float, t: float, finger: int = 0) -> None:
        """A finger touches a pixel at monotonic second t. Only the pressed look comes of it."""
        if self._dark:
            return
        tree = self.tree()
        target = tree.at(*self._panel.to_mm(x, y)) if tree is not None else None
        before = self._touch.held
        self._touch.down(finger, None if target is None else target.id, t)
        if self._touch.held != before:
            self._stale()

    def pointer_move(self, x: float, y: float, t: float, finger: int = 0) -> None:
        """The finger moves. Well off the key it was put on, it presses nothing any more."""
        if self._touch.moved(finger, self._away_mm(x, y, finger)):
            self._stale()

    def pointer_up(self, x: float, y: float, t: float, finger: int = 0) -> Event | None:
        """The finger leaves the panel: the key below it acts if it is the one that was touched."""
        id = self._touch.key_of(finger)
        if id is None:
            return None
        self._stale()
        if self._away_mm(x, y, finger) != 0:
            self._touch.off()
            return None
        event = self._activate(id)
        self._touch.up(t, brings_page=isinstance(event, Answer | Command))
        return event

    def pointer_cancel(self, finger: int = 0) -> None:
        """What the finger does isn't known any more, or it is none: nothing comes of it."""
        if self._touch.key_of(finger) is not None:
            self._touch.off()
            self._stale()

    def _away_mm(self, x: float, y: float, finger: int) -> float | None:
        """How far this pixel is from the key that the finger has; 0: on it, None: there is no such key."""
        tree, id = self.tree(), self._touch.key_of(finger)
        widget = tree.find(id) if tree is not None and id is not None else None
        return None if widget is None else widget.box.away(*self._panel.to_mm(x, y))

    # --- keys, typing, focus ------------------------------------------------------------------------------------------

    def press(self, id: str) -> Event | None:
        """Press a key by its id, without touching. None: the page has been answered and takes no more."""
        return self._activate(id)

    def type_text(self, text: str) -> Event | None:
        """Type on whatever the page takes; \\r goes on, \\b erases. None: nothing here takes text."""
        event: Event | None = None
        for sign in text:
            if sign in "\r\n":
                event = self._activate("main")
            elif sign in "\b\x7f":
                event = self._activate("erase_one")
            else:
                event = self._type(sign)
            if event is None or isinstance(event, Answer | Refused):
                return event
        return event

    def move_focus(self, step: int) -> Widget | None:
        """Put the focus on the next (+1) or previous (-1) key in reading order; gives it, to be spoken."""
        tree, shown = self.tree(), self._shown
        if tree is None or shown is None:
            return None
        keys = tree.focusable
        ids = [widget.id for widget in keys]
        if not ids:
            return None
        at = ids.index(shown.focused) + step if shown.focused in ids else (0 if step > 0 else len(ids) - 1)
        shown.focused = ids[at % len(ids)]
        self._stale()
        return keys[at % len(ids)]

    def activate_focus(self) -> Event | None:
        """Press the key in focus."""
        if self._shown is None or self._shown.focused is None:
            return None
        return self._activate(self._shown.focused)

    def _activate(self, id: str) -> Event | None:
        shown, tree = self._shown, self.tree()
        if shown is None or tree is None:
            return Refused(id, None)
        widget = tree.find(id)
        if widget is None or not widget.action:
            return Refused(id, None)
        if widget.state.unavailable is not None:
            return Refused(id, widget.state.unavailable)
        if id.startswith("rail."):
            return Command(id.removeprefix("rail."))
        if id.startswith("language."):
            return Command("language:" + id.removeprefix("language."))
        if id in ("back", "stop") and not isinstance(shown.page, Board):
            return Command(id)
        if shown.answered:
            return None
        shown.since = None
        if id in self._turns:
            shown.first = self._turns[id]
            self._places.remember(shown)
            self._stale()
            return Touched(id)
        return self._settle(shown, id, kinds.press(shown.page, shown.state, id))

    def _type(self, sign: str) -> Event | None:
        shown = self._shown
        if shown is None or shown.answered:
            return None
        return self._settle(shown, "keyboard", kinds.typed(shown.page, shown.state, sign))

    def _settle(self, shown: Shown, id: str, result: Answer | Changed | None) -> Event | None:
        match result:
            case Answer():
                shown.answered = True
                self._stale()
                return result
            case Changed():
                shown.state = result.state
                self._stale()
                return Touched(id)
            case None:
                return None if id == "keyboard" else Touched(id)

    # --- the camera ---------------------------------------------------------------------------------------------------

    def viewfinder(self) -> tuple[int, int] | None:
        """Room for the camera's picture in px, while a page wants pictures of it; None: no page does."""
        shown = self._shown
        if shown is None or not isinstance(shown.page, Viewfinder) or shown.page.taken is not None or shown.answered:
            return None
        tree = self.tree()
        live = tree.find(viewfinder.LIVE) if tree is not None else None
        if live is None:
            return None
        _, _, width, height = self._panel.px(viewfinder.place(self._scene(shown), shown.page))
        return width, height

    def live(self, image: Image, advice: Text | None, *, good: bool) -> None:
        """A new picture of the camera, and what to change (None: what was said stands). Ignored on other pages."""
        shown = self._shown
        if shown is None or not isinstance(shown.state, viewfinder.State) or shown.answered:
            return
        state = shown.state
        advice = advice or state.advice
        words_stay = state.image is not None and (state.advice, state.good) == (advice, good)
        state.image, state.advice, state.good = image, advice, good
        tree = self._tree
        self._fresh = False
        if tree is None or not words_stay:
            self._tree = None
            return
        # Only the picture is another one: the page is not laid out anew a dozen times a second.
        self._tree = replace(tree, children=tuple(_with_image(child, image) for child in tree.children))

    # --- time ---------------------------------------------------------------------------------------------------------

    def tick(self, now: float) -> Answer | None:
        """Let the page's own time pass: the waiting sign moves on, a document hides itself."""
        shown = self._shown
        if shown is None:
            return None
        phase = int(now) % 3
        if phase != self._phase and shown.waits:
            self._phase = phase
            self._stale()
        hides_at = shown.hides_at(now)
        if hides_at is None or now < hides_at:
            return None
        shown.answered = True
        return Answer("hide")

    def next_tick(self, now: float) -> float | None:
        """When `tick` is wanted next (monotonic); None: never, unless something else happens."""
        shown = self._shown
        if shown is None:
            return None
        return float(int(now) + 1) if shown.waits else shown.hides_at(now)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect]:
        """Bring a surface of the panel's size to what is shown; gives the rectangles that changed (px)."""
        if self._dark:
            if self._fresh:
                return []
            self._stage.forget()
            self._fresh = True
            return [surface.fill((0, 0, 0))]
        if self._fresh and self._stage.stands_on(surface):
            return []
        changed = self._stage.draw(surface, self.tree(), self._theme)
        self._fresh = True
        return changed

    def darken(self, on: bool) -> None:
        """Show nothing, and take no touch: who listens keeps to herself what she hears. Keys work as ever."""
        if on != self._dark:
            self._dark = on
            self._fresh = False

    def redraw(self) -> None:
        """The next `draw` draws everything (the window has been uncovered, or is another)."""
        self._stage.forget()
        self._fresh = False

    # --- inside -------------------------------------------------------------------------------------------------------

    def _open(self, page: Kind) -> None:
        self._opened += 1
        self._shown = Shown(page, kinds.start(page, self._words.language), self._places.first(page))
        self._touch.page_came()
        self._stale()

    def _update(self, shown: Shown, page: Kind) -> None:
        if shown.page is not page and shown.page != page:
            shown.page = page
            self._stale()

    def _stale(self) -> None:
        self._tree = None
        self._fresh = False

    def _lay_out(self, shown: Shown) -> None:
        """As large as she wants it, and no larger than everything finds its place."""
        least = Scene.least(self._words)
        wanted = max(self._scale, least)
        for self._most in (scale for scale in reversed(TEXT_SCALES) if least <= scale <= wanted):
            scene = self._scene(shown)
            content = kinds.lay_out(scene, shown.page, shown.state)
            self._tree = compose(scene, shown.page, content)
            if self._most == least or next(crowding(self._tree, self._panel), None) is None:
                break
        self._turns = dict(content.turns)

    def _scene(self, shown: Shown) -> Scene:
        return Scene(
            panel=self._panel,
            words=self._words,
            typesetter=self._typesetter,
            frame=self._frame,
            theme=self._theme,
            scale=self._scale,
            focused=shown.focused,
            pressed=self._touch.held,
            phase=self._phase,
            voice=self._voice,
            first=shown.first,
            most=self._most,
        )


def _with_image(widget: Widget, image: Image) -> Widget:
    if widget.id != viewfinder.LIVE:
        return widget
    marks = tuple(replace(mark, image=image) if isinstance(mark, Photograph) else mark for mark in widget.marks)
    return replace(widget, marks=marks)
