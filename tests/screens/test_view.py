"""The view: what a touch does, what is kept, what is forgotten."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping
from dataclasses import replace

import pytest

from screens.events import Answer, Command, Event, Refused, Touched
from screens.metrics import PANEL_A, PANEL_B
from screens.page import Board, Choose, Document, Frame, ListPage, Option, Row, TrayState
from screens.phrase import Data, Words
from screens.samples import SAMPLES
from screens.view import View

FRAME = Frame(tray=TrayState.CARD, nickname="さくら", can_go_back=True)
MENU, PIN, LIST, DOCUMENT, STILL = (SAMPLES[name].page for name in ("menu", "pin", "list", "document", "still_there"))


@pytest.fixture
def view(words: Mapping[str, Words]) -> View:
    view = View(PANEL_A, words["ja"])
    view.show(MENU, FRAME)
    return view


def middle(view: View, id: str) -> tuple[float, float]:
    tree = view.tree()
    assert tree is not None
    widget = tree.find(id)
    assert widget is not None, id
    x, y, w, h = PANEL_A.px(widget.box)
    return x + w / 2, y + h / 2


def tap(view: View, id: str, t: float) -> Event | None:
    x, y = middle(view, id)
    view.pointer_down(x, y, t)
    return view.pointer_up(x, y, t + 0.1)


# --- touch ------------------------------------------------------------------------------------------------------------


def test_a_tap_on_a_choice_answers(view: View) -> None:
    assert tap(view, "option.how", 1.0) == Answer("how")


def test_nothing_happens_before_the_finger_leaves(view: View) -> None:
    x, y = middle(view, "option.how")
    view.pointer_down(x, y, 1.0)
    tree = view.tree()
    assert tree is not None
    key = tree.find("option.how")
    assert key is not None
    assert key.state.pressed


def test_sliding_off_cancels_even_if_the_finger_comes_back(view: View) -> None:
    x, y = middle(view, "option.how")
    view.pointer_down(x, y, 1.0)
    view.pointer_move(5, 5, 1.1)
    view.pointer_move(x, y, 1.2)
    assert view.pointer_up(x, y, 1.3) is None


def test_the_edge_of_a_key_belongs_to_it(view: View) -> None:
    tree = view.tree()
    assert tree is not None
    widget = tree.find("option.how")
    assert widget is not None
    x, y, w, h = PANEL_A.px(widget.box)
    for t, (px, py) in enumerate(((x, y), (x + w - 1, y), (x, y + h - 1), (x + w - 1, y + h - 1))):
        view.pointer_down(px, py, 100.0 + t)
        assert view._touch.held == "option.how"
        view.pointer_move(0, 0, 100.1 + t)
    for t, (px, py) in enumerate(((x - 1, y), (x, y + h), (x + w, y), (x, y - 1))):
        view.pointer_down(px, py, 200.0 + t)
        assert view._touch.held is None


def test_a_second_finger_is_ignored(view: View) -> None:
    x, y = middle(view, "option.how")
    view.pointer_down(x, y, 1.0)
    view.pointer_down(*middle(view, "option.pin"), 1.1, 2)
    assert view.pointer_up(x, y, 1.2) == Answer("how")


def test_the_same_key_twice_within_half_a_second_counts_once(view: View) -> None:
    view.show(PIN, FRAME)
    assert isinstance(tap(view, "digit.1", 5.0), Touched)
    assert tap(view, "digit.1", 5.4) is None
    assert isinstance(tap(view, "digit.2", 5.5), Touched), "other digits may come faster"
    assert isinstance(tap(view, "digit.1", 6.0), Touched)


def test_a_touch_right_after_a_page_came_by_touch_is_ignored(view: View) -> None:
    assert tap(view, "option.information", 1.0) == Answer("information")
    view.show(PIN, FRAME)
    assert tap(view, "digit.1", 1.3) is None
    assert isinstance(tap(view, "digit.1", 1.8), Touched)


def test_an_answered_page_takes_no_more(view: View) -> None:
    tap(view, "option.how", 1.0)
    assert tap(view, "option.pin", 3.0) is None
    assert view.press("option.pin") is None


def test_flat_keys_refuse_with_their_reason(view: View) -> None:
    refused = view.press("option.history")
    assert isinstance(refused, Refused)
    assert refused.reason is not None
    assert "使えません" in refused.reason.plain
    assert view.press("no.such.key") == Refused("no.such.key", None)


def test_the_frame_gives_commands(view: View) -> None:
    assert [view.press(id) for id in ("back", "stop", "rail.staff", "rail.size", "rail.colour", "rail.language")] == [
        Command(name) for name in ("back", "stop", "staff", "size", "colour", "language")
    ]


def test_the_attract_page_chooses_a_language_by_its_tag(view: View) -> None:
    view.show(SAMPLES["idle"].page, replace(FRAME, nickname=None))
    assert view.press("language.en") == Command("language:en")


# --- ways out ---------------------------------------------------------------------------------------------------------


def test_a_closed_way_back_gives_its_reason_in_the_hint(view: View) -> None:
    page = replace(MENU, back=False, closed_reason=Data("いまは 印刷中です", personal=False))
    view.show(page, FRAME)
    tree = view.tree()
    assert tree is not None
    hint = tree.find("hint")
    assert hint is not None
    assert hint.label.plain == "いまは 印刷中です"
    refused = view.press("back")
    assert isinstance(refused, Refused)
    assert refused.reason == hint.label


def test_with_a_main_action_the_reason_stands_in_the_foot_of_the_window(view: View) -> None:
    view.show(DOCUMENT, replace(FRAME, can_go_back=False))
    tree = view.tree()
    assert tree is not None
    assert tree.find("hint") is None
    reason = tree.find("reason")
    assert reason is not None
    assert reason.label.plain == "いまは もどれません"


def test_where_a_pad_takes_that_room_too_the_key_carries_its_reason_itself(view: View) -> None:
    page = replace(PIN, back=False, stop=False, closed_reason=Data("番号を 入れてください", personal=False))
    view.show(page, FRAME)
    tree = view.tree()
    assert tree is not None
    assert tree.find("reason") is None
    for id, seen in (("back", "いまは もどれません"), ("stop", "いまは やめられません")):
        key = tree.find(id)
        assert key is not None
        assert "".join(key.lettering[0].text.plain.split()) == "".join(seen.split())
        assert key.state.unavailable is not None
        assert key.state.unavailable.plain == "番号を 入れてください"


def test_both_answers_of_a_board_stand_on_the_counter(view: View) -> None:
    for key, answer in (("main", "go_on"), ("back", "go_on"), ("stop", "stop")):
        view.show(MENU, FRAME)
        view.show(STILL, replace(FRAME, can_go_back=False), covering=True)
        assert view.press(key) == Answer(answer)
        view.show(MENU, FRAME)


# --- what is kept -----------------------------------------------------------------------------------------------------


def typed_digits(view: View) -> int:
    tree = view.tree()
    assert tree is not None
    box = tree.find("pin")
    assert box is not None
    assert box.value is not None
    return len(box.value.plain)


def test_settings_change_without_losing_what_was_typed(view: View, words: Mapping[str, Words]) -> None:
    view.show(PIN, FRAME)
    view.type_text("12")
    for scale in (1.25, 1.5, 1.0):
        for theme in ("high_contrast", "normal"):
            for language in ("en", "ja"):
                view.set_settings(scale, theme, words[language])
                assert typed_digits(view) == 2


def test_showing_the_same_page_again_keeps_what_was_typed(view: View) -> None:
    view.show(PIN, FRAME)
    view.type_text("12")
    view.show(PIN, replace(FRAME, tray=TrayState.HOLD_CARD))
    assert typed_digits(view) == 2


def test_an_answered_page_asked_again_is_fresh(view: View) -> None:
    view.show(PIN, FRAME)
    view.type_text("1234\r")
    view.show(PIN, FRAME)
    assert typed_digits(view) == 0
    assert isinstance(view.press("digit.1"), Touched)


def test_a_cover_keeps_what_lies_below(view: View) -> None:
    view.show(PIN, FRAME)
    view.type_text("12")
    assert isinstance(STILL, Board)
    for seconds in (30, 29, 28):
        view.show(replace(STILL, seconds=seconds), FRAME, covering=True)
    tree = view.tree()
    assert tree is not None
    assert tree.find("pin") is None, "nothing of the page below can be seen"
    view.press("main")
    view.show(PIN, FRAME)
    assert typed_digits(view) == 2


def test_a_cover_that_ends_in_another_page_drops_what_lay_below(view: View) -> None:
    view.show(PIN, FRAME)
    view.type_text("12")
    view.show(STILL, FRAME, covering=True)
    view.show(MENU, FRAME)
    view.show(PIN, FRAME)
    assert typed_digits(view) == 0


def options(count: int) -> Choose:
    made = tuple(Option(f"o{i}", Data(f"えらぶ {i}", personal=False)) for i in range(count))
    return Choose(name="many", heading=Data("どれですか", personal=False), options=made)


def test_a_change_of_text_size_keeps_the_place_in_a_list(view: View, words: Mapping[str, Words]) -> None:
    view.show(options(20), FRAME)
    view.press("pager.next")
    tree = view.tree()
    assert tree is not None
    first = next(widget.id for widget in tree.focusable if widget.id.startswith("option."))
    view.set_settings(1.5, "normal", words["ja"])
    tree = view.tree()
    assert tree is not None
    assert tree.find(first) is not None


@pytest.mark.parametrize("panel", [PANEL_A, PANEL_B])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_pager_reaches_every_item_once_and_comes_back(
    words: Mapping[str, Words], panel: object, scale: float
) -> None:
    view = View(PANEL_B if panel is PANEL_B else PANEL_A, words["ja"])
    view.set_settings(scale, "normal", words["ja"])
    view.show(options(23), FRAME)
    seen: list[str] = []
    while True:
        tree = view.tree()
        assert tree is not None
        seen += [widget.id for widget in tree.focusable if widget.id.startswith("option.")]
        if isinstance(view.press("pager.next"), Refused):
            break
    assert seen == [f"option.o{i}" for i in range(23)]
    pages = 0
    while isinstance(view.press("pager.previous"), Touched):
        pages += 1
    assert pages >= 2
    tree = view.tree()
    assert tree is not None
    assert tree.find("option.o0") is not None


def test_coming_back_to_a_list_finds_the_place_where_it_was_left(view: View) -> None:
    view.show(LIST, FRAME)
    view.press("pager.next")
    tree = view.tree()
    assert tree is not None
    key = next(widget.id for widget in tree.focusable if widget.id.startswith("row."))
    view.press(key)
    view.show(DOCUMENT, FRAME)
    view.press("main")
    view.show(LIST, FRAME)
    tree = view.tree()
    assert tree is not None
    assert tree.find(key) is not None
    assert isinstance(LIST, ListPage)
    other = replace(LIST, rows=tuple(replace(row, key=f"x-{row.key}") for row in LIST.rows))
    view.show(other, FRAME)
    tree = view.tree()
    assert tree is not None
    assert tree.find(f"row.{other.rows[0].key}") is not None, "another list begins at its beginning"


# --- focus ------------------------------------------------------------------------------------------------------------


def test_focus_walks_in_reading_order_content_main_ways_rail(view: View) -> None:
    view.show(PIN, FRAME)
    ids = []
    while (widget := view.move_focus(1)) is not None and widget.id not in ids:
        ids.append(widget.id)
    assert ids[0] == "help"
    assert ids[1:13] == [
        *(f"digit.{d}" for d in "123456789"),
        "erase_all",
        "digit.0",
        "erase_one",
    ]
    assert ids[13:] == ["main", "back", "stop", "rail.staff", "rail.size", "rail.colour", "rail.language"]


def test_flat_things_take_the_focus_and_are_read_with_their_reason(view: View) -> None:
    while (widget := view.move_focus(1)) is not None and widget.id != "option.history":
        pass
    assert widget is not None
    assert widget.spoken.startswith("6つ")
    assert "つかえません" in widget.spoken
    assert isinstance(view.activate_focus(), Refused)


def test_the_focused_key_is_pressed_by_the_keypad(view: View) -> None:
    view.move_focus(-1)
    assert view.focused == "rail.language"
    view.move_focus(1)
    assert view.activate_focus() == Answer("information")


def test_another_page_begins_without_focus(view: View) -> None:
    view.move_focus(1)
    view.show(PIN, FRAME)
    assert view.focused is None


# --- time -------------------------------------------------------------------------------------------------------------


def test_a_document_hides_itself_after_its_time_and_reading_on_begins_it_anew(view: View) -> None:
    assert isinstance(DOCUMENT, Document)
    view.show(DOCUMENT, FRAME)
    assert view.tick(100.0) is None
    assert view.next_tick(100.0) == 160.0
    assert view.tick(150.0) is None
    view.press("pager.next")
    assert view.tick(155.0) is None
    assert view.tick(165.0) is None
    assert view.tick(215.0) == Answer("hide")
    assert view.tick(300.0) is None, "once is enough"


def test_a_document_without_a_time_stays(view: View) -> None:
    assert isinstance(DOCUMENT, Document)
    view.show(replace(DOCUMENT, hide_after_s=None), FRAME)
    view.tick(1.0)
    assert view.tick(9999.0) is None
    assert view.next_tick(9999.0) is None


def test_the_waiting_sign_moves_on_each_second(view: View) -> None:
    view.show(SAMPLES["wait"].page, FRAME)
    trees = []
    for now in (10.0, 11.0, 11.5, 12.0):
        view.tick(now)
        tree = view.tree()
        assert tree is not None
        picture = tree.find("picture")
        assert picture is not None
        trees.append(picture.marks)
    assert trees[0] != trees[1] == trees[2] != trees[3]
    assert view.next_tick(12.2) == 13.0


# --- what is forgotten ------------------------------------------------------------------------------------------------


def test_a_wipe_lets_go_of_everything(view: View) -> None:
    row = Row(Data("住所"), Data("ひみつの町1丁目"))
    assert isinstance(DOCUMENT, Document)
    page = replace(DOCUMENT, rows=(row,))
    view.show(page, FRAME)
    view.tree()
    view.show(STILL, FRAME, covering=True)
    view.tree()
    gone = weakref.ref(page)
    del page, row
    view.wipe()
    gc.collect()
    assert gone() is None
    assert view.tree() is None
    assert view.page_name == ""
    assert not view._typesetter._surfaces
    assert not view._stage._shown
    assert view._frame.nickname is None
    assert not view._places._places


def test_after_a_wipe_the_settings_stand_and_the_next_page_can_be_shown(view: View, words: Mapping[str, Words]) -> None:
    view.set_settings(1.5, "high_contrast", words["en"])
    view.wipe()
    view.show(MENU, Frame(tray=TrayState.EMPTY))
    tree = view.tree()
    assert tree is not None
    heading = tree.find("heading")
    assert heading is not None
    assert heading.label.plain == "What would you like to do?"


def test_personal_content_is_marked_in_the_tree(view: View) -> None:
    view.show(DOCUMENT, FRAME)
    tree = view.tree()
    assert tree is not None
    name = tree.find("name")
    assert name is not None
    assert name.personal
    assert name.as_json()["personal"] is True
    rail = tree.find("rail.staff")
    assert rail is not None
    assert not rail.personal


def test_masked_values_are_not_in_the_tree(view: View) -> None:
    assert isinstance(LIST, ListPage)
    secret = replace(LIST, rows=tuple(replace(row, value=Data("ひみつ")) for row in LIST.rows))
    view.show(secret, FRAME)
    tree = view.tree()
    assert tree is not None
    assert "ひみつ" not in tree.as_text()
    assert "ひみつ" not in str(tree.as_json())
    assert all("ひみつ" not in mark.text.plain for widget in tree.walk() for mark in widget.lettering)
    assert all("ひみつ" not in widget.spoken for widget in tree.walk())


def test_signs_that_no_font_has_are_reported(view: View) -> None:
    assert isinstance(DOCUMENT, Document)
    view.show(replace(DOCUMENT, rows=(Row(Data("氏名"), Data("葛\U000e01ef城")),)), FRAME)
    assert [part.text for part in view.missing()] == ["葛\U000e01ef"]
    view.show(MENU, FRAME)
    assert view.missing() == ()


def test_what_is_no_page_kind_is_refused(view: View) -> None:
    from screens.page import Page

    with pytest.raises(TypeError, match="no such page kind"):
        view.show(Page(name="x", heading=Data("x")), FRAME)


def test_an_unknown_scale_is_refused(view: View, words: Mapping[str, Words]) -> None:
    with pytest.raises(ValueError, match="scale"):
        view.set_settings(3.0, "normal", words["ja"])
