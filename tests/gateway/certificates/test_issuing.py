"""One issue: what comes, and everything that stands in its way."""

from __future__ import annotations

import uuid
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from gateway.certificates import registering
from gateway.certificates.paper.press import Press
from gateway.certificates.schema import requests
from gateway.contract.certificates import VERSION_HEADER, owner_binding
from gateway.store.schema import metadata
from tests.gateway.certificates.desk import SEAL, WHOLE_HOUSEHOLD, Desk, sit_down
from tests.gateway.portal.counter import enter
from tests.parts.house import AtTerminal, House, TurnedClock, problem, with_parts


def test_what_is_signed_is_what_came(kiosk: AtTerminal, clock: TurnedClock, keys: Path) -> None:
    desk = sit_down(kiosk)
    id, nonce = str(uuid.uuid4()), "n" * 24
    document = desk.issue(WHOLE_HOUSEHOLD, 150, request_id=id, nonce=nonce, copies=2)
    assert document.signed_by(keys / "statement.pem")
    inquiry_number = document.said.pop("inquiry_number")
    assert document.said == {
        "iss": "gateway-test",
        "request_id": id,
        "nonce": nonce,
        "owner": owner_binding(nonce, desk.token, desk.card.certificate.serial_number),
        "terminal": kiosk.terminal.thumbprint,
        "kind": "resident_record",
        "sha256": sha256(document.pdf).hexdigest(),
        "pages": 4,
        "copies": 2,
        "fee_yen": 300,
        "issued_at": int(clock().timestamp()),
    }
    text = document.text()
    assert "見本太郎" in text
    assert inquiry_number[:4] in text


def test_the_bytes_are_never_kept_nor_cached(kiosk: AtTerminal, house: House) -> None:
    desk = sit_down(kiosk)
    answer = desk.ask(SEAL)
    assert answer.headers["cache-control"] == "no-store"
    with house.parts.store.read() as conn:
        row = conn.execute(select(requests)).one()
    assert not any(isinstance(value, bytes) for value in row)
    assert all("見本" not in str(value) for value in row)


KINDS: list[tuple[dict[str, Any], int, str]] = [
    (WHOLE_HOUSEHOLD, 150, "住民票"),
    ({"kind": "resident_record_items", "items": ["birth", "address"]}, 200, "住民票記載事項証明書"),
    (SEAL, 200, "印鑑登録証明書"),
    ({"kind": "tax_income", "year": 2026}, 200, "所得"),
    ({"kind": "tax_assessment", "year": 2025}, 200, "課税"),
    ({"kind": "tax_payment", "year": 2024}, 200, "納税"),
    ({"kind": "family_register_full"}, 450, "全部事項証明"),
    ({"kind": "family_register_supplement"}, 300, "附票"),
]


@pytest.mark.parametrize(("wanted", "fee", "word"), KINDS, ids=lambda value: str(value)[:40])
def test_every_kind(kiosk: AtTerminal, wanted: dict[str, Any], fee: int, word: str) -> None:
    assert word in sit_down(kiosk).issue(wanted, fee).text()


def test_one_person_of_a_family_register(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk)
    persons = desk.offers()["family_register_individual"]["persons"]
    assert [each["name"] for each in persons] == ["太郎", "花子", "さくら", "大地"]
    assert [each["self"] for each in persons] == [True, False, False, False]
    text = desk.issue({"kind": "family_register_individual", "person": persons[1]["ref"]}, 450).text()
    assert "花子" in text
    assert "さくら" not in text


def test_what_was_not_asked_for_is_not_on_the_paper(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk)
    persons = {each["name"]: each["ref"] for each in desk.offers()["resident_record"]["persons"]}
    some = {**WHOLE_HOUSEHOLD, "relation": False, "domicile": False, "persons": [persons["見本　花子"]]}
    document = desk.issue(some, 150)
    text = document.text()
    assert "見本花子" in text
    for absent in ("見本太郎", "さくら", "ひだまり町一丁目2番地", "長女"):
        assert absent not in text, absent
    desk.report(document.said["request_id"])
    with_number = desk.issue(WHOLE_HOUSEHOLD | {"my_number": {"purpose": "employer"}}, 150).text()
    assert "個人番号" in with_number or "マイナンバー" in with_number


