"""What is answered to a number and to a code, without any page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from gateway.certificates.paper import number
from gateway.inquiry.answers import Forged, Genuine, Mistyped, Unconfirmed, Unknown, Withdrawn, by_code, by_number
from gateway.inquiry.limiter import Limiter
from tests.gateway.inquiry.public import ISSUED_ON, ISSUERS, Clock, Records, code_of, known


@pytest.mark.parametrize(("standing", "answer"), [("valid", Genuine), ("void", Withdrawn), ("open", Unconfirmed)])
def test_a_number_and_a_code_get_the_same_answer(standing: str, answer: type) -> None:
    records = Records()
    found = records.add(known(standing=standing))
    by_hand = by_number(f" {number.printed(found).lower()} ", records.lookup, ISSUERS)
    assert isinstance(by_hand, answer)
    assert by_hand == by_code(code_of(found), records.lookup, ISSUERS)


def test_a_number_that_nobody_issued_is_unknown() -> None:
    assert by_number(number.fresh(), Records().lookup, ISSUERS) == Unknown()
    assert by_code(code_of(number.fresh()), Records().lookup, ISSUERS) == Unknown()


def test_a_slip_of_the_finger_is_told_from_a_forgery() -> None:
    records = Records()
    found = records.add(known())
    wrong = found[:3] + ("A" if found[3] != "A" else "B") + found[4:]
    assert by_number(wrong, records.lookup, ISSUERS) == Mistyped()


def test_a_code_of_another_key_is_forged() -> None:
    records = Records()
    found = records.add(known())
    assert by_code(code_of(found, ec.generate_private_key(ec.SECP256R1())), records.lookup, ISSUERS) == Forged()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "seal_registration"},
        {"issued_on": ISSUED_ON + timedelta(days=1)},
        {"sheets": 2},
        {"municipality": "132218"},
    ],
)
def test_a_signed_code_that_says_something_else_than_the_record_is_forged(change: dict[str, Any]) -> None:
    records = Records()
    found = records.add(known())
    assert by_code(code_of(found, **change), records.lookup, ISSUERS) == Forged()


def test_a_document_of_a_municipality_that_is_not_ours_is_unknown() -> None:
    records = Records()
    found = records.add(known(municipality="999999"))
    assert by_number(found, records.lookup, ISSUERS) == Unknown()


@given(st.text(max_size=1200))
def test_any_text_has_an_answer(text: str) -> None:
    records = Records()
    assert by_number(text, records.lookup, ISSUERS) in (Mistyped(), Unknown())
    assert by_code(text, records.lookup, ISSUERS) == Forged()


@given(st.integers(0, 2000), st.integers(0, 6))
def test_no_code_with_a_flipped_bit_is_believed(at: int, bit: int) -> None:
    records = Records()
    code = bytearray(code_of(records.add(known())).encode())
    code[at % len(code)] ^= 1 << bit
    assert by_code(code.decode("latin-1"), records.lookup, ISSUERS) == Forged()


def test_keys_may_change() -> None:
    """Codes signed by the old key stay good while it is listed."""
    records = Records()
    found = records.add(known())
    fresh = ec.generate_private_key(ec.SECP256R1())
    issuers = {each: replace(issuer, keys=(fresh.public_key(), *issuer.keys)) for each, issuer in ISSUERS.items()}
    assert isinstance(by_code(code_of(found), records.lookup, issuers), Genuine)
    assert isinstance(by_code(code_of(found, fresh), records.lookup, issuers), Genuine)


def test_so_many_questions_a_minute() -> None:
    clock = Clock()
    limiter = Limiter(2, clock)
    assert [limiter.allow("192.0.2.1") for _ in range(3)] == [True, True, False]
    assert limiter.allow("192.0.2.2")
    clock.now = 59.9
    assert not limiter.allow("192.0.2.1")
    clock.now = 60.0
    assert [limiter.allow("192.0.2.1") for _ in range(3)] == [True, True, False]


def test_a_subscriber_of_ipv6_is_one_place() -> None:
    limiter = Limiter(1, Clock())
    assert limiter.allow("2001:db8:1:2::1")
    assert not limiter.allow("2001:db8:1:2:ffff::9")
    assert limiter.allow("2001:db8:1:3::1")


def test_many_places_do_not_fill_the_memory() -> None:
    limiter = Limiter(1, Clock())
    for at in range(10_500):
        limiter.allow(f"10.{at >> 16}.{at >> 8 & 255}.{at & 255}")
    assert len(limiter._windows) == 10_000
