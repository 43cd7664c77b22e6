"""The input-support application's records: names untouched, odd lengths, digests, check digits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards import attributes
from devices.cards.card import Card
from devices.cards.link import Link
from devices.cards.outcomes import Attributes, CardFault, CardTrouble, MyNumber
from tests.devices.cards.plain_card import (
    ATTRIBUTES_FILE,
    NUMBER_FILE,
    TEXT,
    PlainCard,
    PlainSlot,
    attributes_file,
    digests_file,
)

DIGESTED = digests_file(NUMBER_FILE, ATTRIBUTES_FILE)


def read(
    number: bytes, record: bytes, digests: bytes | None
) -> tuple[MyNumber | CardTrouble, Attributes | CardTrouble]:
    """Both records of a card whose text PIN guards nothing."""
    files = {1: number, 2: record} | ({3: digests} if digests is not None else {})
    slot = PlainSlot(PlainCard(files={TEXT: files}, guards={}))

    def act(link: Link) -> tuple[MyNumber | CardTrouble, Attributes | CardTrouble]:
        card = Card(link)
        assert attributes.select(card) is None
        return attributes.read_my_number(card), attributes.read_attributes(card)

    both = slot.run(act, 0)
    assert isinstance(both, tuple)
    return both


def test_both_records() -> None:
    number, person = read(NUMBER_FILE, ATTRIBUTES_FILE, DIGESTED)
    assert number == MyNumber("123456789018", checked=True)
    assert person == Attributes(
        "試験　太郎", "東京都架空市試験町１－２－３", date(1980, 2, 17), "19800217", "1", checked=True
    )
    assert "試験" not in repr(person)
    assert "1980" not in repr(person)
    assert "1234" not in repr(number)


NAME = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)


@given(NAME, NAME)
def test_names_keep_every_code_point(name: str, address: str) -> None:
    record = attributes_file(name, address, "19800217", "2")
    _, person = read(NUMBER_FILE, record, digests_file(NUMBER_FILE, record))
    assert isinstance(person, Attributes)
    assert (person.name, person.address, person.checked) == (name, address, True)


@pytest.mark.parametrize("name", ["𠮷田　葛󠄂", "神\ufa19　祥\ufa1a", "SMITH　JOHN PAUL GEORGE RINGO"])
def test_rare_forms_are_not_normalised(name: str) -> None:
    record = attributes_file(name, "架空市", "19800217", "1")
    _, person = read(NUMBER_FILE, record, None)
    assert isinstance(person, Attributes)
    assert person.name == name


@pytest.mark.parametrize("front", [b"\x00\x07", b"\xde\xad"])
def test_two_extra_bytes_in_front(front: bytes) -> None:
    card = PlainCard(files={TEXT: {2: front + ATTRIBUTES_FILE}}, guards={})

    def act(link: Link) -> Attributes | CardTrouble:
        reading = Card(link)
        attributes.select(reading)
        return attributes.read_attributes(reading)

    person = PlainSlot(card).run(act, 0)
    assert isinstance(person, Attributes)
    assert person.sex == "1"


@pytest.mark.parametrize("birth", ["00000000", "19800000", "19800231", "2001", "１９８００２１７"])
def test_a_birthday_that_is_no_day(birth: str) -> None:
    assert attributes.parse_birth(birth) is None


def test_an_unknown_birthday_is_kept_as_written() -> None:
    _, person = read(NUMBER_FILE, attributes_file("試験", "架空市", "19800000", "9"), None)
    assert isinstance(person, Attributes)
    assert (person.birth_date, person.birth_digits, person.sex) == (None, "19800000", "9")


def test_without_digests_nothing_was_checked() -> None:
    number, person = read(NUMBER_FILE, ATTRIBUTES_FILE, None)
    assert isinstance(number, MyNumber)
    assert isinstance(person, Attributes)
    assert not number.checked
    assert not person.checked


def test_a_digest_that_does_not_fit_is_a_fault() -> None:
    other = digests_file(NUMBER_FILE + b"\xff", attributes_file("別人", "架空市", "19800217", "1"))
    assert read(NUMBER_FILE, ATTRIBUTES_FILE, other) == (CardFault("digest"), CardFault("digest"))


def test_a_number_without_filler() -> None:
    bare = NUMBER_FILE[:-2]
    number, _ = read(bare, ATTRIBUTES_FILE, digests_file(bare, ATTRIBUTES_FILE))
    assert number == MyNumber("123456789018", checked=True)


@pytest.mark.parametrize(
    "broken",
    [
        b"\xff\x10\x0c123456789010\xff\xff",  # check digit
        b"\xff\x10\x0b12345678901\xff\xff",
        b"\xff\x10\x0c12345678901a\xff\xff",
        b"\xff\x11\x0c123456789018\xff\xff",
        b"\xff" * 17,
        b"\xff\x10\x0c1234",
    ],
)
def test_what_is_no_number(broken: bytes) -> None:
    number, _ = read(broken, ATTRIBUTES_FILE, None)
    assert isinstance(number, CardFault)


@pytest.mark.parametrize("file", [b"\xff" * 40, b"\xff\x20\x00", ATTRIBUTES_FILE.replace(b"\xdf\x22", b"\xdf\x2f")])
def test_what_is_no_record(file: bytes) -> None:
    _, person = read(NUMBER_FILE, file, None)
    assert isinstance(person, CardFault)


@pytest.mark.parametrize(
    ("digits", "right"),
    [
        ("123456789018", True),
        ("000000000000", True),  # remainder 0: the digit is 0
        ("000000000060", True),  # remainder 1: also 0
        ("000000000019", True),  # remainder 2
        ("000000000001", False),
        ("123456789010", False),
    ],
)
def test_known_check_digits(digits: str, right: bool) -> None:
    assert attributes._is_my_number(digits.encode()) == right


@given(st.integers(0, 10**11 - 1), st.integers(0, 9))
def test_exactly_one_check_digit_fits(eleven: int, digit: int) -> None:
    fitting = [last for last in range(10) if attributes._is_my_number(f"{eleven:011d}{last}".encode())]
    assert len(fitting) == 1
    assert attributes._is_my_number(f"{eleven:011d}{digit}".encode()) == (digit == fitting[0])
