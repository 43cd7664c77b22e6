"""A terminal's queue as it really runs: the daemon's own process, its socket, its files, its log."""

from __future__ import annotations

import atexit
import base64
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.contract.sealing import ITEM, Recipient, attachment, key_id_of, seal
from gateway.dev_certs import make
from offline_queue.client import QueueClient
from offline_queue.values import Lane, NewItem, Status, mint
from tests.offline_queue.nursery import Forked, Nursery

TERMINAL = "kiosk-01"
MUNICIPALITY = "132217"
WITHIN_S = 60.0


def recipient() -> Recipient:
    """A municipality's key of the moment."""
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    return Recipient(
        municipality=MUNICIPALITY,
        key_id=key_id_of("X25519", public),
        suite="X25519",
        public_key=base64.b64encode(public),
    )


def sealed_item(
    to: Recipient,
    plain: bytes = b"plain",
    *,
    case: str | None = None,
    lane: Lane = Lane.APPLICATIONS,
    attachments: Sequence[bytes] = (),
) -> NewItem:
    """An item as the terminal seals it."""
    key = mint()
    kind = "inquiry" if lane is Lane.APPLICATIONS else "usage-record"
    return NewItem(
        lane=lane,
        kind=kind,
        key=key,
        case=case or mint(),
        municipality=to.municipality,
        recipient=to.key_id,
        suite=to.suite,
        sealed=seal(to, kind, key, ITEM, plain),
        attachments=tuple(seal(to, kind, key, attachment(n), each) for n, each in enumerate(attachments)),
    )


@dataclass
class Site:
    """folder: settings, tls/, log; directory: the queue's files."""

    folder: Path
    to: Recipient
    port: int = 9
    extra: str = ""
    gateway_extra: str = ""

    def __post_init__(self) -> None:
        make(self.folder / "tls", TERMINAL, ("localhost", "127.0.0.1"))
        self.directory.mkdir(exist_ok=True)
        # As it was fetched the last time: most tests begin without a line.
        self.write_recipients((self.to,))

    @property
    def tls(self) -> Path:
        """Certificates."""
        return self.folder / "tls"

    @property
    def directory(self) -> Path:
        """The queue's own."""
        return self.folder / "queue"

    @property
    def socket(self) -> Path:
        """Where to put."""
        return self.folder / "s"

    @property
    def client(self) -> QueueClient:
        """The terminal's side."""
        return QueueClient(self.socket, timeout_s=30.0)

    def write_recipients(self, recipients: tuple[Recipient, ...]) -> None:
        """As if fetched before."""
        rows = [json.loads(each.model_dump_json()) for each in recipients]
        text = json.dumps({"recipients": rows, "server_time": "2026-11-22T00:00:00Z"})
        (self.directory / "recipients.json").write_text(text)

    def settings(self) -> Path:
        """Write the settings' file."""
        file = self.folder / "sync.toml"
        file.write_text(
            f'directory = "queue"\nsocket = "s"\nallowed_uids = [{os.getuid()}]\n{self.extra}\n'
            f'[gateway]\nurl = "https://localhost:{self.port}"\nca = "tls/ca.pem"\n'
            f'certificate = "tls/{TERMINAL}.pem"\nkey = "tls/{TERMINAL}.key"\n{self.gateway_extra}\n'
        )
        return file

    def log(self) -> list[dict[str, Any]]:
        """Its events so far."""
        text = (self.folder / "log").read_text()
        return [json.loads(line) for line in text.splitlines() if line.endswith("}")]

    def events(self, name: str) -> list[dict[str, Any]]:
        """Those of one kind."""
        return [each for each in self.log() if each["event"] == name]

    def start(self, before: Sequence[str] = (), env: dict[str, str] | None = None) -> subprocess.Popen[str] | Forked:
        """Start the daemon; it is ready afterwards. before: a command that starts it.

        With either it is a new interpreter; else it is forked from one that has read the program already.
        """
        settings = self.settings()
        with (self.folder / "log").open("a") as log:
            process: subprocess.Popen[str] | Forked
            if before or env:
                command = [*before, sys.executable, "-m", "offline_queue", "run", "--config", str(settings)]
                process = subprocess.Popen(
                    command, stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **(env or {})}
                )
            else:
                process = _nursery().bear(settings, log)
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            process.communicate(timeout=WITHIN_S)
            raise AssertionError((self.folder / "log").read_text())
        return process

    @contextmanager
    def running(self, before: Sequence[str] = (), env: dict[str, str] | None = None) -> Iterator[QueueClient]:
        """Start the daemon and stop it by SIGTERM, which it obeys."""
        process = self.start(before, env)
        try:
            yield self.client
        finally:
            process.terminate()
            process.communicate(timeout=WITHIN_S)
        assert process.returncode == 0

    def status(self) -> Status:
        """Of the running daemon."""
        status = self.client.status()
        assert isinstance(status, Status), status
        return status

    def wait(self, ready: Callable[[Status], bool]) -> Status:
        """Ask for the status until it is so. Fails after the deadline."""
        deadline = time.monotonic() + WITHIN_S
        while True:
            status = self.status()
            if ready(status):
                return status
            assert time.monotonic() < deadline, status
            _look_again()

    def wait_event(self, name: str, times: int = 1) -> list[dict[str, Any]]:
        """Until the log has so many of an event. Fails after the deadline."""
        deadline = time.monotonic() + WITHIN_S
        while len(found := self.events(name)) < times:
            assert time.monotonic() < deadline, self.log()[-10:]
            _look_again()
        return found


@cache
def _nursery() -> Nursery:
    """One for all tests of this process."""
    nursery = Nursery()
    atexit.register(nursery.close)
    return nursery


def _look_again() -> None:
    threading.Event().wait(0.02)  # what is waited for stands in another process
