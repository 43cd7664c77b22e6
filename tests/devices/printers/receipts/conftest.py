"""A virtual receipt printer at a port of its own, and the terminal's driver for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from devices.printers.receipts.escpos import EscposPrinter
from devices.printers.receipts.wire import NetworkPort
from devices.virtual.receipt_printer.faults import parse
from devices.virtual.receipt_printer.program import ReceiptPrinterProgram

WITHIN_S = 20.0


class Bench:
    """The virtual printer and its tray. host: an address of its own, to be found at any port."""

    def __init__(self, folder: Path, **options: int | str) -> None:
        self.folder = folder
        self.virtual = ReceiptPrinterProgram(folder, **options)  # type: ignore[arg-type]
        self.virtual.start()
        self.printer = EscposPrinter(NetworkPort("127.0.0.1", self.virtual.port))

    def fault(self, text: str) -> None:
        self.virtual.order(parse(text))

    def papers(self) -> list[Image.Image]:
        """Every paper that has come out so far, in order; only those with something on them."""
        found = [Image.open(self.folder / name) for name in self.virtual.state()["papers"]]
        return [paper for paper in found if ink(paper) is not None]

    def until(self, condition: Callable[[dict[str, object]], bool]) -> None:
        assert self.virtual.wait(condition, WITHIN_S), self.virtual.state()


def ink(paper: Image.Image) -> Image.Image | None:
    """The printed part of a paper, cut out; None if it is empty."""
    box = paper.convert("L").point(lambda grey: 255 - grey).getbbox()
    return None if box is None else paper.crop(box)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "tray")
    yield made
    made.virtual.stop()
