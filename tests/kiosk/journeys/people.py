"""Fabricated outcomes: cards, log-ins, accounts, and what the gateway of the sandbox would give."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from devices.cards.certificates import Certificate
from devices.cards.outcomes import Absent, AllTries, Left, Locked, PinTries
from devices.cards.recognise import MyNumberCard
from gateway.contract.base import Label
from gateway.contract.operations import Operation, OperationPage
from gateway.contract.provision_records import RecordsOutcome, RecordsRequest
from gateway.contract.self_information import Answered, Holder, Outcome, Request
from gateway.portal.catalogue import catalogue
from kiosk.portal_outcomes import Account, Disclosure, Items, LoggedIn, Operations, Service

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
CATALOGUE = catalogue()
HOLDER = Holder(id="komorebi", name=Label(ja="こもれび市", reading="こもれびし", en="Komorebi City"))
ITEMS = Items(CATALOGUE.items, CATALOGUE.fields, (HOLDER,))
ACCOUNT = Account("さくら", ("sakura@example.jp",), notices_by_mail=True)
LOGGED_IN = LoggedIn("さくら", NOW + timedelta(days=900), False, 300, NOW + timedelta(minutes=30))
NEWCOMER = LoggedIn(None, NOW + timedelta(days=900), False, 300, NOW + timedelta(minutes=30))


SERVICE = Service("1", "999997", "こもれび市", NOW, None)


def pin() -> bytearray:
    return bytearray(b"1234")


def card(
    auth: PinTries = Left(3, 3),  # noqa: B008 - frozen
    *,
    begins: datetime = NOW - timedelta(days=400),
    ends: datetime = NOW + timedelta(days=900),
    signs: bool = True,
) -> MyNumberCard:
    return MyNumberCard(
        "JPKIAPICCTOKEN2", Certificate(b"der", begins, ends), AllTries(auth, Left(5, 5), Left(3, 3)), signs
    )


LOCKED = Locked()
ABSENT = Absent()


def request(outcome: Outcome, id: str = "r1", item: str = "3-2") -> Request:
    found = CATALOGUE.item(item)
    assert found is not None
    return Request(id=id, item=item, title=found.title, holder=HOLDER, requested_at=NOW, outcome=outcome, read=False)


def disclosure(outcome: Outcome) -> Disclosure:
    return Disclosure(request(outcome))


ANSWERED = Answered(at=NOW, delayed=False)


def records_request(outcome: RecordsOutcome, id: str = "q1") -> RecordsRequest:
    given = {"id": id, "from": date(2026, 8, 20), "to": TODAY, "requested_at": NOW, "outcome": outcome, "read": False}
    return RecordsRequest.model_validate(given)


def operations(page: int, pages: int) -> Operations:
    act = Operation(
        at=NOW,
        service="self_information",
        service_name=Label(ja="わたしの情報", reading="わたしのじょうほう", en="My information"),
        act="self_information.read",
        act_name=Label(ja="見た", reading="みた", en="Seen"),
        subject=Label(ja="医療費", reading="いりょうひ", en="Medical costs"),
        actor="self",
    )
    agent = act.model_copy(update={"actor": "agent", "subject": None})
    shown = (act, agent) if page <= pages else ()
    return Operations(OperationPage(operations=shown, page=page, pages=pages, total=2 * pages))
