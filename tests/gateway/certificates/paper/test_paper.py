"""Papers, judged by programs that others wrote: poppler reads text, fonts, seal and pages, zbar reads the code."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pygame
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image, ImageChops, ImageFilter, ImageStat

from gateway.certificates.paper import GlyphMissing, Paper, TooLong, drawing, number, residents
from gateway.certificates.paper.back import TITLES, around
from gateway.certificates.paper.content import tree
from gateway.certificates.paper.coverage import FACES
from gateway.certificates.paper.forms import FamilyRegister, RegisterEvent, ResidentRecord, SealRegistration
from gateway.certificates.paper.ground import TILE_PX, tile
from tests.gateway.certificates.paper.presses import keys, new_keys, press, printed, sample
from tests.gateway.certificates.paper.samples import (
    INQUIRY_URL,
    ISSUED_ON,
    KAMISAKI,
    KATSURAGI,
    MARIA,
    MARIA_RECORD,
    OFFICE,
    SAMPLES,
    YOSHIMI,
    entry,
    family,
    register_person,
)


def told(folder: Path, paper: Paper, *command: str) -> str:
    """What a program says about this paper; the file's name is its last argument, "-" writes to stdout."""
    file = folder / "paper.pdf"
    file.write_bytes(paper.pdf)
    rest = ["-"] if command[0] == "pdftotext" else []
    done = subprocess.run([*command, str(file), *rest], capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def rendered(folder: Path, paper: Paper, page: int, dpi: int, *place: str) -> Path:
    """One page, or a place on it, as grey PNG."""
    (folder / "paper.pdf").write_bytes(paper.pdf)
    out = folder / f"page-{page}-{dpi}"
    size = ["-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile", "-gray", "-png"]
    subprocess.run(["pdftoppm", *size, *place, str(folder / "paper.pdf"), str(out)], check=True, timeout=120)
    return out.with_suffix(".png")


@pytest.mark.parametrize("kind", SAMPLES)
def test_pages_are_a4_and_two_a_sheet(tmp_path: Path, kind: str) -> None:
    paper = sample(kind)
    info = told(tmp_path, paper, "pdfinfo", "-box", "-l", "99")
    assert f"Pages:           {paper.pages}\n" in info
    assert paper.pages == 2 * paper.sheets
    sizes = re.findall(r"Page\s+\d+ size:\s+(.*)", info)
    assert len(sizes) == paper.pages
    assert set(sizes) == {"595.276 x 841.89 pts (A4)"}
    assert "Encrypted:       no" in info
    assert "JavaScript:      no" in info
    assert "PDF version:     1.7" in info
    assert b"<pdfaid:part>2</pdfaid:part>" in paper.pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in paper.pdf


@pytest.mark.parametrize("kind", SAMPLES)
def test_all_fonts_are_inside(tmp_path: Path, kind: str) -> None:
    lines = told(tmp_path, sample(kind), "pdffonts").splitlines()[2:]
    assert lines
    # name, type, encoding, emb, sub, uni, object
    assert all(re.search(r"\byes yes yes\s+\d+\s+\d+$", line) for line in lines), lines
    assert any("IPAmjMincho" in line for line in lines)


def test_the_seal_is_valid_to_poppler(tmp_path: Path) -> None:
    said = told(tmp_path, sample("resident_record"), "pdfsig", "-nocert")
    assert said.count("Signature #") == 1
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "SHA-256" in said


def test_the_seal_is_trusted_by_openssl_with_our_authority_alone(tmp_path: Path) -> None:
    """The CMS in the file, over the bytes that it says it covers, up to our CA; and to no other."""
    pdf = sample("resident_record").pdf
    (span,) = re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]", pdf)
    begin, length, rest, tail = map(int, span)
    assert (begin, rest + tail) == (0, len(pdf))
    (tmp_path / "covered").write_bytes(pdf[:length] + pdf[rest:])
    (tmp_path / "cms").write_bytes(bytes.fromhex(pdf[length + 1 : rest - 1].decode()))
    for authority, good in ((keys().authority, True), (new_keys().authority, False)):
        (tmp_path / "ca.pem").write_bytes(authority.public_bytes(Encoding.PEM))
        files = ["-in", "cms", "-content", "covered", "-CAfile", "ca.pem", "-out", "/dev/null"]
        command = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any", *files]
        done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, timeout=30)
        assert (done.returncode == 0) == good, done.stderr.decode()


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_form_is_there_in_text(tmp_path: Path, kind: str) -> None:
    paper = sample(kind)
    said = told(tmp_path, paper, "pdftotext", "-layout")
    shown = number.printed(paper.inquiry_number)
    squeezed = re.sub(r"\s", "", said)
    assert TITLES[kind].replace("（", "") in squeezed  # type: ignore[index]
    assert "証明" in squeezed
    assert "令和8年11月21日" in squeezed
    assert "架空県こもれび市長木漏日和" in squeezed
    assert "以下余白" in squeezed
    for page in range(1, paper.pages + 1):
        assert shown in told(tmp_path, paper, "pdftotext", "-f", str(page), "-l", str(page)), page


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("seal_registration", KATSURAGI),
        ("family_register_full", KATSURAGI),
        ("tax_income", YOSHIMI),
        ("resident_record_items", KAMISAKI),
    ],
)
def test_names_come_out_code_point_for_code_point(tmp_path: Path, kind: str, name: str) -> None:
    """U+845B U+E0102, U+20BB7, U+FA19, U+FA1A: neither normalised nor replaced."""
    assert name in lines_of(tmp_path, sample(kind))


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("葛\U000e0102城", ("葛", "葛\U000e0103", "葛\U000e0104")),
        ("\U00020bb7見", ("吉",)),
        ("\ufa19崎", ("神",)),
        ("\ufa1a子", ("祥",)),
        ("神崎", ("\ufa19",)),
    ],
)
def test_the_paper_shows_the_very_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, others: tuple[str, ...]
) -> None:
    """What the text says need not be what the paper shows: the drawn sign is compared with SDL_ttf's drawings of the
    same font, of the right sign and of those it could be mistaken for. The ground would disturb, so it is white here.
    """
    white = io.BytesIO()
    Image.new("1", (8, 8), 1).save(white, "PNG")
    monkeypatch.setattr(drawing, "_ground", lambda: list(white.getvalue()))
    shown = drawn_sign(tmp_path, printed(entry_record(name)), name)
    right = unlike(shown, by_sdl(name[: -len(name[-1])]))
    assert all(unlike(shown, by_sdl(other)) > 1.5 * right for other in others)


