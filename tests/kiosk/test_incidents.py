"""A bug is named in the log by type and place; its words, which may be a resident's, are nowhere.

Each test plants an exception with a marker somewhere in a real terminal of its own, and reads all that it wrote.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gateway.dev_certs import make
from kiosk.incident import incident_of

MARKER = "ぬめぴょぎゅ-zyqwix"
EXIT_GIVEN_UP = 70

CRASH = f"""
class Planted(ValueError): pass
def crash(*_args, **_more): raise Planted({MARKER!r})
"""

# A resident stands there when the bug comes.
BEGUN = """
def tick(self):
    if not self.serving: self.heard(Answer("without_card"))
    else: crash()
Terminal.tick = tick
"""

# Nobody is there: a worker asks for the gateway.
PROBED = """
ticked = Terminal.tick
def tick(self):
    ticked(self)
    if self._gateway.ok is False: self._give_up()
Terminal.tick = tick
"""

PLACES = {
    "while it is built": "Window.__init__ = crash",
    "in the loop": "Terminal.tick = crash",
    "in the crash handling": BEGUN + "View.wipe = crash",
    "in what sees her off": BEGUN + "kiosk.terminal.leave = crash",
    "in a worker": PROBED + "kiosk.perform.Performer.__call__ = crash",
    "in a thread": "ReaderMonitor._run = crash",
    "in a thread that a worker waits for": "kiosk.portal_wire._Exchange._attempt = crash",
    "while it stops": "Terminal.tick = lambda self: self._give_up()\nWorkers.stop = crash",
}


@dataclass(frozen=True)
class Ended:
    """A terminal that ran to its end."""

    code: int
    printed: str
    log: str

    @property
    def incidents(self) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.log.splitlines()]
        return [line for line in lines if line["event"] == "incident"]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Settings of a terminal with neither reader nor gateway."""
    folder = tmp_path_factory.mktemp("incidents")
    make(folder, "kiosk-01", ("localhost",))
    file = folder / "kiosk.toml"
    file.write_text(
        f"""
profile = "demo"
log = "events.log"
[terminal]
id = "kiosk-01"
municipality = "こもれび市"
place = "市役所"
opens = 00:00:00
closes = 00:00:00
[display]
window = true
[reader]
name = "none"
[gateway]
url = "https://127.0.0.1:9"
ca = "{folder}/ca.pem"
certificate = "{folder}/kiosk-01.pem"
key = "{folder}/kiosk-01.key"
""",
        encoding="utf-8",
    )
    return file


def run(settings: Path, planted: str, *command: str) -> Ended:
    """Run a terminal with a bug in it until it ends by itself."""
    log = settings.parent / "events.log"
    log.unlink(missing_ok=True)
    program = f"""
import sys, threading
import kiosk.app, kiosk.cli, kiosk.perform, kiosk.portal_wire, kiosk.terminal
from devices.cards.reader import ReaderMonitor
from kiosk.terminal import Terminal
from kiosk.workers import Workers
from screens.events import Answer
from screens.view import View
from screens.window import Window
{CRASH}
def late(run):
    def and_then(options):
        run(options)
        crash()
    return and_then
{planted}
sys.exit(kiosk.cli.main(sys.argv[1:]))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, "--config", str(settings), *(command or ("run",))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "SDL_VIDEODRIVER": "dummy", "PYTHONFAULTHANDLER": "1"},
    )
    return Ended(ended.returncode, ended.stdout + ended.stderr, log.read_text() if log.exists() else "")


@pytest.mark.parametrize("place", PLACES)
def test_a_bugs_words_are_nowhere(settings: Path, place: str) -> None:
    ended = run(settings, PLACES[place])
    assert MARKER not in ended.printed
    assert "Traceback" not in ended.printed
    assert MARKER not in ended.log
    assert ended.incidents, ended
    assert {incident["kind"] for incident in ended.incidents} == {"Planted"}
    assert ended.code in (1, EXIT_GIVEN_UP)


def test_an_error_in_passing_is_named_and_the_terminal_goes_on(settings: Path) -> None:
    planted = """
class Gone:
    __del__ = crash
def tick(self):
    Gone()
    self._give_up()
Terminal.tick = tick
"""
    ended = run(settings, planted)
    assert MARKER not in ended.printed + ended.log
    assert {incident["kind"] for incident in ended.incidents} == {"Planted"}


def test_a_check_that_has_a_bug_says_only_which(settings: Path) -> None:
    ended = run(settings, "import kiosk.check.display\nkiosk.check.display._draw = crash", "check", "display")
    assert ended.code == EXIT_GIVEN_UP
    assert "Planted" in ended.printed
    assert MARKER not in ended.printed


@pytest.mark.parametrize(
    "planted",
    [
        "Terminal.tick = lambda self: self._give_up()\nkiosk.cli._run = late(kiosk.cli._run)",
        "kiosk.audit.json.dumps = crash\nTerminal.tick = crash",
    ],
    ids=["it is closed", "it fails"],
)
def test_where_there_is_no_log_stderr_has_type_and_place_alone(settings: Path, planted: str) -> None:
    ended = run(settings, planted)
    assert "a bug, Planted at" in ended.printed
    assert MARKER not in ended.printed
    assert "Traceback" not in ended.printed


def test_where_is_ours_and_fits_the_log() -> None:
    """An error inside a library is told by the line of ours that called it."""
    with pytest.raises(ValueError) as caught:
        json.loads("{")
    assert incident_of(caught.value).where.startswith("json.decoder.")
    error = type("Ärger", (Exception,), {})("x")
    assert incident_of(error).kind == "_rger"
    assert incident_of(error).where == "unknown"
