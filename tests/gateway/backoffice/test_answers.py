"""What a resident sends about a case that is there: a correction, a withdrawal; and inquiries, answered in her box."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from gateway.backoffice import caseload, deciding
from gateway.backoffice.deciding import Decided, NotePersonal, NothingToAsk
from gateway.backoffice.notice_words import ANYTHING
from gateway.backoffice.outgoing import tell
from gateway.contract.applications import Answer, Inquiry
from gateway.contract.base import Label
from gateway.contract.intake import CaseState
from gateway.contract.notices import Notice, NoticeChoice, NoticeQuestion
from gateway.identity.revocation import Good, Unknown
from gateway.intake.follow import Here
from tests.gateway.backoffice import test_deciding as clerk
from tests.gateway.backoffice.counter import Counter, application, signed
from tests.gateway.backoffice.test_deciding import follow, with_account
from tests.gateway.intake.sending import Item, Sender, post
from tests.parts.house import AtTerminal

WHICH = NoticeQuestion(
    id="which",
    kind="choice",
    ask=Label(ja="どちらですか", en="Which one?"),
    choices=(
        NoticeChoice(value="first", title=Label(ja="ひとつめ", en="The first")),
        NoticeChoice(value="second", title=Label(ja="ふたつめ", en="The second")),
    ),
)


class Box:
    """A resident's notices, read one by one."""

    def __init__(self, at: AtTerminal, headers: dict[str, str]) -> None:
        self._at, self._headers = at, headers

    @property
    def id(self) -> str:
        return str(self._at.client.get("/v1/notices", headers=self._headers).json()["box"])

    def titles(self) -> list[str]:
        """Newest first."""
        told = self._at.client.get("/v1/notices", headers=self._headers).json()["notices"]
        return [each["title"]["ja"] for each in told]

    def open(self, title: str) -> Notice:
        """The newest one of this title."""
        told = self._at.client.get("/v1/notices", headers=self._headers).json()["notices"]
        id = next(each["id"] for each in told if each["title"]["ja"] == title)
        return Notice.model_validate(self._at.client.get(f"/v1/notices/{id}", headers=self._headers).json())


CORRECT = "申請になおしていただくところがあります"


def asked(office: Counter) -> tuple[Item, Box, Notice]:
    """Applied, and asked to correct something."""
    at, headers = with_account(office)
    item = office.send(signed(application(), office.card()))
    office.work()
    assert isinstance(decide(office, item, "correction", "２ページ目の日づけ"), Decided)
    box = Box(at, headers)
    return item, box, box.open(CORRECT)


def decide(office: Counter, item: Item, state: CaseState, note: str | None = None) -> Any:
    """A minute later."""
    office.house.clock.turn(minutes=1)
    return clerk.decide(office, item, state, note)


def answer_to(notice: Notice, **more: Any) -> Answer:
    said: dict[str, Any] = {"to_notice": notice.id, "to_receipt": notice.receipt, "answers": {"text": "なおした"}}
    return Answer(**(said | more))


def send(office: Counter, answer: Answer, case: str | None, serial: int = 7001) -> Item:
    more = {} if case is None else {"case": case}
    office.house.clock.turn(minutes=1)
    item = office.send(signed(answer, office.card(serial)), "answer", **more)  # type: ignore[arg-type]
    office.work()
    return item


def shown(office: Counter, name: str) -> tuple[CaseState, bool]:
    file = deciding.look(office.office, name)
    assert isinstance(file, deciding.File)
    return file.case.state, file.case.delayed


def test_what_is_asked_stands_in_the_notice(office: Counter) -> None:
    item, box, notice = asked(office)
    assert notice.reply is not None
    assert notice.reply.case == item.case
    assert notice.reply.signature
    assert notice.reply.withdrawable
    assert notice.reply.questions == ANYTHING
    decide(office, item, "under_review")
    office.house.clock.turn(minutes=1)
    outcome = deciding.decide(office.office, office.receipt(item), "correction", "どちらか", "clerk-7", (WHICH,))
    assert isinstance(outcome, Decided)
    tell(office.office)
    assert (reply := box.open(CORRECT).reply) is not None
    assert reply.questions == (WHICH,)
    received = box.open("申請を受け付けました").reply
    assert received is not None
    assert (received.questions, received.withdrawable) == ((), True)


def test_questions_tell_nothing_personal_and_go_with_a_correction(office: Counter) -> None:
    item, _, _ = asked(office)
    name = office.receipt(item)
    personal = WHICH.model_copy(update={"ask": Label(ja="架空太郎さまですか", en="Is it you?")})
    assert deciding.decide(office.office, name, "under_review", None, "7", (WHICH,)) == NothingToAsk()
    deciding.decide(office.office, name, "under_review", None, "7")
    assert deciding.decide(office.office, name, "correction", "か", "7", (personal,)) == NotePersonal(("name",))


def test_a_correction_is_reviewed_again_once(office: Counter) -> None:
    item, box, notice = asked(office)
    sent = send(office, answer_to(notice), item.case)
    assert office.state(item) == office.state(sent) == ("under_review", False)
    told = ["お返事が届きました", CORRECT, "申請を受け付けました"]
    assert box.titles() == told
    # The same item again, and another pass: nothing new.
    assert post(office.client, sent).status_code == 201
    office.work()
    assert box.titles() == told
    file = deciding.look(office.office, office.receipt(item))
    assert isinstance(file, deciding.File)
    assert [each.claims.kind for each in file.items] == ["e-application", "answer"]


