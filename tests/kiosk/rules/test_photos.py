"""The rules of photos on their own; what the camera measures is tried in tests/devices/camera."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.camera.outcomes import FaceSeen, SheetSeen
from devices.camera.photo_file import Facts
from kiosk.journeys.photo_advice import face_advice, sheet_advice
from kiosk.rules.photos import (
    FaceFault,
    PictureFile,
    SheetFault,
    card_photo_faults,
    face_faults,
    needs_photo,
    sheet_faults,
)
from kiosk.words import all_words

GOOD = FaceSeen(
    faces=1, size=0.46, dx=0.0, dy=0.04, eyes=2, tilt=0.5, light=170.0, shade=0.02, contrast=40.0, sharpness=15.0
)
SHEET = SheetSeen(
    corners=((0.2, 0.1), (0.8, 0.1), (0.8, 0.9), (0.2, 0.9)), share=0.48, light=200.0, glare=0.0, sharpness=300.0
)


def test_good_ones_have_no_fault() -> None:
    assert face_faults(GOOD) == ()
    assert sheet_faults(SHEET) == ()


@given(st.data())
def test_every_measure_alone_can_refuse_a_photo(data: st.DataObject) -> None:
    bad = {
        "size": (0.2, 0.7),
        "dx": (-0.2, 0.2),
        "dy": (-0.2, 0.3),
        "eyes": (0, 1),
        "tilt": (-9.0, 9.0),
        "light": (60.0, 240.0),
        "clipped": (0.3,),
        "shade": (0.3,),
        "contrast": (5.0,),
        "sharpness": (2.0,),
        "unrest": (30.0,),
        "faces": (0, 2),
    }
    name = data.draw(st.sampled_from(sorted(bad)))
    value = data.draw(st.sampled_from(bad[name]))
    assert len(face_faults(replace(GOOD, **{name: value}))) == 1  # type: ignore[arg-type]
    assert set(bad) == {field.name for field in fields(FaceSeen)}


@pytest.mark.parametrize(
    ("seen", "fault"),
    [
        (SheetSeen(light=120.0), SheetFault.NO_SHEET),
        (SheetSeen(light=20.0), SheetFault.DARK),
        (replace(SHEET, light=60.0), SheetFault.DARK),
        (replace(SHEET, cut=True), SheetFault.CUT),
        (replace(SHEET, share=0.1), SheetFault.SMALL),
        (replace(SHEET, glare=0.1), SheetFault.GLARE),
        (replace(SHEET, sharpness=100.0), SheetFault.BLURRED),
    ],
)
def test_sheets(seen: SheetSeen, fault: SheetFault) -> None:
    assert sheet_faults(seen) == (fault,)


def test_every_fault_has_words_in_every_language() -> None:
    texts = [*map(face_advice, FaceFault), *map(sheet_advice, SheetFault)]
    for words in all_words().values():
        said = [words.phrase(text).plain for text in texts]
        assert len(set(said)) == len(said)


def test_the_files_facts_have_the_same_names_on_both_sides() -> None:
    assert PictureFile.__slots__ == Facts.__slots__


def test_bounds_of_a_card_photo() -> None:
    good = PictureFile("JPEG", "RGB", 700, 900, 100_000)
    assert card_photo_faults(good) == ()
    assert card_photo_faults(replace(good, size=20 * 1024)) == ()
    assert card_photo_faults(replace(good, size=20 * 1024 - 1)) != ()
    assert card_photo_faults(replace(good, size=7 * 1024 * 1024)) == ()
    assert card_photo_faults(replace(good, size=7 * 1024 * 1024 + 1)) != ()
    assert card_photo_faults(replace(good, width=480, height=617)) == ()
    assert card_photo_faults(replace(good, width=479, height=616)) != ()
    assert card_photo_faults(replace(good, width=4667, height=6000)) == ()
    assert card_photo_faults(replace(good, width=4668, height=6001)) != ()


@dataclass(frozen=True)
class Case:
    born: date
    applied: date
    needs: bool


@pytest.mark.parametrize(
    "case",
    [
        Case(date(2026, 3, 1), date(2027, 2, 28), False),
        Case(date(2026, 3, 1), date(2027, 3, 1), True),
        Case(date(2024, 2, 29), date(2025, 2, 28), False),
        Case(date(2024, 2, 29), date(2025, 3, 1), True),
        Case(date(1950, 1, 1), date(2026, 1, 1), True),
    ],
)
def test_under_one_year_no_photo(case: Case) -> None:
    assert needs_photo(case.born, case.applied) is case.needs
