"""A stay's memory: owned, wiped, proven gone."""

from __future__ import annotations

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
