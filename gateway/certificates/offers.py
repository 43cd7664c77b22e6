"""The menu: every kind with its terms, as they are now. It promises nothing and tells nothing about the person.

Nothing of entitlement shows here: a person whose certificates are kept for the counter sees what everybody sees.
"""

from __future__ import annotations

from typing import Literal, assert_never

from gateway.caller import Visitor
from gateway.certificates.entitlement import FarRegister, living_here, years_offered
from gateway.certificates.names import KINDS, kind_name
from gateway.certificates.office import (
    Issuing,
    NotIssuedHere,
    Terms,
    issuer_of,
    person_ref,
    registration_of,
    terms,
)
from gateway.certificates.records import Member, NobodyHere, PersonFile, Silent
from gateway.contract.base import Label
from gateway.contract.certificates import (
    Availability,
    Available,
    Closed,
    Closure,
    Fee,
    Kind,
    Maintenance,
    NotOffered,
    Offer,
    OfferList,
    OpenHours,
    Option,
    Person,
    RegistrationNeeded,
    Stopped,
)
from gateway.contract.problem import ProblemType
from gateway.problems import Refusal
from gateway.sessions import Visit
from kiosk.rules.opening import JAPAN_TIME, Open, Shut, Why

_REASONS: dict[Why, Literal["hours", "not_today", "year_end", "closure"]] = {
    Why.HOURS: "hours",
    Why.NOT_TODAY: "not_today",
    Why.YEAR_END: "year_end",
    Why.CLOSURE: "closure",
}


def offers(issuing: Issuing, visitor: Visitor) -> OfferList:
    """The menu for whoever is logged in. Raises `Refusal`: issue-records-silent, issue-not-resident."""
    with visitor.visit() as visit:
        file = issuing.records.file_of(visit.person.subject, visit.now)
        match file:
            case Silent():
                raise Refusal(ProblemType.ISSUE_RECORDS_SILENT)
            case NobodyHere():
                raise Refusal(ProblemType.ISSUE_NOT_RESIDENT)
            case PersonFile():
                registration = registration_of(issuing, visit.conn, visit.person, visit.now)
                made = tuple(_offer(issuing, visit, file, kind, registration) for kind in KINDS)
                return OfferList(offers=made, server_time=visit.now)
            case _:
                assert_never(file)


def _offer(issuing: Issuing, visit: Visit, file: PersonFile, kind: Kind, registration: FarRegister) -> Offer:
    issuer = issuer_of(file, kind)
    found = terms(issuing, visit.conn, issuer, kind, issuing.channel(visit.terminal), visit.now)
    if isinstance(found, NotIssuedHere):
        home = issuing.catalogue.municipality(issuer or file.residence.municipality)
        name = home.name if home is not None else Label(ja="市区町村", reading="しくちょうそん", en="Municipality")
        return Offer(kind=kind, name=kind_name(kind), issuer=name, availability=NotOffered())
    certificate, today = found.certificate, visit.now.astimezone(JAPAN_TIME).date()
    hours, options = certificate.open_hours, _options(found, file)
    return Offer(
        kind=kind,
        name=kind_name(kind),
        issuer=found.municipality.name,
        availability=_availability(found, file, kind, registration),
        fee=Fee(
            yen=found.yen,
            regular_yen=certificate.fee,
            campaign=found.campaign.name if found.campaign else None,
            campaign_last=found.campaign.last if found.campaign else None,
        ),
        hours=OpenHours(days=hours.days, opens=hours.opens, closes=hours.closes),
        year_end_closed=certificate.year_end_closed,
        closures=tuple(
            Closure(first=each.first, last=each.last, reason=each.reason)
            for each in sorted(found.municipality.closures_of(certificate), key=lambda each: each.first)
            if each.last >= today
        ),
        most_copies=certificate.most_copies,
        options=options,
        persons=_persons(file, visit.session_id, options),
        years=years_offered(certificate, today) if "year" in options else (),
        items=certificate.items,
    )


def _availability(found: Terms, file: PersonFile, kind: Kind, registration: FarRegister) -> Availability:
    if found.stopped:
        return Stopped()
    if kind.startswith("family_register") and file.register and file.register.far and registration != "granted":
        return RegistrationNeeded(municipality=found.municipality.name, pending=registration == "pending")
    match found.opening:
        case Open(closes_at=closes_at):
            return Available(closes_at=closes_at)
        case Shut(why=Why.MAINTENANCE, opens_at=opens_at):
            return Maintenance(opens_at=opens_at)
        case Shut(why=why, opens_at=opens_at):
            return Closed(reason=_REASONS[why], opens_at=opens_at, closure=_told(found, found.opening))
        case _:
            assert_never(found.opening)


def _told(found: Terms, shut: Shut) -> Label | None:
    """What residents are told about a closure."""
    closures = found.municipality.closures_of(found.certificate)
    return next((each.reason for each in closures if each.period == shut.closure), None)


def _options(found: Terms, file: PersonFile) -> tuple[Option, ...]:
    """Those of the catalogue that make sense for this household: nobody is asked about what nobody has."""
    members = living_here(file.residence)
    sensible: dict[Option, bool] = {
        "persons": len(members) > 1,
        "domicile": any(each.entry.registered_domicile for each in members),
        "foreign_items": any(each.entry.foreigner for each in members),
    }
    return tuple(each for each in found.certificate.options if sensible.get(each, True))


def _persons(file: PersonFile, session_id: str, options: tuple[Option, ...]) -> tuple[Person, ...]:
    if "persons" in options:
        return tuple(_person(each, file.residence.own, session_id) for each in living_here(file.residence))
    if "one_person" in options and file.register is not None:
        return tuple(
            Person(
                ref=person_ref(session_id, id),
                name=person.name,
                relation=person.spouse or person.relation,
                self=id == file.residence.own,
                foreign=False,
            )
            for id, person in zip(file.register.persons, file.register.form.persons, strict=True)
        )
    return ()


def _person(member: Member, own: str, session_id: str) -> Person:
    return Person(
        ref=person_ref(session_id, member.id),
        name=member.entry.name,
        relation=member.entry.relation or "",
        self=member.id == own,
        foreign=member.entry.foreigner is not None,
    )
