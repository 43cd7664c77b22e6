"""What a bank would refuse, `judge` refuses: each fault on its own, with the real tools and the real inquiry page."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from gateway.contract.base import Label
from gateway.inquiry.answers import Issuer
from gateway.inquiry.app import create_app
from kiosk.demo import judge as judging
from kiosk.demo.judge import Expected, Unfit, judge
from tests.gateway.certificates.paper.presses import keys, sample
from tests.gateway.certificates.paper.samples import ISSUED_ON, KATSURAGI
from tests.gateway.inquiry.public import CODE, PATH, Clock, Records, known, on_a_port
from tests.parts.documents import document

KIND, EXPECTED = "seal_registration", Expected("印鑑登録証明書", KATSURAGI)


@dataclass(slots=True)
class Printed:
    """A certificate, pictures of its sides, and the page that knows it."""

    pdf: Path
    sides: list[Path]
    records: Records
    url: str

    def judged(self, **changes: str | int) -> str:
        return judge(self.pdf, self.sides, replace(EXPECTED, **changes), self.url)  # type: ignore[arg-type]

    def stands(self, standing: str) -> None:
        number = sample(KIND).inquiry_number
        self.records.documents[number] = known(kind=KIND, issued_on=ISSUED_ON, copies=1, standing=standing)


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("sides")
    (folder / "paper.pdf").write_bytes(sample(KIND).pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", folder / "paper.pdf", folder / "side"], check=True, timeout=60)
    return sorted(folder.glob("side-*.png"))


@pytest.fixture
def printed(tmp_path: Path, sides: list[Path]) -> Iterator[Printed]:
    records = Records()
    issuers = {CODE: Issuer(Label(ja="こもれび市", en="Komorebi City"), (keys().code.public_key(),))}
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(sample(KIND).pdf)
    with on_a_port(create_app(records.lookup, issuers, PATH, 1000, Clock())) as url:
        found = Printed(pdf, sides, records, url)
        found.stands("valid")
        yield found


def test_a_good_one(printed: Printed) -> None:
    assert printed.judged() == "印鑑登録証明書: 1 × 2 sides of A4, sealed, fonts inside, its code is confirmed"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": "葛城　雅"}, "the name is not on it"),  # without its variation sequence: somebody else
        ({"title": "住民票の写し"}, "the front does not name the kind"),
        ({"copies": 2}, "not as many sides"),
    ],
)
def test_another_paper_than_she_asked_for(printed: Printed, changes: dict[str, str | int], fault: str) -> None:
    with pytest.raises(Unfit, match=re.escape(fault)) as refused:
        printed.judged(**changes)
    assert "雅" not in str(refused.value)


def test_one_bit_changed(printed: Printed) -> None:
    bytes_ = bytearray(printed.pdf.read_bytes())
    bytes_[bytes_.index(b"/CreationDate") + 20] ^= 1
    printed.pdf.write_bytes(bytes_)
    with pytest.raises(Unfit, match="not one valid seal"):
        printed.judged()


def test_not_sealed_at_all(printed: Printed) -> None:
    printed.pdf.write_bytes(document(2))
    with pytest.raises(Unfit, match="not one valid seal over the whole"):
        printed.judged()


def test_a_side_that_did_not_come_out(printed: Printed) -> None:
    printed.sides = printed.sides[:1]
    with pytest.raises(Unfit, match="not as many sides came out as ordered"):
        printed.judged()


def test_fronts_where_backs_should_be(printed: Printed) -> None:
    printed.sides = printed.sides[:1] * 2
    with pytest.raises(Unfit, match="not every back has the same code"):
        printed.judged()


@pytest.mark.parametrize("standing", ["void", "open"])
def test_the_page_does_not_confirm_it(printed: Printed, monkeypatch: pytest.MonkeyPatch, standing: str) -> None:
    monkeypatch.setattr(judging, "REPORTED_WITHIN_S", 0.0)
    printed.stands(standing)
    with pytest.raises(Unfit, match="does not confirm"):
        printed.judged()


def test_a_code_that_somebody_else_signed(printed: Printed) -> None:
    other = {CODE: Issuer(Label(ja="こもれび市", en="x"), (ec.generate_private_key(ec.SECP256R1()).public_key(),))}
    app = create_app(printed.records.lookup, other, PATH, 1000, Clock())
    with on_a_port(app) as printed.url, pytest.raises(Unfit, match="does not confirm"):
        printed.judged()
