"""The virtual printer, judged by CUPS' own ipptool: what it says, what comes out, and how it is handled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from devices.virtual.control_socket import ControlError, ask
from devices.virtual.printer.__main__ import main
from devices.virtual.printer.printer import VirtualPrinter, VirtualPrinterError, build
from tests.parts.documents import document

SECONDS = 30.0
_PRINT = """{
  OPERATION Print-Job
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR language attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR name requesting-user-name judge
  ATTR mimeMediaType document-format application/pdf
  GROUP job-attributes-tag
  ATTR keyword sides two-sided-long-edge
  ATTR integer copies %d
  FILE $filename
  STATUS successful-ok
}"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("printer"))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    return folder


@pytest.fixture
def printer(program: Path, paper: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(paper, program=program, pictures=True) as running:
        running.pace(20)
        yield running


def ipptool(uri: str, test: Path | str, *options: str) -> str:
    command = ["ipptool", "-tv", *options, uri, str(test)]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False).stdout


def print_job(uri: str, folder: Path, pdf: bytes, copies: int = 1) -> None:
    (folder / "job.test").write_text(_PRINT % copies)
    (folder / "job.pdf").write_bytes(pdf)
    said = ipptool(uri, folder / "job.test", "-f", str(folder / "job.pdf"))
    assert "[PASS]" in said, said


def test_ipptool_finds_an_everywhere_printer(printer: VirtualPrinter) -> None:
    said = ipptool(printer.uri, "get-printer-attributes.test")
    assert "document-format-supported" in said
    assert "application/pdf" in said
    assert "media-ready (keyword) = iso_a4_210x297mm" in said
    assert "printer-state (enum) = idle" in said


def test_each_side_that_came_out_has_its_picture(printer: VirtualPrinter, paper: Path, tmp_path: Path) -> None:
    pdf = document(3)
    print_job(printer.uri, tmp_path, pdf, copies=2)
    assert printer.wait_ended(1, SECONDS)
    assert printer.state()["documents"] == [{"number": 1, "sides": 6}]
    assert {p.name for p in paper.iterdir()} == {*(f"0001-{side}.png" for side in range(1, 7)), "0001.pdf"}
    assert (paper / "0001.pdf").read_bytes() == pdf
    with Image.open(paper / "0001-1.png") as picture:
        width, height = picture.size
        assert abs(width / height - 210 / 297) < 0.01
        assert min(picture.convert("L").tobytes()) < 50, "an empty page"
    assert printer.state()["sheets"] == 96, "two sheets for each copy"


def test_an_empty_tray_finishes_the_sheet_on_its_way(printer: VirtualPrinter, paper: Path, tmp_path: Path) -> None:
    printer.load(1)
    print_job(printer.uri, tmp_path, document(4))
    assert printer.wait_sides(2)
    assert "media-empty" in ipptool(printer.uri, "get-printer-attributes.test")
    assert not printer.wait_for(lambda s: s["sides"] == 3, 0.3)
    printer.load(10)
    assert printer.wait_ended(1)
    assert printer.sides == 4


def test_a_power_cut_leaves_what_was_out(printer: VirtualPrinter, paper: Path, tmp_path: Path) -> None:
    printer.pace(600)
    print_job(printer.uri, tmp_path, document(2))
    assert printer.wait_sides(1)
    printer.power_cut()
    assert "[PASS]" not in ipptool(printer.uri, "get-printer-attributes.test")
    printer.set_reasons("media-low")
    printer.power_on()
    assert "media-low" in ipptool(printer.uri, "get-printer-attributes.test"), "an order was forgotten"
    assert sorted(p.name for p in paper.iterdir()) == ["0001-1.png", "0001.pdf"]
    printer.pace(20)
    print_job(printer.uri, tmp_path, document(2))
    assert printer.wait_sides(3)
    assert printer.documents[-1].name == "0002.pdf"


def test_a_file_that_is_no_document(printer: VirtualPrinter, tmp_path: Path) -> None:
    print_job(printer.uri, tmp_path, b"%PDF-1.7 not at all")
    assert printer.wait_for(lambda s: s["refused"] == 1, SECONDS)
    assert printer.sides == 0


def test_a_taken_port(printer: VirtualPrinter, program: Path, tmp_path: Path) -> None:
    port = int(printer.uri.split(":")[2].split("/")[0])
    with pytest.raises(VirtualPrinterError, match="port"), VirtualPrinter(tmp_path, port, program):
        pass


# --- as a program ---------------------------------------------------------------------------------------------------


def test_the_program_and_its_control_socket(paper: Path, tmp_path: Path) -> None:
    control = tmp_path / "printer.sock"
    where = ("--paper", str(paper), "--control", str(control), "--sheets", "5", "--pace", "20")
    command = [sys.executable, "-m", "devices.virtual.printer", *where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            word, uri = process.stdout.readline().split()
            assert word == "ready"
            print_job(uri, tmp_path, document(2))
            ask(control, do="wait", sides=2)
            state = ask(control, do="state")["state"]
            assert (state["sides"], state["sheets"], state["on"]) == (2, 4, True)
            for key in ("stop", "go", "hang", "unhang", "mute", "unmute", "power_cut", "power_on"):
                ask(control, do=key)
            ask(control, do="reasons", reasons=["media-jam"])
            assert "media-jam" in ipptool(uri, "get-printer-attributes.test")
            ask(control, do="reasons", reasons=[])
            ask(control, do="abort", after=1)
            print_job(uri, tmp_path, document(2))
            ask(control, do="wait", sides=3)
            for wrong in (
                {"do": "fly"},
                {"do": "load"},
                {"do": "load", "sheets": -1},
                {"do": "reasons", "reasons": "x"},
            ):
                with pytest.raises(ControlError):
                    ask(control, **wrong)
        finally:
            process.terminate()
        assert process.wait(SECONDS) == 0
    assert not control.exists()
    assert sorted(p.name for p in paper.glob("*.png")) == ["0001-1.png", "0001-2.png", "0002-1.png"]


def test_help_explains_orders(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for word in ("--paper", "--control", "power_cut", "abort", "reasons"):
        assert word in shown
