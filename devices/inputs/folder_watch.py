"""Notices at once when device files come, go or change their permissions: inotify(7) on their folder."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_IN_ATTRIB, _IN_MOVED_TO, _IN_CREATE, _IN_DELETE, _IN_DELETE_SELF = 0x4, 0x80, 0x100, 0x200, 0x400
_WANTED = _IN_ATTRIB | _IN_MOVED_TO | _IN_CREATE | _IN_DELETE | _IN_DELETE_SELF


class FolderWatch:
    """Watches a folder, or while it isn't there (/dev/input without any input device) the nearest one above it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # The C library's own; whatever is loaded before it (umockdev) is heard, too.
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._fd = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._fd < 0:
            raise OSError(ctypes.get_errno(), "inotify_init1")
        self._watch()

    def fileno(self) -> int:
        """Gets ready when something changed."""
        return int(self._fd)

    def changed(self) -> None:
        """Take in what was reported. Look at the folder after this, not before."""
        while self._read():
            pass
        self._watch()

    def close(self) -> None:
        """Watch no more."""
        os.close(self._fd)

    def _read(self) -> bytes:
        try:
            return os.read(self._fd, 4096)
        except BlockingIOError:
            return b""

    def _watch(self) -> None:
        # Watching the same folder twice is one watch; one that came anew needs a new one.
        for folder in (self._folder, *self._folder.parents):
            if self._libc.inotify_add_watch(self._fd, os.fsencode(folder), _WANTED) >= 0:
                return
