"""How both services of the folder go: ask a holder, list, open. Only what is asked and answered differs.

A holder may take seconds to answer. Nothing is locked meanwhile: the session is visited to see who asks, left, the
holder is asked, and the session is visited again to keep what came. If it ended in between, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gateway.contract.operations import Act
from gateway.portal import folder
from gateway.portal.folder import Entry
from gateway.sessions import AccountVisit
from gateway.store.operations import record_operation

Visits = Callable[[], AbstractContextManager[AccountVisit]]


@dataclass(frozen=True, slots=True)
class Reply:
    """A holder's reply as the folder keeps it: the contract's outcome and content as JSON, a later one's ticket."""

    outcome: Mapping[str, Any] = field(repr=False)
    ticket: str | None = field(default=None, repr=False)
    content: str | None = field(default=None, repr=False)


Put = Callable[[str, Mapping[str, str], datetime], Reply]
"""Put the question: (person, asked, now)."""

Fetch = Callable[[str, str, datetime], Reply]
"""Fetch what was postponed: (person, ticket, now)."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service: its name in the folder and in the operation history, and how its holder is spoken to."""

    name: folder.Service
    requested: Act
    opened: Act
    put: Put
    fetch: Fetch
    subject: Callable[[Mapping[str, str]], str | None]


def ask(visits: Visits, service: Service, asked_by: Callable[[str], Mapping[str, str]]) -> Entry:
    """Ask (`asked_by` makes the question from the person); what is still awaited is not asked for a second time."""
    with visits() as visit:
        person, asked_at = visit.person.subject, visit.now
        asked = asked_by(person)
        _record(visit, service, service.requested, asked)
        awaited = [each for each in _awaited(visit, service) if each.asked == asked]
    if awaited:
        return awaited[0]
    reply = service.put(person, asked, asked_at)
    with visits() as visit:
        return folder.keep(visit, service.name, asked, reply.outcome, ticket=reply.ticket, content=reply.content)


def entries(visits: Visits, service: Service) -> list[Entry]:
    """Everything in the folder, newest first; what has arrived meanwhile is there."""
    _collect(visits, service)
    with visits() as visit:
        return folder.entries(visit, service.name)


def read(visits: Visits, service: Service, id: str) -> Entry | None:
    """Open one request: from now on it counts as read, unless it is still awaited. None: not in this folder."""
    _collect(visits, service, only=id)
    with visits() as visit:
        found = folder.entry(visit, service.name, id)
        if found is None or found.ticket is not None:
            return found
        folder.mark_read(visit, id)
        _record(visit, service, service.opened, found.asked)
        return found.now_read()


def _collect(visits: Visits, service: Service, only: str | None = None) -> None:
    with visits() as visit:
        person, now = visit.person.subject, visit.now
        awaited = [each for each in _awaited(visit, service) if only in (None, each.id)]
    for each in awaited:
        reply = service.fetch(person, each.ticket or "", now)
        if reply.ticket is None:
            with visits() as visit:
                folder.arrive(visit, each.id, reply.outcome, reply.content)


def _awaited(visit: AccountVisit, service: Service) -> list[Entry]:
    return [each for each in folder.entries(visit, service.name) if each.ticket is not None]


def _record(visit: AccountVisit, service: Service, act: Act, asked: Mapping[str, str]) -> None:
    record_operation(visit.conn, visit.account_id, service.name, act, visit.now, subject=service.subject(asked))