def lines_of(folder: Path, paper: Paper) -> str:
    """The text line by line. Poppler writes wide gaps as several spaces: all are U+3000 here."""
    return re.sub(r"[ \u3000]+", "\u3000", told(folder, paper, "pdftotext", "-layout"))


def drawn_sign(folder: Path, paper: Paper, word: str) -> Image.Image:
    """The first sign of the word, where poppler finds it first on the front; 1200 dpi."""
    boxes = told(folder, paper, "pdftotext", "-bbox", "-l", "1")
    found = re.search(rf'xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">{word}</word>', boxes)
    assert found is not None
    x, top, bottom = (float(each) * 1200 / 72 for each in found.groups())
    place = ("-x", str(int(x)), "-y", str(int(top)), "-W", str(int(bottom - top)), "-H", str(int(bottom - top)))
    return Image.open(rendered(folder, paper, 1, 1200, *place)).convert("L")


def by_sdl(sign: str) -> Image.Image:
    """The sign in IPAmj Mincho, by HarfBuzz and FreeType as they are in pygame."""
    pygame.font.init()
    surface = pygame.font.Font(str(FACES[0].file), 216).render(sign, True, (0, 0, 0), (255, 255, 255))
    return Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB")).convert("L")


def unlike(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of both, cut to their ink and brought to one size."""
    shown = []
    for each in (one, other):
        dark = each.point(lambda value: 255 if value < 128 else 0)
        shown.append(dark.crop(dark.getbbox()).resize((64, 64), Image.Resampling.BOX).filter(ImageFilter.BoxBlur(1)))
    return ImageStat.Stat(ImageChops.difference(*shown)).mean[0]


def entry_record(name: str) -> ResidentRecord:
    """A household of one."""
    record = family(1)
    return replace(record, head=name, persons=(entry(name),))


def test_a_long_foreign_name_is_whole(tmp_path: Path) -> None:
    said = told(tmp_path, printed(MARIA_RECORD), "pdftotext")
    assert MARIA in " ".join(said.split())
    assert "1234 5678 9018" in said


def test_a_large_family_has_several_sheets(tmp_path: Path) -> None:
    paper = printed(family(9))
    assert paper.sheets == 3
    said = lines_of(tmp_path, paper)
    for at in range(1, 4):
        assert f"（全3枚のうち{at}枚目）" in said
    # Everybody once, nobody cut in two; certified once, at the end.
    for sign in "一二三四五六七八九":
        assert f"葛\U000e0102城　{sign}郎" in said
    assert said.count("相違ないことを証明する") == 1
    assert said.count("（次の用紙に続く）") == 2


@pytest.mark.parametrize(
    "name", ["葛\U000e0103\U000e0104城", "見\U000e01ef本", "\ue000崎", "見本\U0001f600", "\U000e0102"]
)
def test_a_sign_that_no_font_has_refuses_the_paper(name: str) -> None:
    made = press().make(entry_record(name), ISSUED_ON)
    assert isinstance(made, GlyphMissing)
    assert made.signs
    assert all(sign not in repr(made) for sign in made.signs)


def test_a_word_that_would_run_over_the_edge_refuses_the_paper() -> None:
    assert press().make(entry_record("A" * 200), ISSUED_ON) == TooLong()


def test_an_entry_longer_than_a_sheet_refuses_the_paper() -> None:
    event = RegisterEvent(title="婚姻", items=tuple(("記録", "こもれび市") for _ in range(80)))
    register = SAMPLES["family_register_full"]
    assert isinstance(register, FamilyRegister)
    made = press().make(replace(register, persons=(register_person(events=(event,)),)), ISSUED_ON)
    assert made == TooLong()


def test_an_imprint_larger_than_its_place_refuses_the_paper() -> None:
    form = SAMPLES["seal_registration"]
    assert isinstance(form, SealRegistration)
    assert press().make(replace(form, imprint_mm=43), ISSUED_ON) == TooLong()


def test_fifty_sheets_and_no_more() -> None:
    assert isinstance(press().make(family(150), ISSUED_ON), Paper)
    assert press().make(family(151), ISSUED_ON) == TooLong()


def test_what_people_are_called_is_never_markup(tmp_path: Path) -> None:
    name = '#panic("x") $x^2$ *b* \\ "q" <l> @r'
    said = told(tmp_path, printed(entry_record(name)), "pdftotext")
    assert " ".join(name.split()) in " ".join(said.split())


def test_hash_and_numbers() -> None:
    first, second = (printed(SAMPLES["seal_registration"]) for _ in range(2))
    assert first.sha256 == sha256(first.pdf).digest()
    assert first.inquiry_number != second.inquiry_number
    assert number.typed(first.inquiry_number) == first.inquiry_number
    assert first.inquiry_number not in repr(first.pdf[:0])


def test_repr_shows_no_bytes() -> None:
    assert "PDF" not in repr(sample("seal_registration"))
    assert "葛" not in repr(SAMPLES["seal_registration"])


def test_the_same_input_is_drawn_to_the_same_bytes() -> None:
    """Before sealing; so a paper can be compared with what the office would print again."""
    content = tree(residents.resident_record(family(2)))
    words = tree(around(OFFICE, "resident_record", "1" * 16, ISSUED_ON, INQUIRY_URL))
    drawn = [drawing.Drawer().draw({**words, "content": content}, lambda sheets: f"{sheets}", 0) for _ in range(2)]
    assert isinstance(drawn[0], drawing.Drawn)
    assert drawn[0].pdf == drawn[1].pdf


def test_papers_of_many_at_once_are_not_mixed(tmp_path: Path) -> None:
    """One press, many threads: each paper names its own person, and nobody else."""
    names = [f"見本　{first}{second}郎" for first in "一二三四" for second in "五六七八"]
    with ThreadPoolExecutor(8) as pool:
        papers = list(pool.map(lambda name: printed(entry_record(name)), names))
    assert len({paper.inquiry_number for paper in papers}) == len(names)
    for name, paper in zip(names, papers, strict=True):
        said = lines_of(tmp_path, paper)
        assert [other for other in names if other in said] == [name]
        assert number.printed(paper.inquiry_number) in said


# --- the back ---------------------------------------------------------------------------------------------------------


def scanned(folder: Path, paper: Paper, page: int) -> str:
    """The code on that page, as a scanner of 300 dpi gives it to zbar."""
    picture = rendered(folder, paper, page, 300)
    done = subprocess.run(
        ["zbarimg", "--raw", "-q", "-Sdisable", "-Sqrcode.enable", str(picture)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return done.stdout.decode().strip()


@pytest.mark.parametrize("kind", ["resident_record", "family_register_supplement"])
def test_the_code_is_read_and_verified_by_others(tmp_path: Path, kind: str) -> None:
    """zbar reads it, OpenSSL's ECDSA (through `cryptography`) verifies the bytes of RFC 7515: not what signed it."""
    paper = sample(kind)
    text = scanned(tmp_path, paper, 2)
    url, code = text.split("?c=")
    header, payload, signature = code.split(".")
    raw = _unpadded(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    keys().code.public_key().verify(der, f"{header}.{payload}".encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(_unpadded(payload))
    digest = claims.pop("sha256")
    assert len(_unpadded(digest)) == 32
    assert claims == {"mun": "132217", "no": paper.inquiry_number, "kind": kind, "date": "2026-11-21", "sheets": 1}
    assert url == INQUIRY_URL
    assert json.loads(_unpadded(header))["alg"] == "ES256"


def test_every_back_has_the_code(tmp_path: Path) -> None:
    paper = printed(family(4))
    assert paper.sheets == 2
    assert scanned(tmp_path, paper, 2) == scanned(tmp_path, paper, 4)
    assert claims_of(scanned(tmp_path, paper, 4))["sheets"] == 2


def test_no_name_in_the_code(tmp_path: Path) -> None:
    found = claims_of(scanned(tmp_path, sample("seal_registration"), 2))
    assert set(found) == {"mun", "no", "kind", "date", "sheets", "sha256"}


def claims_of(text: str) -> dict[str, Any]:
    """What the code says, unverified."""
    payload = text.split("?c=")[1].split(".")[1]
    return dict(json.loads(_unpadded(payload)))


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_ground_is_exact_at_600_dpi(tmp_path: Path) -> None:
    """Ghostscript, as many print filters do, draws the page of a 600 dpi printer: the ground's very pixels."""
    (tmp_path / "paper.pdf").write_bytes(sample("seal_registration").pdf)
    command = [
        "gs",
        "-q",
        "-dSAFER",
        "-dNOPAUSE",
        "-dBATCH",
        "-sDEVICE=pnggray",
        "-r600",
        "-dFirstPage=2",
        "-dLastPage=2",
    ]
    subprocess.run([*command, f"-sOutputFile={tmp_path}/back.png", f"{tmp_path}/paper.pdf"], check=True, timeout=120)
    page = Image.open(tmp_path / "back.png").convert("L")
    expected = Image.open(io.BytesIO(tile())).convert("L")
    # The first tile, and one in the middle where nothing else is printed.
    for x, y in ((0, 0), (TILE_PX, 3 * TILE_PX)):
        seen = page.crop((x, y, x + TILE_PX, y + TILE_PX if y else TILE_PX // 3))
        assert ImageChops.difference(seen, expected.crop((0, 0, *seen.size))).getbbox() is None


# --- dates ------------------------------------------------------------------------------------------------------------


def test_dates_of_every_era(tmp_path: Path) -> None:
    days = [
        date(1989, 1, 7),
        date(1989, 1, 8),
        date(2019, 5, 1),
        date(1926, 12, 25),
        date(1912, 7, 29),
        date(1872, 1, 1),
    ]
    names = [
        "昭和64年1月7日",
        "平成元年1月8日",
        "令和元年5月1日",
        "昭和元年12月25日",
        "明治45年7月29日",
        "1872年1月1日",
    ]
    record = replace(family(1), persons=tuple(entry("見本　太郎", birth=each) for each in days))
    said = told(tmp_path, printed(record), "pdftotext")
    for name in names:
        assert name in said
