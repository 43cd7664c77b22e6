"""The small papers: what they say, in every language, on both rolls."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from devices.payment.slip import read_number, slip_of
from devices.printers.receipts.layout import PaperWidth, Picture, draw
from devices.printers.receipts.receipt import Receipt
from gateway.certificates.paper import number
from kiosk.clock import JAPAN
from kiosk.paper.receipts import Office, ReceiptWords
from kiosk.words import FluentWords, languages
from screens.page import Secret
from screens.phrase import Data

OFFICE = Office("こもれび市", "こもれび中央郵便局", "komorebi-017")
SLIP = slip_of("40718267", 600)
NUMBER = number.fresh()

PAPERS: dict[str, Callable[[ReceiptWords], Receipt]] = {
    "paid": lambda words: words.paid(600, 1000, NUMBER, 2),
    "paid_exactly": lambda words: words.paid(300, 300, NUMBER, 1, Data("住民票の写し", personal=False)),
    "paid_unevenly": lambda words: words.paid(500, 500, NUMBER, 3),
    "slip": lambda words: words.slip(SLIP),
    "owed": lambda words: words.owed(SLIP, 400, "0421-77"),
    "owed_unclear": lambda words: words.owed(SLIP, 0, "0421-77"),
    "test": lambda words: words.test(),
    **{f"pin_{secret.value}": lambda words, secret=secret: words.pin_unlock(secret) for secret in Secret},  # type: ignore[misc]
}


def said_in(language: str) -> ReceiptWords:
    return ReceiptWords(FluentWords(language), OFFICE, lambda: datetime(2026, 11, 21, 15, 42, tzinfo=JAPAN))


def text_of(receipt: Receipt) -> str:
    """Every text of it, a line each."""
    return "\n".join(
        value
        for line in receipt.lines
        for value in (getattr(line, name, "") for name in ("text", "label", "value", "amount", "number", "caption"))
        if value
    )


@pytest.mark.parametrize("paper", [80, 58])
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_can_be_drawn(name: str, language: str, paper: PaperWidth) -> None:
    assert isinstance(draw(PAPERS[name](said_in(language)), paper), Picture)


def test_a_receipt_for_money() -> None:
    said = text_of(said_in("ja").paid(1200, 2000, NUMBER, 4))
    for part in (
        "領　収　書",
        "こもれび市",
        "令和8年11月21日 15:42",
        "4通×300円",
        "1,200円",
        "¥1,200",
        "2,000円",
        "800円",
    ):
        assert part in said
    assert "消費税はかかりません(非課税)" in said
    assert number.printed(NUMBER) in said, "as on the certificate, so that they can be compared"
    english = text_of(said_in("en").paid(1200, 1200, NUMBER, 4))
    assert "4 × 300 yen" in english
    assert "Change" not in english


def test_no_price_is_invented_where_it_does_not_divide() -> None:
    assert "3通" in text_of(said_in("ja").paid(500, 500, "x", 3)).split("\n")


def test_the_clerk_can_read_and_scan_the_slip(tmp_path: Path) -> None:
    receipt = said_in("ja").slip(SLIP)
    assert "4071 8267" in text_of(receipt)
    drawn = draw(receipt)
    assert isinstance(drawn, Picture)
    drawn.image.save(tmp_path / "slip.png")
    scanned = subprocess.run(
        ["zbarimg", "--quiet", "--raw", tmp_path / "slip.png"], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert scanned == SLIP.qr
    assert read_number(scanned) == read_number("4071 8267")


def test_what_is_owed_is_never_called_nothing() -> None:
    said = text_of(said_in("ja").owed(SLIP, 0, "0421-77"))
    assert "¥" not in said
    assert "金額は窓口で確かめます" in said
    assert "0421-77" in said


def test_each_pin_is_told_by_its_own_name() -> None:
    said = {secret: text_of(said_in("ja").pin_unlock(secret)) for secret in Secret}
    assert "署名用の番号を決め直すには" in said[Secret.SIGNATURE]
    assert "利用者証明用の番号がわかれば、直せます" in said[Secret.SIGNATURE]
    assert "コンビニでは直せません" in said[Secret.TEXT_INPUT]
    assert len(set(said.values())) == len(Secret)


def test_no_half_space_of_the_screens_is_printed() -> None:
    for make in PAPERS.values():
        for line in text_of(make(said_in("ja"))).split("\n"):
            assert "、 " not in line
            assert " は" not in line
