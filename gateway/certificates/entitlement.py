"""Who may have what: one pure decision on one look into the records.

Made at the moment of issue; what the menu said before counts for nothing. Every answer but `Entitled` is a problem
type of the contract. `ISSUE_ASK_AT_COUNTER` comes before everything that concerns the person's own affairs, so that it
looks the same whatever else is true of her.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, assert_never

from gateway.certificates.catalogue import Certificate, Municipality
from gateway.certificates.records import Member, PersonFile, Register, Residence
from gateway.contract.certificates import (
    FamilyRegisterPersonWanted,
    FamilyRegisterWanted,
    ResidentRecordItemsWanted,
    ResidentRecordWanted,
    SealRegistrationWanted,
    TaxWanted,
    Wanted,
)
from gateway.contract.problem import ProblemType
from kiosk.rules.ages import age_on
from kiosk.rules.opening import JAPAN_TIME

FarRegister = Literal["not_applied", "pending", "granted"]
"""How 利用登録申請 stands for a register that is kept elsewhere."""


@dataclass(frozen=True, slots=True)
class Entitled:
    """May have it."""


@dataclass(frozen=True, slots=True)
class NotEntitled:
    """May not, for this reason."""

    why: ProblemType


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """What is decided on. people: the request's opaque names, and whom they mean. now: aware."""

    file: PersonFile
    municipality: Municipality
    certificate: Certificate
    wanted: Wanted
    people: Mapping[str, str]
    registration: FarRegister
    now: datetime

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self.now.astimezone(JAPAN_TIME).date()


def judge(case: Case) -> Entitled | NotEntitled:
    """Whether the certificate may be issued from a terminal, now."""
    why = _records(case) or _options(case) or _person(case) or _kind(case)
    return Entitled() if why is None else NotEntitled(why)


def fiscal_year(day: date) -> int:
    """The 年度 in which the day lies."""
    return day.year - (day.month < 4)


def years_offered(certificate: Certificate, today: date) -> tuple[int, ...]:
    """The 年度 that can be chosen, newest first; during the switch-over without the newest."""
    newest = fiscal_year(today)
    switching = any(each.first <= today <= each.last for each in certificate.switch_over)
    return tuple(range(newest, newest - (certificate.years or 0), -1))[int(switching) :]


def chosen(case: Case, persons: tuple[str, ...] | None) -> tuple[Member, ...]:
    """The members meant; None is the whole household."""
    members = case.file.residence.members
    if persons is None:
        return living_here(case.file.residence)
    wanted = {case.people[each] for each in persons}
    return tuple(each for each in members if each.id in wanted)


def living_here(residence: Residence) -> tuple[Member, ...]:
    """The household without those who have left it."""
    return tuple(each for each in residence.members if each.standing != "moved_out")


def _records(case: Case) -> ProblemType | None:
    oldest = timedelta(hours=case.municipality.records_may_be_hours_old)
    return ProblemType.ISSUE_RECORDS_STALE if case.now - case.file.as_of > oldest else None


def _options(case: Case) -> ProblemType | None:
    """Only what the catalogue offers, about people who are there; each at most once."""
    wanted, options = case.wanted, case.certificate.options
    asked: dict[str, bool] = {}
    persons: tuple[str, ...] = ()
    among = {each.id for each in case.file.residence.members}
    match wanted:
        case ResidentRecordWanted():
            persons = wanted.persons or ()
            asked = {
                "persons": wanted.persons is not None,
                "relation": wanted.relation,
                "domicile": wanted.domicile,
                "foreign_items": wanted.foreign_items,
                "my_number": wanted.my_number is not None,
            }
        case ResidentRecordItemsWanted():
            persons = wanted.persons or ()
            asked = {"persons": wanted.persons is not None}
            if len(set(wanted.items)) < len(wanted.items) or not set(wanted.items) <= set(case.certificate.items):
                return ProblemType.ISSUE_OPTIONS_WRONG
        case FamilyRegisterPersonWanted():
            persons = (wanted.person,)
            among = set(case.file.register.persons) if case.file.register else set()
        case TaxWanted():
            years = years_offered(case.certificate, case.today)
            if wanted.year not in years:
                switching = wanted.year == fiscal_year(case.today) and case.certificate.switch_over
                return ProblemType.ISSUE_TAX_SWITCH_OVER if switching else ProblemType.ISSUE_OPTIONS_WRONG
        case SealRegistrationWanted() | FamilyRegisterWanted():
            pass
        case _:
            assert_never(wanted)
    fits = all(name in options for name, is_asked in asked.items() if is_asked)
    known = len(set(persons)) == len(persons) and all(case.people.get(each) in among for each in persons)
    # Somebody without a register is told so, and not that the choice was wrong.
    if isinstance(wanted, FamilyRegisterPersonWanted) and case.file.register is None:
        known = True
    return None if fits and known else ProblemType.ISSUE_OPTIONS_WRONG


