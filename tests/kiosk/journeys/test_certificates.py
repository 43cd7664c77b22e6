"""証明書を受け取る: lists of answers and pages, from the purpose to the paper."""

from __future__ import annotations

import weakref
from datetime import UTC, datetime
from typing import Any

import pytest

from devices.payment import outcomes as money
from devices.payment.outcomes import Way
from devices.printers.documents import outcomes as printing
from devices.printers.documents.outcomes import Hindrance
from devices.printers.receipts import outcomes as receipts
from gateway.contract.base import Label
from gateway.contract.certificates import (
    Available,
    Closed,
    Fee,
    Kind,
    Maintenance,
    MyNumber,
    NotOffered,
    Offer,
    OpenHours,
    Person,
    RegistrationNeeded,
    ResidentRecordItemsWanted,
    ResidentRecordWanted,
    Stopped,
    TaxWanted,
)
from gateway.contract.problem import ProblemType
from kiosk.effects import Overdue
from kiosk.journeys import certificates_fates as fates
from kiosk.journeys import certificates_pages as pages
from kiosk.journeys import certificates_troubles as refusals
from kiosk.journeys.certificates import certificates
from kiosk.journeys.purposes import Procedure, Purpose, unnecessary
from kiosk.journeys.visit import visit
from kiosk.journeys.ways_out import Finished, SessionGone, ToMenu
from kiosk.paper import effects
from kiosk.paper import pages as desk_pages
from kiosk.paper.outcomes import (
    Decided,
    Decision,
    Delivered,
    DeskBusy,
    Document,
    Issued,
    Mismatch,
    NobodyKnows,
    NoDecision,
    NoPaperHere,
    NothingCame,
    NotIssued,
    NoWayToPay,
    PaperReady,
    PartCame,
    PaymentNotReady,
    PrinterNotReady,
    ReceiptFate,
    ReceiptsNotReady,
    Unpaid,
)
from kiosk.portal_outcomes import Offers, Refused, Registered, SessionOver, Unreachable
from screens.page import Choose, Confirm, Option, Trouble, Unavailable, Wait
from screens.phrase import msg
from tests.kiosk.journeys.walking import BACK, Walk, keys, look_over, says

AT = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
NOW_OPEN = Available(closes_at=AT)
CITY = Label(ja="こもれび市", reading="こもれびし", en="Komorebi City")
SELF, OTHER = "a" * 32, "b" * 32
HOUSEHOLD = (
    Person.model_validate({"ref": SELF, "name": "例示　ふみ", "relation": "世帯主", "self": True, "foreign": False}),
    Person.model_validate({"ref": OTHER, "name": "例示　一郎", "relation": "夫", "self": False, "foreign": False}),
)
NAMES: dict[Kind, Label] = {
    "resident_record": Label(ja="住民票の写し", reading="じゅうみんひょうのうつし", en="Residence record"),
    "resident_record_items": Label(ja="住民票記載事項証明書", reading=None, en="Residence items"),
    "seal_registration": Label(ja="印鑑登録証明書", reading=None, en="Seal registration"),
    "tax_income": Label(ja="所得証明書", reading=None, en="Income"),
    "tax_assessment": Label(ja="課税証明書", reading=None, en="Assessment"),
    "tax_payment": Label(ja="納税証明書", reading=None, en="Tax payment"),
    "family_register_full": Label(ja="戸籍全部事項証明書", reading=None, en="Family register"),
    "family_register_individual": Label(ja="戸籍個人事項証明書", reading=None, en="Family register, one person"),
    "family_register_supplement": Label(ja="戸籍の附票の写し", reading=None, en="Address history"),
}


def offer(kind: Kind, **changes: Any) -> Offer:
    given: dict[str, Any] = {
        "kind": kind,
        "name": NAMES[kind],
        "issuer": CITY,
        "availability": NOW_OPEN,
        "fee": Fee(yen=200, regular_yen=200),
        "hours": OpenHours(days="every_day", opens="06:30", closes="23:00"),  # type: ignore[arg-type]
        "most_copies": 10,
    }
    return Offer(**(given | changes))


