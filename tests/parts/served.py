"""A gateway as it really runs: its own process, its own port, mutual TLS, a database by URL."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway.dev_certs import make
from kiosk.portal import Portal
from tests.parts.authority import Authority

READY_WITHIN_S = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A running gateway. folder: settings, tls/ and log."""

    port: int
    folder: Path
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://localhost:{self.port}"

    def portal(self, terminal: str = "kiosk-01", timeout_s: float = 20.0) -> Portal:
        """The terminal's side of it."""
        tls = self.folder / "tls"
        make(tls, terminal, ("localhost",))
        return Portal(self.url, tls / "ca.pem", tls / f"{terminal}.pem", tls / f"{terminal}.key", timeout_s)

    def log(self) -> str:
        """What it has said on stderr."""
        return (self.folder / "log").read_text()


def write_settings(folder: Path, database_url: str, authority: Authority, **sections: dict[str, Any] | str) -> Path:
    """Everything a gateway needs, in a folder; `sections` replace those of the settings."""
    make(folder / "tls", "kiosk-01", ("localhost", "127.0.0.1"))
    (folder / "anchors").mkdir(exist_ok=True)
    (folder / "anchors" / "ca.pem").write_bytes(authority.pem)
    settings: dict[str, Any] = {
        "profile": "sandbox",
        "id": "gateway-test",
        "listen": {"port": 0},
        "tls": {"certificate": "tls/server.pem", "key": "tls/server.key", "client_ca": "tls/ca.pem"},
        "database": {"url": database_url},
        "jpki": {"anchors": "anchors"},
        "revocation": {"kind": "assume-good"},
        "municipality": {"code": "132217", "name": "架空市", "reading": "かくうし", "name_en": "Kaku City"},
    }
    file = folder / "gateway.toml"
    file.write_text(toml(settings | sections))
    return file


def toml(settings: dict[str, Any]) -> str:
    """Settings as TOML; a JSON scalar or list of strings is one, too."""
    plain = [f"{key} = {json.dumps(value)}" for key, value in settings.items() if not isinstance(value, dict)]
    tables = [(key, value) for key, value in settings.items() if isinstance(value, dict)]
    for name, table in tables:
        plain += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    return "\n".join(plain) + "\n"


def gateway(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "gateway.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=READY_WITHIN_S,
        check=False,
    )


@contextmanager
def serve(file: Path) -> Iterator[Served]:
    """Start a gateway whose database is migrated, and stop it by SIGTERM."""
    command = [sys.executable, "-m", "gateway.cli", "--config", str(file), "serve"]
    with (file.parent / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert process.stdout is not None
        # Blocks until the line is there, or until the process has ended without one.
        line = process.stdout.readline()
        assert line, (file.parent / "log").read_text()
        yield Served(json.loads(line)["port"], file.parent, process)
    finally:
        process.terminate()
        process.communicate(timeout=READY_WITHIN_S)