def _person(case: Case) -> ProblemType | None:
    """What is true of the person who asks, whatever the kind."""
    myself = case.file.residence.myself
    birth = myself.entry.birth
    # A register without a full date of birth needs a clerk's eyes.
    if myself.counter_only or birth is None:
        return ProblemType.ISSUE_ASK_AT_COUNTER
    return ProblemType.ISSUE_UNDER_AGE if age_on(birth, case.today) < case.certificate.youngest else None


def _kind(case: Case) -> ProblemType | None:
    wanted = case.wanted
    match wanted:
        case ResidentRecordWanted() | ResidentRecordItemsWanted():
            return _residence(case.file.residence, chosen(case, wanted.persons))
        case SealRegistrationWanted():
            return _standing(case.file.residence.myself) or _seal(case.file)
        case TaxWanted():
            return _moved_out(case.file.residence.myself) or _tax(case.file, wanted.year)
        case FamilyRegisterWanted() | FamilyRegisterPersonWanted():
            return _register(case.file.register, case.registration)
        case _:
            assert_never(wanted)


def _residence(residence: Residence, members: tuple[Member, ...]) -> ProblemType | None:
    if any(each.counter_only for each in members):
        return ProblemType.ISSUE_ASK_AT_COUNTER
    for each in (residence.myself, *members):
        if (why := _standing(each)) is not None:
            return why
    return None


def _standing(member: Member) -> ProblemType | None:
    match member.standing:
        case "resident":
            return None
        case "moved_in_today":
            return ProblemType.ISSUE_MOVED_IN_TODAY
        case "moving_out":
            return ProblemType.ISSUE_MOVING_OUT
        case "moved_out":
            return ProblemType.ISSUE_MOVED_OUT
        case "deceased":
            return ProblemType.ISSUE_DECEASED
        case _:
            assert_never(member.standing)


def _moved_out(member: Member) -> ProblemType | None:
    return _standing(member) if member.standing in ("moved_out", "deceased") else None


def _seal(file: PersonFile) -> ProblemType | None:
    if file.seal is None:
        return ProblemType.ISSUE_SEAL_NOT_REGISTERED
    return ProblemType.ISSUE_SEAL_CANCELLED if file.seal.cancelled else None


def _tax(file: PersonFile, year: int) -> ProblemType | None:
    if year not in file.taxes:
        return ProblemType.ISSUE_TAX_NOT_HERE
    return ProblemType.ISSUE_TAX_NOT_DECLARED if file.taxes[year] is None else None


def _register(register: Register | None, registration: FarRegister) -> ProblemType | None:
    if register is None:
        return ProblemType.ISSUE_REGISTER_NONE
    if register.counter_only:
        return ProblemType.ISSUE_ASK_AT_COUNTER
    if register.far and registration == "not_applied":
        return ProblemType.ISSUE_REGISTRATION_NEEDED
    if register.far and registration == "pending":
        return ProblemType.ISSUE_REGISTRATION_PENDING
    return ProblemType.ISSUE_REGISTER_IN_PROCESS if register.in_process else None
