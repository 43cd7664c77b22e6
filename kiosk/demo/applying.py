"""What applications need, on this machine: the queue's daemon, the municipality's back office, scanner and camera."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

from PIL import Image, ImageDraw

from devices.virtual.control_socket import ask
from kiosk.demo.child import COMMANDS, Child
from kiosk.demo.town import MUNICIPALITY, Town
from kiosk.procedures.files import known
from offline_queue.client import QueueClient
from offline_queue.values import Lane, Silent, Unknown

FORM_ID = "12345678901234567890123"
"""The number on the demo's application form: nobody's."""
FORM_CODE = f"https://form.example/apply?id={FORM_ID}"


class ApplyingParts:
    """Started in the `with` block of whoever holds the stack.

    folder: for settings, sockets, logs, the queue and the back office; its path must be short.
    """

    def __init__(self, folder: Path, town: Town, stack: ExitStack) -> None:
        self._folder = folder
        self._scanner, self._camera = folder / "scan.sock", folder / "cam.sock"
        self._office = folder / "office"
        self._inquiry = town.inquiry()
        self.office = stack.enter_context(self._start_office(town))
        self._settings = self._write_settings(town)
        self.sync = self._start_sync()
        stack.callback(lambda: self.sync.stop())
        for name, control in (("scanner", self._scanner), ("camera", self._camera)):
            stack.enter_context(self._start_device(name, control))
        self.queue = QueueClient(folder / "queue.sock")

    # --- what a hand does ---------------------------------------------------------------------------------------------

    def scan(self, text: str = FORM_CODE) -> None:
        """Hold a code before the scanner, once a terminal holds it."""
        ask(self._scanner, do="wait")
        ask(self._scanner, do="scan", text=text)

    def scanner_do(self, do: str, **more: Any) -> dict[str, Any]:
        """See `devices.virtual.scanner.control`."""
        return ask(self._scanner, do=do, **more)

    def camera_do(self, do: str, **more: Any) -> dict[str, Any]:
        """See `devices.virtual.camera.control`."""
        return ask(self._camera, do=do, **more)

    def before_camera(self, who: Literal["good", "dark", "nobody", "sheet"]) -> None:
        """Who, or what, the camera sees."""
        match who:
            case "good":
                self.camera_do("pose")
            case "dark":
                self.camera_do("pose", light=0.25)
            case "nobody":
                self.camera_do("pose", people=0)
            case "sheet":
                self.camera_do("show", file=str(self._sheet()))

    def waiting(self) -> int:
        """How many applications are in the queue; -1 while nobody can tell."""
        status = self.queue.status()
        lane = Unknown() if isinstance(status, Silent) else status.lanes[Lane.APPLICATIONS]
        return -1 if isinstance(lane, Unknown) else lane.depth

    def kill_sync(self) -> None:
        """SIGKILL, as a power cut would."""
        self.sync.kill()

    def start_sync(self) -> None:
        """Again, after `kill_sync`."""
        self.sync = self._start_sync()

    def mend(self) -> None:
        """A person stands before the camera, well lit; the queue's process runs."""
        if self.sync.exit_code() is not None:
            self.start_sync()
        for do in ("scanner", "camera"):
            control = self._scanner if do == "scanner" else self._camera
            ask(control, do="plug")
        self.camera_do("fault", fault=None)
        self.camera_do("pose")

    # --- the other end ------------------------------------------------------------------------------------------------

    def cases(self) -> list[dict[str, Any]]:
        """What the back office has opened, and how it stands."""
        found: list[dict[str, Any]] = json.loads(self._backoffice("list", "--json"))
        return found

    def cases_of(self, receipt: str) -> list[dict[str, Any]]:
        """Those of one number: there should be one."""
        return [case for case in self.cases() if case["receipt"] == receipt]

    def show(self, receipt: str) -> str:
        """Everything in a case, as a clerk reads it."""
        return self._backoffice("show", receipt)

    def decide(self, receipt: str, state: str, note: str = "") -> None:
        """A clerk decides."""
        more = ("--note", "-") if note else ()
        self._backoffice("decide", receipt, state, "--clerk", "0417", *more, text=note)

    def _backoffice(self, *arguments: str, text: str = "") -> str:
        command: list[str | Path] = [
            COMMANDS / "gateway",
            "--config",
            self._office / "backoffice.toml",
            "backoffice",
            *arguments,
        ]
        return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout

    # --- the terminal's settings --------------------------------------------------------------------------------------

    def settings(self) -> str:
        """The sections of a terminal that takes applications."""
        return f"""
[queue]
socket = "queue.sock"
municipality = "{MUNICIPALITY}"
follow = "{self._inquiry}follow"

[scanner]
kind = "virtual"
device = "scanner"

[camera]
kind = "virtual"
device = "camera"
"""

    def _sheet(self) -> Path:
        """A written sheet on a dark desk, drawn; as large as a sheet has to be to be read."""
        file = self._folder / "sheet.png"
        if not file.exists():
            picture = Image.new("RGB", (1600, 1200), (70, 64, 60))
            pen = ImageDraw.Draw(picture)
            pen.rectangle((430, 70, 1170, 1130), fill=(238, 238, 234))
            for line in range(24):
                y = 150 + 40 * line
                pen.line((500, y, 1100 - 70 * (line % 3), y), fill=(40, 40, 40), width=10)
            picture.save(file)
        return file

    # --- starting -----------------------------------------------------------------------------------------------------

    def _start_office(self, town: Town) -> Child:
        unsigned = [procedure.id for procedure in known() if not procedure.signature.needed]
        command: list[str | Path] = [COMMANDS / "gateway", "--config", town.settings, "sandbox", "backoffice"]
        command += ["--cards", town.cards, "--folder", self._office]
        for id in unsigned:
            command += ["--unsigned", id]
        return Child("office", command, self._folder / "office.log", ready='"ready": true')

    def _write_settings(self, town: Town) -> Path:
        settings = self._folder / "sync.toml"
        tls = town.certificates
        settings.write_text(
            f"""\
directory = "queue"
socket = "queue.sock"
allowed_uids = [{os.getuid()}]

[gateway]
url = "https://127.0.0.1:{town.line.port}"
ca = "{tls.ca}"
certificate = "{tls.terminal}"
key = "{tls.terminal_key}"
timeout_s = 5
""",
            encoding="utf-8",
        )
        return settings

    def _start_sync(self) -> Child:
        command: list[str | Path] = [sys.executable, "-m", "offline_queue", "run", "--config", self._settings]
        return Child("sync", command, self._folder / "sync.log", ready='"ready"')

    def _start_device(self, name: str, control: Path) -> Child:
        command: list[str | Path] = [sys.executable, "-m", f"devices.virtual.{name}"]
        command += ["--device", self._folder / name, "--control", control]
        return Child(name, command, self._folder / f"{name}.log", ready="^ready$")
