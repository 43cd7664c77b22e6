"""From a put to the gateway: once, in order; what holds what; and what the terminal hears of it."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.dev_certs import make
from offline_queue.client import QueueClient
from offline_queue.values import (
    Accepted,
    Dead,
    Lane,
    LinkState,
    NeverPut,
    NewItem,
    No,
    Reason,
    Received,
    Trouble,
    Waiting,
    Yes,
    mint,
)
from tests.offline_queue.peer import Asked, Intake, Misbehave, Reply, good, listening, problem
from tests.offline_queue.site import TERMINAL, Site, recipient, sealed_item


def _put(queue: QueueClient, item: NewItem) -> Accepted:
    accepted = queue.put(item)
    assert isinstance(accepted, Accepted), accepted
    return accepted


def _received(queue: QueueClient, *items: NewItem) -> None:
    for item in items:
        fate = queue.delivery(item.key, wait_s=50)
        assert isinstance(fate, Received), fate


def _to_items(then: Callable[[Asked, Callable[[], Reply]], Reply | None]) -> Misbehave:
    """Only posts of items are treated so."""
    return lambda asked, answer: then(asked, answer) if asked.method == "POST" else answer()


def test_an_item_is_accepted_then_received(site: Site, intake: Intake) -> None:
    with site.running() as queue:
        item = sealed_item(site.to, attachments=(b"photo" * 100_000, b"x"))
        accepted = _put(queue, item)
        assert accepted.sequence == 1
        fate = queue.delivery(item.key, wait_s=20)
        assert isinstance(fate, Received)
        assert fate.receipt == accepted.receipt
        assert intake.items[item.key][1] == item.sealed
        assert (
            b"".join(intake.chunks[each] for each in intake.claims[item.key]["attachments"][0]["chunks"])
            == (item.attachments[0])
        )
        # Late, after its delivery: as the first time.
        assert queue.put(item) == accepted
        assert site.status().lanes[Lane.APPLICATIONS].depth == 0
    assert set(intake.effects.values()) == {1}


def test_without_a_gateway_it_is_kept_and_goes_when_there_is_one(site: Site, intake: Intake) -> None:
    port, site.port = site.port, 9
    items = [sealed_item(site.to), sealed_item(site.to, lane=Lane.RECORDS)]
    with site.running() as queue:
        receipts = [_put(queue, item).receipt for item in items]
        assert receipts[0] is not None
        assert receipts[1] is None
        site.wait(lambda status: status.link is LinkState.NO_GATEWAY)
        assert isinstance(queue.delivery(items[0].key), Waiting)
        assert isinstance(queue.delivery(mint()), NeverPut)
    site.port = port
    with site.running() as queue:
        _received(queue, *items)
    assert intake.claims[items[0].key]["sequence"] == 1


def test_order_is_kept_per_case_while_answers_get_lost(site: Site, intake: Intake) -> None:
    """Every second answer is lost after the item took effect."""
    turns = iter(range(10**6))
    intake.behave = _to_items(lambda _, answer: (answer(), None)[1] if next(turns) % 2 else answer())
    cases = [mint() for _ in range(4)]
    items = [sealed_item(site.to, case=case) for _ in range(6) for case in cases]
    with site.running() as queue:
        for item in items:
            _put(queue, item)
        _received(queue, *items)
    assert {intake.effects[item.key] for item in items} == {1}
    for case in cases:
        assert intake.order[case] == sorted(intake.order[case])
        assert len(intake.order[case]) == 6


def test_a_dead_letter_holds_its_case_and_no_other(site: Site, intake: Intake) -> None:
    case = mint()
    bad, held, other = sealed_item(site.to, case=case), sealed_item(site.to, case=case), sealed_item(site.to)
    intake.behave = _to_items(
        lambda asked, answer: (
            problem(422, "envelope-refused") if asked.headers["idempotency-key"] == bad.key else answer()
        )
    )
    with site.running() as queue:
        for item in (bad, held, other):
            _put(queue, item)
        assert queue.delivery(bad.key, wait_s=30) == Dead("envelope-refused")
        _received(queue, other)
        status = site.status()
        (lane, letter) = status.lanes[Lane.APPLICATIONS], status.dead_letters[0]
        assert (lane.depth, lane.dead, lane.held) == (2, 1, 1)
        assert (letter.key, letter.problem) == (bad.key, "envelope-refused")
        assert isinstance(queue.delivery(held.key), Waiting)
    # It is still dead, and held, after a restart.
    intake.behave = good
    with site.running() as queue:
        assert queue.delivery(bad.key) == Dead("envelope-refused")
        assert queue.retry(held.key) == NeverPut()
        assert queue.retry(bad.key) == Yes()
        _received(queue, bad, held)
    assert intake.order[case] == [1, 2]
    assert site.events("dead_letter")[0]["level"] == "alarm"


@pytest.mark.parametrize("status", [400, 409, 413, 415, 422])
def test_what_the_gateway_refuses_by_the_contract_is_dead(site: Site, intake: Intake, status: int) -> None:
    intake.behave = _to_items(lambda *_: problem(status, "some-reason"))
    with site.running() as queue:
        item = sealed_item(site.to)
        _put(queue, item)
        assert queue.delivery(item.key, wait_s=30) == Dead("some-reason")


def _page(status: int) -> Misbehave:
    return _to_items(lambda *_: (status, {"Content-Type": "text/html"}, b"<h1>no</h1>"))


def _receipt_of_another(_asked: Asked, answer: Callable[[], Reply]) -> Reply:
    status, headers, body = answer()
    return status, headers, body.replace(b"000001-", b"000002-")


@pytest.mark.parametrize(
    "behave",
    [
        *(_page(status) for status in (200, 302, 400, 404, 409, 413, 500, 502)),
        _to_items(lambda *_: (201, {"Content-Type": "application/json"}, b'{"state": "received"}')),
        _to_items(lambda *_: (201, {"Content-Type": "application/json"}, b"{")),
        _to_items(_receipt_of_another),
        _to_items(lambda *_: problem(500, "internal")),
        _to_items(lambda *_: problem(408, "request-timeout")),
        _to_items(lambda *_: problem(409, "sequence-gap")),
        _to_items(lambda *_: problem(409, "chunks-missing", missing=["0" * 64])),
        _to_items(lambda *_: problem(503, "unavailable")),
        _to_items(lambda *_: problem(429, "too-many-requests", {"Retry-After": "0"})),
        _to_items(lambda *_: None),
    ],
)
def test_any_other_answer_is_no_word_about_the_item(site: Site, intake: Intake, behave: Misbehave) -> None:
    intake.behave = behave
    with site.running() as queue:
        item = sealed_item(site.to)
        _put(queue, item)
        site.wait_event("not_delivered")
        fate = queue.delivery(item.key)
        assert isinstance(fate, Waiting)
        assert fate.tries >= 1
        intake.behave = good
        queue.resume()
        _received(queue, item)
    assert set(intake.effects.values()) == {1}


def test_an_item_that_is_always_trouble_does_not_stop_the_others(site: Site, intake: Intake) -> None:
    poison = sealed_item(site.to)
    intake.behave = _to_items(
        lambda asked, answer: problem(500, "internal") if asked.headers["idempotency-key"] == poison.key else answer()
    )
    items = [sealed_item(site.to) for _ in range(20)]
    with site.running() as queue:
        for item in (poison, *items):
            _put(queue, item)
        _received(queue, *items)
        assert isinstance(queue.delivery(poison.key), Waiting)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_terminal_stops_and_goes_on_when_a_technician_has_acted(
    site: Site, intake: Intake, status: int
) -> None:
    intake.behave = lambda *_: problem(status, "terminal-unknown")
    with site.running() as queue:
        item = sealed_item(site.to)
        _put(queue, item)
        site.wait(lambda found: found.link is LinkState.STOPPED)
        asked = len(intake.asked)
        _put(queue, sealed_item(site.to))  # still accepted, and nobody asks for it
        assert site.status().link is LinkState.STOPPED
        assert len(intake.asked) == asked
        intake.behave = good
        assert queue.resume() == Yes()
        _received(queue, item)
        assert site.status().link is LinkState.ONLINE
    assert len(site.events("stopped_by_gateway")) == 1


def test_a_new_identity_is_used_at_once(site: Site, intake: Intake, tmp_path: Path) -> None:
    """The gateway refuses the old certificate; a new one comes to lie in its place. What was signed stays signed."""
    old = intake.certificate
    renewed = threading.Event()
    intake.behave = lambda _asked, answer: answer() if renewed.is_set() else problem(403, "terminal-unknown")
    with site.running() as queue:
        before = sealed_item(site.to)
        _put(queue, before)
        site.wait(lambda found: found.link is LinkState.STOPPED)
        fresh = tmp_path / "fresh"
        fresh.mkdir()
        for name in ("ca.pem", "ca.key"):
            (fresh / name).write_bytes((site.tls / name).read_bytes())
        make(fresh, TERMINAL, ())
        renewed.set()
        for name in (f"{TERMINAL}.key", f"{TERMINAL}.pem"):
            (fresh / name).rename(site.tls / name)
        _received(queue, before)
        # From now on envelopes are by the new key.
        intake.certificate = x509.load_pem_x509_certificate((site.tls / f"{TERMINAL}.pem").read_bytes())
        after = sealed_item(site.to)
        _put(queue, after)
        _received(queue, after)
    assert intake.certificate != old
    assert site.events("identity_changed") != []


def test_the_certificate_comes_along_until_the_gateway_has_answered_to_it(site: Site, intake: Intake) -> None:
    """It may be renewed before there is a line; the gateway could not tell who signed."""
    own = base64.b64encode(intake.certificate.public_bytes(Encoding.DER)).decode()
    port, site.port = site.port, 9
    item = sealed_item(site.to)
    with site.running() as queue:
        _put(queue, item)
    site.port = port
    with site.running() as queue:
        _received(queue, item)
        assert _brought(intake, item) == [own]
        for _ in range(100):  # the answer may be on its way
            item = sealed_item(site.to)
            _put(queue, item)
            _received(queue, item)
            if _brought(intake, item) is None:
                break
        else:
            pytest.fail("it goes along for ever")


def _brought(intake: Intake, item: NewItem) -> object:
    header = intake.items[item.key][0].split(".")[0]
    return json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4))).get("x5c")


def test_retry_after_wins(site: Site, intake: Intake) -> None:
    intake.behave = _to_items(lambda *_: problem(503, "unavailable", {"Retry-After": "3000"}))
    with site.running() as queue:
        item = sealed_item(site.to)
        _put(queue, item)
        status = site.wait(lambda found: found.last_trouble is Trouble.BUSY)
        posts = intake.count("POST", "/v1/intake/items")
        assert status.next_try_s is not None
        assert status.next_try_s > 2900
        # Not even somebody new at the terminal changes that.
        _put(queue, sealed_item(site.to))
        status = site.status()
        assert status.next_try_s is not None
        assert status.next_try_s > 2900
        assert intake.count("POST", "/v1/intake/items") == posts


def test_an_upload_goes_on_where_it_broke_off(site: Site, intake: Intake) -> None:
    photo = bytes(range(256)) * 4096  # 1 MiB: 5 chunks with the seal
    broken = threading.Event()

    def twice_only(asked: Asked, answer: Callable[[], Reply]) -> Reply | None:
        if asked.method == "PUT" and len(intake.chunks) == 2 and not broken.is_set():
            broken.set()
            return None
        return answer()

    intake.behave = twice_only
    with site.running() as queue:
        item = sealed_item(site.to, attachments=(photo,))
        _put(queue, item)
        _received(queue, item)
    assert broken.is_set()
    sent = [each.path for each in intake.asked if each.method == "PUT"]
    assert len(set(sent)) == 5
    assert len(sent) == 6  # the one that was cut off, once more; the two before it not


def test_chunks_that_the_gateway_let_go_are_sent_again(site: Site, intake: Intake) -> None:
    def forgetful(asked: Asked, answer: Callable[[], Reply]) -> Reply | None:
        if asked.method == "POST" and intake.count("POST", "/") == 1:
            intake.chunks.clear()
        return answer()

    intake.behave = forgetful
    with site.running() as queue:
        item = sealed_item(site.to, attachments=(b"photo",))
        _put(queue, item)
        _received(queue, item)
    assert intake.count("PUT", "/v1/intake/chunks/") == 2


def test_the_gateways_clock_is_told_in_the_envelope(site: Site, intake: Intake) -> None:
    def a_century_ahead(_asked: Asked, answer: Callable[[], Reply]) -> Reply:
        status, headers, body = answer()
        return status, {**headers, "Date": "Sun, 22 Nov 2126 00:00:00 GMT"}, body

    intake.behave = a_century_ahead
    with site.running() as queue:
        site.wait(lambda status: status.clock_offset_s is not None)
        item = sealed_item(site.to)
        _put(queue, item)
        _received(queue, item)
    assert intake.claims[item.key]["clock_offset_s"] > 99 * 365 * 86_400


def test_keys_are_fetched_kept_and_offered(site: Site, intake: Intake) -> None:
    fresh = recipient()
    intake.recipients = (fresh,)
    with site.running() as queue:
        site.wait_event("recipients")
        assert queue.recipients(fresh.municipality) == (fresh,)
        assert queue.recipients("999999") == ()
        assert queue.may_accept(Lane.APPLICATIONS, 1000, "999999") == No(Reason.NO_KEY)
        assert queue.may_accept(Lane.APPLICATIONS, 1000, fresh.municipality) == Yes()
        assert queue.put(sealed_item(site.to)) == No(Reason.NO_KEY)
    site.port = 9
    with site.running() as queue:
        assert queue.recipients(fresh.municipality) == (fresh,)
        assert isinstance(queue.put(sealed_item(fresh)), Accepted)


def test_several_clients_at_once(site: Site, intake: Intake) -> None:
    with site.running() as queue:
        items = [sealed_item(site.to) for _ in range(40)]
        threads = [threading.Thread(target=_put_all, args=(queue, items[n::8])) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        _received(queue, *items)
    assert sorted(claims["sequence"] for claims in intake.claims.values()) == list(range(1, 41))


def _put_all(queue: QueueClient, items: Sequence[NewItem]) -> None:
    for item in items:
        _put(queue, item)


def test_the_gateway_goes_away_and_comes_back(site: Site, intake: Intake) -> None:
    with site.running() as queue:
        first = sealed_item(site.to)
        _put(queue, first)
        _received(queue, first)
    # A peer of its own, that can be taken down in between.
    other = Intake(intake.certificate, intake.recipients)
    with listening(other, site.tls):
        site.port = other.port
        process = site.start()
    try:
        queue = site.client
        second = sealed_item(site.to)
        _put(queue, second)
        site.wait(lambda status: status.link is LinkState.NO_GATEWAY)
        with listening(other, site.tls, site.port):
            _received(queue, second)
            assert site.status().link is LinkState.ONLINE
    finally:
        process.terminate()
        process.communicate(timeout=30)
