"""A stay's memory: owned, wiped, proven gone."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum

import pytest

from devices.cards import attributes, outcomes, recognise
from kiosk import portal_outcomes
from kiosk.session import Clean, NotClean, Session
from screens.page import Trouble
from screens.phrase import Data, msg


def personal_page() -> Trouble:
    return Trouble(name="x", heading=msg("x"), tone="info", happened=Data("見本 花子"), to_do=())


def test_secrets_are_zeroed() -> None:
    session = Session(began=0.0)
    pin = bytearray(b"1234")
    session.own(pin)
    session.wipe()
    assert pin == bytearray(4)


def test_nothing_left_is_clean() -> None:
    session = Session(began=0.0)
    page = personal_page()
    session.own(page)
    session.wipe()
    del page
    assert session.proof() == Clean()


def test_something_held_elsewhere_is_not_clean_and_named_by_type_only() -> None:
    session = Session(began=0.0)
    held_by_somebody = personal_page()
    session.own(held_by_somebody)
    session.wipe()
    proof = session.proof()
    assert proof == NotClean(("Trouble",))
    assert "花子" not in repr(proof)


def test_a_cycle_is_found_and_collected() -> None:
    class Node:
        def __init__(self) -> None:
            self.me = self

    session = Session(began=0.0)
    session.own(Node())
    session.wipe()
    assert session.proof() == Clean()


def test_plain_words_and_numbers_are_no_trouble() -> None:
    session = Session(began=0.0)
    session.own("さくら")
    session.own(4)
    assert session.proof() == Clean()


def test_a_value_that_hides_something_must_be_watchable() -> None:
    @dataclass(frozen=True, slots=True)
    class Unwatchable:
        name: str = field(repr=False)

    with pytest.raises(TypeError):
        Session(began=0.0).own(Unwatchable("見本 花子"))


def test_every_outcome_that_hides_something_is_watchable() -> None:
    rooms = (portal_outcomes, outcomes, recognise, attributes)
    kinds = {kind for room in rooms for kind in vars(room).values() if isinstance(kind, type) and is_dataclass(kind)}
    hiding = {kind for kind in kinds if any(not field.repr for field in fields(kind))}
    assert hiding
    assert {kind.__name__ for kind in hiding if not kind.__weakrefoffset__} == set()


def test_a_member_of_an_enum_is_nobodys_and_need_not_go() -> None:
    class Word(Enum):
        GOOD = "good"

    session = Session(0.0)
    session.own(Word.GOOD)
    session.wipe()
    assert isinstance(session.proof(), Clean)
