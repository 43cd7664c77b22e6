"""The pages of a form's questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.line.pages import ICON, SERVICE
from kiosk.procedures import model
from kiosk.procedures.wording import said
from screens.page import Banner, Choose, DateEntry, Digits, Document, Option, Page, Row, TextEntry, Unavailable
from screens.phrase import Data, Text, msg

DONE = "done"
SKIP = "skip"
OTHER = "other"
LONGEST_PLACE = 60
LONGEST_REST = 60

NO_SUCH_CODE = Banner("warn", msg("applications-no-such-code"), msg("applications-no-such-code-text"))
NO_PLACES_NOW = Banner("warn", msg("applications-no-places-now"), msg("applications-no-such-code-text"))
SYMBOL_WRONG = Banner("warn", msg("applications-symbol-wrong"), msg("applications-symbol-wrong-text"))
POST_NUMBER_WRONG = Banner("warn", msg("applications-post-number-wrong"), msg("applications-post-number-wrong-text"))
ACCOUNT_NUMBER_WRONG = Banner("warn", msg("applications-account-number-wrong"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the form a question stands: the step shown, and whom it is about (「子ども 2」)."""

    progress: tuple[int, int] | None = None
    whom: Text | None = None
    icon: str = ICON

    def explained(self, help: model.Wording | None) -> Text | None:
        """What stands below the heading: whom it is about, then the help."""
        text = said(help) if help is not None else None
        if self.whom is None or text is None:
            return self.whom or text
        return msg("applications-whom-and-help", whom=self.whom, help=text)


NOWHERE = Place()


def choice(question: model.Choice, place: Place, before: object) -> Page:
    """One touch answers."""
    options = tuple(
        Option(value.value, said(value.title), _said(value.text), value.icon, selected=value.value == before)
        for value in question.values
    )
    skip = (Option(SKIP, msg("applications-skip"), icon="next"),) if question.optional else ()
    return _choose("choice", question, place, (*options, *skip))


def choices(question: model.Choices, place: Place, chosen: frozenset[str]) -> Page:
    """A touch puts one in or takes it out again."""
    options = tuple(
        Option(value.value, said(value.title), _said(value.text), value.icon, selected=value.value in chosen)
        for value in question.values
    )
    missing = None if chosen or question.optional else Unavailable(msg("applications-choose-one"))
    title = msg("several-done", count=len(chosen)) if chosen else msg("applications-none-of-these")
    return _choose("choices", question, place, (*options, Option(DONE, title, icon="next", unavailable=missing)))


def yes_no(question: model.YesNo, place: Place, before: object) -> Page:
    """はい or いいえ."""
    options = (
        Option("yes", msg("applications-yes"), icon="ok", selected=before == "yes"),
        Option("no", msg("applications-no"), icon="stop", selected=before == "no"),
    )
    return _choose("yes_no", question, place, options)


def _choose(name: str, question: model.Question, place: Place, options: tuple[Option, ...]) -> Page:
    several = name == "choices"
    return Choose(
        name=f"applications.ask.{name}",
        service=SERVICE,
        icon=place.icon,
        heading=said(question.ask),
        explanation=place.explained(question.help) or (msg("several-text") if several else None),
        hint=msg("choosing-goes-on") if not several else msg("applications-several-hint"),
        progress=place.progress,
        options=options,
    )


def day(question: model.Day, place: Place, earliest: date, latest: date) -> Page:
    """By era or western year."""
    return DateEntry(
        name="applications.ask.date",
        service=SERVICE,
        icon=place.icon,
        heading=said(question.ask),
        explanation=place.explained(question.help),
        progress=place.progress,
        earliest=earliest.isoformat(),
        latest=latest.isoformat(),
    )


def number(question: model.Number, place: Place, typed: str, note: Banner | None) -> Page:
    """A whole number."""
    return _digits(
        "number",
        question,
        place,
        typed,
        note,
        longest=len(str(question.most)),
        unit=_said(question.unit),
    )


def code(question: model.Code, place: Place, typed: str) -> Page:
    """Digits that name something."""
    longest = question.longest
    groups = (4, 4, 4, 4, 4) if longest > 6 else ()
    return _digits("code", question, place, typed, None, longest=longest, shortest=question.shortest, groups=groups)


def phone(question: model.Phone, place: Place, typed: str, note: Banner | None) -> Page:
    """With the area code."""
    return _digits("phone", question, place, typed, note, longest=11, shortest=10)


def _digits(
    name: str,
    question: model.Question,
    place: Place,
    typed: str,
    note: Banner | None,
    *,
    longest: int,
    shortest: int = 1,
    groups: tuple[int, ...] = (),
    unit: Text | None = None,
) -> Page:
    return Digits(
        name=f"applications.ask.{name}",
        service=SERVICE,
        icon=place.icon,
        heading=said(question.ask),
        explanation=place.explained(question.help),
        banner=note,
        progress=place.progress,
        label=said(question.label),
        longest=longest,
        shortest=shortest,
        groups=groups,
        unit=unit,
        optional=question.optional,
        start=typed,
    )


