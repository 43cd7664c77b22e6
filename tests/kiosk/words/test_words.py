"""Resolving texts: readings, speech, values, dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.words import FluentWords, all_words, languages, ruby
from kiosk.words.dates import BY_LANGUAGE, Form, JapaneseDates
from kiosk.words.fluent import BadArgumentsError
from screens.phrase import Data, Msg, Phrase, Run, msg

JA, EN = FluentWords("ja"), FluentWords("en")


def test_japanese_comes_first_and_all_are_there() -> None:
    assert languages()[0] == "ja"
    assert set(all_words()) == set(languages()) >= {"ja", "en"}
    assert [words.language for words in all_words().values()] == list(languages())
    with pytest.raises(ValueError):
        FluentWords("xx")


def test_shown_with_readings_and_spoken_without_kanji() -> None:
    phrase = JA.phrase(msg("to-menu"))
    assert phrase == Phrase((Run("ほかの "), Run("用件", "ようけん"), Run("へ")), "ほかのようけんへ")
    assert phrase.plain == "ほかの 用件へ"


def test_speech_of_its_own_wins() -> None:
    assert EN.phrase(msg("value-yen", yen=1200)) == Phrase((Run("¥1,200"),), "1,200 yen")


def test_a_missing_id_is_a_bug() -> None:
    with pytest.raises(KeyError):
        JA.phrase(msg("no-such-id"))


def test_a_missing_argument_is_a_bug_that_names_no_value() -> None:
    with pytest.raises(BadArgumentsError, match=r"^joined$"):
        JA.phrase(msg("joined", first=Data("秘密")))


def test_data_is_shown_exactly_as_it_is() -> None:
    name = "葛\U000e0102 𠮷田《よしだ》｜{ $x }"
    assert JA.phrase(Data(name)) == Phrase((Run(name),), name, personal=True)
    assert JA.phrase(Data(name, personal=False, speech="かつら")).speech == "かつら"


@given(st.text(min_size=1))
def test_a_value_passes_through_a_sentence_unharmed(value: str) -> None:
    for words in (JA, EN):
        phrase = words.phrase(msg("named-value", name=Data("a"), value=Data(value)))
        assert phrase.plain == f"a {value}"
        assert phrase.personal
        assert "\u2068" not in phrase.plain or "\u2068" in value


def test_what_is_personal_makes_the_sentence_personal() -> None:
    public, private = Data("a", personal=False), Data("b")
    assert not JA.phrase(msg("joined", first=public, then=public)).personal
    assert JA.phrase(msg("joined", first=public, then=private)).personal
    assert JA.phrase(msg("joined", first=public, then=msg("joined", first=private, then=public))).personal
    assert JA.phrase(Msg("value-yen", {"yen": 3}, personal=True)).personal


def test_a_sentence_within_a_sentence_keeps_its_readings_and_speech() -> None:
    phrase = JA.phrase(msg("pin-help-unlock-heading", pin=msg("pin-auth")))
    assert Run("利用者証明用", "りようしゃしょうめいよう") in phrase.runs
    assert phrase.speech.startswith("りようしゃしょうめいようのばんごう")
    assert "利用者" not in EN.phrase(msg("pin-help-unlock-heading", pin=msg("pin-auth"))).speech


def test_plurals() -> None:
    one, two = (EN.phrase(msg("log-in-wrong-pin-text", left=left)).plain for left in (1, 2))
    assert "1 try left" in one
    assert "2 tries left" in two


def test_labels_come_in_the_residents_language() -> None:
    args = {
        "ja": Data("世帯の情報", False),
        "reading": Data("せたいのじょうほう", False),
        "en": Data("Household", False),
    }
    japanese = JA.phrase(Msg("label", args))
    assert japanese.runs == (Run("世帯", "せたい"), Run("の"), Run("情報", "じょうほう"))
    assert japanese.speech == "せたいのじょうほう"
    assert EN.phrase(Msg("label", args)).plain == "Household"
    unread = JA.phrase(Msg("label", args | {"reading": Data("", False)}))
    assert unread == Phrase((Run("世帯の情報"),), "世帯の情報")


# --- readings ---------------------------------------------------------------------------------------------------------


def test_marks() -> None:
    assert ruby.parse("この暗証番号《あんしょうばんごう》は") == (
        Run("この"),
        Run("暗証番号", "あんしょうばんごう"),
        Run("は"),
    )
    assert ruby.parse("あと｜1回《いっかい》") == (Run("あと"), Run("1回", "いっかい"))
    assert ruby.without_reading(ruby.parse("暗証番号《あんしょうばんごう》の控え")) == ["控"]


@pytest.mark.parametrize("text", ["かな《かな》", "番号《ばんごう", "番号》", "｜番号", "《ばんごう》"])
def test_a_mark_without_partner_is_a_mistake(text: str) -> None:
    with pytest.raises(ruby.BrokenRubyError):
        ruby.parse(text)


@pytest.mark.parametrize(
    ("base", "reading", "runs"),
    [
        ("医療費", "いりょうひ", (Run("医療費", "いりょうひ"),)),
        ("むし歯", "むしば", (Run("むし"), Run("歯", "ば"))),
        ("健康・医療", "けんこう・いりょう", (Run("健康", "けんこう"), Run("・"), Run("医療", "いりょう"))),
        ("サービス費", "さーびすひ", (Run("サービス"), Run("費", "ひ"))),
        ("のののの野", "のののののの", (Run("のののの"), Run("野", "のの"))),
        ("母の野の花", "ははののののはな", (Run("母の野の花", "ははののののはな"),)),  # can't be told for sure
        ("医療費", "", (Run("医療費", ""),)),
        ("かな", "かな", (Run("かな"),)),
    ],
)
def test_a_labels_reading_is_spread(base: str, reading: str, runs: tuple[Run, ...]) -> None:
    assert ruby.align(base, reading) == runs


# --- dates ------------------------------------------------------------------------------------------------------------

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("form", "shown", "spoken", "english"),
    [
        ("day", "令和8年11月20日", "れいわはちねんじゅういちがつはつか", "20 November 2026"),
        (
            "both",
            "令和8年(2026年) 11月20日",
            "れいわはちねん、にせんにじゅうろくねん、じゅういちがつはつか",
            "20 November 2026",
        ),
        ("month", "令和8年11月", "れいわはちねんじゅういちがつ", "November 2026"),
        ("year", "令和8年(2026年)", "れいわはちねん、にせんにじゅうろくねん", "2026"),
        ("fiscal_year", "令和8年度", "れいわはちねんど", "fiscal 2026"),
    ],
)
def test_forms_of_a_date(form: Form, shown: str, spoken: str, english: str) -> None:
    phrase = JapaneseDates().phrase(DAY, form)
    assert (phrase.plain, phrase.speech) == (shown, spoken)
    assert ruby.without_reading(phrase.runs) == []
    assert BY_LANGUAGE["en"].phrase(DAY, form).plain == english


@pytest.mark.parametrize(
    ("day", "shown", "spoken"),
    [
        (date(1989, 1, 7), "昭和64年1月7日", "しょうわろくじゅうよねんいちがつなのか"),
        (date(1989, 1, 8), "平成元年1月8日", "へいせいがんねんいちがつようか"),
        (date(2019, 4, 30), "平成31年4月30日", "へいせいさんじゅういちねんしがつさんじゅうにち"),
        (date(2019, 5, 1), "令和元年5月1日", "れいわがんねんごがつついたち"),
        (date(1850, 9, 14), "1850年9月14日", "せんはっぴゃくごじゅうねんくがつじゅうよっか"),
    ],
)
def test_eras_in_words(day: date, shown: str, spoken: str) -> None:
    phrase = JA.phrase(msg("value-day", day=day))
    assert (phrase.plain, phrase.speech) == (shown, spoken)


def test_an_instant_is_told_in_japans_time() -> None:
    at = datetime(2026, 11, 20, 15, 5, tzinfo=UTC)
    assert JA.phrase(msg("value-moment", at=at)).plain == "令和8年11月21日 0:05"
    assert JA.phrase(msg("value-moment", at=at)).speech == "れいわはちねんじゅういちがつにじゅういちにち、れいじごふん"
    assert EN.phrase(msg("value-moment", at=at)).plain == "21 November 2026, 0:05"
    assert JA.phrase(msg("value-day", day=at)).plain == "令和8年11月21日"


@given(st.dates(min_value=date(1873, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_can_be_said(day: date) -> None:
    phrase = JapaneseDates().phrase(day, "both")
    assert ruby.without_reading(phrase.runs) == []
    assert not any(sign.isdigit() for sign in phrase.speech)
    assert f"({day.year}年)" in phrase.plain


@given(st.times())
def test_every_time_can_be_said(at: time) -> None:
    moment = datetime.combine(DAY, at)
    assert not any(sign.isdigit() for sign in JapaneseDates().phrase(moment, "moment").speech)
