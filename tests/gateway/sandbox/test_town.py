"""The people of こもれび市 are the people of the virtual cards, code point for code point, and fit together."""

import tomllib
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from gateway.sandbox.town import komorebi

PERSONAS = Path(__file__).parents[3] / "devices/virtual/personas.toml"


def personas() -> list[dict[str, object]]:
    people: list[dict[str, object]] = tomllib.loads(PERSONAS.read_text("utf-8"))["person"]
    return people


def test_every_card_of_a_resident_is_known_here() -> None:
    of_cards = {person["resident"]: person["subject"] for person in personas() if "resident" in person}
    of_town = {resident.id: resident.subject for resident in komorebi().residents if resident.subject}
    assert of_town == of_cards
    assert len(of_town) >= 12


@pytest.mark.parametrize("persona", [p for p in personas() if "resident" in p], ids=lambda p: p["id"])
def test_card_and_registry_say_the_same(persona: dict[str, object]) -> None:
    resident = komorebi().by_subject(str(persona["subject"]))
    assert resident is not None
    assert (resident.name, resident.birth, resident.sex) == (persona["name"], persona["birth"], persona["sex"])


def test_rare_kanji_are_stored_as_they_are() -> None:
    names = {resident.id: resident.name for resident in komorebi().residents}
    assert names["katsuragi-miyabi"].startswith("\u845b\U000e0102\u57ce")
    assert names["yoshimi-tsuyoshi"].startswith("\U00020bb7")
    assert names["kamisaki-sho"].startswith("\ufa19")
    assert unicodedata.normalize("NFC", names["kamisaki-sho"]) != names["kamisaki-sho"]


def test_ids_and_subjects_are_unique() -> None:
    residents = komorebi().residents
    assert len({resident.id for resident in residents}) == len(residents)
    subjects = [resident.subject for resident in residents if resident.subject]
    assert len(set(subjects)) == len(subjects)


@pytest.mark.parametrize("household", komorebi().households, ids=lambda h: h.id)
def test_families_fit_together(household) -> None:  # type: ignore[no-untyped-def]
    assert [m.relation for m in household.members].count("世帯主") == 1
    assert household.head.relation == "世帯主"
    parents = [m for m in household.members if m.relation in ("世帯主", "妻", "夫")]
    for child in household.members:
        if child.relation in ("子", "長男", "長女"):
            assert all(parent.age(child.birth) >= 17 for parent in parents)
            assert child.insurance in {parent.insurance for parent in parents}
        if child.relation == "母":
            assert household.head.birth.year - child.birth.year >= 17


def test_nobody_is_found_without_a_card() -> None:
    town = komorebi()
    assert town.by_subject("") is None
    assert town.by_subject("MADOGUCHI0002599999003A") is None


def test_a_resident_is_silent_in_logs() -> None:
    resident = komorebi().residents[0]
    shown = repr(resident) + repr(komorebi()) + repr(komorebi().households[0])
    for secret in (resident.name, resident.kana, resident.birth.isoformat(), repr(resident.birth), "こもれび市"):
        assert secret not in shown


def test_ages_count_birthdays() -> None:
    resident = next(r for r in komorebi().residents if r.id == "yoshimi-tsuyoshi")  # born on 28 February 1990
    assert resident.age(date(2026, 2, 27)) == 35
    assert resident.age(date(2026, 2, 28)) == 36
