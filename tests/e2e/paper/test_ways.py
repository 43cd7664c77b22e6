"""Every way of the tour that leads to paper, each from a free terminal, in any order."""

from __future__ import annotations

import subprocess

import pytest

from kiosk.demo.parts import Parts, Terminal
from kiosk.demo.tour import back_to_start
from kiosk.demo.walk import Walk
from kiosk.demo.walks import COUNTER_WAYS, PAPER_WAYS, Way
from kiosk.demo.ways_paper import first_certificate


@pytest.mark.parametrize(("title", "way"), PAPER_WAYS, ids=[title for title, _ in PAPER_WAYS])
def test_way(parts: Parts, terminal: Terminal, walk: Walk, title: str, way: Way) -> None:
    way(walk, parts)
    assert terminal.process.exit_code() is None


@pytest.mark.parametrize(("title", "way"), COUNTER_WAYS, ids=[title for title, _ in COUNTER_WAYS])
def test_way_at_the_counter(parts: Parts, at_counter: Terminal, walk: Walk, title: str, way: Way) -> None:
    back_to_start(parts, at_counter.driver)
    walk.driver = at_counter.driver
    way(walk, parts)
    assert at_counter.process.exit_code() is None


def test_what_was_printed_is_a_sealed_certificate_of_hers(parts: Parts, terminal: Terminal, walk: Walk) -> None:
    """poppler looks at what the printer got."""
    sides = parts.paper.sides()

    first_certificate(walk, parts)
    pdf = parts.paper.documents()[-1]
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert "住民票の写し" in "".join(text.split())
    seal = subprocess.run(["pdfsig", "-nocert", pdf], capture_output=True, text=True, check=False).stdout
    assert seal.count("Signature #") == 1
    assert "Total document signed" in seal
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "A4" in info
    parts.paper.printer_do("wait", sides=sides + 4)
    sheets = list(parts.paper.out.glob(f"{pdf.stem}-*.png"))
    assert len(sheets) == 4  # two copies, both sides
