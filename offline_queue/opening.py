"""Opening a lane's file: sound, or set aside and begun anew; never deleted, and no receipt number is given twice.

WAL with `synchronous=FULL`, and one connection of one process for good (`locking_mode=EXCLUSIVE`: SQLite before 3.51.3
can spoil a WAL that two connections checkpoint at once). At every start the WAL is written back before anything is
accepted: after a failed sync it may hold, in the system's memory only, what never reached the disk.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from offline_queue.mark import Mark, sync_directory

VERSION = 1
_SCHEMA = f"""
CREATE TABLE lane (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    sequence INTEGER NOT NULL, -- the last one given
    items INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE item (
    sequence INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    case_id TEXT NOT NULL,
    case_sequence INTEGER NOT NULL,
    head INTEGER NOT NULL, -- 1: nothing of its case stands before it
    problem TEXT, -- why it is a dead letter
    kind TEXT NOT NULL,
    receipt TEXT,
    accepted_at TEXT NOT NULL,
    size INTEGER NOT NULL, -- with its attachments
    put BLOB NOT NULL, -- SHA-256 of all that was put
    attachments INTEGER NOT NULL,
    envelope TEXT NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (case_id, case_sequence)
) STRICT;
CREATE INDEX item_to_send ON item (sequence) WHERE head = 1 AND problem IS NULL;
CREATE INDEX item_dead ON item (sequence) WHERE problem IS NOT NULL;
CREATE TABLE chunk (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    attachment INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (key, attachment, number)
) STRICT;
CREATE TABLE delivered (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    put BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    receipt TEXT,
    accepted_at TEXT NOT NULL,
    received_at TEXT NOT NULL
) STRICT;
CREATE TABLE case_of (id TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID; -- and BEFORE_THIS_FILE
PRAGMA user_version = {VERSION};
"""
BEFORE_THIS_FILE = ""
"""In place of a case: no case had counted further when this file was begun in place of a lost one."""
_CORRUPT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def is_corruption(error: sqlite3.Error) -> bool:
    """Whether SQLite found the file itself to be spoilt."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _CORRUPT


@dataclass(frozen=True, slots=True)
class Unusable:
    """It can't be opened: another process has it, or the disk, or a later version made it. why: SQLite's word.

    full: for want of space.
    """

    why: str
    full: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """set_aside: the name of a corrupt file that was found and moved out of the way just now."""

    connection: sqlite3.Connection
    mark: Mark
    set_aside: str | None


def open_lane(directory: Path, name: str, now: datetime, first: int = 1) -> Opened | Unusable:
    """Open or create DIRECTORY/NAME.db (0600). first: the first sequence of a terminal that never had one.

    The connection may be used by any one thread at a time.
    """
    path = directory / f"{name}.db"
    set_aside = None
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark = Mark(directory / f"{name}.sequence")
        connection = _connect(path)
        if connection is None:
            set_aside = _set_aside(path, now)
            connection = _connect(path)
        if connection is None:
            return Unusable("CORRUPT_AGAIN")
        if not _begun(connection):
            _begin(connection, mark.above(first, now))
            sync_directory(directory)
        (last,) = connection.execute("SELECT sequence FROM lane").fetchone()
        mark.cover(last)
    except _LaterError:
        return Unusable("LATER_VERSION")
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", type(error).__name__)
        return Unusable(name, full=name == "SQLITE_FULL")
    except OSError as error:
        return Unusable(type(error).__name__, full=error.errno in (errno.ENOSPC, errno.EDQUOT))
    return Opened(connection, mark, set_aside)


class _LaterError(Exception):
    pass


def _connect(path: Path) -> sqlite3.Connection | None:
    """A connection to a sound file (empty, or ours), or None if it is corrupt. Raises sqlite3.Error, OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    new = path.stat().st_size == 0
    connection = sqlite3.connect(path, timeout=1, isolation_level=None, check_same_thread=False)
    # Text that a disk has spoilt is read all the same: `soundness` finds it, and nobody stumbles over it.
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        if new:  # later it can't be changed, but it would write
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            connection.close()
            return None
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise _LaterError
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        connection.close()
        if is_corruption(error):
            return None
        raise
    except _LaterError:
        connection.close()
        raise
    return connection


def _begun(connection: sqlite3.Connection) -> bool:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(version == VERSION)


def _begin(connection: sqlite3.Connection, last: int) -> None:
    """last: the sequence that this file goes on from. A case has no more items than its lane has numbers, so no case
    can have counted further."""
    rows = f"INSERT INTO lane VALUES (1, {last:d}, 0, 0);"  # noqa: S608 - a whole number, and no parameters here
    if last:
        rows += f"INSERT INTO case_of VALUES ('{BEFORE_THIS_FILE}', {last:d});"  # noqa: S608 - as above
    connection.executescript(f"BEGIN; {_SCHEMA} {rows} COMMIT;")


def _set_aside(path: Path, now: datetime) -> str:
    name = f"{path.name}.corrupt-{now:%Y%m%dT%H%M%S}-{os.urandom(3).hex()}"
    # Its WAL goes first: left behind, SQLite would play it into the new file.
    log = path.with_name(path.name + "-wal")
    if log.exists():
        os.rename(log, path.with_name(name + "-wal"))
    os.rename(path, path.with_name(name))
    sync_directory(path.parent)
    return name