def test_one_id_one_document(kiosk: AtTerminal, house: House) -> None:
    desk = sit_down(kiosk)
    id = str(uuid.uuid4())
    desk.issue(SEAL, request_id=id)
    assert problem(desk.ask(SEAL, request_id=id)) == (409, "issue-id-used")
    assert desk.state(id).json() == {
        "request_id": id,
        "state": "issued",
        "kind": "seal_registration",
        "report": None,
    }
    with house.terminal("kiosk-02") as elsewhere:
        other = sit_down(elsewhere, "reiji-fumi")
        assert problem(other.ask(SEAL, request_id=id)) == (403, "issue-of-somebody-else")
        assert problem(other.state(id)) == (403, "issue-of-somebody-else")
        assert problem(other.report(id)) == (403, "issue-of-somebody-else")


def test_a_refused_id_is_used_up_too(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk)
    id = str(uuid.uuid4())
    assert problem(desk.ask(SEAL, 190, request_id=id)) == (409, "issue-fee-changed")
    assert problem(desk.ask(SEAL, 200, request_id=id)) == (409, "issue-id-used")
    assert desk.state(id).json()["state"] == "refused"


def test_the_next_session_of_the_same_person_is_another(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk)
    id = str(uuid.uuid4())
    desk.issue(SEAL, request_id=id)
    again = sit_down(kiosk)
    assert problem(again.ask(SEAL, request_id=id)) == (403, "issue-of-somebody-else")


def test_one_document_at_a_time(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk)
    first = desk.issue(SEAL)
    assert problem(desk.ask(SEAL)) == (409, "issue-last-one-open")
    assert desk.report(first.said["request_id"]).status_code == 200
    desk.issue(SEAL)


def test_not_the_id_of_a_clock_or_a_counter(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk)
    for id in ("1", "20261120120000", str(uuid.uuid1()), str(uuid.uuid4()).upper()):
        assert problem(desk.ask(SEAL, request_id=id)) == (422, "invalid-request"), id


def test_cancelled_between_menu_and_issue(kiosk: AtTerminal, events: Path) -> None:
    """Saitama, Niigata, Kumamoto: a cancelled seal registration must not be printed."""
    desk = sit_down(kiosk)
    assert desk.offers()["seal_registration"]["availability"]["state"] == "available"
    events.write_text('[people.mihon-taro]\nseal = "cancelled"\n')
    assert problem(desk.ask(SEAL)) == (403, "issue-seal-cancelled")


