"""What is answered to a notice, withdrawn, or asked of the office: lists of answers and pages."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from gateway.contract.base import Label
from gateway.contract.intake import CaseState
from gateway.contract.notices import Notice, NoticeChoice, NoticeQuestion, Reply
from kiosk.effects import ListNotices, ReadNotice
from kiosk.journey import Ask, CardLaid, Journey
from kiosk.journeys.applications.applying import Equipment
from kiosk.journeys.inquiry import inquiry
from kiosk.journeys.notices import notices
from kiosk.journeys.ways_out import Finished, ToMenu
from kiosk.line import effects
from kiosk.line.documents import document
from kiosk.line.effects import AnswerForm, InquiryForm, PutItem, SignApplication
from kiosk.line.outcomes import NoPromise, NotPromised, OnItsWay, Reachable
from kiosk.portal_outcomes import Notices, OneNotice
from screens.page import Choose, Confirm, Document, Filed, TextEntry
from tests.kiosk.journeys.people import NOW
from tests.kiosk.journeys.walking import BACK, WORDS, ByDevice, Walk, keys, says
from tests.kiosk.procedures.filling import KEPT, PHOTO, PROMISE, RECEIVED, SIGNED, TODAY, card

ALL = Equipment(camera=True)
CASE = "c" * 32
RECEIPT = "KIOSK01-000001-H"
CITY = Label(ja="こもれび市", reading="こもれびし", en="Komorebi City")
LAID = ByDevice(CardLaid("1"))
WHICH = NoticeQuestion(
    id="which",
    kind="choice",
    ask=Label(ja="どちらの住所ですか", en="Which address?"),
    choices=(
        NoticeChoice(value="old", title=Label(ja="前の住所", en="The old one")),
        NoticeChoice(value="new", title=Label(ja="新しい住所", en="The new one")),
    ),
)
WORDS_OF_HERS = NoticeQuestion(id="text", kind="text", ask=Label(ja="わけを書いてください", en="Say why"))
SHEET = NoticeQuestion(id="sheet", kind="sheet", ask=Label(ja="書類がありますか", en="A paper?"), optional=True)


def notice(
    state: CaseState = "correction",
    *questions: NoticeQuestion,
    id: str = "a",
    signature: bool = True,
    over: bool = False,
) -> Notice:
    return Notice(
        id=id * 32,
        sender=CITY,
        title=Label(ja="申請について", reading="しんせいについて", en="About your application"),
        sent_at=NOW,
        ends_at=NOW + timedelta(days=90),
        receipt=RECEIPT,
        state=state,
        body="なおしてください。",
        reply=None if over else Reply(case=CASE, signature=signature, questions=questions, withdrawable=True),
    )


def opened(read: Notice, *others: Notice, equipment: Equipment | None = ALL) -> Walk:
    """The notice lies open. others: what came after it."""
    return Walk(partial(notices, equipment)).go(Notices((*others, read), 1), read.id, OneNotice(read))


def put(walk: Walk) -> PutItem:
    assert isinstance(walk.effect, PutItem), walk.at
    return walk.effect


# --- what a notice offers ---------------------------------------------------------------------------------------------


def test_what_can_be_done_about_it_stands_on_the_notice() -> None:
    assert keys(opened(notice("correction", WHICH)).page) == ["answer", "withdraw", "delete"]
    assert "ここで答えられます" in says(opened(notice("correction", WHICH)).page)
    assert keys(opened(notice("under_review")).page) == ["withdraw", "delete"]
    assert keys(opened(notice("done", over=True)).page) == ["delete"]


def test_an_older_notice_offers_nothing() -> None:
    """What it asked has been answered, or is over: the newest one of that number says how it stands."""
    newer = notice("under_review", id="b")
    assert keys(opened(notice("correction", WHICH), newer).page) == ["delete"]
    assert keys(opened(newer).page) == ["withdraw", "delete"]


def test_where_nothing_can_be_sent_nothing_is_offered() -> None:
    page = opened(notice("correction", WHICH), equipment=None).page
    assert keys(page) == ["delete"]
    assert "窓口にご連絡" in says(page)


# --- an answer --------------------------------------------------------------------------------------------------------


def answering(*questions: NoticeQuestion) -> Walk:
    """Promised, and the card that signs has been recognised."""
    return opened(notice("correction", *questions)).go("answer", TODAY, PROMISE, LAID, card())


@pytest.mark.parametrize("why", list(NoPromise))
def test_what_can_not_be_promised_is_said_before_typing(why: NoPromise) -> None:
    walk = opened(notice("correction", WORDS_OF_HERS, SHEET)).go("answer", TODAY)
    assert isinstance(walk.effect, effects.MayAccept)
    assert walk.effect.kind == "answer"
    assert walk.effect.bytes > 3_000_000, "three sheets"
    assert walk.go(NotPromised(why)).at == "applications.not_promised"
    with pytest.raises(ToMenu):
        walk.go("menu")


def test_a_card_that_can_not_sign_ends_it_before_typing() -> None:
    walk = opened(notice("correction", WORDS_OF_HERS)).go("answer", TODAY, PROMISE, LAID, card(signs=False))
    assert walk.at == "applications.no_signature"


def test_what_is_asked_is_asked_one_by_one_looked_over_signed_and_put_into_the_case() -> None:
    walk = answering(WHICH, WORDS_OF_HERS, SHEET)
    assert "どちらの住所ですか" in says(walk.page)
    assert keys(walk.page) == ["old", "new"]
    walk.go("new")
    assert isinstance(walk.page, TextEntry)
    walk.go("ひっこした")
    assert keys(walk.page) == ["photo", "later", "without"]
    walk.go("photo", "shoot", PHOTO, "use", "done")
    assert walk.at == "answer.review"
    assert isinstance(walk.page, Confirm)
    for shown in ("申請について", RECEIPT, "新しい住所", "ひっこした"):
        assert shown in says(walk.page)
    walk.go("which", "old")
    assert walk.at == "answer.review"
    walk.go("go", LAID, card(), bytearray(b"SAMPLE1"))
    assert isinstance(walk.effect, SignApplication)
    item = put(walk.go(SIGNED))
    assert (item.promise.case, item.promise.key) == (CASE, PROMISE.key)
    assert item.content == SIGNED
    made = document(item.form, WORDS["ja"])
    assert made.kind == "answer"
    assert (made.to_notice, made.to_receipt, made.withdraws) == ("a" * 32, RECEIPT, False)
    assert made.answers == {"which": "old", "text": "ひっこした", "sheet": {"how": "photo", "pages": 1}}
    assert [each.title for each in made.attachments] == ["書類がありますか"]
    assert ("どちらの住所ですか", "前の住所") in made.shown
    assert "ひっこした" not in repr(item)


def test_received_or_kept_and_never_one_for_the_other() -> None:
    walk = answering(WORDS_OF_HERS).go("なおした", "go", LAID, card(), bytearray(b"SAMPLE1"), SIGNED, KEPT)
    online = walk.go(RECEIVED)
    assert isinstance(online.page, Filed)
    assert "受け付けました" in says(online.page)
    again = answering(WORDS_OF_HERS).go("なおした", "go", LAID, card(), bytearray(b"SAMPLE1"), SIGNED, KEPT)
    offline = says(again.go(OnItsWay()).page)
    assert "お返事をお預かりしました" in offline
    assert "まだ届いていません" in offline
    assert "受け付けました" not in offline
    with pytest.raises(Finished):
        again.go("on")


def test_back_leads_from_the_first_question_to_the_notice() -> None:
    walk = answering(WHICH)
    assert walk.go(BACK).at == "notices.notice"


def test_what_nobody_signed_is_answered_without_a_card() -> None:
    walk = opened(notice("correction", WORDS_OF_HERS, signature=False)).go("answer", TODAY, PROMISE)
    assert isinstance(walk.page, TextEntry)
    item = put(walk.go("これです", "go"))
    assert item.content is None


# --- a withdrawal -----------------------------------------------------------------------------------------------------


def test_withdrawing_is_asked_twice_and_signed() -> None:
    walk = opened(notice("under_review")).go("withdraw")
    assert walk.at == "withdraw.really"
    assert walk.go("keep").at == "notices.notice"
    walk.go("withdraw", "withdraw")
    assert isinstance(walk.effect, effects.MayAccept)
    walk.go(PROMISE, LAID, card())
    assert walk.at == "withdraw.review"
    assert RECEIPT in says(walk.page)
    item = put(walk.go("go", LAID, card(), bytearray(b"SAMPLE1"), SIGNED))
    assert isinstance(item.form, AnswerForm)
    assert item.form.withdraws
    assert item.form.answers == {}
    sent = document(item.form, WORDS["ja"])
    assert sent.kind == "answer"
    assert sent.withdraws
    assert item.promise.case == CASE
    page = walk.go(KEPT, OnItsWay()).page
    assert "取り下げの届けをお預かりしました" in says(page)


# --- an inquiry -------------------------------------------------------------------------------------------------------


def nobody() -> Journey[None]:
    raise AssertionError("nobody has to be known for this")
    yield


def known() -> Journey[None]:
    return
    yield


def test_an_inquiry_to_be_answered_by_phone_needs_nobody_known() -> None:
    walk = Walk(lambda: inquiry(nobody, ALL))
    assert isinstance(walk.effect, effects.MayAccept)
    walk.go(PROMISE)
    assert walk.at == "inquiry.about"
    walk.go("tax", "phone", "みほん", "1234567890")
    assert "確かめてください" in says(walk.page)
    walk.go("09012345678", "いつまでですか")
    assert walk.at == "inquiry.review"
    assert walk.go("text").at == "inquiry.text"
    item = put(walk.go("どこですか", "go"))
    made = document(item.form, WORDS["ja"])
    assert made.kind == "inquiry"
    assert (made.about, made.text, made.contact_name, made.phone, made.box) == (
        "tax",
        "どこですか",
        "みほん",
        "09012345678",
        None,
    )
    assert "どこですか" not in repr(item)
    offline = says(walk.go(KEPT, OnItsWay()).page)
    assert "お問い合わせをお預かりしました" in offline
    assert "まだ届いていません" in offline


def test_an_inquiry_to_be_answered_by_notice_names_the_box() -> None:
    walk = Walk(lambda: inquiry(known, ALL)).go(PROMISE, "card", "notice")
    assert isinstance(walk.effect, ListNotices)
    walk.go(Notices((), 0, "d" * 32), "いつですか", "go")
    form = put(walk).form
    assert isinstance(form, InquiryForm)
    assert form.box == "d" * 32
    assert "お知らせに届きます" in says(walk.go(KEPT, RECEIVED).page)


def test_who_changes_how_she_is_answered_leaves_nothing_of_the_way_before() -> None:
    walk = Walk(lambda: inquiry(known, ALL)).go(PROMISE, "card", "phone", "みほん", "09012345678", "いつ")
    form = put(walk.go("how", "none", "go")).form
    assert isinstance(form, InquiryForm)
    assert (form.contact_name, form.phone, form.box) == (None, None, None)


def test_without_the_line_an_answer_by_notice_lies_flat() -> None:
    walk = Walk(lambda: inquiry(nobody, ALL)).go(PROMISE, "card")
    asked = walk.engine.step
    assert isinstance(asked, Ask)
    assert asked.as_things_are is not None
    page = asked.as_things_are(Reachable(gateway=False))
    assert isinstance(page, Choose)
    assert [each.key for each in page.options if each.unavailable] == ["notice"]


def test_what_is_read_stays_a_document_that_hides_itself() -> None:
    walk = opened(notice("correction", WHICH))
    assert isinstance(walk.page, Document)
    assert walk.page.hide_after_s is not None
    assert walk.trail[-2] == ReadNotice.__name__
