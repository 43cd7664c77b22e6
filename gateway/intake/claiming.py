"""One transaction for items that arrived together, no two of them with one key or of one case.

Each step settles some of them; what is left at the end is written. Locks are taken in one order by everybody – the
terminal's certificate, chunks, cases, items, each kind sorted –, so that nobody waits in a circle, however two
deliveries overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from gateway.contract.intake import EnvelopeClaims, Received
from gateway.contract.problem import ProblemType
from gateway.intake import certificates, chunks, envelopes
from gateway.intake.envelopes import Envelope
from gateway.intake.inserting import insert_new
from gateway.intake.recipients import known_among
from gateway.intake.schema import cases, items
from gateway.terminal import Terminal


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item with an envelope that can be read, and that names this terminal and its key."""

    envelope: Envelope
    sealed: bytes = field(repr=False)

    @property
    def claims(self) -> EnvelopeClaims:
        """What the envelope says."""
        return self.envelope.claims

    @property
    def chunks(self) -> tuple[str, ...]:
        """Those of all its attachments."""
        return tuple(digest for attachment in self.claims.attachments for digest in attachment.chunks)


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of `Received`; replayed: they were answered before."""

    body: bytes = field(repr=False)
    replayed: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Not received. missing: of `chunks-missing`. incident: of `internal`."""

    type: ProblemType
    missing: tuple[str, ...] | None = None
    retry_after_s: int | None = None
    incident: str | None = None


Outcome = Answer | Refused
_Settled = dict[str, Outcome]


def claim(
    conn: Connection, terminal: Terminal, arrivals: Sequence[Arrival], client_ca: Path, now: datetime
) -> list[Outcome]:
    """What came of each. client_ca: who issues terminals' certificates.

    Raises IntegrityError if one of them collided with somebody: then none was received.
    """
    left = {each.claims.key: each for each in sorted(arrivals, key=lambda each: each.claims.key)}
    settled: _Settled = {}
    not_proven = partial(_not_proven, client_ca=client_ca)
    for step in (_said_before, not_proven, _without_chunks, _out_of_turn, _written):
        found = step(conn, terminal, list(left.values()), now) if left else {}
        settled |= found
        left = {key: each for key, each in left.items() if key not in found}
    return [settled[each.claims.key] for each in arrivals]


def _said_before(conn: Connection, terminal: Terminal, arrivals: Sequence[Arrival], _now: datetime) -> _Settled:
    mine = (items.c.terminal == terminal.id) & items.c.key.in_([each.claims.key for each in arrivals])
    rows = conn.execute(select(items.c.key, items.c.envelope_digest, items.c.response).where(mine))
    known = {row.key: row for row in rows}
    found: _Settled = {}
    for each in arrivals:
        row = known.get(each.claims.key)
        if row is None:
            continue
        same = row.envelope_digest == each.envelope.digest and each.envelope.fits(each.sealed)
        found[row.key] = Answer(bytes(row.response), True) if same else Refused(ProblemType.DIGEST_DIFFERS)
    return found


def _not_proven(
    conn: Connection, terminal: Terminal, arrivals: Sequence[Arrival], now: datetime, client_ca: Path
) -> _Settled:
    wanted = {terminal.thumbprint, *(each.envelope.header.kid for each in arrivals)}
    known = certificates.shown(conn, terminal, wanted)
    if terminal.thumbprint not in known:
        certificates.remember(conn, terminal, now)
    known[terminal.thumbprint] = terminal.certificate
    sealed_to = known_among(conn, {each.claims.recipient for each in arrivals})
    found: _Settled = {}
    for each in arrivals:
        claims, header = each.claims, each.envelope.header
        certificate = known.get(header.kid) or certificates.enclosed(header, terminal, client_ca)
        if (
            certificate is None
            or not envelopes.signed_by(each.envelope, certificate)
            or not each.envelope.fits(each.sealed)
        ):
            found[claims.key] = Refused(ProblemType.ENVELOPE_REFUSED)
        elif (claims.municipality, claims.recipient, claims.suite) not in sealed_to:
            found[claims.key] = Refused(ProblemType.RECIPIENT_UNKNOWN)
    return found


def _without_chunks(conn: Connection, terminal: Terminal, arrivals: Sequence[Arrival], now: datetime) -> _Settled:
    gone = set(chunks.name(conn, terminal, {digest for each in arrivals for digest in each.chunks}, now))
    found: _Settled = {}
    for each in arrivals:
        missing = tuple(digest for digest in each.chunks if digest in gone)
        if missing:
            found[each.claims.key] = Refused(ProblemType.CHUNKS_MISSING, missing=missing)
    return found