@pytest.mark.parametrize(
    ("resident", "wanted", "happens", "why"),
    [
        ("mihon-taro", WHOLE_HOUSEHOLD, '[people.mihon-daichi]\nstanding = "deceased"', "issue-deceased"),
        ("mihon-taro", WHOLE_HOUSEHOLD, '[people.mihon-taro]\nstanding = "moved_out"', "issue-moved-out"),
        ("mihon-taro", SEAL, '[people.mihon-taro]\nstanding = "moved_in_today"', "issue-moved-in-today"),
        ("zankai-nozomi", WHOLE_HOUSEHOLD, "", "issue-moving-out"),
        ("mihon-sakura", WHOLE_HOUSEHOLD, "", "issue-under-age"),
        ("karino-wataru", SEAL, "", "issue-seal-not-registered"),
        ("sougou-tokiko", SEAL, "", "issue-seal-cancelled"),
        ("joumae-shigeru", {"kind": "tax_income", "year": 2026}, "", "issue-tax-not-declared"),
        ("sample-maria", {"kind": "tax_income", "year": 2025}, "", "issue-tax-not-here"),
        ("kamisaki-sho", {"kind": "family_register_full"}, "", "issue-register-in-process"),
        ("sample-maria", {"kind": "family_register_full"}, "", "issue-register-none"),
        ("yoshimi-tsuyoshi", {"kind": "family_register_full"}, "", "issue-registration-needed"),
        ("kikyou-hanae", WHOLE_HOUSEHOLD, "", "issue-glyph-missing"),
        ("mihon-taro", SEAL, "[town]\nsilent = true", "issue-records-silent"),
        ("mihon-taro", SEAL, "[town]\nhours_old = 25", "issue-records-stale"),
        ("mihon-taro", {"kind": "tax_income", "year": 2021}, "", "issue-options-wrong"),
        ("mihon-taro", {**WHOLE_HOUSEHOLD, "persons": ["0" * 32]}, "", "issue-options-wrong"),
        ("mihon-taro", {"kind": "resident_record_items", "items": ["sex", "sex"]}, "", "issue-options-wrong"),
    ],
)
def test_refusals(
    kiosk: AtTerminal, events: Path, resident: str, wanted: dict[str, Any], happens: str, why: str
) -> None:
    events.write_text(happens)
    desk = sit_down(kiosk, resident)
    answer = desk.ask(wanted, {"resident_record": 150, "family_register_full": 450}.get(wanted["kind"], 200))
    assert problem(answer)[1] == why
    assert "pdf" not in answer.json()


def test_protection_looks_like_any_reason_to_come_to_the_counter(kiosk: AtTerminal, house: House) -> None:
    """A third person who reads answers, sizes, headers or the log can't tell 支援措置 from a correction under way."""
    seen = []
    for resident in ("kamei-akari", "kakuu-jun"):
        desk = sit_down(kiosk, resident)
        offers = desk.offers()
        answer = desk.ask(WHOLE_HOUSEHOLD, 150)
        states = {kind: offer["availability"] for kind, offer in offers.items() if "family" not in kind}
        headers = {name: value for name, value in answer.headers.items() if name != "date"}
        seen.append((answer.status_code, answer.content, headers, states))
    assert seen[0] == seen[1]
    assert seen[0][0] == 403
    with house.parts.store.read() as conn:
        refusals = set(conn.execute(select(requests.c.refusal)).scalars())
    assert refusals == {"issue-ask-at-counter"}


def test_protection_is_the_same_for_every_kind(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk, "kamei-akari")
    for wanted, fee, _word in KINDS:
        assert problem(desk.ask(wanted, fee)) == (403, "issue-ask-at-counter"), wanted


def test_a_protected_member_hides_behind_the_counter(kiosk: AtTerminal, events: Path) -> None:
    """Whoever asks for a household with a protected person learns no more than she would of any other reason."""
    events.write_text('[people.mihon-hanako]\ncounter_only = "protection"\n')
    desk = sit_down(kiosk)
    persons = desk.offers()["resident_record"]["persons"]
    assert len(persons) == 4
    assert problem(desk.ask(WHOLE_HOUSEHOLD, 150)) == (403, "issue-ask-at-counter")
    himself = next(each["ref"] for each in persons if each["self"])
    desk.issue({**WHOLE_HOUSEHOLD, "persons": [himself], "domicile": False}, 150)


def test_fee_of_the_day(kiosk: AtTerminal, clock: TurnedClock) -> None:
    desk = sit_down(kiosk)
    offer = desk.offers()["resident_record"]
    assert (offer["fee"]["yen"], offer["fee"]["regular_yen"]) == (150, 200)
    assert offer["fee"]["campaign"]["ja"] == "端末割引"
    assert problem(desk.ask(WHOLE_HOUSEHOLD, 200)) == (409, "issue-fee-changed")
    clock.turn(days=39)  # 29 December: the campaign is over, residents' records are issued all year
    desk = sit_down(kiosk)
    assert desk.offers()["resident_record"]["fee"]["campaign"] is None
    desk.issue(WHOLE_HOUSEHOLD, 200)


