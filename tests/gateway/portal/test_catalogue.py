"""The 61 items and the search that forgives."""

import csv
import re
from pathlib import Path

import jaconv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.contract.self_information import Item
from gateway.portal.catalogue import catalogue, fold

ITEMS = catalogue().items
OFFICIAL = Path(__file__).parents[4] / "shared/data/self_information.tsv"

items = st.sampled_from(ITEMS)


def test_there_are_61_in_seven_fields() -> None:
    assert len({item.no for item in ITEMS}) == len(ITEMS) == 61
    assert [field.id for field in catalogue().fields] == [
        "household",
        "tax",
        "health",
        "children",
        "welfare",
        "work",
        "pension",
    ]
    places = {(field.id, sub.id) for field in catalogue().fields for sub in field.subfields}
    assert {(item.field, item.subfield) for item in ITEMS} == places


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official list lies outside the project")
def test_numbers_and_legal_wording_are_the_official_ones() -> None:
    with OFFICIAL.open(encoding="utf-8", newline="") as file:
        official = [(row["no"], row["content"]) for row in csv.DictReader(file, delimiter="\t")]
    assert [(item.no, item.content) for item in ITEMS] == official


def test_titles_are_short_and_unique_in_every_form() -> None:
    for form in ("ja", "reading", "en"):
        titles = [getattr(item.title, form) for item in ITEMS]
        assert len(set(titles)) == 61
    assert max(len(item.title.ja) for item in ITEMS) <= 24
    assert all(re.fullmatch(r"[ぁ-んー・（） ]+", item.title.reading or "") for item in ITEMS)


@given(items, st.sampled_from(["ja", "reading", "en"]))
def test_an_item_is_found_by_its_own_title_first(item: Item, form: str) -> None:
    assert catalogue().search(getattr(item.title, form))[0].no == item.no


@given(items)
def test_width_kana_and_case_do_not_matter(item: Item) -> None:
    reading, english = item.title.reading or "", item.title.en
    katakana = jaconv.hira2kata(reading)
    for asked in (
        katakana,
        jaconv.z2h(katakana, kana=True),
        jaconv.h2z(english, ascii=True, digit=True),
        english.upper(),
        f"　{reading} ",
        item.no,
        jaconv.h2z(item.no, ascii=True, digit=True),
    ):
        assert item in catalogue().search(asked), asked


@given(items, st.data())
def test_any_part_of_the_title_finds_it(item: Item, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(item.title.ja) - 1))
    part = item.title.ja[start : data.draw(st.integers(start + 1, len(item.title.ja)))]
    assert item in catalogue().search(part)


@given(st.text(max_size=60), st.text(max_size=10), st.text(max_size=10))
def test_no_words_break_it(q: str, field: str, subfield: str) -> None:
    found = catalogue().search(q, field, subfield)
    assert {item.no for item in found} <= {item.no for item in ITEMS}
    assert len(found) == len({item.no for item in found})


@given(st.text(max_size=60))
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_word_must_occur() -> None:
    both = catalogue().search("ねんきん　障害")
    assert both
    assert set(both) <= set(catalogue().search("ねんきん")) & set(catalogue().search("障害"))
    assert catalogue().search("ねんきん ぞうきばやし") == ()


def test_without_words_everything_in_order() -> None:
    assert catalogue().search() == ITEMS
    assert catalogue().search("・ 　") == ITEMS


def test_by_field_and_subfield() -> None:
    health = catalogue().search(field="health")
    assert {item.field for item in health} == {"health"}
    assert [item.no for item in catalogue().search(field="health", subfield="vaccination")] == ["3-4"]
    assert catalogue().search(field="tax", subfield="vaccination") == ()
    assert catalogue().search("ワクチン", field="tax") == ()


@pytest.mark.parametrize(
    ("asked", "first"),
    [("医療費", "3-2"), ("くすり", "3-17"), ("お薬手帳", "3-17"), ("ﾜｸﾁﾝ", "3-4"), ("失業", "6-3"), ("tax", "2")],
)
def test_words_residents_use(asked: str, first: str) -> None:
    assert catalogue().search(asked)[0].no == first
