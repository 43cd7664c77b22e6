"""The program as it is started: port, control socket, pictures, end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from devices.virtual.control_socket import ControlError, ask

PROGRAM = [sys.executable, "-m", "devices.virtual.receipt_printer"]
BLACK_SQUARE = b"\x1dv0\x00\x48\x00\x08\x00" + b"\xff" * 72 * 8
FEED_AND_CUT = b"\x1dVB\x00"


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[int, Path, Path]]:
    """Port, control socket, folder of the papers."""
    control, papers = tmp_path / "control", tmp_path / "papers"
    with subprocess.Popen(
        [*PROGRAM, "--port", "0", "--papers", papers, "--control", control], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        word, port = program.stdout.readline().split()
        assert word == "ready"
        yield int(port), control, papers
        program.send_signal(signal.SIGTERM)
        assert program.wait(20) == 0
    assert not control.exists()


def test_from_bytes_to_a_picture(started: tuple[int, Path, Path]) -> None:
    port, control, papers = started
    with socket.create_connection(("127.0.0.1", port)) as line:
        ask(control, do="wait", **{"for": "connected"})
        line.sendall(BLACK_SQUARE + FEED_AND_CUT)
        ask(control, do="wait", **{"for": "papers", "count": 1})
    assert ask(control, do="state")["state"]["papers"] == ["receipt-0001.png"]
    picture = Image.open(papers / "receipt-0001.png")
    assert (picture.size, picture.getextrema()) == ((576, 8), (0, 0))


def test_troubles_on_order(started: tuple[int, Path, Path]) -> None:
    port, control, _ = started
    ask(control, do="fault", fault="paper_out")
    ask(control, do="wait", **{"for": "stopped"})
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"\x10\x04\x04")
        assert line.recv(1) == b"\x7e"
        line.sendall(BLACK_SQUARE)
        ask(control, do="mend", trouble="paper_out")
        ask(control, do="wait", **{"for": "empty"})
    ask(control, do="fault", fault="power_off")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    ask(control, do="mend")
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"\x10\x04\x01")
        assert line.recv(1) == b"\x12"
    ask(control, do="tear")
    assert len(ask(control, do="state")["state"]["papers"]) == 1


@pytest.mark.parametrize(
    "request_",
    [
        {"do": "dance"},
        {"do": "fault"},
        {"do": "fault", "fault": "fire"},
        {"do": "mend", "trouble": "fire"},
        {"do": "wait", "for": "rain"},
        {"do": "wait", "for": "papers", "count": 1, "timeout": 0},
    ],
)
def test_refusals(started: tuple[int, Path, Path], request_: dict[str, object]) -> None:
    with pytest.raises(ControlError):
        ask(started[1], **request_)


@pytest.mark.parametrize("wrong", [["--host", "192.0.2.1"], ["--fault", "fire"], ["--width", "500"]])
def test_wrong_arguments(tmp_path: Path, wrong: list[str]) -> None:
    done = subprocess.run([*PROGRAM, "--papers", tmp_path, *wrong], capture_output=True, text=True, check=False)
    assert done.returncode == 2


def test_a_port_that_is_taken(started: tuple[int, Path, Path], tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "--papers", tmp_path / "other", "--port", str(started[0])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "can't listen" in done.stderr
