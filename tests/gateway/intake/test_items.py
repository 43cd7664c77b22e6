"""Items at the intake: taken once, answered alike, in order; and everything that is refused."""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from threading import Barrier
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import func, select

from gateway.contract.intake import IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED, LONGEST_SEALED, receipt_number
from gateway.intake.limits import Limits
from gateway.intake.schema import items
from gateway.store.database import Store
from tests.gateway.intake.sending import Item, Sender, certificate, post, publish, seal_key
from tests.parts.authority import rsa_key
from tests.parts.house import Client, House, TurnedClock, problem, with_parts


def count(store: Store) -> int:
    with store.read() as conn:
        return conn.execute(select(func.count()).select_from(items)).scalar_one()


def test_received_and_said_again(client: Client, sender: Sender, store: Store, clock: TurnedClock) -> None:
    item = sender.item()
    first = post(client, item)
    assert first.status_code == 201, first.text
    assert first.json() == {
        "receipt": receipt_number("kiosk-01", 1),
        "received_at": "2026-11-21T03:00:00Z",
        "state": "received",
    }
    assert IDEMPOTENCY_REPLAYED not in first.headers
    clock.turn(days=400)
    again = post(client, item)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers[IDEMPOTENCY_REPLAYED] == "true"
    assert count(store) == 1


def test_records_have_no_receipt(client: Client, sender: Sender) -> None:
    answer = post(client, sender.item(kind="usage-record"))
    assert answer.json()["receipt"] is None


def test_the_state_is_for_its_terminal_alone(client: Client, sender: Sender, house: House) -> None:
    item = sender.item()
    post(client, item)
    state = client.get(f"/v1/intake/items/{item.key}").json()
    assert state == {
        "key": item.key,
        "receipt": receipt_number("kiosk-01", 1),
        "received_at": "2026-11-21T03:00:00Z",
        "state": "received",
        "delayed": False,
    }
    assert problem(client.get(f"/v1/intake/items/{'0' * 32}")) == (404, "not-found")
    with house.terminal("kiosk-02") as other:
        assert problem(other.client.get(f"/v1/intake/items/{item.key}")) == (404, "not-found")


def test_the_same_key_with_other_bytes(client: Client, sender: Sender, store: Store) -> None:
    item = sender.item()
    post(client, item)
    other = sender.item(key=item.key)
    assert problem(post(client, other)) == (409, "digest-differs")
    damaged = replace(item, body=item.body | {"sealed": b64encode(b"something else").decode()})
    assert problem(post(client, damaged)) == (409, "digest-differs")
    assert count(store) == 1


def test_two_terminals_may_mint_the_same_key(client: Client, sender: Sender, house: House, store: Store) -> None:
    item = sender.item()
    post(client, item)
    other = Sender(sender.recipient, name="kiosk-02")
    with house.terminal(other.name, other.der) as at:
        assert post(at.client, other.item(key=item.key)).status_code == 201
    assert count(store) == 2


def test_what_comes_before_its_predecessor_waits(client: Client, sender: Sender) -> None:
    first = sender.item()
    second, third = sender.item(case=first.case), sender.item(case=first.case)
    assert problem(post(client, second)) == (409, "sequence-gap")
    assert post(client, first).status_code == 201
    assert problem(post(client, third)) == (409, "sequence-gap")
    assert [post(client, each).status_code for each in (second, third)] == [201, 201]


def test_a_number_in_a_case_is_used_once(client: Client, sender: Sender, store: Store) -> None:
    first = sender.item()
    post(client, first)
    for number in (1, 0):
        answer = post(client, sender.item(case=first.case, case_sequence=number))
        assert problem(answer) == (422, "envelope-refused")
    assert count(store) == 1


def test_a_case_goes_on_after_its_terminal_has_lost_count(client: Client, sender: Sender, store: Store) -> None:
    """Higher than whatever was given before; from there on one after the other again."""
    first = sender.item()
    old = sender.item(case=first.case)
    post(client, first)
    later = sender.item(case=first.case, case_sequence=1003)
    assert problem(post(client, later)) == (409, "sequence-gap")
    anew = sender.item(case=first.case, case_sequence=1002, case_anew=True)
    assert post(client, anew).status_code == 201
    assert post(client, later).status_code == 201
    # What was lost and is found again comes too late: its place is taken.
    assert problem(post(client, old)) == (422, "envelope-refused")
    assert post(client, anew).headers[IDEMPOTENCY_REPLAYED] == "true"
    assert count(store) == 3


