"""What is said of every page, as text; and that nothing personal, and no digit of a PIN, is among it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from screens import narrator
from screens.gallery import PANELS, pose
from screens.narrator import Line
from screens.page import Password, Pin
from screens.phrase import Data, Phrase, Text, Words
from screens.samples import SAMPLES, Sample
from screens.scene import TEXT_SCALES as SCALES
from screens.tree import Widget
from screens.view import View

FOLDER = Path(__file__).parent / "transcripts"
SECRET = "ひみつ"


class Whispering:
    """Words in which everything personal is said as a secret."""

    def __init__(self, words: Words) -> None:
        self._words = words

    @property
    def language(self) -> str:
        return self._words.language

    def phrase(self, text: Text) -> Phrase:
        phrase = self._words.phrase(text)
        return replace(phrase, speech=SECRET) if phrase.personal else phrase


def shown(sample: Sample, words: Words, scale: float = 1.0, panel: str = "A") -> View:
    view = View(PANELS[panel], words, voice=True)
    pose(view, sample, words, scale, "normal")
    return view


def tree_of(view: View) -> Widget:
    tree = view.tree()
    assert tree is not None
    return tree


def everything(view: View, words: Words) -> list[Line]:
    """All that can be said of a page."""
    tree = tree_of(view)
    empty = Widget("page", "application", tree.box)
    lines = [*narrator.arrival(tree, words), *narrator.whole(tree), *narrator.changes(empty, tree, words)]
    for key in tree.focusable:
        lines += narrator.focus(tree, words, key.id)
    return lines


def transcript(view: View, words: Words) -> str:
    tree = tree_of(view)
    lines = ["# when it comes", *(_written(line) for line in narrator.arrival(tree, words)), "", "# key by key"]
    for key in narrator.walked(tree):
        lines.append(" / ".join(_written(line) for line in narrator.focus(tree, words, key.id)))
    return "\n".join(lines) + "\n"


def _written(line: Line) -> str:
    return f"(handset) {line.text}" if line.private else line.text


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_is_said_as_it_is_written_down(name: str, language: str, words: Mapping[str, Words]) -> None:
    """MADOGUCHI_GOLDENS=write writes them anew: read what changed."""
    said = transcript(shown(SAMPLES[name], words[language]), words[language])
    path = FOLDER / language / f"{name}.txt"
    if os.environ.get("MADOGUCHI_GOLDENS") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("panel", "scale"), [("A", 1.0), ("B", SCALES[-1])])
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_personal_is_said_into_the_room(
    name: str, panel: str, scale: float, words: Mapping[str, Words]
) -> None:
    whispering = Whispering(words["ja"])
    said = everything(shown(SAMPLES[name], whispering, scale, panel), whispering)
    assert not [line.text for line in said if SECRET in line.text and not line.private]


def test_the_list_of_records_has_something_to_hide(words: Mapping[str, Words]) -> None:
    """So that the test above can't pass on pages without secrets; the key of a row says the row's name, too."""
    whispering = Whispering(words["ja"])
    view = shown(SAMPLES["records"], whispering)
    assert len([line for line in everything(view, whispering) if SECRET in line.text]) > 10
    tree = tree_of(view)
    key = next(widget for widget in tree.focusable if widget.id == "row.record-5")
    assert narrator.focus(tree, whispering, key.id)[0].private


def test_a_choice_is_whispered_when_only_its_second_line_is_personal(words: Mapping[str, Words]) -> None:
    sample = SAMPLES["two"]
    option = replace(sample.page.options[0], text=Data("山田 花子"))  # type: ignore[attr-defined]
    page = replace(sample.page, options=(option, *sample.page.options[1:]))  # type: ignore[attr-defined,call-arg]
    for scale in SCALES:
        said = everything(shown(replace(sample, page=page), words["ja"], scale), words["ja"])
        told = [line for line in said if "山田 花子" in line.text]
        assert told
        assert all(line.private for line in told)


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if isinstance(sample.page, Pin | Password)])
def test_no_pin_changes_what_is_said(name: str, words: Mapping[str, Words]) -> None:
    """What is said while a PIN is typed is the same for every PIN of that length."""
    heard = []
    for pin in ("1739", "8054"):
        view = shown(replace(SAMPLES[name], typed="", presses=("erase_all",)), words["ja"])
        said: list[Line] = []
        for digit in pin:
            before = tree_of(view)
            view.type_text(digit)
            said += narrator.changes(before, tree_of(view), words["ja"])
            said += everything(view, words["ja"])
        heard.append(said)
    assert heard[0] == heard[1]


def test_typing_a_pin_counts_and_says_when_it_is_whole(words: Mapping[str, Words]) -> None:
    view = shown(replace(SAMPLES["pin"], typed=""), words["ja"])
    said = []
    for digit in "1739":
        before = tree_of(view)
        view.type_text(digit)
        said.append([line.text for line in narrator.changes(before, tree_of(view), words["ja"])])
    assert said[0] == ["いま、1けた入っています。"]
    assert said[3] == ["いま、4けた入っています。", "このばんごうですすむ、をおせます"]


def test_what_may_be_seen_is_said_sign_by_sign_into_the_handset(words: Mapping[str, Words]) -> None:
    view = shown(replace(SAMPLES["phone"], typed="090"), words["ja"])
    before = tree_of(view)
    view.type_text("7")
    assert Line("7", private=True) in [
        replace(line, text=line.text.strip("-－ ")) for line in narrator.changes(before, tree_of(view), words["ja"])
    ]


def test_a_countdown_is_said_every_ten_seconds(words: Mapping[str, Words]) -> None:
    view = shown(SAMPLES["still_there"], words["ja"])
    said = []
    for seconds in (29, 21, 20, 19):
        before = tree_of(view)
        view.show(replace(SAMPLES["still_there"].page, seconds=seconds), SAMPLES["still_there"].frame)  # type: ignore[call-arg]
        said += [line.text for line in narrator.changes(before, tree_of(view), words["ja"])]
    assert said == ["あと20びょうです"]


def test_the_walk_leaves_out_keys_that_the_keypad_has_itself(words: Mapping[str, Words]) -> None:
    ids = [widget.id for widget in narrator.walked(tree_of(shown(SAMPLES["pin_full"], words["ja"])))]
    assert not [id for id in ids if id.startswith("digit.")]
    assert ids[-5:] == ["rail.staff", "rail.size", "rail.colour", "rail.language", "rail.voice"]
    assert ids.index("main") < ids.index("back") < ids.index("stop")
