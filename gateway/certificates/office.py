"""What the issuing side is made of while the gateway runs, and the terms under which one kind is issued now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, select

from gateway.certificates import stops
from gateway.certificates.catalogue import Campaign, Catalogue, Certificate, Channel, Municipality
from gateway.certificates.entitlement import FarRegister
from gateway.certificates.paper.press import Press
from gateway.certificates.records import PersonFile, Records
from gateway.certificates.schema import registrations
from gateway.certificates.statement import StatementKey
from gateway.certificates.topology import Seat
from gateway.contract.certificates import Kind
from gateway.sessions import Person
from gateway.terminal import Terminal
from kiosk.rules import opening
from kiosk.rules.opening import JAPAN_TIME


@dataclass(frozen=True, slots=True)
class Issuing:
    """presses: by municipality. channels: of terminals by their name; any other stands in a municipal office.

    seat: its place at the database.
    """

    catalogue: Catalogue
    records: Records
    presses: Mapping[str, Press]
    statement_key: StatementKey
    oldest_terminal: tuple[int, int, int] = (0, 0, 0)
    channels: Mapping[str, Channel] | None = None
    seat: Seat | None = None

    def channel(self, terminal: Terminal) -> Channel:
        """Where this terminal stands."""
        return (self.channels or {}).get(terminal.id, "counter")

    def close(self) -> None:
        """Leave the database to another gateway."""
        if self.seat is not None:
            self.seat.close()


@dataclass(frozen=True, slots=True)
class NotIssuedHere:
    """The municipality does not issue this kind on this channel."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is issued now, at which price for a copy, and whether it is open. stopped: the switch is off."""

    municipality: Municipality
    certificate: Certificate
    yen: int
    campaign: Campaign | None
    opening: opening.Open | opening.Shut
    stopped: bool


def terms(
    issuing: Issuing, conn: Connection, municipality: str | None, kind: Kind, channel: Channel, now: datetime
) -> Terms | NotIssuedHere:
    """The terms of one kind; the same for everybody."""
    found = issuing.catalogue.municipality(municipality) if municipality is not None else None
    certificate = found.certificate(kind, channel) if found is not None else None
    if found is None or certificate is None:
        return NotIssuedHere()
    yen, campaign = certificate.fee_on(now.astimezone(JAPAN_TIME).date())
    state = opening.state(found.timetable(certificate), now)
    return Terms(found, certificate, yen, campaign, state, stops.stopped(conn, found.code))


def issuer_of(file: PersonFile, kind: Kind) -> str | None:
    """The municipality that issues this kind to this person; None for a family register of who has none."""
    if kind.startswith("family_register"):
        return file.register.municipality if file.register else None
    return file.residence.municipality


def person_ref(session_id: str, person: str) -> str:
    """An opaque name for somebody, good for this session only."""
    # The session's id is secret and random: without it nobody can try names out.
    return sha256(b"\0".join((b"madoguchi-person", session_id.encode(), person.encode()))).hexdigest()[:32]


def people_of(file: PersonFile, session_id: str) -> dict[str, str]:
    """Whom this session's opaque names mean."""
    everybody = [each.id for each in file.residence.members] + list(file.register.persons if file.register else ())
    return {person_ref(session_id, each): each for each in everybody}


def registration_of(issuing: Issuing, conn: Connection, person: Person, now: datetime) -> FarRegister:
    """How this person's 利用登録申請 stands."""
    mine = (registrations.c.issuer_key_id == person.issuer_key_id) & (registrations.c.serial == person.serial)
    row = conn.execute(select(registrations).where(mine)).first()
    if row is None:
        return "not_applied"
    return "granted" if issuing.records.registered(row.receipt, row.applied_at, now) else "pending"


def version_of(written: str) -> tuple[int, int, int]:
    """A software version as it can be compared. ValueError on anything but three numbers."""
    major, minor, patch = (int(part) for part in written.split("."))
    return major, minor, patch
