"""Folders for documents on their way: in memory where the machine has such a place."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108


def memory_folder(prefix: str) -> Path:
    """A new, empty folder of ours with a short path (Unix sockets lie in it)."""
    usable = _SHARED_MEMORY.is_dir() and os.access(_SHARED_MEMORY, os.W_OK)
    return Path(tempfile.mkdtemp(prefix=prefix, dir=_SHARED_MEMORY if usable else None))
