"""A program that we started and that only we stop."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

READY_WITHIN_S = 30.0
STOP_WITHIN_S = 5.0
_LAST_LINES = 20

COMMANDS = Path(sys.executable).parent
"""Where `kiosk` and `gateway` are installed."""


class ChildError(Exception):
    """A part did not start, or ended by itself; the text carries its last lines."""


class Child:
    """Starts a program, and waits until one of its lines matches `ready` (no pattern: doesn't wait).

    Everything it prints goes to `log`. It has a process group of its own, so that Ctrl-C reaches only us and the parts
    are stopped in order; and it is told to end by the kernel should we be killed. Start it from the main thread.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        log: Path,
        ready: str | None = None,
        env: dict[str, str] | None = None,
    ) -> None:
        self.name = name
        self._log_file = log
        self._pattern = re.compile(ready) if ready is not None else None
        self._match: re.Match[str] | None = None
        self._ready_or_over = threading.Event()
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=env,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, name=f"log of {name}", daemon=True)
        self._reader.start()
        if self._pattern is not None:
            try:
                self._wait_ready()
            except BaseException:
                self.stop()
                raise

    @property
    def ready_line(self) -> re.Match[str]:
        """What `ready` matched: a program may say there where it listens."""
        if self._match is None:
            raise ValueError(f"{self.name} has not said that it is ready")
        return self._match

    @property
    def pid(self) -> int:
        return self._process.pid

    def exit_code(self) -> int | None:
        """None while it runs; negative: the signal that ended it."""
        return self._process.poll()

    def wait(self, timeout_s: float) -> int:
        """Wait for its end. TimeoutError if it goes on."""
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"{self.name} still runs after {timeout_s:g} s") from None

    def stop(self) -> int:
        """Have it end in good order, or by force; its exit code. Stopping twice is allowed."""
        self._process.terminate()
        try:
            self._process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        return self._process.returncode

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._process.kill()
        self._process.wait()
        self._reader.join()

    def last_lines(self) -> str:
        """The end of what it printed."""
        return "\n".join(self._log_file.read_text(errors="replace").splitlines()[-_LAST_LINES:])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _read(self) -> None:
        output = self._process.stdout
        if output is None:
            raise RuntimeError("started without a pipe")
        with self._log_file.open("w") as log, output:
            for line in output:
                log.write(line)
                log.flush()
                if self._match is None and self._pattern is not None and (match := self._pattern.search(line)):
                    self._match = match
                    self._ready_or_over.set()
        self._ready_or_over.set()

    def _wait_ready(self) -> None:
        in_time = self._ready_or_over.wait(READY_WITHIN_S)
        if self._match is None:
            trouble = "ended" if in_time else f"was not ready within {READY_WITHIN_S:g} s"
            raise ChildError(f"{self.name} {trouble}:\n{self.last_lines()}")