RECORD = offer(
    "resident_record", options=("persons", "relation", "domicile", "my_number"), persons=HOUSEHOLD, most_copies=10
)
ITEMS = offer(
    "resident_record_items", options=("persons", "items"), persons=HOUSEHOLD, items=("name", "birth", "address")
)
SEAL = offer("seal_registration")
INCOME = offer("tax_income", options=("year",), years=(2026, 2025))
ASSESSMENT = offer("tax_assessment", options=("year",), years=(2026, 2025))
PAYMENT = offer("tax_payment", availability=NotOffered(), fee=None)
FULL = offer("family_register_full", availability=Closed(reason="not_today", opens_at=AT), most_copies=1)
ONE = offer("family_register_individual", options=("one_person",), persons=HOUSEHOLD, most_copies=1)
FAR = offer("family_register_supplement", availability=RegistrationNeeded(municipality=CITY, pending=False))
OFFERS = Offers((RECORD, ITEMS, SEAL, INCOME, ASSESSMENT, PAYMENT, FULL, ONE, FAR), AT)

DOCUMENT = Document(b"%PDF")
ISSUED = Issued(200, Way.COINS, weakref.ref(DOCUMENT))
PAID = money.Paid(200, 500, 300)
SETTLED = money.Settled(200, 300)
SLIP = money.Slip("12345674", "MADOGUCHI-PAY:1:12345674:200", 200)
VOID = money.OwedBack(0, 0, 200, SLIP)
GOOD = Delivered(1, SETTLED, ReceiptFate.PRINTED)


def begun(purpose: str = "company") -> Walk:
    return Walk(certificates).go(PaperReady(), purpose)


def at_kinds() -> Walk:
    return begun().go(OFFERS)


def confirmed() -> Walk:
    """A seal certificate, one copy, confirmed: the issue runs."""
    walk = at_kinds().go("seal_registration", "1", "go")
    assert isinstance(walk.effect, effects.Issue)
    return walk


def printing_() -> Walk:
    return confirmed().go(ISSUED, PAID)


# --- purpose ----------------------------------------------------------------------------------------------------------


def test_an_office_may_have_it_already() -> None:
    walk = begun("office")
    assert walk.at == "certificates.procedure"
    walk.go("nursery", OFFERS, "resident_record")
    assert walk.at == "certificates.not_needed"
    assert "保育園・保育の認定" in says(walk.page)
    assert walk.go("other").at == "certificates.kinds"
    assert walk.go("resident_record", "take_it").at == "certificates.household"
    with pytest.raises(ToMenu):
        begun("office").go("nursery", OFFERS, "resident_record", "stop")


def test_nobody_is_warned_where_the_paper_is_needed() -> None:
    assert begun("office").go("other_office", OFFERS, "resident_record").at == "certificates.household"
    assert begun("bank").go(OFFERS, "resident_record").at == "certificates.household"
    assert begun("office").go("nursery", OFFERS, "seal_registration").at == "certificates.copies"


@pytest.mark.parametrize("procedure", list(Procedure))
def test_the_table_of_omitted_documents(procedure: Procedure) -> None:
    record, tax = unnecessary(procedure, "resident_record"), unnecessary(procedure, "tax_assessment")
    expected = {
        Procedure.CHILDREN: (True, True),
        Procedure.NURSERY: (True, True),
        Procedure.PUBLIC_HOUSING: (True, False),
        Procedure.DISASTER: (True, False),
        Procedure.CARE: (False, True),
        Procedure.SCHOOL: (False, True),
        Procedure.CARE_LEAVE: (True, False),
        Procedure.OTHER_OFFICE: (False, False),
    }
    assert (record, tax) == expected[procedure]
    assert not unnecessary(procedure, "seal_registration")


def test_every_purpose_and_procedure_can_be_chosen() -> None:
    assert keys(pages.purpose()) == list(Purpose)
    assert keys(pages.procedure()) == list(Procedure)


# --- kinds ------------------------------------------------------------------------------------------------------------


def test_six_choices_with_price_and_state() -> None:
    page = at_kinds().page
    assert isinstance(page, Choose)
    assert len(page.options) == 6
    assert "いま受け取れます" in says(page)
    assert "200円" in says(page)
    # One of the two family registers can be had: the choice stays open.
    assert {option.key for option in page.options if option.unavailable} == set()


