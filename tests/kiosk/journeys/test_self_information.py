"""わたしの情報: finding, asking, six outcomes, reading, and never showing again what was hidden."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from gateway.contract.base import Label
from gateway.contract.self_information import (
    Answer,
    Answered,
    HolderError,
    Later,
    NoneHeld,
    NotDisclosed,
    Outcome,
    Written,
)
from gateway.portal.holder import Disclosed
from gateway.sandbox.municipality import SandboxMunicipality
from gateway.sandbox.town import komorebi
from kiosk.effects import ListItems, ReadDisclosure, RequestItem
from kiosk.journey import TimeUp
from kiosk.journeys import self_information_pages as pages
from kiosk.journeys.self_information import self_information
from kiosk.portal_outcomes import Disclosure, Disclosures, Items
from screens.page import Document, ListPage, TextEntry
from tests.kiosk.journeys.people import ANSWERED, CATALOGUE, HOLDER, ITEMS, NOW, TODAY, disclosure, request
from tests.kiosk.journeys.walking import BACK, ByDevice, Walk, keys, look_over, phrases, says

ANSWER = Answer(item="3-2", holder=HOLDER, as_of=TODAY, sections=())
READ = Disclosure(request(ANSWERED), ANSWER)


def looking() -> Walk:
    return Walk(self_information)


def in_list() -> Walk:
    return looking().go("fields", ITEMS, "health", "insurance")


def test_by_field_to_an_answer_and_back_to_the_list() -> None:
    walk = in_list().go("3-2", disclosure(ANSWERED), READ, "hide")
    assert walk.trail == [
        "self_information.find",
        "ListItems",
        "self_information.fields",
        "self_information.subfields",
        "self_information.items",
        "RequestItem",
        "ReadDisclosure",
        "self_information.answer",
        "self_information.items",
    ]


def test_all_sixty_one_items_can_be_reached() -> None:
    reached: set[str] = set()
    for field in CATALOGUE.fields:
        for subfield in field.subfields:
            walk = looking().go("fields", ITEMS, field.id)
            if len(field.subfields) > 1:
                walk.go(subfield.id)
            reached |= set(keys(walk.page))
    assert len(reached) == 61


def test_nothing_is_seen_before_it_is_pressed() -> None:
    page = in_list().page
    assert isinstance(page, ListPage)
    assert page.masked


def test_by_name() -> None:
    walk = looking().go("search", "いりょうひ")
    assert walk.effect == ListItems(search="いりょうひ")
    walk.go(Items((), CATALOGUE.fields, (HOLDER,)))
    assert walk.at == "self_information.search"
    assert "見つかりませんでした" in says(walk.page)
    found = Items(CATALOGUE.search("いりょうひ"), CATALOGUE.fields, (HOLDER,))
    assert walk.go("いりょうひ ", found).at == "self_information.items"
    assert "3-2" in keys(walk.page)


def test_search_words_are_in_no_repr() -> None:
    assert "せいかつほご" not in repr(looking().go("search", "せいかつほご").effect)


OUTCOMES: dict[str, Outcome] = {
    "self_information.later": Later(expected_at=NOW + timedelta(days=2)),
    "self_information.written": Written(
        place=Label(ja="市民課", reading="しみんか", en="Residents' desk"),
        how=Label(ja="ご本人が来てください", en="Come"),
    ),
    "self_information.none_held": NoneHeld(),
    "self_information.not_disclosed": NotDisclosed(),
    "self_information.error": HolderError(),
}


def test_every_outcome_is_known_here() -> None:
    kinds = get_args(get_args(Outcome)[0])
    assert {type(outcome) for outcome in OUTCOMES.values()} | {Answered} == set(kinds)


@pytest.mark.parametrize(("name", "outcome"), OUTCOMES.items())
def test_each_outcome_has_its_own_page(name: str, outcome: Outcome) -> None:
    walk = in_list().go("3-2", disclosure(outcome))
    assert walk.at == name
    assert "こもれび市" in says(walk.page)
    assert walk.go("on").at == "self_information.items"


@pytest.mark.parametrize("outcome", OUTCOMES.values())
def test_what_somebody_asked_for_is_personal(outcome: Outcome) -> None:
    page = in_list().go("3-2", disclosure(outcome)).page
    public = "".join(phrase.plain for phrase in phrases(page, "ja") if not phrase.personal)
    assert "医療費" not in public


def test_an_answer_that_does_not_come_after_all() -> None:
    assert in_list().go("3-2", disclosure(ANSWERED), disclosure(ANSWERED)).at == "self_information.error"


@pytest.mark.parametrize("hidden", ["hide", ByDevice(TimeUp()), BACK])
def test_what_is_hidden_stays_hidden(hidden: object) -> None:
    walk = in_list().go("3-2", disclosure(ANSWERED), READ, hidden)
    assert walk.at == "self_information.items"
    assert walk.go(BACK).at == "self_information.subfields"
    assert walk.go(BACK).at == "self_information.fields"
    assert walk.go(BACK).at == "self_information.find"
    assert walk.trail.count("self_information.answer") == 1


def test_back_before_anything_was_asked() -> None:
    walk = in_list()
    assert walk.go(BACK).at == "self_information.subfields"
    assert walk.go(BACK).at == "self_information.fields"
    assert walk.go("household").at == "self_information.items"
    assert walk.go(BACK).at == "self_information.fields"
    assert walk.trail.count("ListItems") == 1


def test_one_search_after_the_other() -> None:
    found = Items(CATALOGUE.search("いりょうひ"), CATALOGUE.fields, (HOLDER,))
    walk = looking().go("search", "いりょうひ", found, "3-2", disclosure(ANSWERED), READ, "hide", BACK)
    assert walk.at == "self_information.search"
    assert isinstance(walk.page, TextEntry)
    assert walk.page.start == "いりょうひ"
    assert walk.go(BACK).at == "self_information.find"


def test_earlier_requests_with_their_state() -> None:
    known = Disclosures(
        (
            request(ANSWERED, "a"),
            request(ANSWERED, "b").model_copy(update={"read": True}),
            *(request(outcome, name) for name, outcome in OUTCOMES.items()),
        )
    )
    walk = looking().go("earlier", known)
    assert walk.at == "self_information.earlier"
    shown = says(walk.page)
    for state in ("答えが届いています", "もう見ました", "答えを待っています", "紙でお渡しします", "返事がありません"):
        assert state in shown
    walk.go("a")
    assert walk.effect == ReadDisclosure("a")
    assert walk.go(READ).at == "self_information.answer"
    assert walk.go("hide").at == "ListDisclosures"
    walk.go(known, "self_information.later")
    assert walk.at == "self_information.later"
    assert walk.go("on", known, BACK).at == "self_information.find"
    assert looking().go("earlier", Disclosures(()), BACK).at == "self_information.find"


def test_an_item_may_be_asked_of_a_certain_holder() -> None:
    assert RequestItem("3-2", "komorebi") == RequestItem("3-2", "komorebi")
    walk = in_list().go("3-2")
    assert walk.effect == RequestItem("3-2", None)


def test_everything_the_sandbox_answers_can_be_shown() -> None:
    at = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    town = SandboxMunicipality(timedelta(minutes=10))
    shown = 0
    for resident in komorebi().residents:
        if not resident.subject:
            continue
        for item in CATALOGUE.items:
            given = town.ask(resident.subject, item.no, town.usual_holder(resident.subject, item.no).id, at)
            if isinstance(given, Disclosed):
                page = pages.answer(request(ANSWERED, item=item.no), given.answer)
                assert isinstance(page, Document)
                look_over(page)
                shown += 1
    assert shown > 100


def test_what_is_in_an_answer_is_personal() -> None:
    at = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    town = SandboxMunicipality(timedelta(minutes=10))
    person = next(resident for resident in komorebi().residents if resident.subject)
    given = town.ask(person.subject, "1", town.usual_holder(person.subject, "1").id, at)
    assert isinstance(given, Disclosed)
    page = pages.answer(request(ANSWERED, item="1"), given.answer)
    private = "".join(phrase.plain for phrase in phrases(page, "ja") if phrase.personal)
    public = "".join(phrase.plain for phrase in phrases(page, "ja") if not phrase.personal)
    for section in given.answer.sections:
        for row in section.rows:
            if row.kind == "text":
                assert row.value in private
                assert row.value not in public
