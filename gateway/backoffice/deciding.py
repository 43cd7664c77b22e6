"""What a clerk does: open a case to look at it, and decide it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from gateway.backoffice import caseload
from gateway.backoffice.case import NEEDS_NOTE, NEXT, Act, Case
from gateway.backoffice.certified import Certified, certified
from gateway.backoffice.notice_words import ANYTHING
from gateway.backoffice.office import Office
from gateway.backoffice.opening import Opened, Unopened, open_item
from gateway.backoffice.personal import Attributes, Found, attributes, found_in
from gateway.backoffice.signatures import certificate_of, document_of
from gateway.contract.applications import Document
from gateway.contract.intake import CaseState, EnvelopeClaims
from gateway.contract.notices import LONGEST_NOTICE, NoticeQuestion

LONGEST_NOTE = LONGEST_NOTICE // 2


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a case, opened. document: null where it can't be read. trouble: as the case load has it.

    signer: whom the certificate in it names; proven unless there is a trouble. None: nobody signed.
    """

    claims: EnvelopeClaims = field(repr=False)
    received_at: datetime
    trouble: str | None
    opened: Opened | Unopened = field(repr=False)
    document: Document | None = field(repr=False)
    signer: Certified | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class File:
    """A case with everything in it."""

    case: Case
    items: tuple[Item, ...] = field(repr=False)
    acts: tuple[Act, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Decided:
    """It stands in the new state; the resident is told by the next `tell`."""


@dataclass(frozen=True, slots=True)
class NoSuchCase:
    """No case of this receipt number or id."""


@dataclass(frozen=True, slots=True)
class SeveralCases:
    """A receipt number that was given out twice: name the case by its id."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotFollowing:
    """This state does not follow the present one."""

    state: CaseState
    possible: tuple[CaseState, ...]


@dataclass(frozen=True, slots=True)
class NoteMissing:
    """Who has to correct something, or is refused, is told why."""


@dataclass(frozen=True, slots=True)
class NoteTooLong:
    """Longer than LONGEST_NOTE characters."""


@dataclass(frozen=True, slots=True)
class NotePersonal:
    """The note contains what must not stand in a notice."""

    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class NothingToAsk:
    """Questions go with a correction only."""


Refused = NoSuchCase | SeveralCases | NotFollowing | NoteMissing | NoteTooLong | NotePersonal | NothingToAsk


def look(office: Office, name: str) -> File | NoSuchCase | SeveralCases:
    """Open a case. name: its receipt number or id."""
    with office.own.read() as conn:
        found = caseload.named(conn, name)
        if len(found) != 1:
            return SeveralCases(tuple(each.id for each in found)) if found else NoSuchCase()
        case = found[0]
        stored = caseload.stored(conn, case)
        acts = caseload.history(conn, case)
    items = []
    for each in stored:
        opened = open_item(each.claims, each.sealed, each.attachments, office.keys)
        trouble, document = case.troubles.get(each.claims.key), _document(opened)
        items.append(Item(each.claims, each.received_at, trouble, opened, document, _signer(opened)))
    return File(case, tuple(items), acts)


def decide(
    office: Office,
    name: str,
    state: CaseState,
    note: str | None,
    clerk: str,
    questions: tuple[NoticeQuestion, ...] = (),
) -> Decided | Refused:
    """Put a case into another state. note: for the resident; clerk: who decides; questions: what she is asked with a
    correction (none: `notice_words.ANYTHING`).
    """
    file = look(office, name)
    if not isinstance(file, File):
        return file
    if note is None and state in NEEDS_NOTE:
        return NoteMissing()
    if note is not None and len(note) > LONGEST_NOTE:
        return NoteTooLong()
    if questions and state != "correction":
        return NothingToAsk()
    if found := found_in("\n".join((note or "", *_said(questions))), _attributes(file)):
        return NotePersonal(found)
    with office.own.write() as conn:
        case = caseload.find(conn, file.case.terminal, file.case.id)
        if case is None:
            return NoSuchCase()
        if state not in NEXT[case.state]:
            return NotFollowing(case.state, NEXT[case.state])
        asked = (questions or ANYTHING) if state == "correction" else ()
        caseload.decide(conn, case, state, note, clerk, office.now(), asked)
    return Decided()


def _said(questions: tuple[NoticeQuestion, ...]) -> Iterator[str]:
    for question in questions:
        for label in (question.ask, *(choice.title for choice in question.choices)):
            yield from (label.ja, label.en)


def _document(opened: Opened | Unopened) -> Document | None:
    if isinstance(opened, Unopened):
        return None
    content = opened.content
    return content.document if content.signed is None else document_of(content.signed)


def _signer(opened: Opened | Unopened) -> Certified | None:
    if isinstance(opened, Unopened) or opened.content.signed is None:
        return None
    certificate = certificate_of(opened.content.signed)
    return None if certificate is None else certified(certificate)


def _attributes(file: File) -> Attributes:
    documents = [each.document for each in file.items if each.document is not None]
    signed = [each.opened.content.signed for each in file.items if isinstance(each.opened, Opened)]
    certificates = [certificate_of(each) for each in signed if each is not None]
    return attributes(documents, [each for each in certificates if each is not None])