AVAILABILITIES = [
    (Closed(reason="hours", opens_at=AT), "いまは受け取れません"),
    (Closed(reason="closure", opens_at=AT, closure=CITY), "こもれび市"),
    (Closed(reason="year_end", opens_at=None), "いまは出せません"),
    (Maintenance(opens_at=AT), "点検中です"),
    (Maintenance(opens_at=None), "いまは出せません"),
    (Stopped(), "いまは出せません"),
    (NotOffered(), "この市では出していません"),
    (RegistrationNeeded(municipality=CITY, pending=True), "申し込みを調べています"),
]


@pytest.mark.parametrize(("availability", "words"), AVAILABILITIES)
def test_what_cannot_be_had_lies_flat_and_says_why(availability: Any, words: str) -> None:
    page = pages.kinds((offer("seal_registration", availability=availability),))
    look_over(page)
    assert isinstance(page, Choose)
    assert page.options[0].unavailable is not None
    assert words in says(page)


def test_taxes_and_registers_are_two_steps() -> None:
    walk = at_kinds().go("tax")
    assert walk.at == "certificates.which"
    assert keys(walk.page) == ["tax_income", "tax_assessment"]  # what isn't offered here isn't asked
    walk.go("tax_income")
    assert walk.at == "certificates.year"
    walk.go("2025", "1", "go")
    assert walk.effect == effects.Issue(TaxWanted(kind="tax_income", year=2025), 1, 200)


# --- options ----------------------------------------------------------------------------------------------------------


def test_resident_record_one_question_a_page() -> None:
    walk = at_kinds().go("resident_record", "everybody", "yes", "no", "no", "2")
    assert walk.at == "certificates.confirm"
    assert isinstance(walk.page, Confirm)
    assert walk.page.amount is not None
    shown = says(walk.page)
    for part in ("400円", "200円×2部", "世帯の全員", "続柄あり", "本籍なし", "マイナンバーなし"):
        assert part in shown
    walk.go("go")
    assert walk.effect == effects.Issue(
        ResidentRecordWanted(kind="resident_record", persons=None, relation=True, domicile=False), 2, 200
    )


def test_persons_are_put_in_and_taken_out() -> None:
    walk = at_kinds().go("resident_record", "some")
    page = walk.page
    assert isinstance(page, Choose)
    assert page.options[-1].unavailable is not None  # nobody yet
    walk.go(SELF, OTHER, SELF, "done", "no", "no", "no", "1", "go")
    assert isinstance(walk.effect, effects.Issue)
    assert isinstance(walk.effect.wanted, ResidentRecordWanted)
    assert walk.effect.wanted.persons == (OTHER,)


def test_my_number_is_asked_twice_with_a_purpose() -> None:
    walk = at_kinds().go("resident_record", "self", "no", "no", "yes")
    assert walk.at == "certificates.my_number_purpose"
    walk.go("pension")
    assert walk.at == "certificates.my_number_really"
    walk.go("yes", "1", "go")
    assert isinstance(walk.effect, effects.Issue)
    assert isinstance(walk.effect.wanted, ResidentRecordWanted)
    assert walk.effect.wanted.my_number == MyNumber(purpose="pension")
    assert walk.effect.wanted.persons == (SELF,)
    again = at_kinds().go("resident_record", "self", "no", "no", "yes", "pension", "no", "1", "go")
    assert isinstance(again.effect, effects.Issue)
    assert isinstance(again.effect.wanted, ResidentRecordWanted)
    assert again.effect.wanted.my_number is None


def test_items_begin_with_name_and_address() -> None:
    walk = at_kinds().go("resident_record_items", "everybody", "birth", "done", "1", "go")
    assert isinstance(walk.effect, effects.Issue)
    assert walk.effect.wanted == ResidentRecordItemsWanted(
        kind="resident_record_items", items=("name", "birth", "address")
    )


def test_one_person_of_the_register() -> None:
    walk = at_kinds().go("family_register")
    assert keys(walk.page) == ["family_register_full", "family_register_individual"]
    walk.go("family_register_individual")
    assert walk.at == "certificates.one_person"
    assert walk.go(OTHER).at == "certificates.confirm"


