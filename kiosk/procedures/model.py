"""A procedure as its file says it: what it is, what is needed, what is asked.

One question is one page. `kiosk.procedures.files` reads the files, `kiosk.journeys.applications` walks any of them, and
`kiosk.procedures.answers` says what an application must look like. Texts are Japanese (kanji may carry a reading as
`漢字《かんじ》`; the glossary gives it else) and English.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
ProcedureId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{2,59}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Bound = Annotated[str, StringConstraints(pattern=r"^(today([+-][0-9]{1,5}[dmy])?|[0-9]{4}-[0-9]{2}-[0-9]{2})$")]

LifeEvent = Literal["birth", "child_care", "moving", "name_change", "ageing", "illness", "disaster", "lost"]
Concern = Literal["myself", "child", "elderly", "home"]
Aim = Literal["begin", "change", "replace", "prove", "tell"]


class Part(BaseModel):
    """What all parts of a file share: no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Wording(Part):
    """The same words in both languages."""

    ja: Words
    en: Words


When = Annotated[tuple[dict[Id, Annotated[tuple[Id, ...], Field(min_length=1)]], ...], Field(min_length=1)]
"""A list of which one must hold; in each, every question named must have one of its values as (or among) its answers.
`[{spouse: [yes]}, {divorced: [no], alone: [yes]}]` is: spouse, or neither divorced nor together."""


class Asked(Part):
    """What every question has. ask: the page's heading, a full question. label: its line on the review page.

    help: one sentence beside it. when: asked only then. optional: may be left out.
    """

    id: Id
    ask: Wording
    label: Wording
    help: Wording | None = None
    when: When | None = None
    optional: bool = False


class Value(Part):
    """One thing to choose. icon: one of the screens'."""

    value: Id
    title: Wording
    text: Wording | None = None
    icon: Id | None = None


class Choice(Asked):
    """One of several. Answer: the value."""

    kind: Literal["choice"]
    values: Annotated[tuple[Value, ...], Field(min_length=2, max_length=24)]


class Choices(Asked):
    """Any number of several; at least one unless `optional`. Answer: the values, in the file's order."""

    kind: Literal["choices"]
    values: Annotated[tuple[Value, ...], Field(min_length=2, max_length=24)]


class YesNo(Asked):
    """はい or いいえ. Answer: "yes" or "no"."""

    kind: Literal["yes_no"]


class Day(Asked):
    """A date, by era or western year. Answer: ISO date between the bounds, both included."""

    kind: Literal["date"]
    earliest: Bound
    latest: Bound


class Number(Asked):
    """A whole number from `least` to `most`. Answer: int. unit: stands behind it."""

    kind: Literal["number"]
    least: Annotated[int, Field(ge=0)] = 0
    most: Annotated[int, Field(ge=1, le=999_999_999)]
    unit: Wording | None = None


class Code(Asked):
    """Digits that are a name, not an amount (被保険者番号). Answer: ASCII digits, `shortest` to `longest` of them."""

    kind: Literal["code"]
    shortest: Annotated[int, Field(ge=1)]
    longest: Annotated[int, Field(ge=1, le=24)]


class Kana(Asked):
    """A name or reading in kana. Answer: text."""

    kind: Literal["kana"]
    longest: Annotated[int, Field(ge=1, le=60)] = 30


class Free(Asked):
    """Words of one's own. Answer: text."""

    kind: Literal["text"]
    longest: Annotated[int, Field(ge=1, le=200)] = 60


class Address(Asked):
    """Postal code, place, house number and building. Answer: {postal_code | null, place, rest}."""

    kind: Literal["address"]


class Phone(Asked):
    """A number of Japan. Answer: 10 or 11 digits."""

    kind: Literal["phone"]


class Account(Asked):
    """A bank account in one's own name. Answer: {bank: "bank", name, branch, type, number, holder} or
    {bank: "post", symbol, number, holder}.
    """

    kind: Literal["account"]


