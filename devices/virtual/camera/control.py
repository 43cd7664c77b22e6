"""Handling the virtual camera from another program, at a Unix socket (see `devices.virtual.control_socket`).

{"do": "pose", "tilt": 12, "head": 0.5}      a drawn person stands before it (keys: see `person.Pose`)
{"do": "show", "file": "/…/sheet.png"}       a picture is held before it
{"do": "fault", "fault": "dark"}             see `program`; null: nothing goes wrong any more
{"do": "unplug"}, {"do": "plug"}             pull it out, plug it in
{"do": "state"}                              {"ok": true, "plugged": true, "watched": false, "sent": 12}
{"do": "wait", "for": "watched", "timeout": 5}  until a program has it open; "unwatched": until none has
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import cv2

from devices.virtual.camera.person import Pose
from devices.virtual.camera.program import FAULTS, CameraProgram
from devices.virtual.control_socket import ControlSocket, Refusal, text

_WAIT_S = 10.0
_POSE = {each.name: each for each in fields(Pose)}


class Control(ControlSocket):
    """Serves one camera at a socket."""

    def __init__(self, camera: CameraProgram, path: Path) -> None:
        super().__init__(path, self._handle, "virtual-camera-control")
        self._camera = camera

    def _handle(self, asked: dict[str, Any]) -> dict[str, Any]:
        match asked.get("do"):
            case "pose":
                self._camera.pose(_pose({key: value for key, value in asked.items() if key != "do"}))
            case "show":
                picture = cv2.imread(text(asked, "file"))
                if picture is None:
                    raise Refusal("file: no picture")
                self._camera.show(picture)
            case "fault":
                wanted = next((fault for fault in FAULTS if fault == asked.get("fault")), None)
                if wanted is None and asked.get("fault") is not None:
                    raise Refusal(f"fault: one of {', '.join(FAULTS)}")
                self._camera.fault(wanted)
            case "plug":
                self._camera.plug()
            case "unplug":
                self._camera.unplug()
            case "state":
                camera = self._camera
                return {"plugged": camera.plugged, "watched": camera.watched, "sent": camera.sent}
            case "wait":
                timeout, wanted_state = asked.get("timeout", _WAIT_S), asked.get("for")
                if not isinstance(timeout, int | float) or wanted_state not in ("watched", "unwatched"):
                    raise Refusal("for: watched or unwatched")
                if not self._camera.wait_watched(wanted_state == "watched", timeout):
                    raise Refusal("timeout")
            case other:
                raise Refusal(f"unknown: {other!r}")
        return {}


def _pose(asked: dict[str, Any]) -> Pose:
    for key, value in asked.items():
        if key not in _POSE:
            raise Refusal(f"pose: one of {', '.join(_POSE)}")
        wanted = type(getattr(Pose(), key))
        if type(value) is not wanted and not (wanted is float and type(value) is int):
            raise Refusal(f"{key}: {wanted.__name__}")
    return Pose(**asked)
