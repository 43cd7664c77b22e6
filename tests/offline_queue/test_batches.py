"""What waits goes together, as far as that comes through; and for each item it is as if it had gone alone."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.contract.intake import LONGEST_SEALED, MOST_TOGETHER
from offline_queue.answers import Apart, Later, Never, SendChunks, Stop, Taken, of_batch
from offline_queue.client import QueueClient
from offline_queue.line import Batch
from offline_queue.values import Accepted, Dead, Lane, LinkState, NewItem, Received, Trouble, Waiting, mint
from offline_queue.wire import Answer
from tests.offline_queue.peer import BATCHES, Asked, Intake, Misbehave, Reply, good, problem
from tests.offline_queue.site import Site, sealed_item

MANY = 40


@dataclass(frozen=True)
class Held:
    """Items that came while there was no gateway; now there will be one."""

    items: list[NewItem]
    site: Site

    def all_received(self, queue: QueueClient, but: Sequence[NewItem] = ()) -> None:
        """Whatever happens to them on the way."""
        for item in self.items:
            if item not in but:
                fate = queue.delivery(item.key, wait_s=50)
                assert isinstance(fate, Received), fate


@pytest.fixture
def held(site: Site, intake: Intake) -> Held:
    """Each a case of its own, in both lanes."""
    lanes = [Lane.APPLICATIONS] * (MANY - 10) + [Lane.RECORDS] * 10
    return _held(site, intake, [sealed_item(site.to, lane=lane) for lane in lanes])


def _held(site: Site, intake: Intake, items: list[NewItem]) -> Held:
    site.port = 9
    with site.running() as queue:
        for item in items:
            assert isinstance(queue.put(item), Accepted)
    site.port = intake.port
    return Held(items, site)


def _once(intake: Intake, items: Sequence[NewItem]) -> None:
    assert {item.key: intake.effects[item.key] for item in items} == {item.key: 1 for item in items}


def test_what_waits_goes_together(site: Site, intake: Intake, held: Held) -> None:
    with site.running() as queue:
        held.all_received(queue)
    _once(intake, held.items)
    assert max(intake.batches) > 1
    posts = intake.count("POST", "/v1/intake/")
    assert posts < MANY / 2
    delivered = site.events("delivered")
    assert sorted((each["lane"], each["sequence"], each["tries"]) for each in delivered) == sorted(
        (item.lane.value, number, 1)
        for items in ([i for i in held.items if i.lane is lane] for lane in Lane)
        for number, item in enumerate(items, 1)
    )


def test_one_of_many_is_refused_for_good(site: Site, intake: Intake, held: Held) -> None:
    bad = held.items[20]

    def refuse(asked: Asked, answer: Callable[[], Reply]) -> Reply:
        mine = asked.headers.get("idempotency-key") == bad.key
        return problem(422, "envelope-refused") if mine else answer()

    intake.behave = refuse
    with site.running() as queue:
        held.all_received(queue, but=[bad])
        assert queue.delivery(bad.key, wait_s=30) == Dead("envelope-refused")
        assert site.status().lanes[Lane.APPLICATIONS].dead == 1
    assert intake.batches
    _once(intake, [item for item in held.items if item is not bad])


@pytest.mark.parametrize("status", [500, 409])
def test_one_of_many_is_always_trouble(site: Site, intake: Intake, held: Held, status: int) -> None:
    poison = held.items[20]

    def trouble(asked: Asked, answer: Callable[[], Reply]) -> Reply:
        mine = asked.headers.get("idempotency-key") == poison.key
        return problem(status, "internal" if status == 500 else "sequence-gap") if mine else answer()

    intake.behave = trouble
    with site.running() as queue:
        held.all_received(queue, but=[poison])
        assert isinstance(queue.delivery(poison.key), Waiting)
        intake.behave = good
        queue.resume()
        held.all_received(queue)
    _once(intake, held.items)


def test_the_line_breaks_in_the_middle_of_batches(site: Site, intake: Intake, held: Held) -> None:
    """Some of a batch took effect, and nobody heard of it: all of it goes again, and takes effect once."""
    broken = threading.Semaphore(5)

    def hang_up(asked: Asked, answer: Callable[[], Reply]) -> Reply | None:
        reply = answer()
        lost = len(intake.effects) % 3 == 2 and intake.batches and broken.acquire(blocking=False)
        return None if lost else reply

    intake.behave = hang_up
    with site.running() as queue:
        held.all_received(queue)
    assert not broken.acquire(blocking=False)
    _once(intake, held.items)


def _page(*_: object) -> Reply:
    return 200, {"Content-Type": "text/html"}, b"<h1>no</h1>"


def _of_others(_asked: Asked, answer: Callable[[], Reply]) -> Reply:
    """Answers, but in another order."""
    status, headers, body = answer()
    return status, headers, json.dumps({"answers": json.loads(body)["answers"][::-1]}).encode()


def _one_short(_asked: Asked, answer: Callable[[], Reply]) -> Reply:
    status, headers, body = answer()
    return status, headers, json.dumps({"answers": json.loads(body)["answers"][1:]}).encode()


@pytest.mark.parametrize(
    "behave",
    [
        lambda *_: problem(404, "not-found"),
        lambda *_: problem(413, "too-large"),
        lambda *_: problem(422, "invalid-request"),
        lambda *_: problem(500, "internal"),
        lambda *_: None,
        _page,
        _of_others,
        _one_short,
    ],
)
def test_where_no_batch_comes_through_each_goes_alone(
    site: Site, intake: Intake, held: Held, behave: Misbehave
) -> None:
    """No word about a batch kills an item, and none of them waits for ever."""
    intake.behave_to_batches = behave
    with site.running() as queue:
        held.all_received(queue)
        assert site.status().dead_letters == ()
    assert intake.count("POST", BATCHES) > 0
    _once(intake, held.items)


def test_a_gateway_that_is_busy_gets_no_batch_before_its_time(site: Site, intake: Intake, held: Held) -> None:
    intake.behave_to_batches = lambda *_: problem(429, "too-many-requests", {"Retry-After": "3000"})
    with site.running():
        status = site.wait(lambda found: found.last_trouble is Trouble.BUSY)
        assert status.next_try_s is not None
        assert status.next_try_s > 2900
        assert status.lanes[Lane.APPLICATIONS].depth > 0


def test_a_refused_terminal_stops_batches_too(site: Site, intake: Intake, held: Held) -> None:
    intake.behave_to_batches = lambda *_: problem(403, "terminal-unknown")
    with site.running() as queue:
        site.wait(lambda found: found.link is LinkState.STOPPED)
        intake.behave_to_batches = good
        queue.resume()
        held.all_received(queue)
    assert len(site.events("stopped_by_gateway")) == 1
    _once(intake, held.items)


def test_large_items_and_attachments(site: Site, intake: Intake) -> None:
    """A batch is never longer than agreed (the peer looks), and what has attachments goes alone."""
    largest = b"x" * (LONGEST_SEALED - 100)
    photos = [sealed_item(site.to, attachments=(b"photo",)) for _ in range(3)]
    held = _held(site, intake, [*(sealed_item(site.to, largest) for _ in range(36)), *photos])
    with site.running() as queue:
        held.all_received(queue)
    assert 1 < max(intake.batches) < 16
    alone = {each.headers["idempotency-key"] for each in intake.asked if each.path == "/v1/intake/items"}
    assert alone >= {item.key for item in photos}
    _once(intake, held.items)


def test_cases_keep_their_order_in_batches(site: Site, intake: Intake) -> None:
    cases = [mint() for _ in range(12)]
    held = _held(site, intake, [sealed_item(site.to, case=case) for _ in range(3) for case in cases])
    with site.running() as queue:
        held.all_received(queue)
    assert max(intake.batches) > 1
    # The peer refuses what is out of turn; a terminal that sends heads only never hears that.
    assert Trouble.SEQUENCE_GAP not in {each["trouble"] for each in site.events("not_delivered")}
    assert all(intake.order[case] == sorted(intake.order[case]) for case in cases)
    _once(intake, held.items)


# --- what a batch's answer means --------------------------------------------------------------------------------------

KEYS = ["a" * 32, "b" * 32]
RECEIVED = {"receipt": None, "received_at": "2026-11-22T00:00:00Z", "state": "received"}


def _member(key: str, status: int = 0, name: str = "", **more: object) -> dict[str, object]:
    if not status:
        return {"key": key, "received": RECEIVED, "replayed": False}
    details = {"type": f"/problems/{name}", "title": "…", "status": status, **more.pop("details", {})}  # type: ignore[dict-item]
    return {"key": key, "problem": details, **more}


def _answer(*members: object) -> Answer:
    return Answer(200, "application/json", None, None, json.dumps({"answers": members}).encode())


@pytest.mark.parametrize(
    ("member", "meaning"),
    [
        (_member(KEYS[1], 409, "digest-differs"), Never("digest-differs")),
        (_member(KEYS[1], 422, "envelope-refused"), Never("envelope-refused")),
        (_member(KEYS[1], 409, "sequence-gap"), Later(Trouble.SEQUENCE_GAP)),
        (_member(KEYS[1], 409, "chunks-missing", details={"missing": ["c"]}), SendChunks(frozenset("c"))),
        (_member(KEYS[1], 503, "unavailable", retry_after=7), Later(Trouble.BUSY, 7.0, line=True)),
        (_member(KEYS[1], 500, "internal"), Later(Trouble.SERVER)),
        (_member(KEYS[1], 403, "terminal-unknown"), Stop(403)),
        (_member(KEYS[1], 422, "A word / of nobody's"), Later(Trouble.NONSENSE)),
    ],
)
def test_every_item_has_its_own_meaning(member: object, meaning: object) -> None:
    found = of_batch(_answer(_member(KEYS[0]), member), KEYS)
    assert isinstance(found, tuple)
    assert isinstance(found[0], Taken)
    assert found[1] == meaning


@pytest.mark.parametrize(
    "answer",
    [
        _answer(),
        _answer(_member(KEYS[0])),
        _answer(_member(KEYS[1]), _member(KEYS[0])),
        _answer(_member(KEYS[0]), _member(KEYS[1]), _member(KEYS[1])),
        _answer(_member(KEYS[0]), {"key": KEYS[1]}),
        _answer(_member(KEYS[0]), {"key": KEYS[1], "received": {**RECEIVED, "state": "lost"}, "replayed": False}),
        _answer(_member(KEYS[0]), {"key": KEYS[1], "problem": {"type": "/problems/x"}}),
        _answer(_member(KEYS[0]), {"key": KEYS[1], "problem": []}),
        _answer(_member(KEYS[0]), _member(KEYS[1], 503, "unavailable", retry_after="soon")),
        Answer(200, "application/json", None, None, b'{"answers": 1}'),
        Answer(200, "application/json", None, None, b"[]"),
        Answer(201, "application/json", None, None, b"{}"),
        Answer(302, "text/html", None, None, b""),
        Answer(408, "", None, None, b""),
    ],
)
def test_anything_else_is_no_word(answer: Answer) -> None:
    assert of_batch(answer, KEYS) == Apart()


@given(st.integers(100, 599), st.binary(max_size=60))
def test_no_rubbish_is_an_acknowledgement(status: int, body: bytes) -> None:
    assert not isinstance(of_batch(Answer(status, "application/json", None, None, body), KEYS), tuple)


@given(st.lists(st.booleans(), max_size=300))
def test_batches_grow_and_begin_anew(course: list[bool]) -> None:
    batch = Batch()
    for well in course:
        before = batch.most
        if well:
            batch.went_well()
            assert before < batch.most <= 2 * before or batch.most == before == MOST_TOGETHER
        else:
            batch.failed(before)
            assert batch.most == 1
    for _ in range(MOST_TOGETHER):
        batch.went_well()
    assert batch.most == MOST_TOGETHER


def test_half_of_what_was_too_much_is_approached_slowly() -> None:
    batch = Batch()
    sizes = []
    for _ in range(30):
        sizes.append(batch.most)
        if batch.most > 20:
            batch.failed(batch.most)
        else:
            batch.went_well()
    assert sizes[:6] == [1, 2, 4, 8, 16, 32]
    assert sizes[6:12] == [1, 2, 4, 8, 16, 17]
