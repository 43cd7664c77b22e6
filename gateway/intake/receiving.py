"""Items, each received exactly once, however often and at however many nodes it arrives, alone or among others.

The row (terminal, key) decides, with the digest of the envelope, which names all sealed bytes. What was answered is
kept as bytes and answered again. Items that come together are one transaction; if that fails, each is one of its own,
so that none fails for another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from gateway import log
from gateway.contract.intake import BatchItem, ItemState, NewItem, Received
from gateway.contract.problem import ProblemType
from gateway.envelope import log_incident
from gateway.intake import envelopes
from gateway.intake.claiming import Answer, Arrival, Outcome, Refused, claim
from gateway.intake.schema import cases, items
from gateway.parts import Parts
from gateway.problems import Refusal
from gateway.store.database import is_outage
from gateway.terminal import Terminal

_TRIES = 5


def receive(parts: Parts, terminal: Terminal, key: str, new: NewItem) -> Outcome:
    """Receive an item, or say again what was said."""
    arrival = _arrival(terminal, key, new)
    if arrival is None:
        return Refused(ProblemType.ENVELOPE_REFUSED)
    return _alone(parts, terminal, arrival)


def receive_batch(parts: Parts, terminal: Terminal, batch: Sequence[BatchItem]) -> tuple[Outcome, ...]:
    """The same for each, in this order; items of one case take effect in it."""
    read = {at: _arrival(terminal, each.key, each) for at, each in enumerate(batch)}
    arrivals = {at: arrival for at, arrival in read.items() if arrival is not None}
    outcomes: dict[int, Outcome] = {}
    for places in _rounds(arrivals):
        found = _together(parts, terminal, [arrivals[at] for at in places])
        outcomes |= zip(places, found, strict=True)
    return tuple(outcomes.get(at, Refused(ProblemType.ENVELOPE_REFUSED)) for at in range(len(batch)))


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


def _arrival(terminal: Terminal, key: str, new: NewItem) -> Arrival | None:
    """None: no envelope, or not of this terminal and this key."""
    envelope = envelopes.read(new.envelope)
    if envelope is None or envelope.claims.key != key or envelope.claims.terminal != terminal.id:
        return None
    return Arrival(envelope, new.sealed)


def _rounds(arrivals: Mapping[int, Arrival]) -> Iterator[list[int]]:
    """Their places, in rounds without two of one case or key; what shares either keeps its order."""
    left = list(arrivals)
    while left:
        now, later, seen = list[int](), list[int](), set[str]()
        for at in left:
            claims = arrivals[at].claims
            marks = {f"key {claims.key}", f"case {claims.case}"}
            (later if marks & seen else now).append(at)
            seen |= marks
        yield now
        left = later


def _together(parts: Parts, terminal: Terminal, arrivals: Sequence[Arrival]) -> list[Outcome]:
    if len(arrivals) > 1:
        try:
            found = _transaction(parts, terminal, arrivals)
        except Exception as error:
            if is_outage(error):
                # Nobody's fault, and the same for each of them.
                raise
            found = None
        if found is not None:
            return found
    return [_for_itself(parts, terminal, each) for each in arrivals]


def _for_itself(parts: Parts, terminal: Terminal, arrival: Arrival) -> Outcome:
    try:
        return _alone(parts, terminal, arrival)
    except Exception as error:
        if is_outage(error):
            raise
        return Refused(ProblemType.INTERNAL, incident=log_incident(error))


def _alone(parts: Parts, terminal: Terminal, arrival: Arrival) -> Outcome:
    for _ in range(_TRIES):
        found = _transaction(parts, terminal, [arrival])
        if found is not None:
            return found[0]
    return Refused(ProblemType.UNAVAILABLE, retry_after_s=1)


def _transaction(parts: Parts, terminal: Terminal, arrivals: Sequence[Arrival]) -> list[Outcome] | None:
    """None: one of them collided with somebody at this very instant, and none was received; look again."""
    try:
        with parts.store.write() as conn:
            outcomes = claim(conn, terminal, arrivals, parts.settings.tls.client_ca, parts.now())
    except IntegrityError:
        return None
    for arrival, outcome in zip(arrivals, outcomes, strict=True):
        if isinstance(outcome, Answer):
            kind = arrival.claims.kind
            log.event("item_received", terminal=terminal.id, kind=kind, replayed=outcome.replayed)
    return outcomes
