"""A terminal's queue as it really runs: `python -m offline_queue run`, its socket, its files, its log."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from gateway.contract.sealing import Recipient, RecipientList
from gateway.dev_certs import make
from offline_queue.client import QueueClient
from offline_queue.mark import sync_directory
from offline_queue.values import Status, Unknown
from offline_queue.wall import Wall
from tests.offline_queue.nursery import Forked, Nursery

READY_WITHIN_S = 240.0


class Terminal:
    """folder: settings, socket, log, and the queue's own directory, `disk`, which may be a mount point."""

    def __init__(self, folder: Path, name: str, tls: Path, to: Recipient, port: int) -> None:
        self.folder, self.name, self.tls, self.to, self.port = folder, name, tls, to, port
        self.extra = ""
        self.module = "offline_queue"
        self.disk.mkdir(parents=True)
        make(tls, name, ("localhost", "127.0.0.1"))
        self._process: subprocess.Popen[bytes] | Forked | None = None

    @property
    def disk(self) -> Path:
        """The queue's directory."""
        return self.folder / "queue"

    @property
    def client(self) -> QueueClient:
        """The kiosk's side."""
        return QueueClient(self.folder / "s", timeout_s=20.0)

    def knows(self, *recipients: Recipient) -> None:
        """As if they had been fetched before: so it can be put to without a line."""
        text = RecipientList(recipients=recipients, server_time=Wall().now()).model_dump_json()
        with (self.disk / "recipients.json").open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        sync_directory(self.disk)

    def spawn(self, before: Sequence[str] = (), env: dict[str, str] | None = None) -> None:
        """Start the process; it may not be ready yet."""
        command = [*before, sys.executable, "-m", self.module, "run", "--config", str(self._settings())]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, env={**os.environ, **(env or {})}
            )

    def fork(self, nursery: Nursery) -> None:
        """As `spawn`, without its imports."""
        with (self.folder / "log").open("ab") as log:
            self._process = nursery.bear(self._settings(), log)

    def _settings(self) -> Path:
        settings = self.folder / "sync.toml"
        settings.write_text(
            f'directory = "queue"\nsocket = "s"\nallowed_uids = [{os.getuid()}]\n{self.extra}\n'
            f'[gateway]\nurl = "https://localhost:{self.port}"\nca = "{self.tls}/ca.pem"\ntimeout_s = 5\n'
            f'certificate = "{self.tls}/{self.name}.pem"\nkey = "{self.tls}/{self.name}.key"\n'
        )
        return settings

    def ready(self) -> bool:
        """Wait until it serves; False if it ended instead, or takes too long."""
        assert self._process is not None
        assert self._process.stdout is not None
        readable, _, _ = select.select([self._process.stdout], [], [], READY_WITHIN_S)
        return bool(readable) and bool(self._process.stdout.readline())

    def start(self, before: Sequence[str] = (), env: dict[str, str] | None = None) -> None:
        """It serves afterwards. Raises RuntimeError if it can't."""
        self.spawn(before, env)
        if not self.ready():
            self.kill()
            raise RuntimeError(f"the queue does not start: {self.log()[-2000:]}")

    def strike(self) -> None:
        """SIGKILL, from any thread, and don't wait."""
        process = self._process
        if process is not None:
            process.kill()

    def kill(self) -> None:
        """SIGKILL, and it is gone afterwards."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def stop(self) -> int:
        """SIGTERM; the exit code. Not of one that was forked."""
        assert isinstance(self._process, subprocess.Popen)
        self._process.terminate()
        self._process.communicate(timeout=READY_WITHIN_S)
        code, self._process = self._process.returncode, None
        return code

    def log(self) -> str:
        """Everything it has said."""
        return (self.folder / "log").read_text(errors="replace")

    def events(self) -> Counter[str]:
        """How often each event was logged; `not_delivered` with its trouble: "not_delivered busy"."""
        found: Counter[str] = Counter()
        for line in self.log().splitlines():
            if line.startswith("{") and line.endswith("}"):
                event = json.loads(line)
                trouble = event.get("trouble")
                found[event["event"] + (f" {trouble}" if trouble else "")] += 1
        return found

    def drained(self, within_s: float) -> Status | None:
        """Wait until nothing is left but dead letters and what they hold; the last status otherwise seen, or None."""
        deadline, last = time.monotonic() + within_s, None
        while time.monotonic() < deadline:
            status = self.client.status()
            if isinstance(status, Status):
                last = status
                lanes = status.lanes.values()
                if all(not isinstance(lane, Unknown) and lane.depth == lane.dead + lane.held for lane in lanes):
                    return status
            pause(0.1)
        return last


_never = threading.Event()


def pause(seconds: float) -> None:
    """Let time pass: instants of faults are random, and what is waited for stands in other processes."""
    _never.wait(seconds)