def test_back_through_everything() -> None:
    walk = at_kinds().go("resident_record", "everybody", "yes", "no", "no", "2")
    for page in ("copies", "show_my_number", "show_domicile", "show_relation", "household", "kinds", "purpose"):
        assert walk.go(BACK).at == f"certificates.{page}"


def test_the_confirmation_leads_back_to_each_row() -> None:
    walk = at_kinds().go("resident_record", "everybody", "yes", "no", "no", "2")
    assert walk.go("copies").at == "certificates.copies"
    assert walk.go("3", "options").at == "certificates.household"
    walk.go("everybody", "no", "no", "no")
    assert "600円" in says(walk.page)
    walk.go("kind")
    assert isinstance(walk.effect, effects.AskOffers)


# --- registration -----------------------------------------------------------------------------------------------------


def test_registration_for_a_register_elsewhere() -> None:
    walk = at_kinds().go("family_register_supplement")
    assert walk.at == "certificates.register"
    walk.go("apply", "かくうけん こもれびし 1", "れいじ いちろう", "090-1234-56")
    assert walk.at == "certificates.register_phone"  # a digit is missing
    walk.go("０９０－１２３４－５６７８")
    assert walk.at == "certificates.register_confirm"
    walk.go("head", "れいじ じろう", "go")
    assert walk.effect == effects.Register("かくうけん こもれびし 1", "れいじ じろう", "09012345678")
    walk.go(Registered("ABC123", (1, 5)))
    assert walk.at == "certificates.register_done"
    assert "ABC123" in says(walk.page)
    with pytest.raises(ToMenu):
        walk.go("on")
    assert at_kinds().go("family_register_supplement", "other").at == "certificates.kinds"


# --- devices before anything ------------------------------------------------------------------------------------------

NOT_READY = [
    NoPaperHere(),
    NoWayToPay(),
    DeskBusy(),
    Overdue(),
    PrinterNotReady(printing.Offline()),
    PrinterNotReady(printing.Unclear("x")),
    ReceiptsNotReady(receipts.PaperOut()),
    PaymentNotReady(money.CoinsNotPossible(money.CoinTrouble.JAMMED)),
    PaymentNotReady(money.AmountNotPossible()),
    PaymentNotReady(money.BooksNotWritable()),
    *(PrinterNotReady(printing.Hindered(frozenset({each}))) for each in Hindrance),
]


@pytest.mark.parametrize("outcome", NOT_READY, ids=str)
def test_devices_that_are_not_ready_have_their_own_page(outcome: Any) -> None:
    page = refusals.devices(outcome)
    look_over(page)
    assert "お金はいただいていません" in says(page)


def test_where_no_money_is_taken_she_is_not_told_of_coins() -> None:
    walk = confirmed().go(NoWayToPay())
    assert walk.at == "certificates.no_way_to_pay"
    assert "小銭" not in says(walk.page)
    assert "市役所の窓口で" in says(walk.page)
    with pytest.raises(ToMenu):
        walk.go("menu")


def test_where_no_money_is_taken_what_has_a_fee_lies_flat_at_the_choice() -> None:
    free = offer("tax_payment", fee=None)
    gratis = offer("seal_registration", fee=Fee(yen=0, regular_yen=200))
    walk = Walk(certificates).go(PaperReady(fees=False), "company")
    walk.go(Offers((RECORD, gratis, INCOME, ASSESSMENT, free, FULL), AT))
    flat = {option.key: option.unavailable for option in options_of(walk.page)}
    assert flat["resident_record"] == Unavailable(msg("kinds-no-fees"))
    assert flat["seal_registration"] is None
    assert flat["tax"] is None
    assert flat["family_register"] == pages.kinds((FULL,)).options[0].unavailable  # type: ignore[union-attr]
    look_over(walk.page)
    walk.go("tax")
    assert [option.key for option in options_of(walk.page) if option.unavailable is None] == ["tax_payment"]
    all_cost = pages.kinds((INCOME, ASSESSMENT), fees=False)
    assert options_of(all_cost)[0].unavailable == Unavailable(msg("kinds-no-fees"))


def options_of(page: object) -> tuple[Option, ...]:
    assert isinstance(page, Choose)
    return page.options


