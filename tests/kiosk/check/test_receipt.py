"""`kiosk check receipt` tells the truth about a test receipt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from devices.printers.receipts.escpos import EscposPrinter
from devices.printers.receipts.outcomes import Faulty, PrintDoubt, ReceiptOutcome, ReceiptStatus, Unknown
from devices.printers.receipts.receipt import Receipt
from devices.virtual.receipt_printer.faults import parse
from devices.virtual.receipt_printer.program import ReceiptPrinterProgram
from kiosk.check.receipt import check_receipt
from kiosk.check.report import Result
from kiosk.cli import main
from kiosk.config import ReceiptNetwork, ReceiptSerial, ReceiptUsb
from kiosk.paper.receipt_printer import receipt_printer

SETTINGS = """
profile = "demo"
[terminal]
id = "komorebi-017"
municipality = "こもれび市"
place = "こもれび中央郵便局"
[reader]
name = "none"
[gateway]
url = "https://127.0.0.1:1"
ca = "any.pem"
certificate = "any.pem"
key = "any.pem"
"""


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[ReceiptPrinterProgram]:
    made = ReceiptPrinterProgram(tmp_path / "papers")
    made.start()
    yield made
    made.stop()


def check(tmp_path: Path, section: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    (tmp_path / "any.pem").touch()
    settings = tmp_path / "kiosk.toml"
    settings.write_text(SETTINGS + section, encoding="utf-8")
    code = main(["--config", str(settings), "check", "receipt", "--json"])
    report: dict[str, object] = json.loads(capsys.readouterr().out)
    return code, report


def section(printer: ReceiptPrinterProgram) -> str:
    return f'[receipts]\nkind = "network"\nhost = "127.0.0.1"\nport = {printer.port}\n'


def test_printed(printer: ReceiptPrinterProgram, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = check(tmp_path, section(printer), capsys)
    assert (code, report["result"]) == (0, "ok")
    assert report["findings"] == {"before": "ready", "printed": "yes", "after": "ready"}
    [name] = printer.state()["papers"]
    with Image.open(tmp_path / "papers" / name) as paper:
        assert paper.height > 500


@pytest.mark.parametrize(
    ("fault", "word"),
    [("paper_out", "paper_out"), ("cover_open", "cover_open"), ("broken", "broken"), ("power_off", "offline")],
)
def test_not_printed(
    printer: ReceiptPrinterProgram, tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str, word: str
) -> None:
    printer.order(parse(fault))
    code, report = check(tmp_path, section(printer), capsys)
    assert (code, report["result"]) == (51, "receipt_not_printed")
    assert report["findings"] == {"before": word, "printed": "no", "begun": False, "reason": word}
    assert report["advice"]


def test_begun_and_not_finished(
    printer: ReceiptPrinterProgram, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printer.order(parse("paper_out@300"))
    _, report = check(tmp_path, section(printer), capsys)
    assert report["findings"] == {"before": "ready", "printed": "no", "begun": True, "reason": "paper_out"}
    assert "may hang" in str(report["advice"])


def test_no_printer_in_the_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = check(tmp_path, "", capsys)
    assert (code, report["result"]) == (50, "no_receipt_printer")


def test_unknown_is_neither() -> None:
    class Doubtful:
        def status(self, deadline_s: float = 5.0) -> ReceiptStatus:
            return Faulty(lasting=False)

        def print(self, receipt: Receipt, deadline_s: float = 30.0) -> ReceiptOutcome:
            return Unknown(PrintDoubt.UNCLEARED, Faulty(lasting=False))

        def cancel(self) -> None: ...

    report = check_receipt(Doubtful(), Receipt(()))
    assert report.result is Result.RECEIPT_UNKNOWN
    assert report.findings["printed"] == "unknown"


def test_a_driver_for_every_kind_of_settings() -> None:
    for settings in (
        ReceiptNetwork(kind="network", host="127.0.0.1"),
        ReceiptSerial(kind="serial", device=Path("/dev/null"), paper=58),
        ReceiptUsb(kind="usb", vendor=0x04B8, product=0x0E15),
    ):
        assert isinstance(receipt_printer(settings), EscposPrinter)
