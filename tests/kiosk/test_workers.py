"""Effects on their lanes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest

from kiosk.effects import Overdue
from kiosk.journey import Effect
from kiosk.workers import Crashed, Ticket, Workers


@dataclass(frozen=True, slots=True)
class Do(Effect):
    what: str
    lane: ClassVar[str] = "card"
    deadline_s: ClassVar[float] = 5.0


@dataclass(frozen=True, slots=True)
class Ask(Effect):
    what: str
    lane: ClassVar[str] = "portal"
    deadline_s: ClassVar[float] = 5.0


class Scene:
    """Workers whose posted results wait to be run, as the loop would."""

    def __init__(self) -> None:
        self.posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.outcomes: list[object] = []
        self.release = threading.Event()
        self.stuck = threading.Event()
        self.workers = Workers(self.perform, self.posted.put)

    def perform(self, effect: Effect, cancel: threading.Event) -> object:
        assert isinstance(effect, Do | Ask)
        if effect.what == "stuck":
            self.stuck.set()
            self.release.wait(20)
        if effect.what == "bug":
            raise ZeroDivisionError
        return effect.what, threading.current_thread().name

    def settled(self, ticket: Ticket, outcome: object) -> None:
        self.outcomes.append(outcome)

    def start(self, effect: Effect) -> Ticket:
        return self.workers.start(effect, 0.0, self.settled)

    def run_posted(self) -> None:
        self.posted.get(timeout=10)()


@pytest.fixture
def scene() -> Iterator[Scene]:
    scene = Scene()
    yield scene
    scene.release.set()
    scene.workers.stop()


def test_what_came_of_it_arrives_once(scene: Scene) -> None:
    scene.start(Do("x"))
    scene.run_posted()
    assert scene.outcomes == [("x", "lane-card")]


def test_lanes_do_not_wait_for_each_other(scene: Scene) -> None:
    scene.start(Do("stuck"))
    scene.start(Ask("y"))
    scene.run_posted()
    assert scene.outcomes == [("y", "lane-portal")]


def test_an_overdue_effect_is_given_up_and_its_late_word_not_heard(scene: Scene) -> None:
    ticket = scene.start(Do("stuck"))
    assert scene.stuck.wait(10)
    scene.workers.overdue(ticket)
    assert scene.outcomes == [Overdue()]
    assert ticket.cancel.is_set()
    scene.start(Do("next"))
    scene.run_posted()
    assert scene.outcomes[1] == ("next", "lane-card"), "the lane has a new worker"
    scene.release.set()
    scene.run_posted()
    assert len(scene.outcomes) == 2


def test_a_bug_in_a_worker_is_an_outcome_and_the_lane_lives(scene: Scene) -> None:
    scene.start(Do("bug"))
    scene.run_posted()
    assert isinstance(scene.outcomes[0], Crashed)
    assert "ZeroDivision" not in repr(scene.outcomes[0])
    scene.start(Do("x"))
    scene.run_posted()
    assert scene.outcomes[1] == ("x", "lane-card")


def test_a_cancelled_effect_is_not_heard(scene: Scene) -> None:
    ticket = scene.start(Do("x"))
    ticket.give_up()
    scene.run_posted()
    assert scene.outcomes == []
