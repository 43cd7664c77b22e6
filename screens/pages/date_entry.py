"""DateEntry: an era or the western calendar, then year, month, day on the digit pad. No calendar to leaf through."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from screens.eras import Era, offered
from screens.events import Answer
from screens.marks import Fill, Frame, Mark
from screens.metrics import Box
from screens.page import Banner, DateEntry
from screens.parts.blocks import banner_widget, heading, line
from screens.parts.content import Content, Main
from screens.parts.key import key
from screens.parts.pad import digit_pad
from screens.phrase import Msg, Phrase
from screens.scene import Scene, centred, lettering
from screens.tree import Widget, plain

PARTS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class State:
    """era: name of an era or "western". parts: the digits of year, month and day; at: which is being typed."""

    era: str = ""
    parts: tuple[str, str, str] = field(default=("", "", ""), repr=False)
    at: int = 0


def start(page: DateEntry) -> State:
    """No era yet if there is a choice."""
    eras = offered(*_bounds(page))
    return State(eras[0].name if len(eras) == 1 else "")


def _bounds(page: DateEntry) -> tuple[date, date]:
    return date.fromisoformat(page.earliest), date.fromisoformat(page.latest)


def _era(page: DateEntry, state: State) -> Era | None:
    return next((era for era in offered(*_bounds(page)) if era.name == state.era), None)


# --- rules ------------------------------------------------------------------------------------------------------------


def entered(page: DateEntry, state: State) -> date | None:
    """The date, if all is typed and it exists in its era and lies within the bounds."""
    found = _exists(page, state)
    earliest, latest = _bounds(page)
    return found if found is not None and earliest <= found <= latest else None


def _exists(page: DateEntry, state: State) -> date | None:
    """The date, if the calendar has it: there was no 昭和64年1月8日."""
    era = _era(page, state)
    if era is None or not all(state.parts):
        return None
    year, month, day = (int(part) for part in state.parts)
    try:
        found = date(era.year_one + year - 1, month, day)
    except (ValueError, OverflowError):
        return None
    return found if year and era.first <= found <= era.last else None


def _digits(state: State) -> int:
    return 4 if state.at == 0 and state.era == "western" else 2


def _full(page: DateEntry, state: State) -> bool:
    """Whether the box being typed can take no further digit that makes sense."""
    text = state.parts[state.at]
    if len(text) >= _digits(state):
        return True
    return text != "" and int(text) * 10 > (_last_year(page, state), 12, 31)[state.at]


def _last_year(page: DateEntry, state: State) -> int:
    """The last year of the era that can be meant: 令和 goes on, but not beyond the bounds."""
    era = _era(page, state)
    latest = _bounds(page)[1]
    return min(era.last, latest).year - era.year_one + 1 if era is not None else 0


def press(page: DateEntry, state: State, id: str) -> State | Answer | None:
    """Eras, digits, erasing; main goes to the next box or answers the date."""
    name, _, rest = id.partition(".")
    match name:
        case "era":
            return State(rest) if rest != state.era else state
        case "digit":
            return typed(page, state, rest)
        case "erase_all":
            return State(state.era)
        case "erase_one":
            return _erased(state)
        case "main":
            return _onward(page, state)
    return None


def typed(page: DateEntry, state: State, text: str) -> State:
    """Digits into the box, half or full width; a full one hands over to the next."""
    for sign in text:
        if not sign.isdecimal() or not state.era:
            continue
        if _full(page, state) and state.at < 2:
            state = replace(state, at=state.at + 1)
        if not _full(page, state):
            state = _with(state, state.parts[state.at] + str(int(sign)))
            if _full(page, state) and state.at < 2 and int(state.parts[state.at]) > 0:
                state = replace(state, at=state.at + 1)
    return state


def _with(state: State, text: str) -> State:
    parts = list(state.parts)
    parts[state.at] = text
    return replace(state, parts=(parts[0], parts[1], parts[2]))


def _erased(state: State) -> State:
    if not state.parts[state.at] and state.at > 0:
        state = replace(state, at=state.at - 1)
    return _with(state, state.parts[state.at][:-1])


def _onward(page: DateEntry, state: State) -> State | Answer | None:
    if state.at < 2 and state.parts[state.at]:
        return replace(state, at=state.at + 1)
    found = entered(page, state)
    return Answer(found) if found is not None else None


# --- layout -----------------------------------------------------------------------------------------------------------


def lay_out(scene: Scene, page: DateEntry, state: State) -> Content:
    """Eras, boxes and echo at the left, pad at the right (portrait: boxes above, eras and pad below)."""
    widgets = _landscape(scene, page, state) if scene.is_a else _portrait(scene, page, state)
    return Content(tuple(widgets), mains=(_main(scene, page, state),), foot=False)


def _landscape(scene: Scene, page: DateEntry, state: State) -> list[Widget]:
    top = heading(scene, scene.phrase(page.heading), Box(18, 30.5, 142, 24.0))
    eras = offered(*_bounds(page))
    y = 56.0
    widgets = [top]
    if top.box.bottom < 44.0:
        if page.explanation is not None:
            box = Box(18, top.box.bottom + 2.0, 142, 54.6 - top.box.bottom - 2.0)
            widgets.append(line(scene, "explanation", scene.phrase(page.explanation), box, lines=2))
        elif scene.text_scale < 1.2:
            widgets.append(line(scene, "era", scene.own("era"), Box(18, 46.4, 142, 9.0), lines=1))
    widgets += _eras(scene, state, eras, Box(18, y, 142, 22))
    widgets += _boxes(scene, state, Box(18, 88, 142, 25), 34.0)
    widgets.append(_echo(scene, page, state, Box(18, 121, 142, 31)))
    widgets += digit_pad(scene, Box(167.4, 31, 111, 121))
    return widgets


def _portrait(scene: Scene, page: DateEntry, state: State) -> list[Widget]:
    top = heading(scene, scene.phrase(page.heading), Box(20, 41, 227.7, 40.0))
    widgets = [top]
    y = top.box.bottom + 6.0
    if page.explanation is not None:
        widgets.append(line(scene, "explanation", scene.phrase(page.explanation), Box(20, y, 227.7, 20), lines=2))
    widgets += _boxes(scene, state, Box(20, 92, 227.7, 36), 52.0)
    widgets.append(_echo(scene, page, state, Box(20, 138, 227.7, 44)))
    widgets += _eras(scene, state, offered(*_bounds(page)), Box(20, 191, 227.7, 22))
    widgets += digit_pad(scene, Box(20, 217, 227.7, 140))
    return widgets


def _eras(scene: Scene, state: State, eras: tuple[Era, ...], area: Box) -> list[Widget]:
    width = min((area.w - 3.0 * (len(eras) - 1)) / len(eras), 60.0)
    return [
        key(
            scene,
            f"era.{era.name}",
            Box(area.x + at * (width + 3.0), area.y, width, area.h),
            scene.own(f"era-{era.name}"),
            kind="selected" if era.name == state.era else "plain",
            size="body",
            cap=1.0,
            role="radio",
        )
        for at, era in enumerate(eras)
    ]


def _boxes(scene: Scene, state: State, area: Box, width: float) -> list[Widget]:
    pitch = area.w / 3 + (0.5 if scene.is_a else 0.0)
    em = scene.em("digit_box")
    widgets = []
    for at, name in enumerate(PARTS):
        box = Box(area.x + at * pitch, area.y, width, area.h)
        typed_ = plain(state.parts[at], personal=True)
        marks: list[Mark] = []
        if at == state.at and state.era:
            marks.append(Frame(box, 1.3, "accent", "field", 3.2))
            if not state.parts[at]:
                marks.append(Fill(Box(box.cx - 6.0, box.bottom - 5.0, 12.0, 1.3), "accent", 0.6))
        else:
            marks.append(Frame(box, 0.6, "edge", "field", 3.2))
        if state.parts[at]:
            text = scene.typesetter.set(
                typed_, 2 * box.w, min(em, em * (box.w - 6.0) / _width(scene, typed_, em)), bold=True
            )
            marks.append(centred(text, box, "ink", "field"))
        unit = scene.own(f"unit-{name}")
        said = scene.fit(unit, pitch - width - 3.0, 14.0, "lead", bold=True, lines=1, cap=1.0)
        marks.append(lettering(said, box.right + 2.0, box.bottom - said.height - 1.5, "ink", "pane", room=None))
        spot = Box(box.x, box.y, min(pitch, width + 2.5 + said.width), box.h)
        widgets.append(Widget(f"date.{name}", "textbox", spot, unit, typed_, marks=tuple(marks)))
    return widgets


def _width(scene: Scene, phrase: Phrase, em: float) -> float:
    return max(1.0, scene.typesetter.width(phrase.plain, em, bold=True))


def _echo(scene: Scene, page: DateEntry, state: State, box: Box) -> Widget:
    """What has been understood, in both calendars; or what is wrong."""
    if page.banner is not None and not any(state.parts):
        return banner_widget(scene, page.banner, box)
    found = entered(page, state)
    if found is not None:
        return banner_widget(scene, Banner("ok", Msg("screen-date-both", {"day": found}, True)), box)
    if all(state.parts):
        title = "screen-date-outside-title" if _exists(page, state) else "screen-date-none-title"
        return banner_widget(scene, Banner("warn", Msg(title), Msg("screen-date-none-text")), box)
    year = _year_echo(page, state)
    missing = Msg(_missing_id(state))
    if year is None:
        return banner_widget(scene, Banner("info", missing), box)
    return banner_widget(scene, Banner("info", year, missing), box)


def _year_echo(page: DateEntry, state: State) -> Msg | None:
    """「昭和25年は 1950年です」 as soon as the year stands."""
    era = _era(page, state)
    if era is None or state.at == 0 or not state.parts[0]:
        return None
    year = int(state.parts[0])
    if era.name == "western":
        return Msg("screen-year-western", {"year": str(year)}, True)
    western = era.year_one + year - 1
    return Msg(
        "screen-year-era", {"era": Msg(f"screen-era-{era.name}"), "year": str(year), "western": str(western)}, True
    )


def _missing_id(state: State) -> str:
    if not state.era:
        return "screen-date-era-missing"
    return f"screen-date-{PARTS[state.at]}-missing"


def _main(scene: Scene, page: DateEntry, state: State) -> Main:
    if state.at < 2 and state.parts[state.at]:
        return Main(scene.own(f"date-to-{PARTS[state.at + 1]}"), icon="next", icon_after=True)
    if entered(page, state) is not None:
        return Main(scene.own("date-go"), icon="next", icon_after=True)
    label: Phrase = scene.own("date-none") if all(state.parts) else scene.words.phrase(Msg(_missing_id(state)))
    return Main(label, unavailable=True)
