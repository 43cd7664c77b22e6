"""One transaction for items that arrived together, no two of them with one key or of one case.

Each step settles some of them; what is left at the end is written. Locks are taken in one order by everybody – the
terminal's certificate, chunks, cases, items, each kind sorted –, so that nobody waits in a circle, however two
deliveries overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from gateway.contract.intake import EnvelopeClaims, Received
from gateway.contract.problem import ProblemType
from gateway.intake import chunks, envelopes
from gateway.intake.caller import certificates, remember
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


def claim(conn: Connection, terminal: Terminal, arrivals: Sequence[Arrival], now: datetime) -> list[Outcome]:
    """What came of each. Raises IntegrityError if one of them collided with somebody: then none was received."""
    left = {each.claims.key: each for each in sorted(arrivals, key=lambda each: each.claims.key)}
    settled: _Settled = {}
    for step in (_said_before, _not_proven, _without_chunks, _out_of_turn, _written):
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


def _not_proven(conn: Connection, terminal: Terminal, arrivals: Sequence[Arrival], now: datetime) -> _Settled:
    shown = certificates(conn, terminal, {terminal.thumbprint, *(each.envelope.header.kid for each in arrivals)})
    if terminal.thumbprint not in shown:
        remember(conn, terminal, now)
    shown[terminal.thumbprint] = terminal.certificate
    sealed_to = known_among(conn, {each.claims.recipient for each in arrivals})
    found: _Settled = {}
    for each in arrivals:
        claims, certificate = each.claims, shown.get(each.envelope.header.kid)
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
    counted = _begun(conn, terminal, [each.case for each in in_order if each.case_sequence == 1], now)
    counted |= _advanced(conn, terminal, {each.case: each.case_sequence for each in in_order if each.case_sequence > 1})
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


def _begun(conn: Connection, terminal: Terminal, new: Sequence[str], now: datetime) -> set[str]:
    """Cases that began with this."""
    if not new:
        return set()
    row = {"terminal": terminal.id, "last_sequence": 1, "state": "received", "delayed": False, "version": 0}
    return insert_new(conn, cases, [{**row, "id": each, "changed_at": now} for each in new], cases.c.id)


def _advanced(conn: Connection, terminal: Terminal, numbers: dict[str, int]) -> set[str]:
    """Cases that counted on to this number."""
    if not numbers:
        return set()
    mine = cases.c.terminal == terminal.id
    locked = conn.execute(
        select(cases.c.id, cases.c.last_sequence)
        .where(mine, cases.c.id.in_(list(numbers)))
        .order_by(cases.c.id)
        .with_for_update(key_share=True)
    )
    due = [row.id for row in locked if row.last_sequence == numbers[row.id] - 1]
    if due:
        conn.execute(update(cases).where(mine, cases.c.id.in_(due)).values(last_sequence=cases.c.last_sequence + 1))
    return set(due)


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
