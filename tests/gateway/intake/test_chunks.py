"""Attachments in pieces: kept, resumed, held for their items, and gone when nobody names them."""

from __future__ import annotations

import secrets
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from gateway.app import sweep
from gateway.contract.applications import Attachment, Content
from gateway.contract.intake import CONTENT_DIGEST, LONGEST_CHUNK, content_digest, digest_fits
from gateway.intake import handover
from gateway.intake.limits import Limits
from gateway.intake.schema import chunks, items
from gateway.store.database import Store
from tests.gateway.intake.sending import INQUIRY, Item, Sender, post, put_chunk
from tests.gateway.intake.sending import pieces as pieces_of
from tests.parts.house import NOON, Client, House, TurnedClock, problem, with_parts

PHOTO = secrets.token_bytes(2 * LONGEST_CHUNK + 1000)


def with_photo(sender: Sender) -> Item:
    about = Attachment(title="写真", media_type="image/jpeg", size=len(PHOTO), sha256=sha256(PHOTO).hexdigest())
    document = INQUIRY.model_copy(update={"attachments": (about,)})
    return sender.item(Content(document=document, attachments=(about,)), clear=(PHOTO,))


def here(store: Store) -> set[str]:
    with store.read() as conn:
        return set(conn.execute(select(chunks.c.sha256)).scalars())


def test_sent_resumed_and_taken(client: Client, sender: Sender, store: Store) -> None:
    item = with_photo(sender)
    assert len(item.chunks) == 3
    digests = [sha256(each).hexdigest() for each in item.chunks]
    assert put_chunk(client, item.chunks[1]).status_code == 201
    assert put_chunk(client, item.chunks[1]).status_code == 200
    there = [client.request("HEAD", f"/v1/intake/chunks/{each}").status_code for each in digests]
    assert there == [404, 200, 404]
    refused = post(client, item)
    assert problem(refused) == (409, "chunks-missing")
    assert refused.json()["missing"] == [digests[0], digests[2]]
    for chunk in item.chunks:
        put_chunk(client, chunk)
    assert post(client, item).status_code == 201
    with store.write() as conn:
        waiting = handover.fetch(conn, sender.name, item.key)
        assert waiting is not None
        assert pieces_of(waiting.attachments[0]) == list(item.chunks)
        handover.taken(conn, sender.name, item.key, NOON)
        assert handover.fetch(conn, sender.name, item.key) is None
        assert conn.execute(select(items.c.sealed)).scalar_one() is None
    assert here(store) == set()
    # What was received stays received.
    assert post(client, item).status_code == 201


def test_what_nobody_names_goes_after_a_day(
    client: Client, sender: Sender, house: House, store: Store, clock: TurnedClock
) -> None:
    needed, loose = with_photo(sender), with_photo(sender)
    for chunk in (*needed.chunks, *loose.chunks):
        put_chunk(client, chunk)
    post(client, needed)
    clock.turn(hours=24)
    sweep(house.parts)
    assert len(here(store)) == 6
    clock.turn(seconds=1)
    sweep(house.parts)
    assert here(store) == {sha256(each).hexdigest() for each in needed.chunks}
    assert problem(post(client, loose)) == (409, "chunks-missing")


def test_sending_again_prolongs(client: Client, sender: Sender, house: House, store: Store, clock: TurnedClock) -> None:
    item = with_photo(sender)
    put_chunk(client, item.chunks[0])
    clock.turn(hours=23)
    put_chunk(client, item.chunks[0])
    clock.turn(hours=23)
    sweep(house.parts)
    assert len(here(store)) == 1


def test_a_chunk_of_another_terminal_is_not_mine(client: Client, sender: Sender, house: House) -> None:
    """Not even whether it exists is told."""
    item = with_photo(sender)
    for chunk in item.chunks:
        put_chunk(client, chunk)
    other = Sender(sender.recipient, name="kiosk-02")
    with house.terminal(other.name, other.der) as at:
        digest = sha256(item.chunks[0]).hexdigest()
        assert at.client.request("HEAD", f"/v1/intake/chunks/{digest}").status_code == 404
        stolen = other.item(attachments=item.claims["attachments"])
        assert problem(post(at.client, stolen)) == (409, "chunks-missing")


@pytest.mark.parametrize(
    ("digest", "expected"),
    [
        (content_digest(b"other"), (400, "digest-wrong")),
        ("sha-512=:AAAA:", (400, "digest-wrong")),
        ("rubbish", (400, "digest-wrong")),
        ("x" * 500, (422, "invalid-request")),
    ],
)
def test_a_digest_that_does_not_fit(client: Client, digest: str, expected: tuple[int, str], store: Store) -> None:
    assert problem(put_chunk(client, b"chunk", **{CONTENT_DIGEST: digest})) == expected
    assert here(store) == set()


def test_the_path_must_fit_too(client: Client) -> None:
    headers = {CONTENT_DIGEST: content_digest(b"chunk"), "Content-Type": "application/octet-stream"}
    answer = client.put(f"/v1/intake/chunks/{'0' * 64}", content=b"chunk", headers=headers)
    assert problem(answer) == (400, "digest-wrong")


def test_nothing_too_much_and_something_else(client: Client) -> None:
    assert problem(put_chunk(client, b"")) == (422, "invalid-request")
    assert put_chunk(client, secrets.token_bytes(LONGEST_CHUNK)).status_code == 201
    assert problem(put_chunk(client, secrets.token_bytes(LONGEST_CHUNK + 1))) == (413, "too-large")
    assert problem(put_chunk(client, b"{}", **{"Content-Type": "application/json"})) == (415, "unsupported-media-type")


def test_so_much_may_lie_here_loose(sender: Sender, house: House) -> None:
    house = with_parts(house, intake=Limits(per_minute=1000, loose_bytes=3 * LONGEST_CHUNK, monotonic=lambda: 0.0))
    first, second = with_photo(sender), with_photo(sender)
    with house.terminal(sender.name, sender.der) as at:
        for chunk in first.chunks:
            assert put_chunk(at.client, chunk).status_code == 201
        full = put_chunk(at.client, second.chunks[0])
        assert problem(full) == (429, "too-many-requests")
        assert int(full.headers["retry-after"]) > 0
        # What is here already is no burden; and what an item needs is not loose.
        assert put_chunk(at.client, first.chunks[0]).status_code == 200
        assert post(at.client, first).status_code == 201
        assert put_chunk(at.client, second.chunks[0]).status_code == 201


@given(st.binary(min_size=1), st.binary(min_size=1))
def test_digests(content: bytes, other: bytes) -> None:
    assert digest_fits(content_digest(content), content)
    assert digest_fits(f"sha-512=:AAAA:, {content_digest(content)}", content)
    assert digest_fits(content_digest(other), content) == (content == other)
    assert not digest_fits(f"{content_digest(content)}, {content_digest(content)}", content)
