"""Between the camera and the page: pictures go to the view while a viewfinder is shown, with one steady advice.

Two measurements must agree before other words are shown: words that flicker can't be read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import assert_never

from devices.camera.camera import Camera
from devices.camera.outcomes import CameraGone, FaceSeen, Frame, Seen, SheetSeen, Subject
from kiosk.journeys.photo_advice import GOOD_FACE, GOOD_SHEET, face_advice, sheet_advice
from kiosk.rules.photos import face_faults, sheet_faults
from screens.page import Image
from screens.phrase import Text
from screens.view import View


def advice(seen: Seen) -> tuple[Text, bool]:
    """The one thing to say, and whether it is that all is well."""
    match seen:
        case FaceSeen():
            face = face_faults(seen)
            return (face_advice(face[0]), False) if face else (GOOD_FACE, True)
        case SheetSeen():
            sheet = sheet_faults(seen)
            return (sheet_advice(sheet[0]), False) if sheet else (GOOD_SHEET, True)
        case never:
            assert_never(never)


class SteadyAdvice:
    """Advice that changes when two measurements in a row say the same."""

    def __init__(self) -> None:
        self._measured = 0
        self._candidate: tuple[Text, bool] | None = None
        self._said: tuple[Text | None, bool] = (None, False)

    def heard(self, seen: Seen, measured: int) -> tuple[Text | None, bool]:
        """What to show now; seen, measured: as in a frame. Frames between two measurements carry the same one."""
        if measured != self._measured:
            self._measured = measured
            found = advice(seen)
            if found == self._candidate:
                self._said = found
            self._candidate = found
        return self._said


class Viewing:
    """One camera for one view. All methods are called on the loop's thread; `post` brings pictures there.

    gone: told when the camera fails while somebody looks into it.
    """

    def __init__(
        self,
        camera: Camera,
        view: View,
        post: Callable[[Callable[[], None]], None],
        gone: Callable[[CameraGone], None],
    ) -> None:
        self._camera = camera
        self._view = view
        self._post = post
        self._gone = gone
        self._number = 0  # of the present looking; what an earlier one still sends is dropped
        self._steady = SteadyAdvice()
        self._open = False
        self._lock = threading.Lock()
        self._latest: Frame | CameraGone | None = None  # what the loop hasn't taken yet; a newer one takes its place

    def open(self, subject: Subject) -> None:
        """A viewfinder is shown: show what the camera sees. Open already: goes on."""
        size = self._view.viewfinder()
        if self._open or size is None:
            return
        with self._lock:
            self._number += 1
        number, self._open, self._steady = self._number, True, SteadyAdvice()
        self._camera.frames(subject, size, lambda came: self._came(number, came))

    def close(self) -> None:
        """Nobody looks any more, and no photo is being taken."""
        if self._open:
            self._open = False
            self._camera.close()
            with self._lock:
                self._number += 1
                self._latest = None

    def _came(self, number: int, came: Frame | CameraGone) -> None:
        """On the camera's thread: if the loop is busy it misses pictures, they don't pile up."""
        with self._lock:
            if number != self._number:
                return
            asked, self._latest = self._latest is not None, came
        if not asked:
            self._post(self._show)

    def _show(self) -> None:
        with self._lock:
            came, self._latest = self._latest, None
        match came:
            case None:
                return
            case Frame():
                words, good = self._steady.heard(came.seen, came.measured)
                self._view.live(Image(came.width, came.height, came.rgb), words, good=good)
            case CameraGone():
                self.close()
                self._gone(came)
            case never:
                assert_never(never)
