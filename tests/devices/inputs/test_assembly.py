"""Keys into codes, by hand and at random."""

from __future__ import annotations

from evdev import ecodes
from hypothesis import example, given
from hypothesis import strategies as st

from devices.inputs.assembly import GAP_S, LONGEST, Assembly
from devices.inputs.keymap import Layout, strokes
from devices.inputs.outcomes import Scanned, Unreadable, Why

ENTER = ecodes.KEY_ENTER
TEXTS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=60)


def press(assembly: Assembly, code: int, at: float, shifted: bool = False) -> list[Scanned | Unreadable]:
    keys = [(code, 1), (code, 2), (code, 0)]
    if shifted:
        keys = [(ecodes.KEY_RIGHTSHIFT, 1), *keys, (ecodes.KEY_RIGHTSHIFT, 0)]
    found: list[Scanned | Unreadable | None] = [assembly.pause(at)]
    found += [assembly.key(*key, at) for key in keys]
    return [each for each in found if each is not None]


def type_in(assembly: Assembly, layout: Layout, text: str, at: float = 1.0) -> list[Scanned | Unreadable]:
    found = []
    for code, shifted in strokes(layout, text):
        at += 0.01
        found += press(assembly, code, at, shifted)
    return found


@given(TEXTS, st.sampled_from(Layout), st.sampled_from((ENTER, ecodes.KEY_KPENTER, ecodes.KEY_TAB)))
def test_what_is_typed_is_scanned_once(text: str, layout: Layout, end: int) -> None:
    assembly = Assembly(layout)
    assert type_in(assembly, layout, text) == []
    assert press(assembly, end, 1.0 + 0.01 * len(text)) == [Scanned(text)]
    assert not assembly.begun
    assert assembly.silence() is None


@given(TEXTS, st.integers(0, 59), st.sampled_from(("gap", "lost", "foreign")))
@example("1", 0, "lost")
def test_half_a_code_never_passes_for_the_whole(text: str, where: int, trouble: str) -> None:
    where %= len(text)
    assembly = Assembly(Layout.JIS)
    found = type_in(assembly, Layout.JIS, text[:where])
    at = 1.0 + 0.01 * where
    if trouble == "gap":
        at += GAP_S + 0.01
    elif trouble == "lost":
        assembly.lost(at)
    else:
        found += press(assembly, ecodes.KEY_F5, at)
    found += type_in(assembly, Layout.JIS, text[where:], at)
    found += press(assembly, ENTER, at + 0.01 * len(text))
    if trouble == "gap" and where:
        assert found == [Unreadable(Why.NO_END), Scanned(text[where:])]
    elif trouble != "gap":
        assert found == [Unreadable(Why.LOST if trouble == "lost" else Why.UNKNOWN_KEY)]


def test_the_longest_and_one_more() -> None:
    for more in (0, 1, 5000):
        assembly = Assembly(Layout.US)
        assert type_in(assembly, Layout.US, "7" * (LONGEST + more)) == []
        at = 1.0 + 0.01 * (LONGEST + more)
        expected = Unreadable(Why.TOO_LONG) if more else Scanned("7" * LONGEST)
        assert press(assembly, ENTER, at) == [expected]
        assert [*type_in(assembly, Layout.US, "8", at), *press(assembly, ENTER, at)] == [Scanned("8")]


def test_without_an_end_it_is_said_after_a_silence() -> None:
    assembly = Assembly(Layout.US)
    type_in(assembly, Layout.US, "123")
    assert assembly.begun
    assert assembly.silence() == Unreadable(Why.NO_END)
    assert not assembly.begun


def test_an_end_alone_is_nothing() -> None:
    assert press(Assembly(Layout.US), ENTER, 1.0) == []


def test_number_pad_and_numlock() -> None:
    assembly = Assembly(Layout.US)
    assert press(assembly, ecodes.KEY_NUMLOCK, 1.0) == []
    assert press(assembly, ecodes.KEY_KP4, 1.0) == []
    assert press(assembly, ecodes.KEY_KP2, 1.0) == []
    assert press(assembly, ecodes.KEY_KPENTER, 1.0) == [Scanned("42")]


def test_what_was_scanned_stands_in_no_repr() -> None:
    assert "123" not in repr(Scanned("123"))
