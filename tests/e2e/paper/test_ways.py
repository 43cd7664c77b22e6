"""Every way of the tour that leads to paper, each from a free terminal, in any order."""

from __future__ import annotations

import pytest

from kiosk.demo.parts import Parts, Terminal
from kiosk.demo.steps_paper import judged
from kiosk.demo.tour import back_to_start
from kiosk.demo.walk import Walk
from kiosk.demo.walks import COUNTER_WAYS, PAPER_WAYS, Way
from kiosk.demo.ways_paper import first_certificate


@pytest.mark.parametrize(("title", "way"), PAPER_WAYS, ids=[title for title, _ in PAPER_WAYS])
def test_way(parts: Parts, terminal: Terminal, walk: Walk, title: str, way: Way) -> None:
    way(walk, parts)
    assert terminal.process.exit_code() is None


@pytest.mark.parametrize(("title", "way"), COUNTER_WAYS, ids=[title for title, _ in COUNTER_WAYS])
def test_way_at_the_counter(parts: Parts, at_counter: Terminal, walk: Walk, title: str, way: Way) -> None:
    back_to_start(parts, at_counter.driver)
    walk.driver = at_counter.driver
    way(walk, parts)
    assert at_counter.process.exit_code() is None


def test_two_copies_are_two_whole_sets(parts: Parts, terminal: Terminal, walk: Walk) -> None:
    """Poppler, zbar and the inquiry page look at what the printer got; every kind once is a way of its own."""
    sides = parts.paper.sides()
    first_certificate(walk, parts)
    judged(walk, parts, "resident_record", "例示　一郎", sides, copies=2)
