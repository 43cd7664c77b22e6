"""The other end of the wire on this machine: sandbox authority, gateway, and the line to it."""

from __future__ import annotations

import json
import ssl
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

import yaml

from kiosk.demo.child import COMMANDS, Child, ChildError
from kiosk.demo.line import Condition, Lie, Line, Nonsense

TERMINAL_ID = "demo-1"
MUNICIPALITY = "999997"
_READY = r'^(\{"ready": true.*\})$'


@dataclass(frozen=True, slots=True)
class Certificates:
    """PEM files of the demo's mutual TLS, made on the spot."""

    folder: Path

    @property
    def ca(self) -> Path:
        return self.folder / "ca.pem"

    @property
    def gateway(self) -> Path:
        return self.folder / "server.pem"

    @property
    def gateway_key(self) -> Path:
        return self.folder / "server.key"

    @property
    def terminal(self) -> Path:
        return self.folder / f"{TERMINAL_ID}.pem"

    @property
    def terminal_key(self) -> Path:
        return self.folder / f"{TERMINAL_ID}.key"


class Town:
    """Responder, gateway and line; they stop at the end of the `with` block.

    folder: for settings, certificates, logs and the database. cards: the card issuer's state directory, which must
    exist. database: another URL than an SQLite file in `folder`. oldest_terminal: software of older ones gets no paper.
    """

    def __init__(self, folder: Path, cards: Path, database: str | None = None, oldest_terminal: str = "0.0.0") -> None:
        self._oldest_terminal = oldest_terminal
        self._folder = folder
        self.cards = cards
        self._inquiry: Child | None = None
        self._database = database or "sqlite:///gateway.sqlite"
        self.certificates = Certificates(folder / "tls")
        with ExitStack() as stack:
            with subprocess.Popen(
                self._command("dev-certs", self.certificates.folder, "--terminal", TERMINAL_ID),
                stdout=subprocess.DEVNULL,
            ) as making:
                self.responder = stack.enter_context(self._child("sandbox", "serve", "--cards", cards))
            if making.returncode != 0:
                raise ChildError("no certificates could be made")
            self.events = folder / "events.toml"
            self.keys = folder / "keys"
            self._run("certificates", "keys", self.keys)
            self.settings = settings = self._write_settings(json.loads(self.responder.ready_line[1])["ocsp"])
            self._run("--config", settings, "migrate")
            self.gateway = stack.enter_context(self._child("--config", settings, "serve"))
            self.port = int(json.loads(self.gateway.ready_line[1])["port"])
            self.line = stack.enter_context(Line(("127.0.0.1", self.port)))
            self._stack = stack.pop_all()

    def inquiry(self) -> str:
        """Address of the public inquiry page; its process starts when it is first asked for."""
        if self._inquiry is None:
            self._inquiry = self._stack.enter_context(self._child("--config", self.settings, "inquiry"))
        return f"http://127.0.0.1:{json.loads(self._inquiry.ready_line[1])['port']}/"

    def set_line(self, condition: Condition) -> None:
        """Pull, slow down or mend the line."""
        self.line.set(condition)

    def lie(self, lie: Lie) -> None:
        """Have the line answer nonsense, with the gateway's own certificate."""
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self.certificates.gateway, self.certificates.gateway_key)
        self.line.set(Nonsense(tls, lie))

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write_settings(self, ocsp: str) -> Path:
        settings = self._folder / "gateway.toml"
        settings.write_text(
            f"""\
profile = "sandbox"
id = "gateway.komorebi.example"

[listen]
port = 0

[tls]
certificate = "{self.certificates.gateway}"
key = "{self.certificates.gateway_key}"
client_ca = "{self.certificates.ca}"

[database]
url = "{self._database}"

[jpki]
anchors = "{self.cards / "ca" / "anchors"}"

[revocation]
kind = "ocsp"
url = "{ocsp}"

[municipality]
code = "{MUNICIPALITY}"
name = "こもれび市"
reading = "こもれびし"
name_en = "Komorebi City"

[certificates]
keys = "{self.keys}"
catalogue = "{_always_open(self._folder)}"
inquiry_url = "https://shokai.komorebi.example/"
oldest_terminal = "{self._oldest_terminal}"

[inquiry]
port = 0
per_minute = 600

[sandbox]
answer_delay_s = 30
events = "{self.events}"
""",
            encoding="utf-8",
        )
        settings.chmod(0o600)
        return settings

    def _command(self, *arguments: str | Path) -> list[str | Path]:
        return [COMMANDS / "gateway", *arguments]

    def _run(self, *arguments: str | Path) -> None:
        subprocess.run(self._command(*arguments), check=True, stdout=subprocess.DEVNULL)

    def _child(self, *arguments: str | Path) -> Child:
        name = "responder" if "sandbox" in arguments else "inquiry" if "inquiry" in arguments else "gateway"
        return Child(name, self._command(*arguments), self._folder / f"{name}.log", ready=_READY)


def _always_open(folder: Path) -> Path:
    """The sandbox's catalogue with the shutters up day and night: the demo is looked at in the evening, too."""
    catalogue = yaml.safe_load(files("gateway.sandbox").joinpath("certificates.yaml").read_text("utf-8"))
    for municipality in catalogue["municipalities"]:
        for certificate in municipality["certificates"]:
            certificate["hours"] = {"days": "every_day", "opens": "00:00", "closes": "23:59"}
            certificate["year_end_closed"] = False
    written = folder / "certificates.yaml"
    written.write_text(yaml.safe_dump(catalogue, allow_unicode=True), encoding="utf-8")
    return written