def test_a_case_may_begin_anew(client: Client, sender: Sender) -> None:
    """A terminal that has lost count can't know which cases are new."""
    anew = sender.item(case_sequence=1001, case_anew=True)
    assert problem(post(client, sender.item(case=anew.case, case_sequence=1002))) == (409, "sequence-gap")
    assert post(client, anew).status_code == 201
    assert post(client, sender.item(case=anew.case, case_sequence=1002)).status_code == 201


def test_beginning_anew_gives_no_number_twice(client: Client, sender: Sender, store: Store) -> None:
    first = sender.item()
    for each in (first, sender.item(case=first.case), sender.item(case=first.case)):
        assert post(client, each).status_code == 201
    for number in (1, 2, 3):
        again = sender.item(case=first.case, case_sequence=number, case_anew=True)
        assert problem(post(client, again)) == (422, "envelope-refused")
    assert count(store) == 3


def test_holes_in_the_terminals_own_count_are_nobodys_error(client: Client, sender: Sender) -> None:
    sender.item()
    assert post(client, sender.item()).json()["receipt"] == receipt_number("kiosk-01", 2)


def test_an_envelope_of_before_the_renewal(client: Client, sender: Sender, house: House) -> None:
    """Signed with the last certificate, sent with the new one; the intake has seen both."""
    kept = sender.item()
    client.get("/v1/intake/recipients")
    sender.renew()
    with house.terminal(sender.name, sender.der) as renewed:
        assert post(renewed.client, kept).status_code == 201


def test_an_envelope_by_a_certificate_never_seen(client: Client, sender: Sender) -> None:
    sender.renew()
    assert problem(post(client, sender.item())) == (422, "envelope-refused")


def test_anothers_certificate_is_no_use(client: Client, sender: Sender, house: House) -> None:
    """Another terminal's certificate is known here, and signs nothing for this one."""
    other = Sender(sender.recipient, name="kiosk-02")
    with house.terminal(other.name, other.der) as at:
        at.client.get("/v1/intake/recipients")
    assert problem(post(client, other.item(terminal="kiosk-01"))) == (422, "envelope-refused")
    assert problem(post(client, other.item())) == (422, "envelope-refused")


def test_a_terminal_with_an_rsa_key(sender: Sender, house: House) -> None:
    key = rsa_key("terminal")
    strong = Sender(sender.recipient, name="kiosk-03", key=key, der=certificate("kiosk-03", key))
    with house.terminal(strong.name, strong.der) as at:
        assert post(at.client, strong.item()).status_code == 201


@pytest.mark.parametrize(
    "claims",
    [
        {"terminal": "kiosk-09"},
        {"size": 5},
        {"digest": "0" * 64},
        {"lane": "records"},
        {"version": 2},
        {"kind": "secret"},
        {"sequence": 0},
        {"surprise": 1},
        {"accepted_at": "2026-11-21T12:00:00"},
    ],
    ids=str,
)
def test_an_envelope_that_lies_or_is_none(client: Client, sender: Sender, claims: dict[str, Any], store: Store) -> None:
    item = sender.item()
    said = {**item.claims, **claims}
    wrong = replace(item, body=item.body | {"envelope": sender.sign(said)})
    assert problem(post(client, wrong)) == (422, "envelope-refused")
    assert count(store) == 0


def test_a_signature_by_another_key(client: Client, sender: Sender) -> None:
    item = sender.item()
    forger = Sender(sender.recipient, key=ec.generate_private_key(ec.SECP256R1()), der=sender.der)
    forged = replace(item, body=item.body | {"envelope": forger.sign(item.claims)})
    assert problem(post(client, forged)) == (422, "envelope-refused")


