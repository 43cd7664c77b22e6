"""The high-water mark of a lane's sequence, in a small file beside its database.

Receipt numbers must never be given twice, not even when the database is lost. So no sequence is given that the mark
does not cover; it is raised a block at a time, and a new database begins above it.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

BLOCK = 1000


class Mark:
    """All methods raise OSError. Nothing may be given above `covered`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.covered = self._read()

    def cover(self, sequence: int) -> None:
        """Make sure, on the disk, that `sequence` is covered."""
        if self.covered is None or sequence > self.covered:
            self._write(sequence + BLOCK)

    def above(self, first: int, now: datetime) -> int:
        """What a new database must begin above: all that may have been given.

        If nobody can tell any more – the mark is spoilt, or gone while a corrupt database is here –, the seconds since
        1970 are more than any terminal ever gave.
        """
        if self.covered is not None:
            return self.covered
        lost = self._path.exists() or any(self._path.parent.glob(f"{self._path.stem}.db.corrupt-*"))
        return int(now.timestamp()) if lost else first - 1

    def _read(self) -> int | None:
        try:
            text = self._path.read_bytes()
        except FileNotFoundError:
            return None
        return int(text) if text.strip().isdigit() and len(text) <= 20 else None

    def _write(self, covered: int) -> None:
        fresh = self._path.with_name(self._path.name + ".new")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb") as file:
            file.write(b"%d\n" % covered)
            file.flush()
            os.fsync(file.fileno())
        os.rename(fresh, self._path)
        sync_directory(self._path.parent)
        self.covered = covered


def sync_directory(directory: Path) -> None:
    """Make names in a directory durable."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
