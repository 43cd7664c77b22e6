"""One lane at work: a thread that owns its file. What several ask for at once is written in one transaction.

`do` gives what came of a step once the disk has it. Trouble of the disk is a value: `DiskTrouble`.
"""

from __future__ import annotations

import errno
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from offline_queue.log import Log
from offline_queue.mending import mend
from offline_queue.opening import Unusable, is_corruption, open_lane
from offline_queue.space import Space
from offline_queue.store import Limits, Sign, Store
from offline_queue.values import Lane
from offline_queue.wall import Wall

T = TypeVar("T")

_TOGETHER = 64
"""Steps of one transaction at most."""
_CLEAN_AFTER_S = 0.25
"""How long delivered content may still stand in the file at most, if the thread gets to it."""
_AFTER_TROUBLE_S = 5.0
_BALLAST_EVERY_S = 30.0
_PATIENCE_S = 60.0
_PAGES_KEPT = 512
_PAGES_GIVEN_BACK = 2048


class LaneError(Exception):
    """The file can't be opened; the text is SQLite's word, e.g. SQLITE_BUSY: another process has it."""


@dataclass(frozen=True, slots=True)
class DiskTrouble:
    """It failed. certain: nothing of it was kept; otherwise it may be kept or not. full: for want of space."""

    certain: bool
    full: bool


@dataclass(frozen=True, slots=True)
class _Step:
    work: Callable[[Store], Any]
    writes: bool
    drains: bool
    done: Future[Any]


