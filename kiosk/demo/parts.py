"""Every part of the demo on this machine, started and stopped together: readers, cards, town, terminal."""

from __future__ import annotations

import os
import ssl
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from devices.virtual.control import ask
from devices.virtual.issuer import Issuer
from devices.virtual.pcscd import VirtualReaders
from kiosk.demo.applying import ApplyingParts
from kiosk.demo.child import COMMANDS, Child
from kiosk.demo.driver import Driver, DriveRefused
from kiosk.demo.line import Condition, Lie
from kiosk.demo.paper import PaperParts
from kiosk.demo.town import TERMINAL_ID, Town
from kiosk.staff.people import fingerprint, hash_of

PayWay = Literal["free", "counter", "coins"]
"""How fees are paid at a terminal that hands out certificates."""

READER = "Madoguchi Resident"
CLERK = "ordinary_woman"
"""Whose card is a staff card here."""
PIV_CLERK = "staff_piv"
CLERK_CODE = "480217"


@dataclass(frozen=True, slots=True)
class Display:
    """A panel, in pixels and millimetres. headless: drawn, but on no screen."""

    width_px: int = 1920
    height_px: int = 1080
    width_mm: float = 345.4
    height_mm: float = 194.3
    headless: bool = True
    window: bool = True


LANDSCAPE = Display()
PORTRAIT = Display(width_px=1080, height_px=1920, width_mm=267.7, height_mm=475.9)


