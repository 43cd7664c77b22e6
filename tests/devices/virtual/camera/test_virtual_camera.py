"""The virtual camera as a program: handled at its control socket, seen at its own."""

from __future__ import annotations

import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from cv2.typing import MatLike

from devices.virtual.camera.person import Pose, draw
from devices.virtual.control_socket import ControlError, ask


@dataclass
class Program:
    """It runs."""

    folder: Path
    process: subprocess.Popen[str]

    def ask(self, **request: Any) -> dict[str, Any]:
        return ask(self.folder / "control", **request)

    def picture(self) -> MatLike:
        """The first picture that whoever opens it gets."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(30)
            connection.connect(str(self.folder / "camera"))
            stream = connection.makefile("rb")
            (length,) = struct.unpack(">I", stream.read(4))
            picture = cv2.imdecode(np.frombuffer(stream.read(length), np.uint8), cv2.IMREAD_COLOR)
        assert picture is not None
        return picture


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    line = [sys.executable, "-m", "devices.virtual.camera", "--device", str(tmp_path / "camera")]
    line += ["--control", str(tmp_path / "control"), "--size", "640", "480"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Program(tmp_path, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert not (tmp_path / "camera").exists()


def test_who_stands_before_it_is_ordered(program: Program) -> None:
    wall = draw(640, 480, Pose(people=0))
    program.ask(do="pose", people=0)
    assert float(cv2.absdiff(program.picture(), wall).mean()) < 5
    program.ask(do="pose", head=0.7, tilt=-4)
    assert float(cv2.absdiff(program.picture(), wall).mean()) > 20


def test_a_given_picture_is_shown(program: Program, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "blue.png"), np.full((300, 400, 3), (200, 0, 0), np.uint8))
    program.ask(do="show", file=str(tmp_path / "blue.png"))
    assert program.picture().shape == (300, 400, 3)
    assert program.picture()[200, 300].tolist() == pytest.approx([200, 0, 0], abs=6)


def test_its_lamp_tells_whether_it_is_open(program: Program) -> None:
    program.ask(do="wait", **{"for": "unwatched"})
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(program.folder / "camera"))
        program.ask(do="wait", **{"for": "watched"})
        assert program.ask(do="state")["watched"] is True
    program.ask(do="wait", **{"for": "unwatched"})


def test_dark_small_and_unplugged(program: Program) -> None:
    program.ask(do="fault", fault="dark")
    assert program.picture().mean() < 30
    program.ask(do="fault", fault="small")
    assert program.picture().shape == (240, 320, 3)
    program.ask(do="fault", fault=None)
    assert program.picture().shape == (480, 640, 3)
    program.ask(do="unplug")
    with pytest.raises(OSError):
        program.picture()
    program.ask(do="plug")
    program.picture()


@pytest.mark.parametrize(
    "request_",
    [
        {"do": "pose", "wings": 2},
        {"do": "pose", "tilt": "much"},
        {"do": "show", "file": "/no/such.png"},
        {"do": "fault", "fault": "haunted"},
        {"do": "wait", "for": "godot"},
        {"do": "dance"},
    ],
)
def test_what_it_can_t_do_is_refused(program: Program, request_: dict[str, Any]) -> None:
    with pytest.raises(ControlError):
        program.ask(**request_)
