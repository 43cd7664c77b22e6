"""Runs one pcscd on a socket that listens already, until standard input ends.

A program of its own (`python pcscd_child.py SOCKET_NUMBER PCSCD CONFIGURATION`), so that pcscd also ends when whoever
wanted it was killed: the kernel closes the other end of the pipe in any case.
"""

import os
import signal
import sys
import time

END_S = 3.0


def main() -> None:
    listening, program, configuration = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    pcscd = os.fork()
    if pcscd == 0:
        become_pcscd(listening, program, configuration)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started us
    for handle in (listening, 1, 2):
        os.close(handle)
    while os.read(0, 4096):
        pass
    end(pcscd)


def become_pcscd(listening: int, program: str, configuration: str) -> None:
    """systemd's way to hand a socket over (sd_listen_fds): as number 3, and LISTEN_PID is the pid of pcscd itself."""
    os.dup2(listening, 3)
    os.set_inheritable(3, True)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
    os.execv(program, [program, "--foreground", "--info", "--config", configuration])  # noqa: S606


def end(pcscd: int) -> None:
    """Ask it to end; if it doesn't (it may wait for a driver, and that for a card that never answers), kill it."""
    deadline = time.monotonic() + END_S
    os.kill(pcscd, signal.SIGTERM)
    while os.waitpid(pcscd, os.WNOHANG) == (0, 0):
        if time.monotonic() > deadline:
            os.kill(pcscd, signal.SIGKILL)
            os.waitpid(pcscd, 0)
            return
        time.sleep(0.01)


if __name__ == "__main__":
    main()
