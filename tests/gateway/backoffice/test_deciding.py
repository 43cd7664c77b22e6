"""A clerk's acts, and what the resident hears of them: the follow page's state, and the notices in her box."""

from __future__ import annotations

import secrets
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.backoffice import deciding
from gateway.backoffice.case import NEEDS_NOTE, NEXT
from gateway.backoffice.deciding import (
    Decided,
    NoSuchCase,
    NoteMissing,
    NotePersonal,
    NoteTooLong,
    NotFollowing,
    SeveralCases,
)
from gateway.backoffice.outgoing import tell
from gateway.backoffice.personal import Attributes, attributes, found_in
from gateway.contract.applications import Answer
from gateway.contract.intake import CaseState
from gateway.intake import handover
from gateway.intake.follow import Here, NotHere, standing
from tests.gateway.backoffice.counter import Counter, application, at_terminal, signed
from tests.gateway.intake.sending import INQUIRY, Item
from tests.parts.house import NOON, AtTerminal


def follow(office: Counter, token: str) -> Any:
    with office.office.intake.read() as conn:
        return standing(conn, token)


def decide(office: Counter, item: Item, state: CaseState, note: str | None = None) -> Any:
    outcome = deciding.decide(office.office, office.receipt(item), state, note, "clerk-7")
    tell(office.office)
    return outcome


def with_account(office: Counter) -> tuple[AtTerminal, dict[str, str]]:
    """A resident who has an account, logged in; her signing certificate (7001) is linked to it."""
    at = at_terminal(office)
    card = office.authority.card(7900)
    headers = at.log_in(card, nickname="ほしぞら")
    issuer = office.house.parts.anchors.issuer_of(card.certificate)
    assert issuer is not None
    office.links.known["1b59"] = (("f" * 64, "1"), (issuer.key_id, format(7900, "x")))
    return at, headers


def test_from_received_to_done(office: Counter) -> None:
    token = secrets.token_urlsafe(16)
    assert follow(office, token) == NotHere()
    item = office.send(signed(application(), office.card()), follow=token)
    assert follow(office, token) == Here("received", delayed=False)
    office.work()
    assert isinstance(decide(office, item, "under_review"), Decided)
    assert follow(office, token) == Here("under_review", delayed=False)
    assert office.state(item) == ("under_review", False)
    decide(office, item, "done")
    assert follow(office, token) == Here("done", delayed=False)
    assert decide(office, item, "refused", "だめ") == NotFollowing("done", ())
    assert decide(office, item, "refused") == NoteMissing()


@pytest.mark.parametrize("token", ["", "x", "x" * 22, "x" * 5000, "あ" * 22, "../../etc"])
def test_any_other_token_is_nobodys(office: Counter, token: str) -> None:
    assert follow(office, token) == NotHere()


def test_correction_and_its_answer(office: Counter) -> None:
    """An item that follows in the case, or an answer that names the receipt: it is looked at again."""
    first = office.send(signed(application(), office.card()))
    second = office.send(signed(application(), office.card()))
    office.work()
    for item in (first, second):
        decide(office, item, "correction", "２ページ目の日づけを、もう一度お書きください。")
        assert office.state(item) == ("correction", False)
    office.send(signed(application(), office.card()), case=first.case)
    answer = Answer(to_receipt=office.receipt(second), answers={"day": "1"})
    office.send(answer, "answer")
    office.work()
    assert office.state(first) == ("under_review", False)
    # Nobody signed the answer: what a person signed only she corrects.
    assert office.state(second) == ("correction", False)
    office.send(signed(answer, office.card(7002)), "answer")  # type: ignore[arg-type]
    office.work()
    assert office.state(second) == ("correction", False)
    office.send(signed(answer, office.card()), "answer")  # type: ignore[arg-type]
    office.work()
    assert office.state(second) == ("under_review", False)


def test_what_could_not_be_verified_is_decided_by_a_clerk(office: Counter) -> None:
    item = office.send(application())
    office.work()
    assert office.state(item) == ("received", True)
    decide(office, item, "refused", "電子署名がありませんでした。窓口でもう一度お手続きください。")
    assert office.state(item) == ("refused", False)


