"""Wrong codes are counted on the disk before they are looked at, and only as a digit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from kiosk.staff.tries import LOCKED_S, MOST_TRIES, Tries


class Time:
    """A clock to turn."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_file_holds_a_digit_and_goes_with_the_right_code(tmp_path: Path) -> None:
    file = tmp_path / "codes"
    tries = Tries(file, Time())
    assert not file.exists()
    assert tries.spend()
    assert tries.spend()
    assert file.read_bytes() == b"2"
    tries.forgive()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"0", b"5", b"6", b"-1", b"12", b"\xff", b"1\n"])
def test_what_cannot_be_read_counts_as_locked(tmp_path: Path, content: bytes) -> None:
    time = Time()
    file = tmp_path / "codes"
    file.write_bytes(content)
    tries = Tries(file, time)
    assert tries.left == 0
    time.now += LOCKED_S
    assert tries.left == MOST_TRIES
    assert not file.exists()


def test_a_file_that_cannot_be_opened_counts_as_locked(tmp_path: Path) -> None:
    (tmp_path / "codes").mkdir()
    assert Tries(tmp_path / "codes", Time()).left == 0


def test_without_a_disk_it_counts_all_the_same() -> None:
    tries = Tries(None, Time())
    for left in range(MOST_TRIES - 1, -1, -1):
        assert tries.spend()
        assert tries.left == left


class PullingThePlug(RuleBasedStateMachine):
    """Whatever is done, no more than five wrong codes are looked at in fifteen minutes."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        file.unlink(missing_ok=True)
        self.time, self.file = Time(), file
        self.tries = Tries(file, self.time)
        self.looked_at: list[float] = []

    @precondition(lambda self: self.tries.left > 0)
    @rule()
    def wrong(self) -> None:
        assert self.tries.spend()
        self.looked_at.append(self.time.now)

    @rule()
    def plug(self) -> None:
        self.tries = Tries(self.file, self.time)

    @rule(seconds=st.sampled_from([1.0, LOCKED_S / 2, LOCKED_S]))
    def wait(self, seconds: float) -> None:
        self.time.now += seconds

    @invariant()
    def never_more_than_five(self) -> None:
        lately = [at for at in self.looked_at if at > self.time.now - LOCKED_S]
        assert len(lately) <= MOST_TRIES


def test_pulling_the_plug_gains_nothing(tmp_path: Path) -> None:
    class Here(PullingThePlug):
        def __init__(self) -> None:
            super().__init__(tmp_path / "codes")

    run_state_machine_as_test(Here, settings=settings(max_examples=40, stateful_step_count=20, deadline=None))
