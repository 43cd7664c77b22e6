"""`python -m kiosk.staff card`: whichever card lies on the reader of a real pcscd, its line fits the staff file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.cards.outcomes import Signed
from devices.cards.piv import PivCard
from devices.cards.recognise import MyNumberCard
from devices.cards.service import CardService
from devices.virtual.deck import Deck
from devices.virtual.vpcd import VpcdReader
from kiosk.staff.__main__ import main
from kiosk.staff.people import Known, load
from tests.devices.virtual.fixtures import lay, shared_readers, shared_state, take_away

READER = "Madoguchi Resident"


@pytest.fixture
def laid() -> Iterator[VpcdReader]:
    reader = VpcdReader(Deck(shared_state(), persistent=False), shared_readers().port(0))
    reader.start()
    yield reader
    take_away(reader)
    reader.stop()


@pytest.mark.parametrize("persona", ["staff_piv", "staff_piv_rsa", "ordinary"])
def test_a_card_is_registered_by_its_key(
    laid: VpcdReader, persona: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(laid, persona)
    assert main(["card", READER]) == 0
    file = tmp_path / "staff.toml"
    file.write_text(f'[[staff]]\nid = "0417"\n{capsys.readouterr().out}', encoding="utf-8")
    people = load(file, lambda: 0.0, None)
    cards = CardService(READER)
    if persona == "ordinary":
        found = cards.inspect(10)
        assert isinstance(found, MyNumberCard)
        assert people.of_card(found.auth_certificate) == Known("0417")
        return
    piv = cards.inspect_piv(10)
    assert isinstance(piv, PivCard)
    assert people.of_card(piv.certificate) == Known("0417")
    assert isinstance(cards.authenticate_piv(piv.certificate, b"fresh", 10), Signed)


def test_another_card_is_named(laid: VpcdReader, capsys: pytest.CaptureFixture[str]) -> None:
    lay(laid, "foreign")
    assert main(["card", READER]) == 1
    assert "no card that can prove itself: NotPiv, ForeignCard" in capsys.readouterr().err