def test_answered_at_another_terminal_it_is_the_same_case(office: Counter) -> None:
    item, box, notice = asked(office)
    other, token = Sender(office.sender.recipient, "kiosk-02"), secrets.token_urlsafe(16)
    sent = other.item(signed(answer_to(notice), office.card()), kind="answer", case=item.case, follow=token)
    with office.house.terminal(other.name, other.der) as at:
        assert post(at.client, sent).status_code == 201
        office.work()
        told = at.client.get(f"/v1/intake/items/{sent.key}").json()
    assert office.state(item) == ("under_review", False)
    assert told["state"] == "under_review"
    # Told once, as what it is; the answer is nothing of its own that could be finished.
    assert sorted(box.titles()) == sorted(["お返事が届きました", CORRECT, "申請を受け付けました"])
    decide(office, item, "done")
    assert follow(office, token) == Here("done", delayed=False)


@pytest.mark.parametrize("in_case", [True, False])
def test_what_another_card_signed_waits_for_a_clerk(office: Counter, in_case: bool) -> None:
    item, box, notice = asked(office)
    before = box.titles()
    sent = send(office, answer_to(notice, withdraws=True), item.case if in_case else None, serial=7002)
    state, _ = office.state(item)
    assert state == "correction"
    assert office.state(sent)[1], "somebody has to look"
    assert box.titles() == before


def test_what_another_person_signs_in_the_case_corrects_nothing(office: Counter) -> None:
    item, _, _ = asked(office)
    office.send(signed(application(), office.card(7002)), case=item.case)
    office.work()
    assert office.state(item) == ("correction", False)


def test_withdrawn(office: Counter) -> None:
    item, box, notice = asked(office)
    send(office, answer_to(notice, withdraws=True, answers={}), item.case)
    assert office.state(item) == ("withdrawn", False)
    assert box.titles()[0] == "申請が取り下げられました"
    assert box.open("申請が取り下げられました").reply is None
    # Once more changes nothing, and nothing is told twice.
    send(office, answer_to(notice, withdraws=True, answers={}), item.case)
    assert box.titles().count("申請が取り下げられました") == 1


@pytest.mark.parametrize(
    ("withdraws", "title"), [(True, "取り下げできませんでした"), (False, "お返事は間に合いませんでした")]
)
@pytest.mark.parametrize("end", ["done", "refused"])
def test_after_the_end_it_is_told_so(office: Counter, withdraws: bool, title: str, end: CaseState) -> None:
    item, box, notice = asked(office)
    decide(office, item, end, "決まりました")
    send(office, answer_to(notice, withdraws=withdraws), item.case)
    assert office.state(item) == (end, False)
    assert box.titles()[0] == title
    assert box.open(title).reply is None


def test_an_answer_that_could_not_be_verified_at_once(office: Counter) -> None:
    """Applied when it has been judged anew, and only then."""
    item, box, notice = asked(office)
    office.revocation.answer = Unknown("no answer")
    send(office, answer_to(notice), item.case)
    assert office.state(item) == ("correction", True)
    office.revocation.answer = Good()
    office.work()
    assert office.state(item) == ("under_review", False)
    assert box.titles().count("お返事が届きました") == 1


def test_an_inquiry_is_answered_in_the_box(office: Counter) -> None:
    at, headers = with_account(office)
    box = Box(at, headers)
    token = secrets.token_urlsafe(16)
    item = office.send(Inquiry(about="tax", text="いつまでですか", box=box.id), "inquiry", follow=token)
    office.work()
    assert box.titles() == ["お問い合わせを受け付けました"]
    decide(office, item, "done", "３月１５日までです。")
    told = box.open("お問い合わせへのお答えです")
    assert "３月１５日までです。" in told.body
    assert told.reply is None
    assert follow(office, token) == Here("done", delayed=False)


def test_who_asks_something_may_be_asked_back(office: Counter) -> None:
    """Nobody signed it: whoever has read the notice answers it, and nobody else."""
    at, headers = with_account(office)
    box = Box(at, headers)
    item = office.send(Inquiry(about="tax", text="いつまでですか", box=box.id), "inquiry")
    office.work()
    decide(office, item, "correction", "どの税ですか")
    notice = box.open("お問い合わせについておたずねします")
    assert notice.reply is not None
    assert not notice.reply.signature
    assert not notice.reply.withdrawable
    stranger = office.send(Answer(to_receipt=notice.receipt, answers={}, withdraws=True), "answer")
    office.work()
    assert (office.state(item)[0], office.state(stranger)[1]) == ("correction", True)
    office.send(answer_to(notice), "answer", case=item.case)
    office.work()
    assert office.state(item) == ("under_review", False)


def test_an_account_that_is_gone_is_told_nothing(office: Counter) -> None:
    office.send(Inquiry(about="tax", text="か", box="0" * 32), "inquiry")
    office.work()
    with office.office.own.read() as conn:
        assert caseload.untold(conn, 10) == ()