class Parts:
    """All parts but the terminal; they stop at the end of the `with` block, in reverse order.

    folder: an existing directory with a short path (Unix sockets lie in it). pin: another one for every four-digit PIN.
    What can be laid on the reader stands in `devices.virtual.personas`. paper: where certificates and receipts
    go; None: no printers, no coin unit. applying: with queue, back office, scanner and camera.
    """

    def __init__(
        self,
        folder: Path,
        pin: str | None = None,
        paper: Path | None = None,
        oldest_terminal: str = "0.0.0",
        *,
        applying: bool = False,
    ) -> None:
        self.folder = folder
        self.cards = folder / "cards"
        self._control = folder / "card.sock"
        with ExitStack() as stack:
            Issuer(self.cards)  # makes the sandbox CA
            self.town = stack.enter_context(Town(folder, self.cards, oldest_terminal=oldest_terminal))
            pcsc = folder / "pcsc"
            pcsc.mkdir()
            self.readers = stack.enter_context(VirtualReaders(count=1, directory=pcsc))
            self._paper = None if paper is None else PaperParts(folder, paper, stack)
            self._applying = ApplyingParts(folder, self.town, stack) if applying else None
            self.card = stack.enter_context(self._start_card(pin))
            self.staff = folder / "staff.toml"
            self.staff.write_text(self._staff_list(), encoding="utf-8")
            self.staff.chmod(0o600)
            self._stack = stack.pop_all()

    # --- what a hand can do beside the screen -------------------------------------------------------------------------

    def lay(self, persona: str) -> None:
        """Lay a card down; whatever lay there is gone first."""
        ask(self._control, do="insert", persona=persona)

    def take(self) -> None:
        """Take away what lies there, if anything does."""
        ask(self._control, do="remove")

    def fault(self, order: str) -> None:
        """Make the next card, or the one that lies there, fail: see `devices.virtual.faults`."""
        ask(self._control, do="fault", fault=order)

    def wait_noticed(self) -> None:
        """Until the reader service knows of the card that lies there."""
        ask(self._control, do="wait", **{"for": "noticed"})

    def wait_gone(self) -> None:
        """Until the card that was told to leave has left."""
        ask(self._control, do="wait", **{"for": "absent"})

    def clear_faults(self) -> None:
        """Nothing goes wrong any more."""
        ask(self._control, do="clear")

    def renew(self) -> None:
        """PINs and counters of the card that lies there as new."""
        ask(self._control, do="renew")

    def on_reader(self) -> str | None:
        """The persona whose card lies there."""
        persona = ask(self._control, do="state")["state"]["persona"]
        return None if persona is None else str(persona)

    @property
    def paper(self) -> PaperParts:
        """Printer, receipt printer, coin unit."""
        if self._paper is None:
            raise RuntimeError("these parts have no paper")
        return self._paper

    @property
    def applying(self) -> ApplyingParts:
        """Queue, back office, scanner, camera."""
        if self._applying is None:
            raise RuntimeError("these parts take no applications")
        return self._applying

    def mend(self) -> None:
        """Printers, coin unit, scanner, camera and queue, if there are any, as new."""
        if self._paper is not None:
            self._paper.mend()
        if self._applying is not None:
            self._applying.mend()

    def unplug(self) -> None:
        """Pull the reader's plug."""
        self.readers.unplug(0)

    def plug(self) -> None:
        """Put it in again."""
        self.readers.plug_in(0)

    def line(self, condition: Condition) -> None:
        """The line to the gateway."""
        self.town.set_line(condition)

    def lie(self, lie: Lie) -> None:
        """Have the line answer nonsense in the gateway's name."""
        self.town.lie(lie)

    def inquiry(self) -> str:
        """Address of the public inquiry page."""
        return self.town.inquiry()

    # --- the terminal -------------------------------------------------------------------------------------------------

    @property
    def client_env(self) -> Mapping[str, str]:
        """What a program needs in its environment to find the readers."""
        return {**os.environ, **self.readers.env}

    def write_settings(
        self,
        display: Display = LANDSCAPE,
        *,
        profile: str = "demo",
        name: str = "terminal",
        way: PayWay | None = None,
        applying: bool = False,
    ) -> Path:
        """A terminal's settings for these parts."""
        certificates = self.town.certificates
        settings = self.folder / f"{name}.toml"
        settings.write_text(
            f"""\
profile = "{profile}"
log = "{name}-events.log"
staff = "{self.staff.name}"

[terminal]
id = "{TERMINAL_ID}"
municipality = "こもれび市"
place = "市役所 1階ロビー"
opens = 00:00:00
closes = 00:00:00
staff_from = 08:30:00
staff_to = 17:15:00

[display]
width_px = {display.width_px}
height_px = {display.height_px}
width_mm = {display.width_mm}
height_mm = {display.height_mm}
window = {str(display.window).lower()}

[reader]
name = "{READER}"

[gateway]
url = "https://127.0.0.1:{self.town.line.port}"
ca = "{certificates.ca}"
certificate = "{certificates.terminal}"
key = "{certificates.terminal_key}"
timeout_s = 5
"""
            + ("" if way is None else self.paper.settings(self.town.keys, way, name))
            + (self.applying.settings() if applying else ""),
            encoding="utf-8",
        )
        return settings

    def terminal(
        self,
        display: Display = LANDSCAPE,
        name: str = "terminal",
        env: Mapping[str, str] | None = None,
        way: PayWay | None = None,
        *,
        applying: bool = False,
    ) -> Terminal:
        """Start a terminal; it stops at the end of its own `with` block. env: more for its environment.

        way: how fees are paid; None: a terminal that hands out no certificates. applying: it takes applications.
        """
        env = {**self.client_env, **(env or {})}
        env.pop("SDL_VIDEODRIVER", None)
        if display.headless:
            env["SDL_VIDEODRIVER"] = "dummy"
        return Terminal(name, self.write_settings(display, name=name, way=way, applying=applying), self.folder, env)

    def _staff_list(self) -> str:
        """One of the staff with a card and its PIN, one with a code, one with a card that needs no PIN."""
        return (
            f'[[staff]]\nid = "0417"\ncard = "{self._key_of(CLERK, "auth.pem")}"\n\n'
            f'[[staff]]\nid = "0418"\ncode = "{hash_of(CLERK_CODE.encode())}"\n\n'
            f'[[staff]]\nid = "0419"\ncard = "{self._key_of(PIV_CLERK, "card.pem")}"\n'
        )

    def _key_of(self, persona: str, certificate: str) -> str:
        self.lay(persona)
        self.take()
        pem = (self.cards / "cards" / persona / certificate).read_text(encoding="ascii")
        return fingerprint(ssl.PEM_cert_to_DER_cert(pem))

    def _start_card(self, pin: str | None) -> Child:
        port = str(self.readers.port(0))
        command: list[str | Path] = [sys.executable, "-m", "devices.virtual.card", "--port", port]
        command += ["--state", self.cards, "--control", self._control]
        if pin is not None:
            command += ["--pin", pin]
        return Child("card", command, self.folder / "card.log", ready="^ready$")

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Terminal:
    """A running terminal with somebody at its drive socket."""

    def __init__(self, name: str, settings: Path, folder: Path, env: Mapping[str, str]) -> None:
        drive = folder / f"{name}.sock"
        command: list[str | Path] = [COMMANDS / "kiosk", "--config", settings, "run", "--drive", drive]
        self.process = Child(name, command, folder / f"{name}.log", ready='"ready": true', env=dict(env))
        self._drive = drive
        self.driver = Driver(drive)

    def reconnect(self) -> bool:
        """A clerk has the program begin anew: whether it answers again.

        Being connected is no proof: the old program's socket takes callers until that program is gone.
        """
        self.driver.close()
        try:
            self.driver = Driver(self._drive)
            self.driver.tree()
        except (OSError, DriveRefused):
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.driver.close()
        self.process.stop()
