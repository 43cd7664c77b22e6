"""The real gateway as a process that can be killed and comes back at the same port, with the same database."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gateway.contract.sealing import Recipient
from gateway.intake import recipients as published
from gateway.store.database import Store
from tests.parts import served
from tests.parts.authority import Authority
from tests.parts.postgres import Postgres, private_postgres

READY_WITHIN_S = 300.0


@dataclass(frozen=True, slots=True)
class Databases:
    """Fresh, migrated databases of one kind. server: PostgreSQL; None: SQLite."""

    template: str
    server: Postgres | None

    def fresh(self, folder: Path) -> str:
        """The URL of a new one; on SQLite it lies in `folder`."""
        if self.server is not None:
            return self.server.fresh_database(like=self.template)
        file = folder / "gateway.sqlite"
        file.write_bytes(Path(self.template.removeprefix("sqlite:///")).read_bytes())
        return f"sqlite:///{file}"


@contextmanager
def migrated(folder: Path, postgres: bool) -> Iterator[Databases]:
    """A place for databases; gone afterwards."""
    folder.mkdir(parents=True)
    with private_postgres() if postgres else nullcontext() as server:
        template = f"sqlite:///{folder}/template.sqlite" if server is None else server.fresh_database()
        settings = served.write_settings(folder, template, Authority())
        subprocess.run(
            [sys.executable, "-m", "gateway.cli", "--config", str(settings), "migrate"],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=READY_WITHIN_S,
        )
        yield Databases(template, server)


class Gateway:
    """One node. folder: settings, tls/, log."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder, self.port = folder, _free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self._settings = served.write_settings(
            folder,
            database_url,
            Authority(),
            listen={"port": self.port},
            intake={"requests_per_minute": 1_000_000},
        )
        self._process: subprocess.Popen[str] | None = None
        self.store = Store(database_url)

    @property
    def tls(self) -> Path:
        """Certificates of the site: ca, server."""
        return self.folder / "tls"

    def publish(self, recipient: Recipient) -> None:
        """Offer a municipality's key, as its back office does."""
        with self.store.write() as conn:
            published.publish(conn, recipient, datetime.now(UTC))

    def start(self, env: dict[str, str] | None = None) -> None:
        """It listens afterwards."""
        command = [sys.executable, "-m", "gateway.cli", "--config", str(self._settings), "serve"]
        with (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **(env or {})}
            )
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], READY_WITHIN_S)
        line = self._process.stdout.readline() if ready else ""
        if not line:
            raise RuntimeError(f"the gateway does not start: {self.log()[-2000:]}")
        assert json.loads(line)["port"] == self.port

    def kill(self) -> None:
        """SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def log(self) -> str:
        """What it has said."""
        return (self.folder / "log").read_text()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Until the block is left; it may be killed and started in between."""
        self.start()
        try:
            yield
        finally:
            self.kill()
            self.store.close()


def _free_port() -> int:
    """Outside the range of ports that the kernel gives away: it stays ours while the gateway is down."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
