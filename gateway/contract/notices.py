"""お知らせ (notices) of the account: from municipalities, to one person.

    GET    /v1/notices          -> NoticeList   (without what they say)
    GET    /v1/notices/{id}     -> Notice       (the reading)
    DELETE /v1/notices/{id}     -> 204

They stay until the sender's period ends or the person deletes them, read or not; unread ones a year at most.
Name, address, birth date and sex never stand in a notice.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator

from gateway.contract.base import Label, Model
from gateway.contract.intake import CaseState, Id128, Receipt

LONGEST_NOTICE = 2_000
LONGEST_REPLY = 200
"""Characters of an answer in words of one's own."""
MOST_QUESTIONS = 8

NoticeId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


_SIGNS_OF_RUBY = frozenset("｜《》")


def _can_be_asked(label: Label) -> Label:
    for text in (label.ja, label.en):
        if not 1 <= len(text.strip()) <= LONGEST_REPLY or _SIGNS_OF_RUBY & set(text):
            raise ValueError("1 to 200 characters, without signs of furigana")
    return label


QuestionKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Asked = Annotated[Label, AfterValidator(_can_be_asked)]


class NoticeChoice(Model):
    """One thing to choose; value: what the answer says then."""

    value: QuestionKey
    title: Asked


class NoticeQuestion(Model):
    """What somebody is asked, by the key `id`. Its answer (`applications.Answer.answers`):

    choice – the value of one of `choices`; text – a str of at most LONGEST_REPLY characters; sheet – a paper,
    photographed: {"how": "photo", "pages": n} (the pages are attachments), or {"how": "later"}. What may be left out
    and is, is null.
    """

    id: QuestionKey
    kind: Literal["choice", "text", "sheet"]
    ask: Asked
    choices: Annotated[tuple[NoticeChoice, ...], Field(max_length=8)] = ()
    optional: bool = False

    @model_validator(mode="after")
    def _choices_where_there_is_a_choice(self) -> Self:
        if (self.kind == "choice") != (len(self.choices) >= 2):
            raise ValueError("choices: two or more of a choice, none of anything else")
        if len({choice.value for choice in self.choices}) != len(self.choices):
            raise ValueError("choices: one value twice")
        return self


class Reply(Model):
    """How this notice may be answered: by an item of kind "answer" in that case, naming the notice.

    signature: with the card that signed the application. questions: none – nothing is asked.
    withdrawable: 取下げ, as far as the sender knew.
    """

    case: Id128
    signature: bool
    questions: Annotated[tuple[NoticeQuestion, ...], Field(max_length=MOST_QUESTIONS)] = ()
    withdrawable: bool = False

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({question.id for question in self.questions}) != len(self.questions):
            raise ValueError("questions: one id twice")
        return self


class NoticeHead(Model):
    """A line of the list. receipt, state: of the application that it is about, where it is about one.

    ends_at: when it goes by itself. read_at, read_by: null while nobody has opened it.
    """

    id: NoticeId
    sender: Label
    title: Label
    sent_at: AwareDatetime
    ends_at: AwareDatetime
    receipt: Receipt | None = None
    state: CaseState | None = None
    read_at: AwareDatetime | None = None
    read_by: Literal["self", "agent"] | None = None


class Notice(NoticeHead):
    """A notice, opened. body: in the sender's words, Japanese; lines end with \\n. reply: null – nothing to answer."""

    body: Annotated[str, StringConstraints(max_length=LONGEST_NOTICE)] = Field(repr=False)
    reply: Reply | None = Field(default=None, repr=False)


class NoticeList(Model):
    """The account's notices, newest first. box: where a sender who is asked something may put an answer."""

    box: Id128
    notices: tuple[NoticeHead, ...]
    unread: int
