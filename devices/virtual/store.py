"""The state directory: where the fictional issuer and the cards keep what must outlive a restart."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def default_state() -> Path:
    """`$XDG_STATE_HOME/madoguchi/cards`, or the same under `~/.local/state` (XDG base directories)."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "madoguchi" / "cards"


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Alone among all programs that use this directory. Not re-entrant."""
    directory.mkdir(parents=True, exist_ok=True)
    with open(directory / "lock", "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Replace a file whole: readers see the old one or the new one, also when we are killed in between.

    Not synced to the disk: what a power cut takes from a fictional card is no harm.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def write_json(path: Path, content: Any, mode: int = 0o600) -> None:
    """As `write`; readable by people."""
    write(path, json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n", mode)


def read_json(path: Path) -> Any | None:
    """The content, or None if there is no such file."""
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
