"""The store against a model of what it promises; and what is told of its files."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from offline_queue.mark import BLOCK
from offline_queue.opening import Unusable, open_lane
from offline_queue.store import Limits, Put, Store
from offline_queue.values import Accepted, Dead, Lane, NeverPut, No, Reason, Received, Waiting, mint
from offline_queue.wall import Wall
from tests.offline_queue.keeping import NOW, Kept, put_of

MOST = 12
MOST_BYTES = 4000


class Keeping(RuleBasedStateMachine):
    """What was accepted is there, in order, until the gateway has it; whatever crashes between two steps."""

    puts: Bundle[Put] = Bundle("puts")
    cases: Bundle[str] = Bundle("cases")

    @initialize(target=cases)
    def begin(self) -> object:
        self.folder = tempfile.TemporaryDirectory(prefix="queue-")
        self.kept = Kept(Path(self.folder.name), Limits(MOST, MOST_BYTES))
        self.waiting: dict[str, list[Put]] = {}  # by case, in order
        self.accepted: dict[str, Accepted] = {}
        self.dead: set[str] = set()
        self.done: set[str] = set()
        self.sequence = 0
        return multiple(mint(), mint())

    def teardown(self) -> None:
        if hasattr(self, "kept"):
            self.kept.close()
            self.folder.cleanup()

    @rule(target=puts, case=cases, size=st.integers(1, 900), piece=st.binary(max_size=600))
    def put(self, case: str, size: int, piece: bytes) -> object:
        put = put_of(mint(), case, b"s" * size, (piece,) if piece else ())
        if piece:
            digest = put.attachments[0].sha256
            if self.kept.do(lambda store: store.keep_chunk(put.key, 0, 0, digest, piece)) is not None:
                assert self._bytes() + len(piece) > MOST_BYTES or self._depth() == MOST
                return multiple()
        outcome = self.kept.do(lambda store: store.put(put))
        if self._depth() + 1 > MOST or self._bytes() + put.size > MOST_BYTES:
            assert outcome == No(Reason.FULL)
            return multiple()
        assert isinstance(outcome, Accepted)
        self.sequence += 1
        assert outcome.sequence == self.sequence
        self.waiting.setdefault(case, []).append(put)
        self.accepted[put.key] = outcome
        return put

    @rule(put=puts)
    def put_again(self, put: Put) -> None:
        assert self.kept.do(lambda store: store.put(put)) == self.accepted[put.key]

    @rule(put=puts)
    def put_something_else_under_the_same_key(self, put: Put) -> None:
        other = put_of(put.key, put.case, b"other bytes")
        assert self.kept.do(lambda store: store.put(other)) == No(Reason.KEY_TAKEN)

    @rule(put=puts)
    def deliver(self, put: Put) -> None:
        """Also of one that was delivered before, as after a lost answer; never out of order."""
        queue = self.waiting.get(put.case, [])
        if put.key not in self.done and (not queue or queue[0] != put):
            return
        self.kept.do(lambda store: store.delivered(put.key, "2026-11-22T01:02:03+00:00"))
        if put.key not in self.done:
            queue.pop(0)
            self.done.add(put.key)
            self.dead.discard(put.key)

    @rule(put=puts)
    def refuse(self, put: Put) -> None:
        if self.waiting.get(put.case, [])[:1] == [put]:
            self.kept.do(lambda store: store.refused(put.key, "digest-differs"))
            self.dead.add(put.key)

    @rule(put=puts)
    def retry(self, put: Put) -> None:
        assert self.kept.do(lambda store: store.retry(put.key)) == (put.key in self.dead)
        self.dead.discard(put.key)

    @rule(put=consumes(puts))
    def roll_back(self, put: Put) -> None:
        """A step that fails half-way leaves nothing."""

        def half(store: object) -> None:
            self.kept.store.put(put_of(mint(), put.case))
            raise sqlite3.OperationalError

        with pytest.raises(sqlite3.OperationalError):
            self.kept.do(half)

    @rule()
    def reopen(self) -> None:
        self.kept.close()
        self.kept.open()
        assert self.kept.set_aside is None

    @invariant()
    def heads_are_the_first_of_each_living_case(self) -> None:
        if not hasattr(self, "kept"):
            return
        expected = [queue[0] for queue in self.waiting.values() if queue and queue[0].key not in self.dead]
        heads = self.kept.store.heads(0, 100)
        assert sorted(each.key for each in heads) == sorted(each.key for each in expected)
        assert [each.sequence for each in heads] == sorted(each.sequence for each in heads)
        for head in heads:
            claims = json.loads(head.envelope)
            assert claims["sequence"] == head.sequence == self.accepted[head.key].sequence

    @invariant()
    def figures_are_true(self) -> None:
        if not hasattr(self, "kept"):
            return
        status = self.kept.store.status(Wall())
        assert (status.depth, status.bytes) == (self._depth(), self._bytes())
        assert status.dead == len(self.dead)
        held = [put for queue in self.waiting.values() if queue and queue[0].key in self.dead for put in queue[1:]]
        assert status.held == len(held)
        for key in self.accepted:
            fate = self.kept.store.fate(key)
            if key in self.done:
                assert isinstance(fate, Received)
            else:
                assert isinstance(fate, Dead if key in self.dead else Waiting)

    def _depth(self) -> int:
        return sum(len(queue) for queue in self.waiting.values())

    def _bytes(self) -> int:
        return sum(put.size for queue in self.waiting.values() for put in queue)


TestKeeping = Keeping.TestCase
TestKeeping.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)


def test_case_numbers_go_on_after_delivery(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    case = mint()
    for number in (1, 2, 3):
        put = put_of(mint(), case)
        kept.do(lambda store, put=put: store.put(put))
        assert json.loads(kept.store.heads(0, 1)[0].envelope)["case_sequence"] == number
        kept.do(lambda store, put=put: store.delivered(put.key, NOW.isoformat()))
    kept.close()


def test_several_dead_letters_of_one_case_are_counted_once(tmp_path: Path) -> None:
    """As a disk makes them that spoils an item and another one behind it."""
    kept, case = Kept(tmp_path), mint()
    puts = [put_of(mint(), case) for _ in range(5)]
    for put in puts:
        kept.do(lambda store, put=put: store.put(put))
    for put in (puts[0], puts[2]):
        kept.do(lambda store, put=put: store.refused(put.key, "damaged-here"))
    status = kept.store.status(Wall())
    assert (status.depth, status.dead, status.held) == (5, 2, 3)
    kept.close()


def test_attachments_must_be_whole(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    put = put_of(mint(), mint(), pieces=(b"one", b"two"))
    assert kept.do(lambda store: store.put(put)) == No(Reason.ATTACHMENTS_MISSING)
    kept.do(lambda store: store.keep_chunk(put.key, 0, 0, put.attachments[0].sha256, b"one"))
    assert kept.do(lambda store: store.put(put)) == No(Reason.ATTACHMENTS_MISSING)
    # Named rightly, but other bytes.
    kept.do(lambda store: store.keep_chunk(put.key, 1, 0, put.attachments[1].sha256, b"TWO"))
    assert kept.do(lambda store: store.put(put)) == No(Reason.ATTACHMENTS_MISSING)
    kept.do(lambda store: store.keep_chunk(put.key, 1, 0, put.attachments[1].sha256, b"two"))
    assert isinstance(kept.do(lambda store: store.put(put)), Accepted)
    assert [kept.store.chunk(id) for _, id in kept.store.chunks(put.key)] == [b"one", b"two"]
    kept.close()


def test_attachments_of_nobody_go_and_others_stay(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    put, other = put_of(mint(), mint(), pieces=(b"one",)), mint()
    kept.do(lambda store: store.keep_chunk(put.key, 0, 0, put.attachments[0].sha256, b"one"))
    kept.do(lambda store: store.put(put))
    kept.do(lambda store: store.keep_chunk(other, 0, 0, "0" * 64, b"left"))
    assert kept.do(Store.unclaimed) == [other]
    for key in (put.key, other):
        kept.do(partial(Store.let_go, key=key))
    assert len(kept.store.chunks(put.key)) == 1
    assert kept.store.chunks(other) == []
    kept.close()


def test_the_file_is_one_process_alone(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    assert open_lane(tmp_path, Lane.APPLICATIONS, NOW) == Unusable("SQLITE_BUSY")
    kept.close()


def test_a_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.store.connection.execute("PRAGMA user_version = 99")
    kept.close()
    before = (tmp_path / "applications.db").read_bytes()
    assert open_lane(tmp_path, Lane.APPLICATIONS, NOW) == Unusable("LATER_VERSION")
    assert (tmp_path / "applications.db").read_bytes() == before


def _spoil_header(file: Path) -> None:
    file.write_bytes(b"\xff" * 4096 + file.read_bytes()[4096:])


def _spoil_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    file.write_bytes(content)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize("spoil", [_spoil_header, _spoil_middle, _cut])
def test_a_corrupt_file_is_set_aside_and_no_number_given_twice(tmp_path: Path, spoil: object) -> None:
    kept = Kept(tmp_path)
    given = [kept.do(lambda store: store.put(put_of(mint(), mint()))) for _ in range(3)]
    last = given[-1]
    assert isinstance(last, Accepted)
    kept.close()
    assert callable(spoil)
    spoil(tmp_path / "applications.db")
    spoilt = (tmp_path / "applications.db").read_bytes()
    kept.open()
    assert kept.set_aside is not None
    assert (tmp_path / kept.set_aside).read_bytes() == spoilt
    fresh = kept.do(lambda store: store.put(put_of(mint(), mint())))
    assert isinstance(fresh, Accepted)
    assert last.sequence < fresh.sequence <= last.sequence + BLOCK + 1
    kept.close()


def test_cases_go_on_above_what_a_lost_file_may_have_given(tmp_path: Path) -> None:
    """Nobody knows any more which cases there were: each begins anew once, and counts on from there."""
    kept = Kept(tmp_path)
    old, new = mint(), mint()
    before = _numbers(kept, old, old, new)
    assert before == [(1, False), (2, False), (1, False)]
    for lost in (1, 2):
        kept.close()
        _spoil_header(tmp_path / "applications.db")
        kept.open()
        assert kept.set_aside is not None
        numbers = _numbers(kept, old, old, new, mint())
        first = numbers[0][0]
        assert first > lost * BLOCK
        assert numbers == [(first, True), (first + 1, False), (first, True), (first, True)]
        kept.close()
        kept.open()
        assert _numbers(kept, old) == [(first + 2, False)]
    kept.close()


def _numbers(kept: Kept, *cases: str) -> list[tuple[int, bool]]:
    """An item of each of these cases: what its envelope says of it."""
    found = []
    for case in cases:
        put = put_of(mint(), case)
        kept.do(lambda store, put=put: store.put(put))
        (envelope,) = kept.store.connection.execute("SELECT envelope FROM item WHERE key = ?", (put.key,)).fetchone()
        claims = json.loads(envelope)
        found.append((claims["case_sequence"], claims["case_anew"]))
    return found


def test_numbers_go_on_when_the_file_is_gone(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    last = kept.do(lambda store: store.put(put_of(mint(), mint())))
    kept.close()
    (tmp_path / "applications.db").unlink()
    kept.open()
    fresh = kept.do(lambda store: store.put(put_of(mint(), mint())))
    assert isinstance(last, Accepted)
    assert isinstance(fresh, Accepted)
    assert fresh.sequence > last.sequence
    kept.close()


@pytest.mark.parametrize("mark", [None, b"", b"12\xff"])
def test_without_file_and_mark_numbers_begin_where_no_terminal_ever_was(tmp_path: Path, mark: bytes | None) -> None:
    kept = Kept(tmp_path)
    kept.do(lambda store: store.put(put_of(mint(), mint())))
    kept.close()
    _spoil_header(tmp_path / "applications.db")
    if mark is None:
        (tmp_path / "applications.sequence").unlink()
    else:
        (tmp_path / "applications.sequence").write_bytes(mark)
    kept.open()
    fresh = kept.do(lambda store: store.put(put_of(mint(), mint())))
    assert isinstance(fresh, Accepted)
    assert fresh.sequence == int(NOW.timestamp()) + 1
    kept.close()


def test_a_spoilt_mark_is_made_good_from_a_sound_file(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.do(lambda store: store.put(put_of(mint(), mint())))
    kept.close()
    (tmp_path / "applications.sequence").write_bytes(b"??")
    kept.open()
    assert (tmp_path / "applications.sequence").read_bytes() == b"%d\n" % (1 + BLOCK)
    fresh = kept.do(lambda store: store.put(put_of(mint(), mint())))
    assert isinstance(fresh, Accepted)
    assert fresh.sequence == 2
    kept.close()


def test_the_mark_is_raised_before_a_number_is_given(tmp_path: Path) -> None:
    kept = Kept(tmp_path, Limits(2 * BLOCK, 10_000_000))
    (tmp_path / "applications.sequence.new").mkdir()  # the mark can't be written any more
    kept.do(lambda store: [store.put(put_of(mint(), mint())) for _ in range(BLOCK)])
    with pytest.raises(OSError):
        kept.do(lambda store: store.put(put_of(mint(), mint())))
    assert kept.store.fate(mint()) == NeverPut()
    kept.close()


def test_only_so_many_delivered_keys_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offline_queue.store.REMEMBERED", 2)
    kept = Kept(tmp_path)
    puts = [put_of(mint(), mint()) for _ in range(4)]
    for put in puts:
        kept.do(lambda store, put=put: store.put(put))
    # The order of delivery counts, not of putting.
    for put in reversed(puts):
        kept.do(lambda store, put=put: store.delivered(put.key, NOW.isoformat()))
    known = [isinstance(kept.store.fate(put.key), Received) for put in puts]
    assert known == [True, True, False, False]
    kept.close()
