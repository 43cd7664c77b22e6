"""The virtual printer believed by programs that we did not write: receiptio (status, pictures) and python-escpos."""

from __future__ import annotations

import random
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from devices.printers.receipts.library import Network
from devices.virtual.receipt_printer.faults import parse
from devices.virtual.receipt_printer.program import ReceiptPrinterProgram

RECEIPTIO = Path(__file__).parents[3] / "parts" / "receiptio"
WITHIN_S = 30.0


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[ReceiptPrinterProgram]:
    """At port 9100 of a loopback address of its own: receiptio knows no other port."""
    pick = random.SystemRandom()
    host = f"127.{pick.randint(1, 254)}.{pick.randint(1, 254)}.{pick.randint(2, 254)}"
    made = ReceiptPrinterProgram(tmp_path / "papers", host, 9100)
    made.start()
    yield made
    made.stop()


def receiptio(printer: ReceiptPrinterProgram, *options: str, source: str = "") -> str:
    program = RECEIPTIO / "node_modules" / "receiptio" / "bin" / "cli.js"
    assert program.is_file(), f"receiptio is not installed: run {RECEIPTIO / 'install'}"
    done = subprocess.run(
        ["node", program, "-d", printer.host, *options],
        input=source,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return (done.stdout + done.stderr).strip()


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (None, "online"),
        ("near_end", "online"),
        ("paper_out", "paperempty"),
        ("cover_open", "coveropen"),
        ("broken", "error"),
        ("power_off", "disconnect"),
    ],
)
def test_receiptio_is_told_how_it_stands(printer: ReceiptPrinterProgram, fault: str | None, word: str) -> None:
    if fault is not None:
        printer.order(parse(fault))
    assert receiptio(printer, "-p", "escpos", "-q") == word


def test_receiptio_prints_a_picture(printer: ReceiptPrinterProgram, tmp_path: Path) -> None:
    picture = Image.new("RGB", (160, 80), "white")
    ImageDraw.Draw(picture).rectangle((20, 10, 139, 69), fill="black")
    file = BytesIO()
    picture.save(file, format="PNG")
    source = f"{{image:{b64encode(file.getvalue()).decode()}}}\n"
    assert receiptio(printer, "-p", "escpos", "-t", "20", source=source) == "success"
    assert printer.wait(lambda state: state["papers"], WITHIN_S), printer.state()
    paper = Image.open(tmp_path / "papers" / "receipt-0001.png").convert("L").point(lambda grey: 255 - grey)
    left, top, right, bottom = paper.getbbox() or (0, 0, 0, 0)
    assert (right - left, bottom - top) == (120, 60)
    assert paper.crop((left, top, right, bottom)).getextrema() == (255, 255)


@pytest.mark.parametrize("implementation", ["bitImageRaster", "graphics"])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_python_escpos_prints_a_picture(printer: ReceiptPrinterProgram, tmp_path: Path, implementation: str) -> None:
    picture = Image.new("1", (576, 1000), 255)
    ImageDraw.Draw(picture).ellipse((100, 100, 475, 899), fill=0)
    peer = Network(printer.host, timeout=10)
    assert peer.is_online()
    assert peer.paper_status() == 2
    peer.image(picture, impl=implementation, fragment_height=800)  # more than 64 KiB it announces wrongly
    peer.cut()
    peer.close()
    assert printer.wait(lambda state: state["papers"], WITHIN_S), printer.state()
    paper = Image.open(tmp_path / "papers" / "receipt-0001.png")
    assert paper.crop((0, 0, 576, 1000)).tobytes() == picture.tobytes()
