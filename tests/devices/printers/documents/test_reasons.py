"""printer-state-reasons and capabilities, in our words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.documents.outcomes import Caution, Hindered, Hindrance, Offline, Ready, Unclear
from devices.printers.documents.reasons import NEEDS, read_reasons, standstill, status_of, with_other_jobs

GOOD: dict[str, list[str | int | bool]] = {
    "printer-state": [3],
    "printer-state-reasons": ["none"],
    "printer-is-accepting-jobs": [True],
    "document-format-supported": ["application/pdf"],
    "media-supported": ["iso_a4_210x297mm"],
    "media-ready": ["iso_a4_210x297mm"],
    "sides-supported": ["one-sided", "two-sided-long-edge"],
    "print-scaling-supported": ["auto", "none"],
}


def hindered(*hindrances: Hindrance) -> Hindered:
    return Hindered(frozenset(hindrances))


def test_all_is_well() -> None:
    assert status_of(GOOD, NEEDS) == Ready()


@pytest.mark.parametrize(
    ("keyword", "hindrances", "cautions"),
    [
        ("media-empty", {Hindrance.PAPER_OUT}, set()),
        ("media-empty-error", {Hindrance.PAPER_OUT}, set()),
        ("media-empty-warning", set(), {Caution.PAPER_LOW}),
        ("toner-empty-warning", set(), {Caution.TONER_LOW}),
        ("output-area-full-warning", set(), {Caution.OUTPUT_NEARLY_FULL}),
        ("input-tray-missing-warning", set(), {Caution.OTHER}),
        ("media-jam-warning", {Hindrance.JAM}, set()),
        ("cover-open-warning", {Hindrance.COVER_OPEN}, set()),
        ("media-empty-report", set(), set()),
        ("media-low-error", set(), {Caution.PAPER_LOW}),
        ("toner-low-warning", set(), {Caution.TONER_LOW}),
        ("paused", {Hindrance.STOPPED}, set()),
        ("none", set(), set()),
        ("vendor-fan-error", {Hindrance.FAULT}, set()),
        ("vendor-fan", set(), {Caution.OTHER}),
        ("wifi-not-configured-report", set(), set()),
        ("output-area-full", {Hindrance.OUTPUT_FULL}, set()),
    ],
)
def test_words(keyword: str, hindrances: set[Hindrance], cautions: set[Caution]) -> None:
    assert read_reasons([keyword]) == (frozenset(hindrances), frozenset(cautions))


@given(st.lists(st.text(max_size=30)))
def test_any_words(words: list[str]) -> None:
    read_reasons(words)


def test_a_stop_without_a_reason() -> None:
    assert standstill({"printer-state": [5], "printer-state-reasons": ["none"]}) == {Hindrance.STOPPED}
    assert standstill({"printer-state": [5], "printer-state-reasons": ["media-jam"]}) == {Hindrance.JAM}


@pytest.mark.parametrize("attribute", [name for name, _ in NEEDS])
def test_every_need_is_one(attribute: str) -> None:
    assert status_of({**GOOD, attribute: ["other"], "media-ready": ["iso_a4_210x297mm"]}, NEEDS) == hindered(
        Hindrance.UNSUITABLE
    )
    lacking = {name: values for name, values in GOOD.items() if name != attribute}
    assert status_of(lacking, NEEDS) == hindered(Hindrance.UNSUITABLE)


def test_other_paper_is_no_paper() -> None:
    assert status_of({**GOOD, "media-ready": ["jis_b5_182x257mm"]}, NEEDS) == hindered(Hindrance.PAPER_OUT)
    assert status_of({**GOOD, "media-ready": []}, NEEDS) == hindered(Hindrance.PAPER_OUT)


def test_only_an_idle_printer_is_ready() -> None:
    assert status_of({**GOOD, "printer-state": [4]}, NEEDS) == hindered(Hindrance.OTHER_JOB)


def test_no_jobs_please() -> None:
    assert status_of({**GOOD, "printer-is-accepting-jobs": [False]}, NEEDS) == hindered(Hindrance.NOT_ACCEPTING)


@pytest.mark.parametrize("state", [[], [7], ["idle"]])
def test_a_state_that_is_none(state: list[str | int | bool]) -> None:
    assert status_of({**GOOD, "printer-state": state}, NEEDS) == Unclear("printer-state")


def test_other_jobs() -> None:
    assert with_other_jobs(Ready(), False) == Ready()
    assert with_other_jobs(Ready(), True) == hindered(Hindrance.OTHER_JOB)
    both = hindered(Hindrance.OTHER_JOB, Hindrance.JAM)
    assert with_other_jobs(hindered(Hindrance.JAM), True) == both
    assert with_other_jobs(Ready(), Offline()) == Offline()
    assert with_other_jobs(Unclear("x"), True) == Unclear("x")