def test_names_of_cases(office: Counter) -> None:
    item = office.send(INQUIRY, "inquiry")
    office.sender.sequences["applications"] = 0
    twin = office.send(INQUIRY, "inquiry")
    office.work()
    assert deciding.look(office.office, "KIOSK-01-000009-X") == NoSuchCase()
    assert deciding.look(office.office, office.receipt(item)) == SeveralCases((item.case, twin.case))
    assert isinstance(deciding.decide(office.office, twin.case, "done", None, "clerk-7"), Decided)
    assert decide(office, item, "done") == SeveralCases((item.case, twin.case))


def test_notes_have_limits(office: Counter) -> None:
    item = office.send(INQUIRY, "inquiry")
    office.work()
    assert decide(office, item, "done", "あ" * 1001) == NoteTooLong()


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("架空太郎さまへ", ("name",)),
        ("太郎さんの分がありません", ("name",)),
        ("みどり町1丁目２番3号をお確かめください", ("address",)),
        ("平成元年1月8日生まれの方", ("birth_date",)),
        ("1989/01/08", ("birth_date",)),
        ("男性の方は", ("sex",)),
        ("２ページ目をもう一度お送りください", ()),
    ],
)
def test_nothing_personal_in_a_note(office: Counter, note: str, found: tuple[str, ...]) -> None:
    item = office.send(signed(application(), office.card()))
    office.work()
    outcome = decide(office, item, "correction", note)
    assert outcome == (NotePersonal(found) if found else Decided())  # type: ignore[arg-type]


@given(st.text(), st.text(min_size=1))
def test_a_name_is_found_wherever_it_stands(before: str, after: str) -> None:
    known = Attributes(frozenset({"見本　花子"}), frozenset(), frozenset())
    assert "name" in found_in(f"{before}見本 花子{after}", known)
    assert found_in("", attributes((), ())) == ()


# --- notices ----------------------------------------------------------------------------------------------------------


def test_the_resident_is_told_by_notice(office: Counter) -> None:
    at, headers = with_account(office)
    item = office.send(signed(application(), office.card()))
    office.work()
    office.house.clock.turn(minutes=1)
    decide(office, item, "correction", "２ページ目を、もう一度お送りください。")
    box = at.client.get("/v1/notices", headers=headers).json()
    assert [each["state"] for each in box["notices"]] == ["correction", "received"]
    assert box["unread"] == 2
    assert all("body" not in each for each in box["notices"])
    notice = at.client.get(f"/v1/notices/{box['notices'][0]['id']}", headers=headers).json()
    assert "２ページ目を、もう一度お送りください。" in notice["body"]
    assert office.receipt(item) in notice["body"]
    assert notice["sender"]["ja"] == "架空市"
    for secret in ("太郎", "みどり町", "1989", "児童手当"):
        assert secret not in str(box)
        assert secret not in notice["body"]


def test_told_twice_is_told_once(office: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """It dies after telling and before knowing that it has told."""
    at, headers = with_account(office)
    item = office.send(signed(application(), office.card()))
    with monkeypatch.context() as patched:
        patched.setattr("gateway.backoffice.caseload.told", lambda *_: None)
        office.work()
        office.work()
    office.work()
    assert len(at.client.get("/v1/notices", headers=headers).json()["notices"]) == 1
    assert office.state(item) == ("received", False)


def test_an_older_word_changes_nothing(office: Counter) -> None:
    item = office.send(INQUIRY, "inquiry")
    office.work()
    decide(office, item, "under_review")
    with office.office.intake.write() as conn:
        handover.tell(conn, "kiosk-01", item.case, "received", True, 1, NOON)
    assert office.state(item) == ("under_review", False)


def test_without_an_account_there_is_no_notice(office: Counter) -> None:
    at, headers = with_account(office)
    office.send(signed(application(), office.card(7002)))
    office.send(INQUIRY, "inquiry")
    office.work()
    assert at.client.get("/v1/notices", headers=headers).json()["notices"] == []


def test_every_state_is_spoken_for() -> None:
    assert set(NEXT) == set(get_args(CaseState))
    assert all(after in NEXT for following in NEXT.values() for after in following)
    assert set(NEEDS_NOTE) <= set(NEXT)
