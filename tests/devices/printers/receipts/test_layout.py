"""Receipts as pictures, looked at by programs that we did not write: zbarimg and tesseract."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from devices.printers.receipts import fonts, linebreak
from devices.printers.receipts.fonts import NoFontHas, Piece
from devices.printers.receipts.layout import DOTS_ACROSS, PaperWidth, Picture, draw
from devices.printers.receipts.outcomes import Undrawable
from devices.printers.receipts.receipt import Amount, Line, Note, Number, Pair, Qr, Receipt, Rule, Space, Text, Title

PAPERS: list[PaperWidth] = [80, 58]


def drawn(*lines: Line, paper: PaperWidth = 80) -> Image.Image:
    picture = draw(Receipt(lines), paper)
    assert isinstance(picture, Picture)
    return picture.image


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("payload", ["https://example.jp/q?n=40718263", "MADOGUCHI-PAY:1:40718263:600", "A" * 300])
def test_a_phone_reads_the_qr_code(tmp_path: Path, paper: PaperWidth, payload: str) -> None:
    file = tmp_path / "receipt.png"
    drawn(Title("受付票"), Qr(payload, "窓口の係員が読み取ります"), Rule(), paper=paper).save(file)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", file], capture_output=True, text=True, check=True)
    assert read.stdout.rstrip("\n") == payload


def test_an_eye_reads_the_amount(tmp_path: Path) -> None:
    file = tmp_path / "receipt.png"
    image = drawn(Amount("合計", "¥1,350"), Number("受付番号", "4071 8263"))
    padded = Image.new("1", (image.width + 40, image.height + 40), 255)
    padded.paste(image, (20, 20))
    padded.save(file, dpi=(203, 203))
    read = subprocess.run(
        ["tesseract", file, "-", "-l", "jpn", "--psm", "11"], capture_output=True, text=True, check=True
    )
    words = read.stdout.replace(" ", "")
    assert "1,350" in words
    assert "40718263" in words
    assert "受付番号" in words


def test_a_payload_that_readers_would_guess_at_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="must be ASCII"):
        Qr("窓口")


def test_what_no_paper_holds() -> None:
    assert draw(Receipt((Qr("A" * 900),)), 58) == Undrawable()
    assert draw(Receipt((Qr("A" * 8000),)), 80) == Undrawable()


def test_variants_are_drawn_as_they_are_written() -> None:
    plain, variant, other = (drawn(Text(text)) for text in ("葛", "葛\U000e0102", "葛\U000e0100"))
    assert ImageChops.difference(plain.convert("L"), variant.convert("L")).getbbox() is not None
    assert ImageChops.difference(plain.convert("L"), other.convert("L")).getbbox() is not None
    assert ImageChops.difference(variant.convert("L"), other.convert("L")).getbbox() is not None
    # No selector is drawn as a sign of its own: all three are one sign wide.
    boxes = [image.convert("L").point(lambda grey: 255 - grey).getbbox() for image in (plain, variant, other)]
    assert all(box is not None and box[2] - box[0] <= 30 for box in boxes)


def test_every_sign_that_no_font_has_is_named_once() -> None:
    unknown = "葛\U000e01ef"
    receipt = Receipt((Title(unknown), Pair("料", f"{unknown}\U0003fffd"), Qr("x", "\ue000"), Space(1)))
    assert draw(receipt) == Undrawable(("U+845B U+E01EF", "U+3FFFD", "U+E000"))


def test_nothing_personal_in_what_is_printed_for_debugging() -> None:
    receipt = Receipt((Title("題"), Text("甲乙"), Pair("丙", "丁"), Amount("戊", "己"), Number("庚", "辛"), Note("壬")))
    assert not set("題甲乙丙丁戊己庚辛壬") & set(repr(receipt) + repr(draw(receipt)))


@pytest.mark.parametrize("paper", PAPERS)
@given(
    label=st.text(st.sampled_from("住民票の写し、300円(A)x "), max_size=60),
    value=st.text(st.sampled_from("0123456789,円 "), max_size=40),
)
def test_nothing_runs_off_the_paper(paper: PaperWidth, label: str, value: str) -> None:
    image = drawn(
        Title(label), Pair(label, value), Amount(label, value), Number(label, value), Note(label), paper=paper
    )
    assert image.width == DOTS_ACROSS[paper]
    edges = image.crop((0, 0, 2, image.height)), image.crop((image.width - 2, 0, image.width, image.height))
    assert all(edge.getextrema() == (255, 255) for edge in edges)


# --- breaking lines ---------------------------------------------------------------------------------------------------

SENTENCES = st.lists(
    st.sampled_from(
        ["この票を、", "窓口に", "（手数料）", "「お支払い」", "300円", "ください。", "サービスの", "葛\U000e0102"]
    ),
    max_size=20,
).map("".join)


@given(SENTENCES, st.integers(8, 30))
def test_lines_hold_every_sign_and_keep_the_rules(text: str, width: int) -> None:
    broken = linebreak.lines(text, width, lambda part: float(len(list(fonts.signs(part)))))
    assert "".join(broken) == text
    assert all(len(list(fonts.signs(line))) <= width for line in broken)
    assert not any(line.startswith(("、", "。", "）", "」", "ー", "円", "\U000e0102")) for line in broken)
    assert not any(line.endswith(("（", "「")) for line in broken)


@given(st.text(st.sampled_from("、（「」）0あ"), max_size=60), st.integers(1, 10))
def test_what_no_rule_can_part_is_torn_all_the_same(text: str, width: int) -> None:
    broken = linebreak.lines(text, width, len)
    assert "".join(broken) == text
    assert all(len(line) <= width for line in broken)


def test_lines_end_where_a_phrase_ends() -> None:
    text = "この票を窓口に出して、手数料をお支払いください。"
    broken = linebreak.lines(text, 12, len)
    assert broken == ["この票を窓口に出して、", "手数料を", "お支払いください。"]


@given(st.text(st.sampled_from("葛\U000e0102\U000e01ef𠮷か\u3099あ\ufe00!"), max_size=20))
def test_pieces_hold_every_sign(text: str) -> None:
    found = list(fonts.pieces(text))
    assert "".join(piece.text if isinstance(piece, Piece) else piece.sign for piece in found) == text
    assert all(isinstance(piece, NoFontHas | Piece) for piece in found)