def test_she_is_told_before_she_chooses() -> None:
    walk = Walk(certificates).go(PrinterNotReady(printing.Hindered(frozenset({Hindrance.PAPER_OUT}))))
    assert "用紙がなくなりました" in says(walk.page)
    assert walk.go("again").at == "LookAtDevices"
    assert walk.go(PaperReady()).at == "certificates.purpose"


# --- issue ------------------------------------------------------------------------------------------------------------


def test_every_refusal_of_an_issue_has_its_own_words() -> None:
    issue_problems = {problem for problem in ProblemType if problem.name.startswith("ISSUE_")}
    never_at_issue = {ProblemType.ISSUE_REPORTED_OTHERWISE, ProblemType.ISSUE_REGISTRATION_NOT_NEEDED}
    assert set(refusals.REFUSALS) == (issue_problems - never_at_issue) | {ProblemType.TERMINAL_VERSION_REFUSED}


@pytest.mark.parametrize("problem", refusals.REFUSALS, ids=lambda problem: problem.name)
def test_refusals(problem: ProblemType) -> None:
    walk = confirmed().go(Refused(problem, AT if problem is ProblemType.ISSUE_CLOSED else None))
    assert walk.at.startswith("certificates.refused.")
    assert isinstance(walk.page, Trouble)
    assert "お金はいただいていません" in says(walk.page)
    if problem is ProblemType.ISSUE_FEE_CHANGED:
        assert walk.go("menu").at == "AskOffers"
    else:
        with pytest.raises(ToMenu):
            walk.go("menu")


def test_the_general_refusal_tells_no_reason() -> None:
    """支援措置: a third person who looks on must not learn why, and no word may hint at it."""
    walk = confirmed().go(Refused(ProblemType.ISSUE_ASK_AT_COUNTER))
    for word in ("支援", "DV", "制限", "理由", "安全", "保護"):
        assert word not in says(walk.page)
    assert "窓口" in says(walk.page)


def test_a_mismatch_prints_nothing_and_gives_a_number() -> None:
    walk = confirmed().go(Mismatch("K7ABCD"))
    assert walk.at == "certificates.mismatch"
    assert "K7ABCD" in says(walk.page)
    with pytest.raises(ToMenu):
        walk.go("menu")


def test_the_line_at_issue() -> None:
    walk = confirmed().go(Unreachable())
    assert walk.at == "trouble.unreachable"
    assert walk.go("again").at == "Issue"
    with pytest.raises(SessionGone):
        confirmed().go(SessionOver())
    assert confirmed().go(Overdue()).at == "certificates.issue_unknown"


# --- pay and print ----------------------------------------------------------------------------------------------------


def test_to_the_paper() -> None:
    walk = confirmed().go(ISSUED)
    assert walk.effect == effects.Pay(200, Way.COINS)
    walk.go(PAID)
    printing_effect: object = walk.effect
    assert printing_effect == effects.PrintPaper(200)
    walk.go(GOOD)
    assert walk.at == "certificates.done"
    assert "300円" in says(walk.page)  # her change
    walk.go("on")
    assert isinstance(walk.effect, effects.Taken)
    with pytest.raises(Finished):
        walk.go(None)
    with pytest.raises(ToMenu):
        printing_().go(GOOD, "more", None)


def test_no_way_back_before_the_request() -> None:
    """From the issue on nothing can be taken back by Back."""
    walk = printing_().go(NothingCame(printing.Aborted(), money.Refunded(200), "K7ABCD"))
    assert not walk.engine.can_go_back


FATES = [
    NothingCame(printing.Hindered(frozenset({Hindrance.JAM})), money.Refunded(200), "K7ABCD"),
    NothingCame(printing.Overdue(), money.Refunded(0), "K7ABCD"),
    NothingCame(printing.Offline(), money.OwedBack(0, 100, 100, SLIP), "K7ABCD"),
    NothingCame(printing.Cancelled(), None, "K7ABCD"),
    NothingCame(printing.Refused(0x0400), money.StaffDecide(0, 0, 200, SLIP), "K7ABCD"),
    PartCame(money.Refunded(200), "K7ABCD"),
    PartCame(money.OwedBack(0, 0, 200, SLIP), "K7ABCD"),
]