class Attachment(Asked):
    """A document of `documents`, photographed here. Answer: {how: "photo", pages: n} or {how: "later"}.

    most: pages. The pages' bytes travel beside the answers.
    """

    kind: Literal["attachment"]
    document: Id
    most: Annotated[int, Field(ge=1, le=8)] = 4


class Declaration(Asked):
    """Something to read and agree to. lines: what is declared. Answer: "agreed"; without it there is no way on."""

    kind: Literal["declaration"]
    lines: Annotated[tuple[Wording, ...], Field(min_length=1, max_length=8)]


Single = Annotated[
    Choice | Choices | YesNo | Day | Number | Code | Kana | Free | Address | Phone | Account | Attachment | Declaration,
    Field(discriminator="kind"),
]


class People(Asked):
    """The same questions for each of several people. Answer: a list of answers, `least` to `most` of them.

    one: what one of them is called ("子ども"). Inside, `when` may name questions of the same person or earlier ones.
    """

    kind: Literal["people"]
    one: Wording
    least: Annotated[int, Field(ge=0)] = 0
    most: Annotated[int, Field(ge=1, le=10)]
    questions: Annotated[tuple[Single, ...], Field(min_length=1)]


Question = Annotated[
    Choice
    | Choices
    | YesNo
    | Day
    | Number
    | Code
    | Kana
    | Free
    | Address
    | Phone
    | Account
    | Attachment
    | Declaration
    | People,
    Field(discriminator="kind"),
]


class Section(Part):
    """Questions that belong together: a step of the way, and a part of the review page."""

    id: Id
    title: Wording
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Needed(Part):
    """A document. how: `omitted` – the office looks it up itself (情報連携); `photo` – photographed here;
    `later` – brought or sent afterwards; `at_hand` – only to read numbers from it. why: told on the page.
    when: needed only then.
    """

    id: Id
    title: Wording
    how: Literal["omitted", "photo", "later", "at_hand"]
    why: Wording
    when: When | None = None


class Signature(Part):
    """Whether the 署名用 password is asked for, and what the page says about it."""

    needed: bool
    why: Wording


class Deadline(Part):
    """Until when. days: so many days after what the date question `after` answers; the page of that answer says what
    is left. text: told before anything is asked.
    """

    text: Wording
    after: Id | None = None
    days: Annotated[int, Field(ge=0, le=3650)] | None = None


class Holder(Part):
    """Where it goes: the office's name and what it does with it."""

    office: Wording
    municipality: Literal["residence", "place"] = "residence"


class Form(Part):
    """What is asked, and the papers that go with it."""

    title: Wording
    icon: Id
    deadline: Deadline | None = None
    documents: tuple[Needed, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All of them, in order; those inside `people` stay there."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def most_photographs(self) -> int:
        """So many sheets, if everything is photographed that may be."""
        return sum(question.most for question in self.questions if isinstance(question, Attachment))


class Procedure(Form):
    """One file. minutes: how long it takes here. words: what people call it, in any spelling.

    for_whom: who can use it. not_here: who can't, and where to go instead. afterwards: what happens next.
    attributes: whose name and address the card gives: the applicant's, as every application has one.
    """

    format: Literal[1]
    id: ProcedureId
    summary: Wording
    life_events: Annotated[tuple[LifeEvent, ...], Field(min_length=1)]
    concerns: Annotated[tuple[Concern, ...], Field(min_length=1)]
    aims: Annotated[tuple[Aim, ...], Field(min_length=1)]
    words: Annotated[tuple[Words, ...], Field(min_length=3)]
    for_whom: Wording
    not_here: Wording | None = None
    holder: Holder
    minutes: Annotated[int, Field(ge=1, le=60)]
    signature: Signature
    afterwards: Annotated[tuple[Wording, ...], Field(min_length=1, max_length=4)]
