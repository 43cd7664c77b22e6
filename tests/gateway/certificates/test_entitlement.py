"""The decision itself, over made-up files: nothing slips through, and the counter's reason hides every other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from gateway.certificates.building import catalogue_of
from gateway.certificates.drafting import draft
from gateway.certificates.entitlement import Case, Entitled, NotEntitled, judge, years_offered
from gateway.certificates.paper.forms import (
    AddressHistory,
    FamilyRegister,
    IncomeCertificate,
    RegisterPerson,
    ResidentEntry,
    ResidentItems,
    ResidentRecord,
    SealRegistration,
    TaxationCertificate,
    Taxpayer,
    TaxPaymentCertificate,
)
from gateway.certificates.records import Member, PersonFile, Register, Residence, Seal, Standing, TaxYear
from gateway.contract.certificates import Item, ResidentRecordItemsWanted, ResidentRecordWanted, TaxWanted, Wanted
from gateway.contract.problem import ProblemType

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
HOME = catalogue_of(None).municipalities[0]
WANTED: TypeAdapter[Any] = TypeAdapter(Wanted)
PERSONS = ("0" * 32, "1" * 32, "2" * 32)
ITEMS = get_args(Item)

TAXPAYER = Taxpayer(name="架空", birth=None, address="架空", address_then="架空")
TAX_YEAR = TaxYear(
    income=IncomeCertificate(taxpayer=TAXPAYER, fiscal_year=2026, incomes=(), total_income=0),
    assessment=TaxationCertificate(
        taxpayer=TAXPAYER,
        fiscal_year=2026,
        incomes=(),
        total_income=0,
        deductions=(),
        total_deductions=0,
        dependants=(),
        taxes=(),
        total_tax=0,
    ),
    payment=TaxPaymentCertificate(taxpayer=TAXPAYER, as_of=date(2026, 11, 20), taxes=()),
)
SEAL = SealRegistration(name="架空", birth=date(1990, 1, 1), address="架空", imprint=b"", imprint_mm=10)


def members() -> st.SearchStrategy[Member]:
    """Somebody, complete with everything that must never slip through."""
    return st.builds(
        lambda birth, standing, counter_only: Member(
            id="",
            entry=ResidentEntry(
                name="架空",
                birth=birth,
                sex="女",
                relation="妻",
                registered_domicile="本籍",
                register_head="筆頭者",
                my_number="0" * 12,
                previous_address="前住所",
            ),
            standing=standing,
            counter_only=counter_only,
        ),
        st.dates(date(1930, 1, 1), date(2015, 1, 1)),
        st.sampled_from(["resident"] * 8 + list(get_args(Standing))),
        st.sampled_from([False] * 6 + [True]),
    )


@st.composite
def person_files(draw: st.DrawFn) -> PersonFile:
    drawn = draw(st.lists(members(), min_size=1, max_size=3))
    household = tuple(
        Member(id=f"p{at}", entry=m.entry, standing=m.standing, counter_only=m.counter_only)
        for at, m in enumerate(drawn)
    )
    register = None
    if draw(st.booleans()):
        persons = tuple(
            RegisterPerson(name=f"名{at}", birth=date(1990, 1, 1), father="", mother="", relation="", events=())
            for at in range(len(household))
        )
        register = Register(
            municipality=HOME.code,
            form=FamilyRegister(registered_domicile="本籍", head="架空", events=(), persons=persons),
            addresses=AddressHistory(registered_domicile="本籍", head="架空", persons=(), whole=True),
            persons=tuple(each.id for each in household),
            in_process=draw(st.sampled_from([False, False, True])),
            far=draw(st.booleans()),
            counter_only=any(each.counter_only for each in household),
        )
    return PersonFile(
        as_of=NOW - timedelta(hours=draw(st.integers(0, 26))),
        residence=Residence(municipality=HOME.code, address="架空", members=household, own="p0"),
        seal=draw(st.sampled_from([None, Seal(form=SEAL), Seal(form=SEAL, cancelled=True)])),
        taxes=draw(st.dictionaries(st.integers(2022, 2026), st.sampled_from([None, TAX_YEAR]))),
        register=register,
    )


ANY_PERSONS = st.one_of(st.none(), st.lists(st.sampled_from(PERSONS), min_size=1, max_size=3))
ANYTHING_WANTED = st.one_of(
    st.fixed_dictionaries(
        {
            "kind": st.just("resident_record"),
            "persons": ANY_PERSONS,
            "relation": st.booleans(),
            "domicile": st.booleans(),
            "my_number": st.sampled_from([None, {"purpose": "employer"}]),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("resident_record_items"),
            "persons": ANY_PERSONS,
            "items": st.lists(st.sampled_from(ITEMS), min_size=1, max_size=8),
        }
    ),
    st.just({"kind": "seal_registration"}),
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["tax_income", "tax_assessment", "tax_payment"]),
            "year": st.integers(2021, 2028),
        }
    ),
    st.fixed_dictionaries({"kind": st.sampled_from(["family_register_full", "family_register_supplement"])}),
    st.fixed_dictionaries({"kind": st.just("family_register_individual"), "person": st.sampled_from(PERSONS)}),
).map(WANTED.validate_python)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    wanted = draw(ANYTHING_WANTED)
    certificate = HOME.certificate(wanted.kind, "counter")
    assert certificate is not None
    return Case(
        file=draw(person_files()),
        municipality=HOME,
        certificate=certificate,
        wanted=wanted,
        people={ref: f"p{at}" for at, ref in enumerate(PERSONS)},
        registration=draw(st.sampled_from(["not_applied", "pending", "granted"])),
        now=NOW,
    )


@given(cases())
def test_who_may_have_it_gets_exactly_it(case: Case) -> None:
    verdict = judge(case)
    if isinstance(verdict, NotEntitled):
        assert verdict.why.name.startswith("ISSUE_")
        return
    file, wanted, form = case.file, case.wanted, draft(case)
    assert case.now - file.as_of <= timedelta(hours=HOME.records_may_be_hours_old)
    myself = file.residence.myself
    assert not myself.counter_only
    assert myself.standing not in ("moved_out", "deceased") or wanted.kind.startswith("family_register")
    match form:
        case ResidentRecord() | ResidentItems():
            assert isinstance(wanted, ResidentRecordWanted | ResidentRecordItemsWanted)
            asked = {case.people[each] for each in wanted.persons} if wanted.persons else None
            named = [m for m in file.residence.members if asked is None or m.id in asked]
            assert not any(m.counter_only or m.standing in ("deceased", "moving_out") for m in named)
            assert len(form.persons) == len([m for m in named if m.standing != "moved_out"])
            for entry in form.persons:
                assert (entry.my_number is not None) == bool(getattr(wanted, "my_number", None))
                if isinstance(wanted, ResidentRecordWanted):
                    assert (entry.registered_domicile is not None) == wanted.domicile
                    assert (entry.relation is not None) == wanted.relation
                else:
                    assert (entry.registered_domicile is not None) == ("domicile" in wanted.items)
                    assert entry.previous_address is None
        case SealRegistration():
            assert file.seal is not None
            assert not file.seal.cancelled
        case _:
            if wanted.kind.startswith("family_register"):
                assert file.register is not None
                assert not file.register.in_process
                assert not file.register.counter_only


@given(cases())
def test_the_counters_reason_hides_every_other(case: Case) -> None:
    """Of a protected person it is told nothing else than that: not her standing, not her seal, not her taxes."""
    if not case.file.residence.myself.counter_only:
        return
    about_the_question = (
        ProblemType.ISSUE_RECORDS_STALE,
        ProblemType.ISSUE_OPTIONS_WRONG,
        ProblemType.ISSUE_TAX_SWITCH_OVER,
    )
    verdict = judge(case)
    assert isinstance(verdict, NotEntitled)
    assert verdict.why is ProblemType.ISSUE_ASK_AT_COUNTER or verdict.why in about_the_question


@given(cases())
def test_a_year_that_is_not_offered_is_never_issued(case: Case) -> None:
    if isinstance(case.wanted, TaxWanted) and isinstance(judge(case), Entitled):
        assert case.wanted.year in years_offered(case.certificate, case.today)
        assert case.file.taxes[case.wanted.year] is not None


def test_the_newest_year_waits_for_the_switch_over() -> None:
    certificate = HOME.certificate("tax_income", "counter")
    assert certificate is not None
    assert years_offered(certificate, date(2026, 3, 31)) == (2025, 2024, 2023)
    assert years_offered(certificate, date(2026, 4, 1)) == (2025, 2024)
    assert years_offered(certificate, date(2026, 6, 9)) == (2025, 2024)
    assert years_offered(certificate, date(2026, 6, 10)) == (2026, 2025, 2024)