def test_hours_are_sharp(kiosk: AtTerminal, clock: TurnedClock) -> None:
    clock.turn(hours=10, minutes=59, seconds=59)  # 22:59:59
    desk = sit_down(kiosk)
    desk.issue(SEAL)
    clock.turn(seconds=1)
    desk = sit_down(kiosk)
    answer = desk.ask(SEAL)
    assert problem(answer) == (409, "issue-closed")
    assert answer.json()["opens_at"].startswith("2026-11-21T06:30:00")
    assert desk.offers()["seal_registration"]["availability"] == {
        "state": "closed",
        "reason": "hours",
        "opens_at": "2026-11-21T06:30:00+09:00",
        "closure": None,
    }
    clock.turn(hours=7, minutes=30)  # 6:30
    sit_down(kiosk).issue(SEAL)


def test_family_registers_on_weekdays_only(kiosk: AtTerminal, clock: TurnedClock) -> None:
    clock.turn(days=1)
    answer = sit_down(kiosk).ask({"kind": "family_register_full"}, 450)
    assert problem(answer) == (409, "issue-closed")
    # Monday the 23rd is 勤労感謝の日.
    assert answer.json()["opens_at"].startswith("2026-11-24T09:00:00")


def test_channels(house: House) -> None:
    with house.terminal("shop-01") as shop:
        desk = sit_down(shop)
        assert desk.offers()["tax_payment"]["availability"] == {"state": "not_offered"}
        assert problem(desk.ask({"kind": "tax_payment", "year": 2026})) == (409, "issue-not-offered")


@pytest.mark.parametrize("version", [None, "0.8.99", "0.0.1"])
def test_old_terminals_are_refused(kiosk: AtTerminal, version: str | None) -> None:
    """Munakata: a fix that had not reached one terminal."""
    desk = sit_down(kiosk)
    headers = desk.headers | ({VERSION_HEADER: version} if version else {})
    for method, path in (("GET", "offers"), ("POST", "issues"), ("POST", "registrations")):
        answer = kiosk.client.request(method, f"/v1/certificates/{path}", headers=headers, json={})
        assert problem(answer) in ((403, "terminal-version-refused"), (422, "invalid-request"))
    assert problem(kiosk.client.get("/v1/certificates/offers", headers=headers)) == (403, "terminal-version-refused")


def test_a_session_is_needed(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk)
    stranger = Desk(kiosk, desk.card, {"Authorization": "Bearer " + "x" * 43})
    assert problem(stranger.ask(SEAL)) == (401, "session-over")
    assert problem(stranger.request("GET", "/offers")) == (401, "session-over")


def test_nobody_of_ours(kiosk: AtTerminal) -> None:
    headers = kiosk.log_in(kiosk.house.authority.card())
    desk = Desk(kiosk, kiosk.house.authority.card(), headers)
    assert problem(desk.ask(SEAL)) == (403, "issue-not-resident")
    assert problem(desk.request("GET", "/offers")) == (403, "issue-not-resident")


def test_registration(kiosk: AtTerminal, clock: TurnedClock) -> None:
    desk = sit_down(kiosk, "yoshimi-tsuyoshi")
    application = {"domicile": "架空県さざなみ市なぎさ五丁目18番地", "head": "𠮷見　剛", "phone": "0900000000"}
    full = {"kind": "family_register_full"}
    assert desk.offers()["family_register_full"]["availability"]["pending"] is False
    answer = desk.request("POST", "/registrations", json=application)
    assert answer.status_code == 201, answer.text
    assert answer.json()["working_days"] == [1, 5]
    assert problem(desk.request("POST", "/registrations", json=application)) == (403, "issue-registration-pending")
    assert desk.offers()["family_register_full"]["availability"]["pending"] is True
    assert problem(desk.ask(full, 450)) == (403, "issue-registration-pending")
    clock.turn(seconds=60)
    text = desk.issue(full, 450).text()
    assert "さざなみ市" in text
    assert "𠮷見" in text
    assert problem(desk.request("POST", "/registrations", json=application))[1] == "issue-registration-not-needed"
    assert problem(sit_down(kiosk).request("POST", "/registrations", json=application)) == (
        409,
        "issue-registration-not-needed",
    )


