"""One item, received exactly once, however often and at however many nodes it arrives.

The row (terminal, key) decides, with the digest of the envelope, which names all sealed bytes. What was answered is
kept as bytes and answered again. The case's row counts its items: one that comes before its predecessor is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from gateway import log
from gateway.contract.intake import ItemState, NewItem, Received
from gateway.contract.problem import ProblemType
from gateway.intake import chunks, envelopes
from gateway.intake.caller import certificate_of
from gateway.intake.envelopes import Envelope
from gateway.intake.recipients import is_known
from gateway.intake.schema import cases, items
from gateway.parts import Parts
from gateway.problems import Refusal
from gateway.terminal import Terminal

_TRIES = 5


class _Twin(Exception):
    """The same item has been received at this very instant."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of `Received`; replayed: they were answered before."""

    body: bytes = field(repr=False)
    replayed: bool


def receive(parts: Parts, terminal: Terminal, idempotency_key: str, new: NewItem) -> Answer:
    """Receive an item, or say again what was said. Raises `Refusal`."""
    envelope = envelopes.read(new.envelope)
    if envelope is None or envelope.claims.key != idempotency_key or envelope.claims.terminal != terminal.id:
        raise Refusal(ProblemType.ENVELOPE_REFUSED)
    for _ in range(_TRIES):
        try:
            with parts.store.write() as conn:
                answer = _receive(parts, conn, terminal, envelope, new.sealed)
            break
        except (IntegrityError, _Twin):
            # The same item, or another of its case, at the same instant: look again.
            continue
    else:
        raise Refusal(ProblemType.UNAVAILABLE, headers={"Retry-After": "1"})
    log.event("item_received", terminal=terminal.id, kind=envelope.claims.kind, replayed=answer.replayed)
    return answer


def state_of(conn: Connection, terminal: Terminal, key: str) -> ItemState:
    """Where an item of this terminal stands. Raises `Refusal` not-found."""
    found = conn.execute(
        select(items.c.response, items.c.received_at, cases.c.state, cases.c.delayed)
        .join(cases, (cases.c.terminal == items.c.terminal) & (cases.c.id == items.c.case_id))
        .where(items.c.terminal == terminal.id, items.c.key == key)
    ).first()
    if found is None:
        raise Refusal(ProblemType.NOT_FOUND)
    receipt = Received.model_validate_json(found.response).receipt
    return ItemState(key=key, receipt=receipt, received_at=found.received_at, state=found.state, delayed=found.delayed)


def _receive(parts: Parts, conn: Connection, terminal: Terminal, envelope: Envelope, sealed: bytes) -> Answer:
    known = _known(conn, terminal, envelope.claims.key)
    if known is not None:
        if known.envelope_digest != envelope.digest or not envelope.fits(sealed):
            raise Refusal(ProblemType.DIGEST_DIFFERS)
        return Answer(bytes(known.response), replayed=True)
    _check(conn, terminal, envelope, sealed)
    now, claims = parts.now(), envelope.claims
    pieces = tuple(digest for attachment in claims.attachments for digest in attachment.chunks)
    if missing := chunks.name(conn, terminal, pieces, now):
        raise Refusal(ProblemType.CHUNKS_MISSING, missing=missing)
    _count_in_case(parts, conn, terminal, envelope)
    body = Received(receipt=claims.receipt, received_at=now).model_dump_json().encode()
    conn.execute(
        insert(items).values(
            terminal=terminal.id,
            key=claims.key,
            case_id=claims.case,
            case_sequence=claims.case_sequence,
            lane=claims.lane,
            kind=claims.kind,
            sequence=claims.sequence,
            municipality=claims.municipality,
            follow=claims.follow,
            envelope=envelope.compact,
            envelope_digest=envelope.digest,
            sealed=sealed,
            received_at=now,
            response=body,
        )
    )
    chunks.use(conn, terminal, claims.key, pieces)
    return Answer(body, replayed=False)


def _known(conn: Connection, terminal: Terminal, key: str) -> Row[Any, Any] | None:
    mine = (items.c.terminal == terminal.id) & (items.c.key == key)
    return conn.execute(select(items.c.envelope_digest, items.c.response).where(mine)).first()


def _check(conn: Connection, terminal: Terminal, envelope: Envelope, sealed: bytes) -> None:
    certificate = certificate_of(conn, terminal, envelope.header.kid)
    if certificate is None or not envelopes.signed_by(envelope, certificate) or not envelope.fits(sealed):
        raise Refusal(ProblemType.ENVELOPE_REFUSED)
    claims = envelope.claims
    if not is_known(conn, claims.municipality, claims.recipient, claims.suite):
        raise Refusal(ProblemType.RECIPIENT_UNKNOWN)


def _count_in_case(parts: Parts, conn: Connection, terminal: Terminal, envelope: Envelope) -> None:
    claims = envelope.claims
    mine = (cases.c.terminal == terminal.id) & (cases.c.id == claims.case)
    if claims.case_sequence == 1 and conn.execute(select(cases.c.id).where(mine)).first() is None:
        conn.execute(
            insert(cases).values(
                terminal=terminal.id,
                id=claims.case,
                last_sequence=1,
                state="received",
                delayed=False,
                version=0,
                changed_at=parts.now(),
            )
        )
        return
    before = cases.c.last_sequence == claims.case_sequence - 1
    if conn.execute(update(cases).where(mine, before).values(last_sequence=claims.case_sequence)).rowcount == 1:
        return
    last = conn.execute(select(cases.c.last_sequence).where(mine)).scalar_one_or_none()
    if last is not None and last >= claims.case_sequence:
        if _known(conn, terminal, claims.key) is not None:
            raise _Twin
        raise Refusal(ProblemType.ENVELOPE_REFUSED)
    raise Refusal(ProblemType.SEQUENCE_GAP)
