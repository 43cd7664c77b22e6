"""A finger and an eye at an X server: presses, and sees when a pixel changes. ctypes on Xlib and XTest."""

from __future__ import annotations

import ctypes
import time
from ctypes import c_char_p, c_int, c_uint, c_ulong, c_void_p

_Z_PIXMAP = 2
_ALL_PLANES = 0xFFFFFFFF
PATIENCE_S = 5.0


class GlassError(Exception):
    """There is no X server, or a pixel does not change."""


class Glass:
    """The root window of a display, e.g. ":99"."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XDefaultRootWindow.restype = c_ulong
        self._x.XGetImage.restype = c_void_p
        self._x.XGetPixel.restype = c_ulong
        opened = self._x.XOpenDisplay(c_char_p(display.encode()))
        if not opened:
            raise GlassError(f"no X server at {display}")
        self._display = c_void_p(opened)
        self._root = c_ulong(self._x.XDefaultRootWindow(self._display))

    def move(self, x: int, y: int) -> None:
        """Put the pointer there."""
        self._test.XTestFakeMotionEvent(self._display, c_int(-1), c_int(x), c_int(y), c_ulong(0))
        self._x.XFlush(self._display)

    def button(self, *, down: bool) -> None:
        """Press or let go."""
        self._test.XTestFakeButtonEvent(self._display, c_uint(1), c_int(down), c_ulong(0))
        self._x.XFlush(self._display)

    def pixel(self, x: int, y: int) -> int:
        """What the glass shows at a place."""
        image = self._x.XGetImage(
            self._display, self._root, c_int(x), c_int(y), c_uint(1), c_uint(1), c_ulong(_ALL_PLANES), c_int(_Z_PIXMAP)
        )
        if not image:
            raise GlassError("no picture of the root window")
        value = int(self._x.XGetPixel(c_void_p(image), c_int(0), c_int(0)))
        self._x.XDestroyImage(c_void_p(image))
        return value

    def seconds_until_change(self, x: int, y: int, before: int, began: float) -> float:
        """How long after `began` (perf_counter) the pixel is another than `before`."""
        while self.pixel(x, y) == before:
            if time.perf_counter() - began > PATIENCE_S:
                raise GlassError("the pixel did not change")
        return time.perf_counter() - began

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)