def test_two_applications_of_one_card_at_once(kiosk: AtTerminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both find no application yet; the key lets one of them in, the other one is told so."""
    desk = sit_down(kiosk, "yoshimi-tsuyoshi")
    application = {"domicile": "架空県さざなみ市なぎさ五丁目18番地", "head": "𠮷見　剛", "phone": "0900000000"}
    monkeypatch.setattr(registering, "registration_of", lambda *_: "not_applied")
    assert desk.request("POST", "/registrations", json=application).status_code == 201
    assert problem(desk.request("POST", "/registrations", json=application)) == (403, "issue-registration-pending")


def test_an_application_leaves_no_name_behind(kiosk: AtTerminal, house: House) -> None:
    desk = sit_down(kiosk, "yoshimi-tsuyoshi")
    application = {"domicile": "架空県さざなみ市なぎさ五丁目18番地", "head": "𠮷見　剛", "phone": "0900000000"}
    assert desk.request("POST", "/registrations", json=application).status_code == 201
    with house.parts.store.read() as conn:
        stored = str([conn.execute(select(table)).all() for table in metadata.sorted_tables])
    assert not any(secret in stored for secret in application.values())


def test_a_mistake_of_ours_issues_nothing(kiosk: AtTerminal, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gateway breaks while the paper is made: the id is used up, nothing is issued, and the next one works."""
    desk = sit_down(kiosk)
    id = str(uuid.uuid4())
    with monkeypatch.context() as broken:
        broken.setattr(Press, "make", lambda *_: 1 // 0)
        assert problem(desk.ask(SEAL, request_id=id)) == (500, "internal")
    assert desk.state(id).json()["state"] == "requested"
    assert problem(desk.ask(SEAL, request_id=id)) == (409, "issue-id-used")
    desk.issue(SEAL)


def test_nothing_is_made_for_who_is_refused(kiosk: AtTerminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protection and a correction are refused after the same look and before any paper: no time tells them apart."""
    made: list[object] = []
    monkeypatch.setattr(Press, "make", lambda _self, form, _day: made.append(form))
    for resident in ("kamei-akari", "kakuu-jun"):
        assert problem(sit_down(kiosk, resident).ask(SEAL)) == (403, "issue-ask-at-counter")
    assert made == []


def test_written_in_the_operation_history(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk, "mihon-taro")
    clock.turn(seconds=1)
    Desk(kiosk, counter.card, counter.headers).issue(SEAL)
    newest = counter.get("/v1/operations")["operations"][0]
    assert newest["act"] == "certificates.issued"
    assert newest["subject"]["ja"] == "印鑑登録証明書"


def test_an_ended_session_gets_nothing(kiosk: AtTerminal, clock: TurnedClock) -> None:
    desk = sit_down(kiosk)
    clock.turn(hours=1)
    assert problem(desk.ask(SEAL)) == (401, "session-over")


def test_opaque_persons_are_good_for_one_session(kiosk: AtTerminal) -> None:
    first = {each["ref"] for each in sit_down(kiosk).offers()["resident_record"]["persons"]}
    second = {each["ref"] for each in sit_down(kiosk).offers()["resident_record"]["persons"]}
    assert not first & second


def test_without_an_issuing_side_there_is_nothing(house: House) -> None:
    with with_parts(house, certificates=None).terminal() as kiosk:
        desk = sit_down(kiosk)
        assert desk.offers() == {}
        assert problem(desk.ask(SEAL)) == (409, "issue-not-offered")
