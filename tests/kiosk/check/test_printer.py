"""`kiosk check printer`: a test page on a real IPP printer, each trouble told as it is, each with its exit code."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import typst

from devices.printers.documents import client
from devices.printers.documents.ipp import IppPrinter
from devices.virtual.printer.printer import VirtualPrinter, build
from devices.virtual.printer.spooler import Spooler
from kiosk.check import printer as check_module
from kiosk.check.cli import _report
from kiosk.check.printer import TEST_PAGE, check, check_printer
from kiosk.check.report import Result
from kiosk.config import Config, CupsSettings, IppSettings


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("printer"))


@pytest.fixture
def printer(program: Path, tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path, program=program) as running:
        running.pace(50)
        yield running


def configured(settings: IppSettings | CupsSettings | None) -> Config:
    """All that the check reads."""
    return cast(Config, SimpleNamespace(printer=settings, terminal=SimpleNamespace(id="kiosk-01")))


def test_a_page_is_printed(printer: VirtualPrinter) -> None:
    report = check(configured(IppSettings(kind="ipp", uri=printer.uri)))
    assert report.result is Result.OK
    assert (report.findings["printed"], report.findings["sides"], report.findings["before"]) == ("yes", 2, ["ready"])
    assert printer.wait_sides(2)
    assert printer.sides == 2
    assert printer.documents[0].read_bytes() == TEST_PAGE.read_bytes()


def test_through_cups(printer: VirtualPrinter) -> None:
    with Spooler() as spooler:
        spooler.add_queue("certificates", printer.uri)
        report = check(configured(CupsSettings(kind="cups", queue="certificates", spooler=spooler.socket)))
        assert report.result is Result.OK
        assert spooler.documents() == []
    assert printer.wait_sides(2)
    assert printer.sides == 2


def test_a_spool_that_lasts_is_given_nothing(printer: VirtualPrinter, tmp_path: Path) -> None:
    report = check(configured(CupsSettings(kind="cups", queue="q", spooler=tmp_path / "run" / "cups.sock")))
    assert report.result is Result.SPOOL_LASTS


def test_no_printer_is_configured() -> None:
    assert check(configured(None)).result is Result.NO_PRINTER


def test_an_address_that_is_none() -> None:
    assert check(configured(IppSettings(kind="ipp", uri="ipp://"))).result is Result.NO_PRINTER


@pytest.mark.parametrize(
    ("reasons", "named"),
    [
        (["media-jam"], ["jam"]),
        (["cover-open", "toner-empty"], ["cover_open", "toner_out"]),
        (["media-empty"], ["paper_out"]),
    ],
)
def test_troubles_are_named(printer: VirtualPrinter, reasons: list[str], named: list[str]) -> None:
    printer.set_reasons(*reasons)
    report = check_printer(IppPrinter(printer.uri))
    assert report.result is Result.NOT_PRINTED
    assert report.findings["reason"] == report.findings["before"] == named
    assert report.advice
    assert printer.sides == 0


def test_cautions_are_named(printer: VirtualPrinter) -> None:
    printer.set_reasons("toner-low")
    report = check_printer(IppPrinter(printer.uri))
    assert (report.result, report.findings["cautions"]) == (Result.OK, ["toner_low"])


def test_nobody_there(printer: VirtualPrinter) -> None:
    printer.power_cut()
    report = check_printer(IppPrinter(printer.uri))
    assert (report.result, report.findings["reason"]) == (Result.PRINTER_SILENT, ["offline"])


def test_half_a_page(printer: VirtualPrinter) -> None:
    printer.abort_after(1)
    report = check_printer(IppPrinter(printer.uri))
    assert (report.result, report.findings["sides"]) == (Result.NOT_PRINTED, 1)


def test_nobody_knows(printer: VirtualPrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "ANSWER_S", 0.5)
    monkeypatch.setattr(client, "END_S", 2.0)
    monkeypatch.setattr(check_module, "WITHIN_S", 1.0)
    printer.hang()
    report = check_printer(IppPrinter(printer.uri))
    assert (report.result, report.findings["reason"]) == (Result.PRINT_UNKNOWN, ["not_ended"])
    assert "2" not in str(report.findings.get("sides", ""))


def test_the_page_is_what_its_source_says() -> None:
    """Its words, and where each stands (by poppler: another typst may write other bytes)."""
    made = typst.compile(str(TEST_PAGE.with_suffix(".typ")))
    assert isinstance(made, bytes)
    boxes = [
        subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout
        for pdf in (made, TEST_PAGE.read_bytes())
    ]
    assert boxes[0].count(b"<word") > 50
    assert boxes[0] == boxes[1]


def test_the_command_knows_it() -> None:
    assert _report("printer", configured(None), with_pin=False).as_json().startswith('{"check": "printer"')


def test_the_page_is_two_sides_of_a4_with_its_letters_in_it() -> None:
    about = subprocess.run(["pdfinfo", str(TEST_PAGE)], capture_output=True, text=True, check=True).stdout
    assert "Pages:           2" in about
    assert "(A4)" in about
    fonts = subprocess.run(["pdffonts", str(TEST_PAGE)], capture_output=True, text=True, check=True).stdout
    rows = fonts.splitlines()[2:]
    assert rows
    assert all(row.split()[-5] == "yes" for row in rows), "a font is not embedded"
