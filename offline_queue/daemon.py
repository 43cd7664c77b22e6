"""kiosk-sync: builds the queue from its settings, tells that it is ready, and watches network, identity and signals."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

from offline_queue import netlink
from offline_queue.config import Settings
from offline_queue.desk import Desk
from offline_queue.identity import Files, Identity, IdentityError, load
from offline_queue.lane import DiskTrouble, LaneThread
from offline_queue.log import Log
from offline_queue.recipients import Recipients
from offline_queue.sender import Sender
from offline_queue.server import Server
from offline_queue.signing import Signer
from offline_queue.space import Space
from offline_queue.values import Lane
from offline_queue.wall import Wall

_LOOK_S = 5.0


class BugError(Exception):
    """One of its threads has ended by a bug. It is in the log, and says nothing more here."""


def run(settings: Settings) -> None:
    """Until SIGTERM or SIGINT. Raises LaneError, IdentityError, OSError if it can't begin, BugError if it can't go on.

    Without one of its threads it would look alive and do half of its work: whoever started it has to start it again.
    """
    log, wall = Log(), Wall()
    identity = load(settings.gateway.files)
    signer = Signer(identity, wall)
    settings.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    space = Space(settings.directory, settings.keep_free * 1024 * 1024)
    recipients = Recipients(settings.directory / "recipients.json", wall, log)
    with contextlib.ExitStack() as parts:
        stop = parts.enter_context(_stop())
        dead = parts.enter_context(_deaths(log, stop))
        parts.callback(log.event, "stopped")
        lanes: dict[Lane, LaneThread] = {}
        for lane, section in ((Lane.APPLICATIONS, settings.applications), (Lane.RECORDS, settings.records)):
            lanes[lane] = LaneThread(settings.directory, lane, section.limits, signer.sign, space, wall, log)
            parts.callback(lanes[lane].close)
        sender = Sender(lanes, settings.gateway.gateway, identity, recipients.refresh, wall, log)
        parts.callback(sender.close)
        desk = Desk(settings.directory, lanes, sender, recipients, space, wall, log)
        server = Server(settings.socket, settings.allowed_uids, desk.answer, log)
        parts.callback(server.close)
        log.event("started", terminal=identity.terminal)
        with _signals(stop):
            print(json.dumps({"ready": str(settings.socket), "terminal": identity.terminal}), flush=True)
            _notify("READY=1")
            _Watch(settings.gateway.files, signer, sender, desk, lanes, log).until(stop.reader)
            _notify("STOPPING=1")
            if dead:
                # Closing would wait for it. What was accepted is on the disk.
                parts.pop_all()
                raise BugError


@dataclass(slots=True)
class _Watch:
    """What no other thread waits for: the network's changes, a new identity, a lane that hangs."""

    files: Files
    signer: Signer
    sender: Sender
    desk: Desk
    lanes: dict[Lane, LaneThread]
    log: Log

    def until(self, stop: int) -> None:
        """Until something can be read from `stop`."""
        seen = _versions(self.files)
        wait_s = min(_LOOK_S, _watchdog_s())
        with netlink.changes() as changes:
            while True:
                ready, _, _ = select.select([stop, changes.fileno()], [], [], wait_s)
                if stop in ready:
                    return
                if changes.fileno() in ready:
                    netlink.drain(changes)
                    self.log.event("link_event")
                    self.sender.link_changed()
                now = _versions(self.files)
                if now != seen and self._renew():
                    seen = now
                self.desk.sweep()
                # systemd hears from us only if both files still answer.
                if not any(isinstance(lane.look(lambda _: None), DiskTrouble) for lane in self.lanes.values()):
                    _notify("WATCHDOG=1")

    def _renew(self) -> bool:
        """Use the new certificate and key, if they can be used; half written they will be looked at again."""
        try:
            identity: Identity = load(self.files)
        except IdentityError:
            self.log.event("identity_unusable")
            return False
        self.signer.identity = identity
        self.sender.resume(identity)
        self.log.event("identity_changed", thumbprint=identity.thumbprint)
        return True


def _versions(files: Files) -> tuple[tuple[int, int] | None, ...]:
    """What changes when one of the files is replaced."""
    found: list[tuple[int, int] | None] = []
    for path in (files.ca, files.certificate, files.key):
        try:
            stat = path.stat()
            found.append((stat.st_ino, stat.st_mtime_ns))
        except OSError:
            found.append(None)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Stop:
    """reader becomes readable when somebody says so."""

    reader: int
    _writer: int

    def say(self) -> None:
        """From any thread, and from a signal's handler."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._writer, b"\0")


@contextlib.contextmanager
def _stop() -> Iterator[_Stop]:
    reader, writer = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        yield _Stop(reader, writer)
    finally:
        os.close(reader)
        os.close(writer)


@contextlib.contextmanager
def _signals(stop: _Stop) -> Iterator[None]:
    """It is said on SIGTERM and SIGINT."""

    def told(_number: int, _frame: FrameType | None) -> None:
        stop.say()

    before = {number: signal.signal(number, told) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _deaths(log: Log, stop: _Stop) -> Iterator[list[str]]:
    """Names of threads that ended by a bug; each is logged, and stops the process."""
    dead: list[str] = []

    def died(about: threading.ExceptHookArgs) -> None:
        if about.exc_value is not None:
            log.bug(about.exc_value)
        dead.append("?" if about.thread is None else about.thread.name)
        stop.say()

    before, threading.excepthook = threading.excepthook, died
    try:
        yield dead
    finally:
        threading.excepthook = before


def _watchdog_s() -> float:
    """Half of what systemd allows between two signs of life (sd_watchdog_enabled(3))."""
    allowed = os.environ.get("WATCHDOG_USEC", "")
    mine = os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
    return int(allowed) / 2e6 if mine and allowed.isdigit() and int(allowed) else float("inf")


def _notify(state: str) -> None:
    """sd_notify(3), if anybody listens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line, contextlib.suppress(OSError):
        line.sendto(state.encode(), address)
