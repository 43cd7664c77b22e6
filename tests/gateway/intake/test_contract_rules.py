"""Receipt numbers, sealing, and what stands in the contract beside the models."""

from __future__ import annotations

import secrets
from base64 import b64encode
from pathlib import Path
from typing import get_args

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gateway.backoffice import keys
from gateway.contract.intake import LONGEST_ITEM, LONGEST_SEALED, is_receipt_number, receipt_number
from gateway.contract.sealing import ITEM, Recipient, SuiteName, attachment, hpke, info, key_id_of, overhead, seal

TERMINALS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}", fullmatch=True)
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@given(TERMINALS, st.integers(1, 2**53 - 1))
def test_a_receipt_number_checks(terminal: str, sequence: int) -> None:
    number = receipt_number(terminal, sequence)
    assert is_receipt_number(number)
    assert number.startswith(f"{terminal.upper()}-")
    assert not is_receipt_number(number.lower()) or number.lower() == number


@given(TERMINALS, st.integers(1, 10**9), st.data())
def test_one_wrong_sign_shows(terminal: str, sequence: int, data: st.DataObject) -> None:
    number = receipt_number(terminal, sequence)
    at = data.draw(st.sampled_from([at for at, sign in enumerate(number) if sign != "-"]))
    wrong = data.draw(st.sampled_from(SIGNS.replace(number[at], "")))
    assert not is_receipt_number(number[:at] + wrong + number[at + 1 :])


def test_the_check_sign_is_the_standards_own() -> None:
    """ISO/IEC 7064 MOD 37,36 worked by hand: the sum walks over all signs, the check sign brings it to 1."""
    number = receipt_number("kiosk-01", 42)
    product = 36
    for sign in number.replace("-", "")[:-1]:
        product = ((product + SIGNS.index(sign)) % 36 or 36) * 2 % 37
    assert (product + SIGNS.index(number[-1])) % 36 == 1


@pytest.mark.parametrize("suite", get_args(SuiteName))
def test_sealed_and_opened(tmp_path: Path, suite: SuiteName) -> None:
    folder = tmp_path / "keys"
    made = keys.make(folder, suite)
    key = keys.load(folder)[made.key_id]
    recipient, item = key.recipient("132217"), secrets.token_hex(16)
    plain = secrets.token_bytes(30_000)
    sealed = seal(recipient, "inquiry", item, ITEM, plain)
    assert len(sealed) == len(plain) + overhead(suite)
    assert sealed != seal(recipient, "inquiry", item, ITEM, plain)

    def opened(kind: str = "inquiry", key_: str = item, part: str = ITEM, town: str = "132217") -> bytes:
        return hpke(suite).decrypt(sealed, key.private_key, info=info(town, key.key_id, suite, kind, key_, part))

    assert opened() == plain
    for wrong in ({"kind": "answer"}, {"key_": "0" * 32}, {"part": attachment(0)}, {"town": "011002"}):
        with pytest.raises(InvalidTag):
            opened(**wrong)


@pytest.mark.parametrize("suite", get_args(SuiteName))
def test_a_key_that_is_none_is_refused(suite: SuiteName) -> None:
    for raw in (b"", b"\x04" + bytes(64), bytes(31), bytes(1300)):
        with pytest.raises(ValidationError):
            Recipient(
                municipality="132217",
                key_id=key_id_of(suite, raw),
                suite=suite,
                public_key=b64encode(raw),
            )


def test_a_key_bears_its_own_name(tmp_path: Path) -> None:
    key = keys.make(tmp_path / "keys", "X25519").recipient("132217")
    with pytest.raises(ValidationError, match="key_id"):
        Recipient.model_validate(key.model_dump(mode="json") | {"key_id": "0" * 32})
    assert Recipient.model_validate_json(key.model_dump_json()) == key


@given(st.lists(st.text(max_size=20), min_size=6, max_size=6), st.lists(st.text(max_size=20), min_size=6, max_size=6))
def test_two_contexts_are_never_the_same_bytes(one: list[str], other: list[str]) -> None:
    assert (info(*one) == info(*other)) == (one == other)


def test_the_longest_item_fits_its_body() -> None:
    assert LONGEST_ITEM > 40_000 + LONGEST_SEALED * 4 / 3 + 100
