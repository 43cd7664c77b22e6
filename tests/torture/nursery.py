"""Daemons in no time: one process imports the program and forks a daemon whenever it is told to.

Importing takes a hundred times as long as everything else that a start does. What is forked is the same program with
the same arguments; only it does not read its code again. For hundreds of kills.
"""

from __future__ import annotations

import array
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO

_LONGEST = 4096


class Child:
    """A daemon that was forked. stdout: what it says there."""

    def __init__(self, pid: int, stdout: IO[bytes]) -> None:
        self.stdout = stdout
        try:
            self._handle: int | None = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle = None

    def kill(self) -> None:
        """SIGKILL."""
        if self._handle is not None:
            try:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            except ProcessLookupError:
                return

    def communicate(self) -> None:
        """Wait until it is gone."""
        if self._handle is not None:
            select.select([self._handle], [], [])
            os.close(self._handle)
            self._handle = None
        self.stdout.close()


class Nursery:
    """Begins at once."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.torture.nursery", str(theirs.fileno())], pass_fds=[theirs.fileno()]
            )

    def bear(self, settings: Path, log: IO[bytes]) -> Child:
        """A daemon with these settings."""
        reading, writing = os.pipe()
        handles = array.array("i", [writing, log.fileno()])
        self._line.sendmsg([str(settings).encode()], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, handles)])
        os.close(writing)
        return Child(int(self._line.recv(_LONGEST)), os.fdopen(reading, "rb", buffering=0))

    def close(self) -> None:
        """No more daemons; those that live are not touched."""
        self._line.close()
        self._process.wait()


def _fork_on_demand(line: socket.socket) -> None:
    from offline_queue import daemon  # noqa: F401 - all of it is imported before the first fork
    from offline_queue.__main__ import main

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here waits for them
    while True:
        settings, handles, _, _ = socket.recv_fds(line, _LONGEST, 2)
        if not settings:
            return
        child = os.fork()
        if child == 0:
            code = 1
            try:
                line.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                os.dup2(handles[0], 1)
                os.dup2(handles[1], 2)
                code = main(["run", "--config", settings.decode()])
            finally:
                os._exit(code)
        for handle in handles:
            os.close(handle)
        line.send(str(child).encode())


if __name__ == "__main__":
    _fork_on_demand(socket.socket(fileno=int(sys.argv[1])))
