"""Whatever is answered and whatever comes of it: no journey breaks, and every page has a way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.cards import outcomes as cards
from devices.cards.outcomes import Left
from gateway.contract.self_information import Answer, HolderError, Later, NoneHeld, NotDisclosed
from kiosk import effects
from kiosk import portal_outcomes as portal
from kiosk.effects import Overdue
from kiosk.journey import Ask, Card, CardLaid, CardTaken, Effect, Ended, ReaderLost, TimeUp
from kiosk.journeys.visit import Start, visit
from screens.page import Confirm, DateEntry, Document, Done, Pin, TextEntry
from tests.kiosk.journeys import test_log_in as troubles
from tests.kiosk.journeys.people import (
    ABSENT,
    ACCOUNT,
    ANSWERED,
    HOLDER,
    ITEMS,
    LOCKED,
    LOGGED_IN,
    NEWCOMER,
    NOW,
    SERVICE,
    TODAY,
    card,
    operations,
    pin,
    records_request,
    request,
)
from tests.kiosk.journeys.test_provision_records import RECORDS
from tests.kiosk.journeys.walking import BACK, ByDevice, Walk, keys

LATER = Later(expected_at=NOW)
ANSWER = Answer(item="3-2", holder=HOLDER, as_of=TODAY, sections=())
PORTAL = st.sampled_from([*troubles.GATEWAY_TROUBLES, Overdue()])
CARD = st.sampled_from([*troubles.CARD_TROUBLES, cards.NoCard(), cards.CardRemoved(), Overdue()])
PIN = st.sampled_from(
    [
        cards.WrongPin(2, 3),
        cards.WrongPin(1, 3),
        cards.PinLocked(just_now=True),
        cards.PinMalformed(cards.PinFormError.LENGTH),
        *troubles.REFUSALS,
        *troubles.OTHERS,
    ]
)
LAID = st.sampled_from(
    [
        card(),
        card(Left(1, 3)),
        card(LOCKED),
        card(ABSENT),
        card(signs=False),
        card(ends=NOW),
        *troubles.OTHER_CARDS,
    ]
)
DISCLOSURES = [request(ANSWERED, "a"), request(LATER, "b"), request(NoneHeld(), "c"), request(NotDisclosed(), "d")]
SOME_ITEMS = portal.Items(ITEMS.items[::10], ITEMS.fields, ITEMS.holders)
RECORDS_REQUESTS = [records_request(ANSWERED, "a"), records_request(LATER, "b"), records_request(HolderError(), "c")]

SUCCESSES: dict[type[Effect], st.SearchStrategy[Any]] = {
    effects.LogIn: st.sampled_from([LOGGED_IN, NEWCOMER]),
    effects.OpenAccount: st.just(ACCOUNT),
    effects.ReadAccount: st.just(ACCOUNT),
    effects.ChangeAccount: st.just(ACCOUNT),
    effects.ListItems: st.just(SOME_ITEMS),
    effects.RequestItem: st.sampled_from([portal.Disclosure(each) for each in DISCLOSURES]),
    effects.ReadDisclosure: st.sampled_from([portal.Disclosure(DISCLOSURES[0], ANSWER)]),
    effects.ListDisclosures: st.sampled_from([portal.Disclosures(tuple(DISCLOSURES)), portal.Disclosures(())]),
    effects.RequestRecords: st.sampled_from([portal.Records(each) for each in RECORDS_REQUESTS]),
    effects.ReadRecords: st.sampled_from([portal.Records(RECORDS_REQUESTS[0], RECORDS)]),
    effects.ListRecordsRequests: st.just(portal.RecordsRequests(tuple(RECORDS_REQUESTS))),
    effects.ProbeGateway: st.sampled_from([SERVICE, replace(SERVICE, opens_at=NOW)]),
    effects.ListOperations: st.sampled_from([operations(1, 2), operations(2, 2), operations(1, 0)]),
}


def outcomes(effect: Effect) -> st.SearchStrategy[Any]:
    """Success most of the time, any trouble otherwise."""
    match effect:
        case effects.Today():
            return st.just(TODAY)
        case effects.InspectCard():
            return st.one_of(st.just(card()), LAID, CARD)
        case effects.LogIn():
            success = SUCCESSES[effects.LogIn]
            return st.one_of(success, success, PIN, CARD, PORTAL)
        case effects.ListItems(search=str()):
            nothing = portal.Items((), ITEMS.fields, ITEMS.holders)
            return st.one_of(st.just(SOME_ITEMS), st.just(nothing), PORTAL)
        case _:
            success = SUCCESSES[type(effect)]
            return st.one_of(success, success, success, PORTAL)


def answers(ask: Ask) -> list[Any]:
    """Everything that can answer a page: its keys, hands, the card, time."""
    page = ask.page
    found: list[Any] = list(keys(page))
    match page:
        case Pin():
            found += [pin(), "help"]
        case TextEntry():
            found += ["さくら", "a@example.jp", "", "あ" * 25, "123456789012"]
        case DateEntry():
            found += [date.fromisoformat(page.earliest), date.fromisoformat(page.latest), date(2016, 1, 1)]
        case Confirm():
            found.append("go")
        case Document():
            found += ["hide", ByDevice(TimeUp())]
        case Done():
            found.append("on")
    if ask.card is Card.IS_AWAITED:
        found += [ByDevice(CardLaid("1")), ByDevice(ReaderLost())]
    if ask.card in (Card.MUST_LIE, Card.MAY_GO, Card.MUST_GO):
        found.append(ByDevice(CardTaken()))
    return found


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_stay(data: st.DataObject) -> None:
    start: Start = data.draw(st.sampled_from(get_args(Start)))
    walk = Walk(lambda: visit(start))
    for _ in range(data.draw(st.integers(10, 40))):
        step = walk.engine.step
        if isinstance(step, Ended):
            assert walk.trail[-2] == "trouble.session_over"
            return
        if isinstance(step, Effect):
            walk.go(data.draw(outcomes(step)))
            continue
        found = answers(step)
        assert step.page.stop, f"{step.page.name} can't be left"
        if walk.engine.can_go_back:
            found.append(BACK)
        assert found, f"{step.page.name} can't be answered"
        walk.go(data.draw(st.sampled_from(found)))