class LaneThread:
    """One lane. `close` ends the thread; what was asked before is done before."""

    def __init__(
        self, directory: Path, lane: Lane, limits: Limits, sign: Sign, space: Space, wall: Wall, log: Log
    ) -> None:
        """Raises LaneError if the file can't be opened."""
        self.lane = lane
        self._directory, self._limits, self._sign = directory, limits, sign
        self._space, self._wall, self._log = space, wall, log
        self._steps: queue.SimpleQueue[_Step | None] = queue.SimpleQueue()
        self._uncleaned_since: float | None = None
        self._store = self._open()
        if isinstance(self._store, Unusable):
            raise LaneError(self._store.why)
        self._thread = threading.Thread(target=self._run, name=f"lane-{lane}", daemon=True)
        self._thread.start()
        unclaimed = self.look(Store.unclaimed)
        if not isinstance(unclaimed, DiskTrouble):
            self.let_go(unclaimed)

    @property
    def usable(self) -> bool:
        """Whether its file is open."""
        return isinstance(self._store, Store)

    def change(self, work: Callable[[Store], T], *, drains: bool = False) -> T | DiskTrouble:
        """Do a step that writes; returns once it is durable. drains: it makes room, and may use the ballast."""
        return self._ask(work, writes=True, drains=drains)

    def look(self, work: Callable[[Store], T]) -> T | DiskTrouble:
        """Do a step that only reads."""
        return self._ask(work, writes=False, drains=False)

    def let_go(self, keys: Sequence[str]) -> None:
        """Of attachments whose items never came. One item at a time: to delete is to write, and the log of all
        together might not fit on the disk."""
        gone = 0
        for key in keys:
            outcome = self.change(partial(Store.let_go, key=key), drains=True)
            gone += not isinstance(outcome, DiskTrouble)
        if gone:
            self._log.event("attachments_dropped", lane=self.lane, count=gone)

    def close(self) -> None:
        """Finish, clean, and let go of the file."""
        self._steps.put(None)
        self._thread.join()

    def _ask(self, work: Callable[[Store], T], *, writes: bool, drains: bool) -> T | DiskTrouble:
        done: Future[T | DiskTrouble] = Future()
        self._steps.put(_Step(work, writes, drains, done))
        try:
            return done.result(_PATIENCE_S)
        except TimeoutError:
            # The disk hangs.
            return DiskTrouble(certain=not writes, full=False)

    # --- the thread ---------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        going = True
        while going:
            steps, going = self._gather()
            self._together([step for step in steps if step.writes])
            for step in steps:
                if not step.writes:
                    self._alone(step)
            self._clean(now=not going)
        if isinstance(self._store, Store):
            self._store.connection.close()

    def _gather(self) -> tuple[list[_Step], bool]:
        """What there is to do, and whether to go on afterwards. Sleeps until something is, or cleaning is due."""
        steps: list[_Step] = []
        timeout = self._until_clean()
        try:
            step = self._steps.get(timeout=timeout)
            while step is not None:
                steps.append(step)
                if len(steps) == _TOGETHER:
                    return steps, True
                step = self._steps.get_nowait()
        except queue.Empty:
            return steps, True
        return steps, False

    def _together(self, steps: list[_Step]) -> None:
        """One transaction for all; if it fails, one for each, so that nobody fails for another."""
        if len(steps) > 1:
            store = self._store
            if isinstance(store, Store):
                try:
                    outcomes = self._transaction(store, steps)
                except Exception:
                    outcomes = None
                if outcomes is not None:
                    for step, outcome in zip(steps, outcomes, strict=True):
                        step.done.set_result(outcome)
                    return
        for step in steps:
            self._alone(step)

    def _alone(self, step: _Step) -> None:
        try:
            step.done.set_result(self._try(step))
        except Exception as error:
            self._log.bug(error)
            step.done.set_exception(error)

    def _try(self, step: _Step) -> Any:
        """What came of a step, or DiskTrouble. Raises what is a bug."""
        if not isinstance(self._store, Store):
            self._store = self._open()
        store = self._store
        if isinstance(store, Unusable):
            return DiskTrouble(certain=True, full=False)
        try:
            return self._transaction(store, [step])[0] if step.writes else step.work(store)
        except (sqlite3.Error, OSError) as error:
            if _is_full(error):
                if step.drains and self._space.throw_off():
                    self._log.event("ballast_thrown_off")
                    return self._try(step)
                self._log.event("disk_full", lane=self.lane)
                return DiskTrouble(certain=True, full=True)
            if isinstance(error, sqlite3.Error) and is_corruption(error):
                self._reopen(store)
                return DiskTrouble(certain=True, full=False)
            if isinstance(error, OSError) or _is_disk_error(error):
                self._log.event("disk_error", lane=self.lane, error=_name(error))
                return DiskTrouble(certain=not step.writes, full=False)
            raise

    def _transaction(self, store: Store, steps: list[_Step]) -> list[Any]:
        store.connection.execute("BEGIN IMMEDIATE")
        try:
            outcomes = [step.work(store) for step in steps]
            store.connection.execute("COMMIT")
        except BaseException:
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")
            raise
        if self._uncleaned_since is None and any(step.drains for step in steps):
            self._uncleaned_since = time.monotonic()
        return outcomes

    # --- cleaning -----------------------------------------------------------------------------------------------------

    def _until_clean(self) -> float | None:
        if self._uncleaned_since is not None:
            return max(0.0, self._uncleaned_since + _CLEAN_AFTER_S - time.monotonic())
        return None if self._space.has_ballast() else _BALLAST_EVERY_S

    def _clean(self, *, now: bool) -> None:
        """Delivered content leaves the write-ahead log, and the file gives back what it doesn't need."""
        if not self._space.has_ballast() and self._space.take_back():
            self._log.event("ballast_taken_back")
        store, since = self._store, self._uncleaned_since
        if since is None or not isinstance(store, Store):
            return
        if not now and time.monotonic() < since + _CLEAN_AFTER_S:
            return
        self._uncleaned_since = None
        try:
            more = _give_back(store.connection)
            (busy, _, _) = store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            self._uncleaned_since = time.monotonic() + _AFTER_TROUBLE_S
            self._log.event("disk_error", lane=self.lane, error=_name(error))
            return
        if busy or more:
            self._uncleaned_since = time.monotonic()

    # --- opening ------------------------------------------------------------------------------------------------------

    def _open(self) -> Store | Unusable:
        opened = open_lane(self._directory, self.lane, self._wall.now())
        if isinstance(opened, Unusable) and opened.full and self._space.throw_off():
            # What its log holds has to be written back before anything can be delivered.
            self._log.event("ballast_thrown_off")
            opened = open_lane(self._directory, self.lane, self._wall.now())
        if isinstance(opened, Unusable):
            self._log.event("file_unusable", lane=self.lane, error=opened.why)
            return opened
        if opened.set_aside is not None:
            self._log.event("file_set_aside", lane=self.lane, file=opened.set_aside)
        store = Store(self.lane, opened.connection, opened.mark, self._limits, self._sign)
        self._mend(store)
        return store

    def _mend(self, store: Store) -> None:
        """As far as the disk lets us: what can't be put right now shows when it is used."""
        try:
            store.connection.execute("BEGIN IMMEDIATE")
            damaged = mend(store.connection, self._wall)
            store.connection.execute("COMMIT")
        except sqlite3.Error as error:
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")
            self._log.event("disk_error", lane=self.lane, error=_name(error))
            return
        if damaged:
            self._log.event("items_damaged", lane=self.lane, count=damaged)

    def _reopen(self, store: Store) -> None:
        try:
            store.connection.close()
        except sqlite3.Error as error:
            self._log.event("disk_error", lane=self.lane, error=_name(error))
        self._store = self._open()


def _give_back(connection: sqlite3.Connection) -> bool:
    """Shrink the file by some of its free pages if they are many; whether there are more to give."""
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if free < _PAGES_KEPT or free * 4 < pages:
        return False
    # As a script: `execute` would take one step of it, which is one page.
    connection.executescript(f"PRAGMA incremental_vacuum({_PAGES_GIVEN_BACK})")
    return bool(free - _PAGES_GIVEN_BACK >= _PAGES_KEPT)


def _is_full(error: sqlite3.Error | OSError) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return _code(error) == sqlite3.SQLITE_FULL


def _is_disk_error(error: sqlite3.Error) -> bool:
    return _code(error) in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _name(error: Exception) -> str:
    return str(getattr(error, "sqlite_errorname", type(error).__name__))