def _out_of_turn(conn: Connection, terminal: Terminal, arrivals: Sequence[Arrival], now: datetime) -> _Settled:
    """Each is counted in its case if its turn has come; settled are those that were not."""
    in_order = sorted((each.claims for each in arrivals), key=lambda claims: claims.case)
    counted = _begun(conn, terminal, [each for each in in_order if each.case_anew or each.case_sequence == 1], now)
    later = [each for each in in_order if each.case_sequence > 1]
    counted |= _advanced(conn, terminal, {each.case: each for each in later if each.case not in counted})
    not_counted = [each for each in arrivals if each.claims.case not in counted]
    if not not_counted:
        return {}
    # Somebody may have delivered the same in the meantime: we waited for him.
    found = _said_before(conn, terminal, not_counted, now)
    last = _last_of(conn, terminal, [each.claims.case for each in not_counted])
    for each in not_counted:
        used = last.get(each.claims.case, 0) >= each.claims.case_sequence
        refusal = ProblemType.ENVELOPE_REFUSED if used else ProblemType.SEQUENCE_GAP
        found.setdefault(each.claims.key, Refused(refusal))
    return found


def _begun(conn: Connection, terminal: Terminal, firsts: Sequence[EnvelopeClaims], now: datetime) -> set[str]:
    """Cases that began with this."""
    if not firsts:
        return set()
    row = {"terminal": terminal.id, "state": "received", "delayed": False, "version": 0, "changed_at": now}
    rows = [{**row, "id": each.case, "last_sequence": each.case_sequence} for each in firsts]
    return insert_new(conn, cases, rows, cases.c.id)


def _advanced(conn: Connection, terminal: Terminal, nexts: dict[str, EnvelopeClaims]) -> set[str]:
    """Cases that counted on to this number: the next one, or any higher one where the terminal began anew."""
    if not nexts:
        return set()
    mine = cases.c.terminal == terminal.id
    locked = conn.execute(
        select(cases.c.id, cases.c.last_sequence)
        .where(mine, cases.c.id.in_(list(nexts)))
        .order_by(cases.c.id)
        .with_for_update(key_share=True)
    )
    due, anew = [], []
    for row in locked:
        item = nexts[row.id]
        if row.last_sequence == item.case_sequence - 1:
            due.append(row.id)
        elif item.case_anew and row.last_sequence < item.case_sequence:
            anew.append(row.id)
    if due:
        conn.execute(update(cases).where(mine, cases.c.id.in_(due)).values(last_sequence=cases.c.last_sequence + 1))
    for each in anew:
        conn.execute(update(cases).where(mine, cases.c.id == each).values(last_sequence=nexts[each].case_sequence))
    return {*due, *anew}


def _last_of(conn: Connection, terminal: Terminal, wanted: Sequence[str]) -> dict[str, int]:
    rows = conn.execute(
        select(cases.c.id, cases.c.last_sequence).where(cases.c.terminal == terminal.id, cases.c.id.in_(wanted))
    )
    return {row.id: row.last_sequence for row in rows}


def _written(conn: Connection, terminal: Terminal, arrivals: Sequence[Arrival], now: datetime) -> _Settled:
    """All that are left: now they have been received."""
    rows = [_row(terminal, each, now) for each in arrivals]
    conn.execute(insert(items), rows)
    for each in arrivals:
        chunks.use(conn, terminal, each.claims.key, each.chunks)
    return {row["key"]: Answer(row["response"], replayed=False) for row in rows}


def _row(terminal: Terminal, arrival: Arrival, now: datetime) -> dict[str, Any]:
    claims = arrival.claims
    return {
        "terminal": terminal.id,
        "key": claims.key,
        "case_id": claims.case,
        "case_sequence": claims.case_sequence,
        "lane": claims.lane,
        "kind": claims.kind,
        "sequence": claims.sequence,
        "municipality": claims.municipality,
        "follow": claims.follow,
        "envelope": arrival.envelope.compact,
        "envelope_digest": arrival.envelope.digest,
        "sealed": arrival.sealed,
        "received_at": now,
        "response": Received(receipt=claims.receipt, received_at=now).model_dump_json().encode(),
    }