@pytest.mark.parametrize("fate", FATES, ids=str)
def test_what_did_not_come_says_where_the_money_is(fate: Any) -> None:
    walk = printing_().go(fate)
    assert "お金" in says(walk.page)
    assert "K7ABCD" in says(walk.page)
    assert "印刷が終わりました" not in says(walk.page)
    moves = ("again",) if isinstance(fate, NothingCame) else ("again", None)
    assert isinstance(walk.go(*moves).effect, effects.Issue)  # a new request, with a new id


@pytest.mark.parametrize(
    ("decision", "page"),
    [
        (Decided(Decision.GOOD, SETTLED, ReceiptFate.PRINTED), "certificates.done"),
        (Decided(Decision.VOID, VOID, ReceiptFate.PRINTED), "certificates.found_void"),
        (Decided(Decision.VOID_AND_AGAIN, VOID, ReceiptFate.MISSING), "certificates.found_void"),
        (NoDecision(), "certificates.nobody_came"),
        (Overdue(), "certificates.nobody_came"),
    ],
)
def test_unknown_waits_for_the_staff(decision: Any, page: str) -> None:
    walk = printing_().go(NobodyKnows(printing.WhyUnknown.NO_COUNT, money.StaffDecide(0, 0, 200, SLIP), "K7ABCD"))
    assert walk.effect == effects.AwaitDecision("K7ABCD")
    assert walk.go(decision).at == page
    if page == "certificates.found_void":
        assert "12345674" in says(walk.page)  # under which the counter finds the money
    if isinstance(decision, Decided) and decision.decision is Decision.VOID_AND_AGAIN:
        assert isinstance(walk.go("again").effect, effects.Taken)
        assert isinstance(walk.go(None).effect, effects.Issue)


@pytest.mark.parametrize("outcome", [NotIssued(), Overdue()])
def test_steps_that_came_to_nothing(outcome: Any) -> None:
    assert confirmed().go(ISSUED, outcome).at == "certificates.issue_unknown"
    assert printing_().go(outcome).at == "certificates.print_unknown"


def test_stopping_to_pay_leads_to_a_new_request_or_away() -> None:
    walk = confirmed().go(ISSUED, Unpaid(money.Refunded(100)))
    assert walk.at == "certificates.unpaid"
    assert "100円はお返ししました" in says(walk.page)
    assert isinstance(walk.go("again").effect, effects.Issue)


def test_delivered_with_trouble_about_money_or_receipt() -> None:
    for outcome, words in (
        (Delivered(1, SETTLED, ReceiptFate.MISSING), "領収書が出ませんでした"),
        (Delivered(1, money.OwedBack(200, 0, 300, SLIP), ReceiptFate.PRINTED, "K7ABCD"), "300円は、係員が手でお返し"),
    ):
        page = fates.delivered(outcome)
        look_over(page)
        assert words in says(page)


# --- pages while the desk works ---------------------------------------------------------------------------------------


def test_pages_of_the_desk() -> None:
    coins = money.Progress(yen=300, inserted=100, missing=200, change=0, takes=(10, 50, 100, 500), exact_only=False)
    shown = [
        desk_pages.looking(),
        desk_pages.issuing(),
        desk_pages.paying(300, Way.COINS, None, None),
        desk_pages.paying(300, Way.COINS, coins, None),
        desk_pages.paying(300, Way.COUNTER, None, None),
        desk_pages.paying(300, Way.COUNTER, None, SLIP),
        desk_pages.paying(0, Way.FREE, None, None),
        desk_pages.printing_now(300, None),
        desk_pages.printing_now(0, printing.Progress(3)),
        desk_pages.printing_now(300, printing.Progress(1, frozenset({Hindrance.PAPER_OUT}))),
        desk_pages.staff_look("K7ABCD"),
    ]
    for page in shown:
        look_over(page)
        assert isinstance(page, Wait)
    assert "100円" in says(shown[3])
    assert "200円" in says(shown[3])
    assert "12345674"[:4] in says(shown[5])
    assert "用紙がなくなりました" in says(shown[9])


def test_the_menu_has_certificates_only_where_there_is_paper() -> None:
    assert "certificates" not in keys(Walk(lambda: visit("without_card")).page)
    assert keys(Walk(lambda: visit("without_card", paper=True)).page)[0] == "certificates"
