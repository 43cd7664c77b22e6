"""The sandbox as a holder of information: six outcomes, later answers, strangers, withheld records."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.portal.catalogue import catalogue
from gateway.portal.holder import (
    Disclosed,
    DisclosedRecords,
    InformationHolder,
    NothingHeld,
    OnPaper,
    Postponed,
    Refused,
    Unavailable,
)
from gateway.sandbox import exchanges
from gateway.sandbox.exchanges import JAPAN
from gateway.sandbox.items.facts import Facts
from gateway.sandbox.items.registry import held_by
from gateway.sandbox.municipality import SandboxMunicipality
from gateway.sandbox.town import Household, Resident, Town, komorebi

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
DELAY = timedelta(seconds=60)
CARDHOLDERS = [resident for resident in komorebi().residents if resident.subject]
ITEMS = [item.no for item in catalogue().items]
FUMI = "MADOGUCHI0000199999003A"
AKARI = "MADOGUCHI0002199999003A"


@pytest.fixture
def town() -> InformationHolder:
    return SandboxMunicipality(DELAY)


def ask(town: InformationHolder, person: str, item: str) -> object:
    return town.ask(person, item, town.usual_holder(person, item).id, NOW)


def test_one_resident_meets_all_six_outcomes(town: InformationHolder) -> None:
    kinds = {type(ask(town, FUMI, item)) for item in ITEMS}
    assert kinds == {Disclosed, Postponed, OnPaper, NothingHeld, Refused, Unavailable}


@pytest.mark.parametrize("resident", CARDHOLDERS, ids=lambda r: r.id)
def test_every_cardholder_is_answered_in_several_ways(town: InformationHolder, resident: Resident) -> None:
    answers = [ask(town, resident.subject, item) for item in ITEMS]
    assert sum(isinstance(answer, Disclosed) for answer in answers) >= 4
    for answer in answers:
        if isinstance(answer, Disclosed):
            assert answer.answer.item in ITEMS


def test_the_manner_of_answering_says_nothing_about_the_person(town: InformationHolder) -> None:
    """Whether or not something is held: the same outcome, unless it is an answer."""
    for item in ("3-15", "4-4"):
        assert len({type(ask(town, resident.subject, item)) for resident in CARDHOLDERS}) == 1


def test_a_later_answer_comes_after_the_delay(town: InformationHolder) -> None:
    first = ask(town, FUMI, "7-6")
    assert isinstance(first, Postponed)
    assert first.expected_at == NOW + DELAY
    early = town.collect(FUMI, first.ticket, NOW + DELAY - timedelta(microseconds=1))
    assert early == first
    assert isinstance(town.collect(FUMI, first.ticket, NOW + DELAY), Disclosed)


def test_later_may_be_nothing(town: InformationHolder) -> None:
    child = "MADOGUCHI0000899999003A"
    postponed = ask(town, child, "7-6")
    assert isinstance(postponed, Postponed)
    assert town.collect(child, postponed.ticket, NOW + DELAY) == NothingHeld()


@given(st.text(max_size=40), st.sampled_from(ITEMS))
def test_strangers_have_nothing(person: str, item: str) -> None:
    town = SandboxMunicipality(DELAY)
    if komorebi().by_subject(person) is None:
        holder = town.usual_holder(person, item)
        assert holder in town.holders()
        assert town.ask(person, item, holder.id, NOW) == NothingHeld()
        assert town.ask_records(person, date(2026, 1, 1), date(2026, 11, 20), NOW) == DisclosedRecords(())


def test_an_official_sees_what_the_fund_gives_nobody_else(town: InformationHolder) -> None:
    assert isinstance(ask(town, "MADOGUCHI0001999999003A", "6-6"), Disclosed)
    assert isinstance(ask(town, FUMI, "6-6"), Unavailable)


# Provision records


def records(town: InformationHolder, person: str, first: date, last: date) -> tuple[object, ...]:
    found = town.ask_records(person, first, last, NOW)
    assert isinstance(found, DisclosedRecords)
    return found.records


def test_one_day_is_a_period(town: InformationHolder) -> None:
    year = town.ask_records(FUMI, date(2025, 12, 1), date(2026, 11, 20), NOW)
    assert isinstance(year, DisclosedRecords)
    assert year.records
    for record in year.records:
        day = record.at.astimezone(JAPAN).date()
        assert record in records(town, FUMI, day, day)


@given(st.sampled_from(CARDHOLDERS), st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 400))
def test_records_lie_in_the_period_and_in_office_hours(resident: Resident, first: date, length: int) -> None:
    facts = Facts(resident, komorebi().household_of(resident), date(2026, 11, 20))
    last = first + timedelta(days=length)
    found = exchanges.shown(facts, first, last, NOW)
    assert [r.at for r in found] == sorted((r.at for r in found), reverse=True)
    assert len({r.id for r in found}) == len(found)
    for record in found:
        assert first <= record.at.date() <= last
        assert record.at <= NOW
        assert record.at.weekday() < 5
        assert time(9) <= record.at.time() < time(17)


@pytest.mark.parametrize("resident", CARDHOLDERS, ids=lambda r: r.id)
def test_what_was_provided_can_be_seen(resident: Resident) -> None:
    """The jump: the same item at the same holder, as things stood that day."""
    household = komorebi().household_of(resident)
    facts = Facts(resident, household, date(2026, 11, 20))
    for record in exchanges.shown(facts, date(2024, 1, 1), date(2026, 11, 20), NOW):
        for item in record.items:
            held = held_by(Facts(resident, household, record.at.date()), item.item, item.holder.id)
            assert (held is not None) == (record.result == "provided")
            assert item.holder == record.given_by


def test_old_records_come_later_for_everybody(town: InformationHolder) -> None:
    for person in [resident.subject for resident in CARDHOLDERS] + ["nobody"]:
        late = town.ask_records(person, date(2025, 11, 19), date(2026, 11, 20), NOW)
        assert isinstance(late, Postponed)
        assert town.collect_records(person, late.ticket, NOW) == late
        assert isinstance(town.collect_records(person, late.ticket, NOW + DELAY), DisclosedRecords)
        assert isinstance(town.ask_records(person, date(2025, 11, 20), date(2026, 11, 20), NOW), DisclosedRecords)


def without_flagged(person: Resident) -> Town:
    """The same town in which the flagged exchanges of this person never took place."""
    home = komorebi().household_of(person)
    twin = Household(
        home.id, home.address, tuple(replace(m, moved_in=None, withheld=frozenset()) for m in home.members)
    )
    return Town(tuple(twin if h.id == home.id else h for h in komorebi().households))


def test_withheld_records_leave_no_trace(town: InformationHolder) -> None:
    akari = next(resident for resident in CARDHOLDERS if resident.subject == AKARI)
    everything = exchanges._all(
        Facts(akari, komorebi().household_of(akari), date(2026, 11, 20)), date(2025, 12, 1), date(2026, 11, 20), NOW
    )
    flagged = [made for made in everything if made.withheld]
    assert len(flagged) == 2
    shown = town.ask_records(AKARI, date(2025, 12, 1), date(2026, 11, 20), NOW)
    assert isinstance(shown, DisclosedRecords)
    assert not {made.record.id for made in flagged} & {record.id for record in shown.records}
    # In a town where those two exchanges never were, the answer is the same to the last byte.
    other = SandboxMunicipality(DELAY, without_flagged(akari))
    assert other.ask_records(AKARI, date(2025, 12, 1), date(2026, 11, 20), NOW) == shown
    day = flagged[0].record.at.date()
    assert town.ask_records(AKARI, day, day, NOW) == DisclosedRecords(())
