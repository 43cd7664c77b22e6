"""`kiosk demo` and `kiosk tour` as commands: what they start, and that nothing of it outlives them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from kiosk.demo.child import COMMANDS
from tests.parts.screen import XScreen

PATIENCE_S = 120


class Command:
    """A running command of ours, and its lines as they come."""

    def __init__(self, *arguments: str | Path, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [COMMANDS / "kiosk", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env
        )
        self.lines: list[str] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def wait_for(self, part: str) -> None:
        with self._news:
            assert self._news.wait_for(lambda: any(part in line for line in self.lines), PATIENCE_S), self.lines

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> int:
        code = self.process.wait(PATIENCE_S)
        self._reader.join()
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                with self._news:
                    self.lines.append(line.rstrip())
                    self._news.notify_all()


@contextmanager
def running(*arguments: str | Path, tmp_path: Path, display: str | None = None) -> Iterator[Command]:
    temporary = tmp_path / "t"
    temporary.mkdir()
    env = {name: value for name, value in os.environ.items() if name not in ("SDL_VIDEODRIVER", "DISPLAY")}
    # A short path: sockets lie below it.
    env |= {"TMPDIR": "/tmp"} if display is None else {"DISPLAY": display}
    command = Command(*arguments, env=env)
    try:
        yield command
    finally:
        if command.process.poll() is None:
            command.process.kill()
        command.end()


def still_there(processes: list[psutil.Process]) -> list[psutil.Process]:
    _, alive = psutil.wait_procs(processes, timeout=30)
    return alive


def test_a_tour_of_one_way_leaves_pictures_and_nobody_behind(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with running("tour", "--only", "without a card", "--out", out, tmp_path=tmp_path) as command:
        command.wait_for("tour: Without a card")
        children = command.children()
        assert {child.name() for child in children} >= {"pcscd", "kiosk", "gateway"}
        assert command.end() == 0
    assert still_there(children) == []
    assert "pin_help" in (out / "transcript.txt").read_text(encoding="utf-8")
    assert len(list(out.glob("*.png"))) > 10
    assert "</figure>" in (out / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nobody_outlives_a_tour_that_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    with running("tour", "--out", tmp_path / "out", tmp_path=tmp_path) as command:
        command.wait_for("tour: A first visit")
        children = command.children()
        assert len(children) >= 5
        command.process.send_signal(number)
        code = command.end()
    assert code == (-number if number is signal.SIGKILL else 128 + number)
    assert still_there(children) == []


def test_the_demo_opens_terminal_and_desk(tmp_path: Path) -> None:
    with XScreen(1600, 1000) as screen:
        with running("demo", tmp_path=tmp_path, display=screen.display) as command:
            command.wait_for("demo: the terminal and its desk are open")
            wait_for_window(screen.display, "^Madoguchi$")
            wait_for_window(screen.display, "desk")
            children = command.children()
            command.process.send_signal(signal.SIGINT)
            assert command.end() == 128 + signal.SIGINT
        assert still_there(children) == []


def wait_for_window(display: str, name: str) -> None:
    """Asked again and again: xdotool's own --sync misses windows that set their name late."""
    deadline = time.monotonic() + PATIENCE_S
    while not any(re.search(name, title) for title in _titles(display)):
        assert time.monotonic() < deadline, f"no window {name}"


def _titles(display: str) -> list[str]:
    def ask(*what: str) -> list[str]:
        env = {**os.environ, "DISPLAY": display}
        command = ["xdotool", *what]
        return subprocess.run(
            command, env=env, capture_output=True, text=True, check=False, timeout=60
        ).stdout.splitlines()

    return [title for window in ask("search", ".*") for title in ask("getwindowname", window)]
