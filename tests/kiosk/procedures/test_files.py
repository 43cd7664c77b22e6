"""What a municipality writes: every mistake is named with its line."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.procedures import glossary
from kiosk.procedures.conditions import asked, holds, relevant
from kiosk.procedures.files import faults_of, known, parse, wordings
from kiosk.procedures.model import Procedure
from kiosk.rules.strict_yaml import Faulty
from kiosk.words import ruby
from kiosk.words.check import checked_readings

GOOD = resources.files("kiosk.procedures").joinpath("forms", "care-card.yaml").read_text(encoding="utf-8")

LONG_HELP = 'notice?"}, help: {ja: ' + 21 * "あ" + ", en: a}, label"


def line_of(text: str, wanted: str) -> int:
    return next(at for at, line in enumerate(text.splitlines(), 1) if wanted in line)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 100_000, "nested too deeply"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ("icon: \x07", "signs that YAML does not know"),
        ("icon: \ud800", "signs that YAML does not know"),
        ("icon: 'care", "is not YAML"),
        ("", "is empty"),
    ],
)
def test_what_is_no_file_at_all(text: str, why: str) -> None:
    assert [fault.why for fault in faults_of(text) if why in fault.why]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("kind: yes_no", "kind: maybe", "Input tag 'maybe'"),
        ("minutes: 6", "minutes: soon", "valid integer"),
        ("minutes: 6", "minuets: 6", "unknown key"),
        ("id: police", "id: since", "since stands here for the second time"),
        ("reason: [lost, stolen, never_came]", "reason: [lost, eaten]", "eaten is no value of reason"),
        ("reason: [lost, stolen, never_came]", "send_to: [counter]", "send_to is no question that is asked before"),
        ("for_whom: [family]", "since: [yes]", "since has no values to choose from"),
        ("earliest: today-2y", "earliest: yesterday", "String should match pattern"),
        ("earliest: today-2y", "earliest: today+2y", "lies before earliest"),
        ("{value: stolen,", "{value: lost,", "lost stands here for the second time"),
        ("なくした, 紛失", "なくした, 麒麟", "no reading is known for 麒麟"),
        ("どうして 再交付しますか", "どうして 麒麟を 再交付しますか", "no reading is known for 麒麟"),
        (
            "どうして 再交付しますか",
            "どうして なくしたのか その時の ようすを できるだけ くわしく 書いて ください ませんか",
            "too long for a heading",
        ),
        ("どうして 再交付しますか", "どうして 再交付《さいこうふしますか", "without its partner"),
        ('notice?"}, label', LONG_HELP, "too long to stand beside"),
        ("shortest: 10, longest: 10", "shortest: 12, longest: 10", "less than shortest"),
        ("how: at_hand", "how: photo", "no question asks for its photograph"),
        ("icon: care\n", "icon: care\nicon: card\n", "second time"),
        ("- {id: damaged,", "- &a {id: damaged,", None),
        ("format: 1", "format: 2", "Input should be 1"),
    ],
)
def test_the_line_of_a_mistake(old: str, new: str, why: str | None) -> None:
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    faults = faults_of(text)
    if why is None:
        assert faults == ()
        return
    assert any(why in fault.why for fault in faults), [str(fault) for fault in faults]
    fault = next(fault for fault in faults if why in fault.why)
    changed = [
        at for at, (one, other) in enumerate(zip(GOOD.splitlines(), text.splitlines(), strict=False), 1) if one != other
    ]
    assert fault.line == changed[0] or "second time" in why or "lies before" in why or "photograph" in why


def test_a_photograph_nobody_needs() -> None:
    text = GOOD.replace(
        "      - {id: phone,",
        "      - {id: sheet, kind: attachment, ask: {ja: これを, en: a}, label: {ja: これ, en: a}, document: damaged}\n"
        "      - {id: phone,",
    )
    assert any("is not one that is photographed" in fault.why for fault in faults_of(text))
    text = text.replace("document: damaged", "document: nothing")
    assert any("nothing is not among the documents" in fault.why for fault in faults_of(text))


@pytest.mark.parametrize("text", ["", "{", "a: [", "- 1", "just text", "\x00"])
def test_what_is_no_procedure_at_all(text: str) -> None:
    assert isinstance(parse(text), Faulty)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(GOOD) - 2), st.integers(1, 60))
def test_a_torn_file_is_refused_or_read_but_never_breaks(at: int, length: int) -> None:
    outcome = parse(GOOD[:at] + GOOD[at + length :])
    assert isinstance(outcome, Procedure) or outcome.faults


def test_every_reading_is_one_that_a_person_looked_at() -> None:
    checked = checked_readings() | set(glossary.glossary().items())
    for procedure in known():
        for _, wording in wordings(procedure):
            assert glossary.unread(wording.ja) == []
    for term, reading in glossary.glossary().items():
        assert (term, reading) in checked
        assert not ruby.without_reading(ruby.align(term, reading)), term


def test_the_longest_term_is_taken_and_a_hand_written_reading_wins() -> None:
    assert glossary.spoken("児童手当の額") == "じどうてあてのがく"
    assert glossary.spoken("15日以内") == "じゅうごにちいない"
    assert glossary.spoken("115日") == "115ひ"  # no term begins within a number
    assert glossary.spoken("入《はい》れるかどうか") == "はいれるかどうか"
    assert glossary.spoken("入れる") == "いれる"
    assert glossary.unread("麒麟") == ["麒麟"]


# --- conditions -------------------------------------------------------------------------------------------------------


def test_one_of_the_conditions_and_all_of_each() -> None:
    when: tuple[dict[str, tuple[str, ...]], ...] = ({"a": ("yes",), "b": ("x", "y")}, {"c": ("no",)})
    assert holds(None, {})
    assert holds(when, {"a": "yes", "b": "y"})
    assert not holds(when, {"a": "yes", "b": "z"})
    assert not holds(when, {"a": "yes"})
    assert holds(when, {"c": "no"})
    assert holds(({"a": ("x",)},), {"a": ["w", "x"]})


def test_answers_to_what_is_no_longer_asked_are_dropped_all_the_way_down() -> None:
    procedure = next(each for each in known() if each.id == "child-allowance")
    answers: dict[str, object] = {"public_servant": "no", "spouse": "yes", "spouse_lives": "no", "spouse_address": {}}
    assert set(relevant(procedure, answers)) == set(answers)
    kept = relevant(procedure, answers | {"spouse": "no"})
    assert set(kept) == {"public_servant", "spouse"}
    assert "spouse_address" not in {question.id for _, question in asked(procedure, kept)}