def text(question: model.Kana | model.Free, place: Place, typed: str) -> Page:
    """Words in kana, or letters."""
    return TextEntry(
        name="applications.ask.text",
        service=SERVICE,
        icon=place.icon,
        heading=said(question.ask),
        explanation=place.explained(question.help),
        progress=place.progress,
        label=said(question.label),
        keyboard="kana",
        longest=question.longest,
        optional=question.optional,
        start=typed,
    )


def declaration(question: model.Declaration, place: Place) -> Page:
    """To be read; the only way on is to agree."""
    return Document(
        name="applications.ask.declaration",
        service=SERVICE,
        icon=place.icon,
        heading=said(question.ask),
        progress=place.progress,
        title=said(question.label),
        rows=tuple(Row(said(line), icon="check") for line in question.lines),
        action=msg("applications-agree"),
        hide_after_s=None,
    )


# --- address ----------------------------------------------------------------------------------------------------------


def postal_code(heading: Text, help: Text | None, place: Place, note: Banner | None) -> Page:
    """Seven digits, or none."""
    return Digits(
        name="applications.ask.postal_code",
        service=SERVICE,
        icon="home",
        heading=heading,
        explanation=help or place.whom or msg("applications-postal-code-text"),
        banner=note,
        progress=place.progress,
        label=msg("applications-postal-code"),
        longest=7,
        shortest=7,
        groups=(3, 4),
        optional=True,
    )


def which_place(names: tuple[str, ...], place: Place) -> Page:
    """What the code stands for."""
    options = tuple(Option(str(at), Data(name), icon="home") for at, name in enumerate(names))
    return Choose(
        name="applications.ask.place",
        service=SERVICE,
        icon="home",
        heading=msg("applications-place-heading"),
        hint=msg("choosing-goes-on"),
        progress=place.progress,
        options=(*options, Option(OTHER, msg("applications-other-code"), icon="back")),
    )


def place_by_hand(heading: Text, place: Place) -> TextEntry:
    """Without a postal code."""
    return _typed("place_by_hand", heading, msg("applications-place-by-hand"), LONGEST_PLACE, place)


def rest_of_address(label: Text, name: str, place: Place) -> TextEntry:
    """House number, building, room."""
    return _typed(
        "rest",
        msg("applications-rest-heading"),
        label,
        LONGEST_REST,
        place,
        msg("applications-rest-text", place=Data(name)),
    )


def _typed(
    name: str, heading: Text, label: Text, longest: int, place: Place, explanation: Text | None = None
) -> TextEntry:
    return TextEntry(
        name=f"applications.ask.{name}",
        service=SERVICE,
        icon=place.icon,
        heading=heading,
        explanation=explanation,
        progress=place.progress,
        label=label,
        keyboard="kana",
        longest=longest,
    )


# --- bank account -----------------------------------------------------------------------------------------------------


def bank_or_post(heading: Text, place: Place) -> Page:
    """Two kinds of account have two kinds of numbers."""
    return Choose(
        name="applications.ask.bank",
        service=SERVICE,
        icon="yen",
        heading=heading,
        hint=msg("choosing-goes-on"),
        progress=place.progress,
        options=(
            Option("bank", msg("applications-bank"), msg("applications-bank-text"), "yen"),
            Option("post", msg("applications-post-bank"), msg("applications-post-bank-text"), "mail"),
        ),
    )


def bank_name(place: Place) -> TextEntry:
    """As on the bankbook, in kana."""
    return _typed("bank_name", msg("applications-bank-name-heading"), msg("applications-bank-name"), 30, place)


def branch(place: Place) -> TextEntry:
    """The branch."""
    return _typed("branch", msg("applications-branch-heading"), msg("applications-branch"), 30, place)


def holder(place: Place) -> TextEntry:
    """Whose it is, in kana: it must be the applicant's."""
    return _typed(
        "holder",
        msg("applications-holder-heading"),
        msg("applications-holder"),
        30,
        place,
        msg("applications-holder-text"),
    )


def account_type(place: Place) -> Page:
    """普通, 当座, 貯蓄."""
    return Choose(
        name="applications.ask.account_type",
        service=SERVICE,
        icon="yen",
        heading=msg("applications-account-type-heading"),
        hint=msg("choosing-goes-on"),
        progress=place.progress,
        options=tuple(Option(each, msg(f"account-type-{each}")) for each in ("ordinary", "current", "savings")),
    )


def account_number(place: Place, typed: str, note: Banner | None) -> Page:
    """Up to seven digits."""
    return _bank_digits("account_number", place, typed, note, 7, 1)


def post_symbol(place: Place, typed: str, note: Banner | None) -> Page:
    """記号."""
    return _bank_digits("post_symbol", place, typed, note, 5, 5)


def post_number(place: Place, typed: str, note: Banner | None) -> Page:
    """番号."""
    return _bank_digits("post_number", place, typed, note, 8, 2)


def _bank_digits(name: str, place: Place, typed: str, note: Banner | None, longest: int, shortest: int) -> Page:
    slug = name.replace("_", "-")
    return Digits(
        name=f"applications.ask.{name}",
        service=SERVICE,
        icon="yen",
        heading=msg(f"applications-{slug}-heading"),
        banner=note,
        progress=place.progress,
        label=msg(f"applications-{slug}"),
        longest=longest,
        shortest=shortest,
        start=typed,
    )


def _said(wording: model.Wording | None) -> Text | None:
    return said(wording) if wording is not None else None
