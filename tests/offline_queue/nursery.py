"""Daemons in no time: one process imports the program and forks a daemon whenever it is told to.

Importing takes a hundred times as long as everything else that a start does. What is forked is the same program with
the same arguments; only it does not read its code again.
"""

from __future__ import annotations

import array
import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO

_NUMBER = 8


class Forked:
    """A daemon that was forked, with what tests use of `subprocess.Popen`. stdout: what it says there."""

    def __init__(self, status: int, stdout: IO[str]) -> None:
        self.stdout = stdout
        self.returncode: int | None = None
        self._status = status  # its keeper tells pid and exit status there
        self.pid = int(os.read(status, _NUMBER))
        try:
            self._handle: int | None = os.pidfd_open(self.pid)
        except ProcessLookupError:
            self._handle = None

    def send_signal(self, number: int) -> None:
        """Nothing if it is gone."""
        if self._handle is not None:
            try:
                signal.pidfd_send_signal(self._handle, number)
            except ProcessLookupError:
                return

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def communicate(self, timeout: float | None = None) -> None:
        """Wait until it is gone. Raises TimeoutError."""
        if self.returncode is not None:
            return
        ready, _, _ = select.select([self._status], [], [], timeout)
        if not ready:
            raise TimeoutError
        self.returncode = os.waitstatus_to_exitcode(int(os.read(self._status, _NUMBER)))
        os.close(self._status)
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        self.stdout.close()


class Nursery:
    """Begins at once."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.offline_queue.nursery", str(theirs.fileno())], pass_fds=[theirs.fileno()]
            )

    def bear(self, settings: Path, log: IO[bytes] | IO[str]) -> Forked:
        """A daemon with these settings."""
        reading, writing = os.pipe()
        status, telling = os.pipe()
        handles = array.array("i", [writing, log.fileno(), telling])
        self._line.sendmsg([str(settings).encode()], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, handles)])
        os.close(writing)
        os.close(telling)
        return Forked(status, os.fdopen(reading))

    def close(self) -> None:
        """No more daemons; those that live are not touched."""
        self._line.close()
        self._process.wait()


def _fork_on_demand(line: socket.socket) -> None:
    from offline_queue import daemon  # noqa: F401 - all of it is imported before the first fork

    while True:
        settings, handles, _, _ = socket.recv_fds(line, 4096, 3)
        _reap()
        if not settings:
            return
        if os.fork() == 0:
            line.close()
            _keep(settings.decode(), *handles)
        for handle in handles:
            os.close(handle)


def _reap() -> None:
    """Keepers that have ended; their time counts as this process's."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _keep(settings: str, stdout: int, stderr: int, telling: int) -> None:
    """Fork the daemon, tell its pid, wait for it, tell how it ended."""
    from offline_queue.__main__ import main

    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(telling)
            os.dup2(stdout, 1)
            os.dup2(stderr, 2)
            os.close(stdout)
            os.close(stderr)
            code = main(["run", "--config", settings])
        finally:
            os._exit(code)
    for handle in (0, 1, 2, stdout, stderr):
        os.close(handle)
    os.write(telling, b"%*d" % (_NUMBER, child))
    _, status = os.waitpid(child, 0)
    os.write(telling, b"%*d" % (_NUMBER, status))
    os._exit(0)


if __name__ == "__main__":
    _fork_on_demand(socket.socket(fileno=int(sys.argv[1])))
