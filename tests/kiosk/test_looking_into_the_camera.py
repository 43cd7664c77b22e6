"""When the camera is open: while a viewfinder is seen, and not an instant longer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from devices.camera.outcomes import CameraGone, Fault, Subject
from kiosk.journeys.applications.applying import Equipment
from kiosk.journeys.visit import Applying
from kiosk.line.effects import MayAccept, TakePhoto
from kiosk.line.outcomes import Photo, Promised
from screens.page import Image
from tests.kiosk.booth import Booth


class Shutter:
    """Stands in for `kiosk.viewing.Viewing`: what it is told."""

    def __init__(self) -> None:
        self.subject: Subject | None = None
        self.opened = 0

    def open(self, subject: Subject) -> None:
        self.opened += self.subject is None
        self.subject = subject

    def close(self) -> None:
        self.subject = None


@pytest.fixture
def shutter() -> Shutter:
    return Shutter()


@pytest.fixture
def booth(shutter: Shutter) -> Iterator[Booth]:
    booth = Booth(Applying(tuple, Equipment(camera=True)))
    booth.terminal.viewing = shutter  # type: ignore[assignment]
    booth.script[MayAccept] = Promised("a" * 32, "b" * 32, "f", "https://gateway.example/follow/f")
    booth.script[TakePhoto] = lambda: Photo(b"\xff\xd8", Image(1, 1, b"\0\0\0"))
    booth.press("option.without_card")
    booth.press("option.card_application")
    booth.press("main")
    for typed in ("12345678901234567890123", None, "19640401"):
        if typed is None:
            booth.press("option.no")
            booth.view.press("era.western")  # answers nothing yet
            continue
        booth.type_text(typed)
        booth.press("main")
    booth.type_text("みほん")
    booth.press("main")
    for key in ("none", "none", "no"):
        booth.press(f"option.{key}")
    assert booth.page == "card_application.viewfinder"
    yield booth
    booth.held.set()
    booth.workers.stop()


def test_a_camera_that_fails_is_told_and_logged(booth: Booth, shutter: Shutter) -> None:
    assert shutter.subject is Subject.FACE
    booth.terminal.camera_gone(CameraGone(Fault.UNPLUGGED))
    assert booth.page == "card_application.no_photo"
    assert shutter.subject is None
    assert [line["state"] for line in booth.logged("camera_state")] == ["unplugged"]
