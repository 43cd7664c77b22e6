"""The X connection that SDL holds: what a select() loop must know of it, and SDL doesn't tell."""

from __future__ import annotations

import ctypes

import pygame

_QUEUED_ALREADY = 0


class XConnection:
    """SDL's connection to the X server. Only while the window is open and SDL's driver is "x11"."""

    def __init__(self) -> None:
        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        pointer.restype, pointer.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
        self._display = ctypes.c_void_p(pointer(pygame.display.get_wm_info()["display"], b"display"))
        self._xlib = ctypes.CDLL("libX11.so.6")

    def fileno(self) -> int:
        """Its descriptor (XConnectionNumber)."""
        return int(self._xlib.XConnectionNumber(self._display))

    def queued(self) -> int:
        """Events that Xlib has read and SDL has not taken (XEventsQueued, without any I/O)."""
        return int(self._xlib.XEventsQueued(self._display, _QUEUED_ALREADY))
