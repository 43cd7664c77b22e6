"""Items that come together: each is answered as if it had come alone, and none fails for another."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from gateway.contract.intake import IDEMPOTENCY_REPLAYED, LONGEST_BATCH, MOST_TOGETHER, BatchAnswer, receipt_number
from gateway.intake.limits import Limits
from gateway.intake.schema import items
from gateway.store.database import Store
from tests.gateway.intake.sending import Item, Sender, post, post_batch, seal_key
from tests.parts.house import Client, House, problem, with_parts

_names = count(1)


def keys_of(store: Store, terminal: str = "kiosk-01") -> Counter[str]:
    with store.read() as conn:
        return Counter(conn.execute(select(items.c.key).where(items.c.terminal == terminal)).scalars())


def said(client: Client, *batch: Item) -> list[tuple[int, str]]:
    """Status and word of each answer, as `problem` gives it; (201, "new") and (201, "again")."""
    answer = post_batch(client, *batch)
    assert answer.status_code == 200, answer.text
    BatchAnswer.model_validate_json(answer.content)
    found = []
    for item, member in zip(batch, answer.json()["answers"], strict=True):
        assert member["key"] == item.key
        if "received" in member:
            found.append((201, "again" if member["replayed"] else "new"))
        else:
            details = member["problem"]
            found.append((details["status"], details["type"].removeprefix("/problems/")))
    return found


def test_each_is_received_once_and_said_again(client: Client, sender: Sender, store: Store) -> None:
    batch = [sender.item(), sender.item(kind="usage-record"), sender.item()]
    answers = post_batch(client, *batch).json()["answers"]
    assert [each["received"]["receipt"] for each in answers] == [
        receipt_number("kiosk-01", 1),
        None,
        receipt_number("kiosk-01", 2),
    ]
    assert said(client, *reversed(batch)) == [(201, "again")] * 3
    assert keys_of(store) == Counter(each.key for each in batch)


def test_the_bytes_are_those_of_an_item_alone(client: Client, sender: Sender) -> None:
    """Whichever way it came first, and whichever way it is asked again."""
    alone, among, other = sender.item(), sender.item(), sender.item()
    first = post(client, alone)
    together = post_batch(client, among, alone, other)
    again = post(client, among)
    assert again.headers[IDEMPOTENCY_REPLAYED] == "true"
    expected = b'{"answers":[{"key":"%b","received":%b,"replayed":false},{"key":"%b","received":%b,"replayed":true},'
    assert together.content.startswith(
        expected % (among.key.encode(), again.content, alone.key.encode(), first.content)
    )


def test_every_trouble_is_its_items_own(client: Client, sender: Sender, store: Store) -> None:
    here = sender.item()
    post(client, here)
    good = [sender.item() for _ in range(3)]
    rival = sender.item(key=here.key)
    late = sender.item(case=sender.item().case)
    with_photo = sender.item(clear=(b"photo",))
    nobodys = replace(sender, recipient=seal_key().recipient("132217")).item()
    false = sender.item(terminal="kiosk-09")
    forged = sender.item()
    forged = replace(
        forged, body=forged.body | {"envelope": Sender(sender.recipient, der=sender.der).sign(forged.claims)}
    )
    misnamed = replace(sender.item(), key="0" * 32)
    batch = [good[0], rival, late, good[1], with_photo, nobodys, false, forged, misnamed, good[2]]
    assert said(client, *batch) == [
        (201, "new"),
        (409, "digest-differs"),
        (409, "sequence-gap"),
        (201, "new"),
        (409, "chunks-missing"),
        (422, "recipient-unknown"),
        (422, "envelope-refused"),
        (422, "envelope-refused"),
        (422, "envelope-refused"),
        (201, "new"),
    ]
    missing = post_batch(client, with_photo, good[0]).json()["answers"][0]["problem"]["missing"]
    assert missing == with_photo.claims["attachments"][0]["chunks"]
    assert set(keys_of(store)) == {here.key, *(each.key for each in good)}


def test_a_case_keeps_its_order_within_a_batch(client: Client, sender: Sender) -> None:
    first = sender.item()
    second, third = sender.item(case=first.case), sender.item(case=first.case)
    other = sender.item()
    assert said(client, second, other, first) == [(409, "sequence-gap"), (201, "new"), (201, "new")]
    assert said(client, first, second, third) == [(201, "again"), (201, "new"), (201, "new")]
    used = sender.item(case=first.case, case_sequence=3)
    assert said(client, used, sender.item()) == [(422, "envelope-refused"), (201, "new")]


def test_one_key_twice_in_a_batch(client: Client, sender: Sender, store: Store) -> None:
    item = sender.item()
    rival = sender.item(key=item.key)
    assert said(client, item, rival, item) == [(201, "new"), (409, "digest-differs"), (201, "again")]
    assert keys_of(store) == Counter([item.key])


@contextmanager
def _a_bug_about(store: Store, key: str) -> Iterator[None]:
    """Whatever writes this key fails as no database does."""

    def trip(*about: Any) -> None:
        if about[2].startswith("INSERT INTO intake_items") and key in repr(about[3]):
            raise LookupError("a mistake of ours")

    event.listen(store.engine, "before_cursor_execute", trip)
    try:
        yield
    finally:
        event.remove(store.engine, "before_cursor_execute", trip)


def test_a_mistake_about_one_is_not_the_others(
    client: Client, sender: Sender, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    batch = [sender.item() for _ in range(4)]
    with _a_bug_about(store, batch[1].key), caplog.at_level(logging.INFO, "gateway"):
        assert said(client, *batch) == [(201, "new"), (500, "internal"), (201, "new"), (201, "new")]
    [incident] = [each for each in map(json.loads, caplog.messages) if each["event"] == "incident"]
    assert incident["kind"] == "LookupError"
    assert said(client, *batch) == [(201, "again"), (201, "new"), (201, "again"), (201, "again")]
    assert keys_of(store) == Counter(each.key for each in batch)


def test_a_certificate_of_before_the_renewal(client: Client, sender: Sender, house: House) -> None:
    """First shown with a batch alone; envelopes by it come with others, after the renewal."""
    first, kept = sender.item(), sender.item()
    assert said(client, first) == [(201, "new")]
    sender.renew()
    with house.terminal(sender.name, sender.der) as renewed:
        assert said(renewed.client, sender.item(), kept) == [(201, "new"), (201, "new")]


def test_no_more_than_agreed(client: Client, sender: Sender) -> None:
    assert problem(post_batch(client)) == (422, "invalid-request")
    full = [sender.item() for _ in range(MOST_TOGETHER)]
    assert said(client, *full) == [(201, "new")] * MOST_TOGETHER
    assert problem(post_batch(client, *full, sender.item())) == (422, "invalid-request")
    for length, status in ((LONGEST_BATCH, 400), (LONGEST_BATCH + 1, 413)):
        sent = client.post("/v1/intake/batches", content=b" " * length, headers={"Content-Type": "application/json"})
        assert sent.status_code == status


def test_every_item_counts_towards_what_a_terminal_may_send(house: House, sender: Sender) -> None:
    passed = [0.0]
    house = with_parts(house, intake=Limits(per_minute=6, loose_bytes=1 << 20, monotonic=lambda: passed[0]))
    with house.terminal(sender.name, sender.der) as at:
        assert said(at.client, *(sender.item() for _ in range(10))) == [(201, "new")] * 10
        refused = post_batch(at.client, sender.item(), sender.item())
        assert problem(refused) == (429, "too-many-requests")
        # Six a minute: the four too many, and the next one.
        assert refused.headers["retry-after"] == "50"
        assert problem(post(at.client, sender.item())) == (429, "too-many-requests")
        passed[0] += 50
        assert said(at.client, sender.item()) == [(201, "new")]


@st.composite
def _deliveries(draw: st.DrawFn) -> tuple[list[int], list[list[int]]]:
    """How many items each case has; and items by their place in all, in deliveries of one or several."""
    lengths = draw(st.lists(st.integers(1, 3), min_size=1, max_size=5))
    place = st.integers(0, sum(lengths) - 1)
    return lengths, draw(st.lists(st.lists(place, min_size=1, max_size=8), max_size=8))


@settings(max_examples=30, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_deliveries(), st.data())
def test_any_way_of_sending_has_the_same_effect(
    house: House, sender: Sender, store: Store, plan: tuple[list[int], list[list[int]]], data: st.DataObject
) -> None:
    """Any items, any number of times, alone or in whichever batches: what happens is what one after the other would."""
    lengths, deliveries = plan
    one = Sender(sender.recipient, name=f"kiosk-{next(_names)}-x")
    row = _row(one, lengths)
    last: Counter[str] = Counter()
    answered: dict[str, set[bytes]] = {each.key: set() for each in row}
    with house.terminal(one.name, one.der) as at:
        for places in [*deliveries, *([each] for each in range(len(row)))]:
            wanted = [row[place] for place in places]
            alone = len(wanted) == 1 and data.draw(st.booleans())
            found = _alone(at.client, wanted[0]) if alone else _together(at.client, wanted)
            for item, (word, body) in zip(wanted, found, strict=True):
                assert word == _expected(last, item)
                if body:
                    answered[item.key].add(body)
    assert keys_of(store, one.name) == Counter(each.key for each in row)
    assert all(len(bodies) == 1 for bodies in answered.values())


def _row(one: Sender, lengths: Sequence[int]) -> list[Item]:
    row: list[Item] = []
    for length in lengths:
        first = one.item()
        row += [first, *(one.item(case=first.case) for _ in range(length - 1))]
    return row


def _expected(last: Counter[str], item: Item) -> str:
    number = item.claims["case_sequence"]
    if number <= last[item.case]:
        return "again"
    if number > last[item.case] + 1:
        return "sequence-gap"
    last[item.case] = number
    return "new"


def _alone(client: Client, item: Item) -> list[tuple[str, bytes]]:
    answer = post(client, item)
    if answer.status_code != 201:
        return [(problem(answer)[1], b"")]
    return [("again" if IDEMPOTENCY_REPLAYED in answer.headers else "new", answer.content)]


def _together(client: Client, wanted: Sequence[Item]) -> list[tuple[str, bytes]]:
    found = []
    for member in post_batch(client, *wanted).json()["answers"]:
        if "received" in member:
            body = json.dumps(member["received"], separators=(",", ":")).encode()
            found.append(("again" if member["replayed"] else "new", body))
        else:
            found.append((member["problem"]["type"].removeprefix("/problems/"), b""))
    return found