@pytest.mark.parametrize("header", [{"typ": "JWT"}, {"kid": "0" * 64}, {"cty": "x"}], ids=str)
def test_a_header_that_is_not_agreed(client: Client, sender: Sender, header: dict[str, str]) -> None:
    item = sender.item()
    wrong = replace(item, body=item.body | {"envelope": sender.sign(item.claims, **header)})
    assert problem(post(client, wrong)) == (422, "envelope-refused")


def test_the_header_names_the_key(client: Client, sender: Sender) -> None:
    item = replace(sender.item(), key="0" * 32)
    assert problem(post(client, item)) == (422, "envelope-refused")
    answer = client.post("/v1/intake/items", json=item.body)
    assert problem(answer) == (422, "invalid-request")
    assert IDEMPOTENCY_KEY in answer.json()["errors"][0]["where"]


def test_a_key_that_was_never_offered(client: Client, sender: Sender) -> None:
    sender.recipient = seal_key().recipient("132217")
    assert problem(post(client, sender.item())) == (422, "recipient-unknown")


def test_another_municipality_with_that_key(client: Client, sender: Sender) -> None:
    assert problem(post(client, sender.item(municipality="011002"))) == (422, "recipient-unknown")


def test_the_largest_item_and_one_more(client: Client, sender: Sender) -> None:
    def of(size: int) -> Item:
        sealed = secrets.token_bytes(size)
        item = sender.item()
        said = item.claims | {"size": size, "digest": sha256(sealed).hexdigest()}
        return replace(item, body={"envelope": sender.sign(said), "sealed": b64encode(sealed).decode()})

    assert post(client, of(LONGEST_SEALED)).status_code == 201
    assert problem(post(client, of(LONGEST_SEALED + 1))) == (422, "invalid-request")
    assert problem(post(client, of(2 * LONGEST_SEALED))) == (413, "too-large")


def test_a_terminal_that_sends_too_much(house: House, sender: Sender, clock: TurnedClock) -> None:
    """Others are served; when the time that was named has passed, it is served, too."""
    passed = [0.0]
    house = with_parts(house, intake=Limits(per_minute=3, loose_bytes=1 << 20, monotonic=lambda: passed[0]))
    other = Sender(sender.recipient, name="kiosk-02")
    with house.terminal(sender.name, sender.der) as first, house.terminal(other.name, other.der) as second:
        answers = [post(first.client, sender.item()) for _ in range(4)]
        assert [each.status_code for each in answers] == [201, 201, 201, 429]
        assert problem(answers[3]) == (429, "too-many-requests")
        assert post(second.client, other.item()).status_code == 201
        passed[0] += int(answers[3].headers["retry-after"])
        assert post(first.client, sender.item()).status_code == 201


def test_nothing_of_an_item_is_in_the_log(client: Client, sender: Sender, caplog: pytest.LogCaptureFixture) -> None:
    item = sender.item(follow="x" * 22)
    with caplog.at_level("DEBUG"):
        post(client, item)
    for secret in (item.key, item.case, item.body["envelope"], item.body["sealed"][:40]):
        assert secret not in caplog.text


def test_forty_keys_twenty_five_times_each(sender: Sender, house: House, store: Store) -> None:
    """All at once, in this process: forty effects, and every answer to a key the same bytes."""
    wanted = [sender.item() for _ in range(40)]
    # No more at once than there are connections; they still meet.
    barrier = Barrier(25)

    def send(client: Client, item: Item) -> tuple[str, int, bytes]:
        barrier.wait(60)
        answer = post(client, item)
        return item.key, answer.status_code, answer.content

    with house.terminal(sender.name, sender.der) as at, ThreadPoolExecutor(25) as pool:
        sent = [pool.submit(send, at.client, item) for item in wanted for _ in range(25)]
        answers = [each.result(120) for each in sent]
    assert count(store) == 40
    assert {status for _, status, _ in answers} == {201}
    assert len({(key, body) for key, _, body in answers}) == 40


def test_recipients(client: Client, sender: Sender, store: Store, clock: TurnedClock) -> None:
    clock.turn(minutes=1)
    newer = publish(store, seal_key(), now=clock())
    found = client.get("/v1/intake/recipients").json()
    assert [each["key_id"] for each in found["recipients"]] == [newer.key_id, sender.recipient.key_id]
    assert found["recipients"][0] == json.loads(newer.model_dump_json())
