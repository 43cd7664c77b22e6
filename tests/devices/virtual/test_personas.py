"""The people: complete, fictional, well formed, code point for code point."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from devices.cards.attributes import _is_my_number
from devices.virtual.personas import MOST_TRIES, MUNICIPALITY, Person, person, personas

PEOPLE = [each for each in personas().values() if isinstance(each, Person)]
WANTED = {
    *("ordinary", "ordinary_man", "rare_kanji", "foreigner_long_name", "child", "face_only", "expired"),
    *("expiring_soon", "locked_auth", "one_try_left", "locked_sign", "revoked", "moved", "dv", "newborn", "minor"),
    *("old_juki", "phone_android", "phone_iphone", "foreign", "blank", "mute"),
}


def test_everybody_is_there() -> None:
    assert set(personas()) >= WANTED
    assert sum(each.kind == "my_number" for each in PEOPLE) >= 15


@pytest.mark.parametrize("each", PEOPLE, ids=lambda each: each.id)
def test_a_person_is_well_formed(each: Person) -> None:
    assert len(each.subject) == 23
    assert each.subject.startswith("MADOGUCHI")
    assert each.subject.endswith(f"{MUNICIPALITY}003A")
    assert _is_my_number(each.my_number.encode())
    assert each.my_number.startswith("99990000")
    assert each.address.startswith("架空県")
    assert not set(each.address) & set("0123456789-")
    assert len(each.security_code) == 4
    assert set(each.tries) <= set(MOST_TRIES)
    for name, pin in each.pins.items():
        assert (6 <= len(pin) <= 16) if name == "sign" else (len(pin) == 4 and pin.isdigit())


def test_only_the_forger_has_another_ones_subject() -> None:
    subjects = Counter(each.subject for each in PEOPLE)
    assert [subject for subject, count in subjects.items() if count > 1] == [person("ordinary_man").subject]
    assert person("forged").subject == person("ordinary_man").subject
    numbers = Counter(each.my_number for each in PEOPLE)
    assert max(numbers.values()) == 1


def test_rare_signs_are_what_they_are() -> None:
    assert person("rare_kanji").name.startswith("\u845b\U000e0102")
    assert person("rare_kanji_supplementary").name.startswith("\U00020bb7")
    compatibility = person("rare_kanji_compatibility").name
    assert compatibility.startswith("\ufa19")
    assert unicodedata.normalize("NFC", compatibility) != compatibility


def test_a_second_name_stands_in_brackets() -> None:
    printed = person("foreigner_long_name").printed_name
    assert printed.startswith("SAMPLE MARIA ")
    assert printed.endswith("（見本　まりあ）")
    assert person("ordinary").printed_name == person("ordinary").name


def test_nothing_personal_is_printed() -> None:
    for each in PEOPLE:
        printed = repr(each)
        for secret in (each.name, each.address, each.my_number, *each.pins.values(), each.subject):
            assert secret not in printed
