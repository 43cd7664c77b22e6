"""The pages of an answer and of a withdrawal; the questions are the notice's own."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.contract.base import Label
from gateway.contract.notices import Notice, NoticeQuestion
from kiosk.journeys.applications.draft import AFTER, BEFORE, Draft
from kiosk.journeys.applications.review import answered
from kiosk.journeys.applications.sending_pages import Filing
from kiosk.journeys.wording import label
from kiosk.procedures import model
from kiosk.procedures.model import Wording
from screens.page import Choose, Confirm, Option, Page, Row
from screens.phrase import Data, Msg, msg

SERVICE = msg("notices-service")
ICON = "bell"
MOST_SHEETS = 3

ANSWERED = Filing("pencil", msg("answer-afterwards"), SERVICE, msg("answer-kept-heading"), msg("answer-then"))
WITHDRAWN = Filing("stop", msg("withdraw-afterwards"), SERVICE, msg("withdraw-kept-heading"), msg("withdraw-then"))


def form_of(questions: tuple[NoticeQuestion, ...]) -> model.Form:
    """The notice's questions as a form like any other."""
    title = Wording(ja="お返事", en="Your answer")
    sheets = [each for each in questions if each.kind == "sheet"]
    return model.Form(
        title=title,
        icon="pencil",
        documents=tuple(
            model.Needed(id=each.id, title=_said(each.ask), how="photo", why=_said(each.ask)) for each in sheets
        ),
        sections=(model.Section(id="answer", title=title, questions=tuple(map(_question, questions))),),
    )


def _question(asked: NoticeQuestion) -> model.Question:
    ask = _said(asked.ask)
    match asked.kind:
        case "choice":
            values = tuple(model.Value(value=each.value, title=_said(each.title)) for each in asked.choices)
            return model.Choice(kind="choice", id=asked.id, ask=ask, label=ask, optional=asked.optional, values=values)
        case "text":
            return model.Free(kind="text", id=asked.id, ask=ask, label=ask, optional=asked.optional, longest=200)
        case "sheet":
            return model.Attachment(
                kind="attachment",
                id=asked.id,
                ask=ask,
                label=ask,
                optional=asked.optional,
                document=asked.id,
                most=MOST_SHEETS,
            )


def _said(asked: Label) -> Wording:
    return Wording(ja=asked.ja, en=asked.en)


def review(notice: Notice, draft: Draft, *, signed: bool) -> Page:
    """Everything once more."""
    steps = BEFORE + 1 + AFTER
    return Confirm(
        name="answer.review",
        service=SERVICE,
        icon=ICON,
        heading=msg("applications-review-heading"),
        explanation=msg("applications-review-text"),
        progress=(steps - 1, steps),
        rows=tuple(lines(notice, draft)),
        action=msg("applications-sign") if signed else msg("applications-send"),
    )


def lines(notice: Notice, draft: Draft) -> Iterator[Row]:
    """What is answered, then what was asked and said."""
    yield from _about(notice)
    yield from answered(draft, titled=False)


def really_withdraw(notice: Notice) -> Page:
    """What it means; the first of two confirmations."""
    return Choose(
        name="withdraw.really",
        service=SERVICE,
        icon=ICON,
        heading=msg("withdraw-heading"),
        explanation=msg("withdraw-text"),
        hint=msg("choosing-goes-on"),
        options=(
            Option("keep", msg("withdraw-keep"), msg("withdraw-keep-text"), icon="back"),
            Option("withdraw", msg("withdraw-yes"), msg("withdraw-yes-text"), icon="stop"),
        ),
    )


def confirm_withdrawal(notice: Notice, *, signed: bool) -> Page:
    """The second: what is sent."""
    return Confirm(
        name="withdraw.review",
        service=SERVICE,
        icon=ICON,
        heading=msg("withdraw-review-heading"),
        explanation=msg("withdraw-review-text"),
        rows=withdrawal_lines(notice),
        action=msg("withdraw-sign") if signed else msg("withdraw-send"),
    )


def withdrawal_lines(notice: Notice) -> tuple[Row, ...]:
    """What it is about, and that it is withdrawn."""
    return (*_about(notice), Row(msg("withdraw-what"), Msg("withdraw-declared", personal=True)))


def _about(notice: Notice) -> Iterator[Row]:
    yield Row(msg("answer-to"), label(notice.title, personal=True))
    if notice.receipt is not None:
        yield Row(msg("notices-receipt"), Data(notice.receipt, speech=" ".join(notice.receipt)))
