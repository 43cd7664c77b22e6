"""The display: opens it, brings what changed to it, and turns pygame's events into calls of the view."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pygame

from screens.events import Event
from screens.metrics import Panel
from screens.view import View
from screens.xlib import XConnection

_MOUSE = -1
"""Its pointer is a finger, too."""

_HANDS = (
    pygame.MOUSEBUTTONDOWN,
    pygame.MOUSEMOTION,
    pygame.MOUSEBUTTONUP,
    pygame.FINGERDOWN,
    pygame.FINGERMOTION,
    pygame.FINGERUP,
)


@dataclass(frozen=True, slots=True)
class Closed:
    """The window was closed by its frame (never on a terminal, where there is none)."""


class Window:
    """One window of the panel's size. headless: nothing is shown, everything is drawn.

    touch: whether SDL's fingers and mouse count. Where a touchscreen is read directly they don't: no touch comes twice.
    """

    def __init__(
        self, panel: Panel, view: View, *, fullscreen: bool = False, headless: bool = False, touch: bool = True
    ) -> None:
        if headless or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or fullscreen):
            os.environ["SDL_VIDEODRIVER"] = "dummy"
        self._view = view
        pygame.display.init()
        pygame.display.set_caption("Madoguchi")
        flags = pygame.FULLSCREEN if fullscreen and not headless else 0
        self._surface = pygame.display.set_mode((panel.width_px, panel.height_px), flags)
        pygame.key.set_repeat()
        if fullscreen:
            pygame.mouse.set_visible(False)
        (pygame.event.set_allowed if touch else pygame.event.set_blocked)(_HANDS)
        self._x = XConnection() if pygame.display.get_driver() == "x11" else None

    def events(self, now: float) -> list[Event | Closed]:
        """Everything that hands did since the last call. now: monotonic seconds."""
        found: list[Event | Closed] = []
        for event in pygame.event.get():
            came = self._translate(event, now)
            if came is not None:
                found.append(came)
        return found

    def fileno(self) -> int | None:
        """Descriptor that gets ready when the X server has events for us, or None (no X11: nothing to wait for)."""
        return None if self._x is None else self._x.fileno()

    @property
    def waiting(self) -> bool:
        """Whether events have been received already that `events` hasn't given yet: don't sleep.

        While drawing, Xlib takes in what has come meanwhile; the descriptor says nothing of it any more.
        """
        return pygame.event.peek(pump=False) or (self._x is not None and self._x.queued() > 0)

    @property
    def polled(self) -> bool:
        """Whether hands can only be noticed by asking again and again (a display that is neither X11 nor headless)."""
        return pygame.display.get_driver() not in ("x11", "dummy")

    def present(self) -> list[pygame.Rect]:
        """Draw what has changed and bring it to the glass; gives the changed rectangles (px)."""
        changed = self._view.draw(self._surface)
        if changed:
            pygame.display.update(changed)
        return changed

    def shot(self, path: Path) -> None:
        """Save what is shown as PNG."""
        self.present()
        pygame.image.save(self._surface, str(path))

    def close(self) -> None:
        """Blank the surface and give the display back."""
        self._surface.fill((0, 0, 0))
        pygame.display.quit()

    def _translate(self, event: pygame.event.Event, now: float) -> Event | Closed | None:
        view = self._view
        match event.type:
            case pygame.QUIT:
                return Closed()
            case pygame.WINDOWEXPOSED:
                view.redraw()
            case pygame.MOUSEBUTTONDOWN if event.button == 1 and not event.touch:
                view.pointer_down(event.pos[0], event.pos[1], now, _MOUSE)
            case pygame.MOUSEMOTION if event.buttons[0] and not event.touch:
                view.pointer_move(event.pos[0], event.pos[1], now, _MOUSE)
            case pygame.MOUSEBUTTONUP if event.button == 1 and not event.touch:
                return view.pointer_up(event.pos[0], event.pos[1], now, _MOUSE)
            case pygame.FINGERDOWN:
                view.pointer_down(*self._finger(event), now, event.finger_id)
            case pygame.FINGERMOTION:
                view.pointer_move(*self._finger(event), now, event.finger_id)
            case pygame.FINGERUP:
                return view.pointer_up(*self._finger(event), now, event.finger_id)
            case pygame.KEYDOWN:
                return self._key(event)
        return None

    def _finger(self, event: pygame.event.Event) -> tuple[float, float]:
        width, height = self._surface.get_size()
        return event.x * width, event.y * height

    def _key(self, event: pygame.event.Event) -> Event | None:
        """Keypad and keyboard: Tab and arrows move the focus, Enter and Space press what has it, the rest is typed."""
        view = self._view
        match event.key:
            case pygame.K_TAB:
                view.move_focus(-1 if event.mod & pygame.KMOD_SHIFT else 1)
            case pygame.K_DOWN | pygame.K_RIGHT:
                view.move_focus(1)
            case pygame.K_UP | pygame.K_LEFT:
                view.move_focus(-1)
            case pygame.K_RETURN | pygame.K_KP_ENTER:
                return view.activate_focus() if view.focused else view.type_text("\r")
            case pygame.K_BACKSPACE:
                return view.type_text("\b")
            case _ if event.unicode and event.unicode.isprintable():
                return view.type_text(event.unicode)
        return None
