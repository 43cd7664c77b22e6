"""電子申請: one engine that walks any procedure of `kiosk.procedures`.

Find it → what is needed → can it be promised? → card and attributes → questions, one a page → look over → sign → keep
→ deliver. Nothing is asked before the queue has promised to take it; what is signed is what the review page shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from gateway.contract.applications import Applicant
from kiosk.effects import Today
from kiosk.journey import Journey
from kiosk.journeys.applications import pages
from kiosk.journeys.applications.attributes import who_applies
from kiosk.journeys.applications.draft import Draft
from kiosk.journeys.applications.finding import find
from kiosk.journeys.applications.form import fill_in, look_over
from kiosk.journeys.applications.review import review, shown_lines
from kiosk.journeys.applications.sending import keep_and_deliver, promised
from kiosk.journeys.applications.sending_pages import Filing
from kiosk.journeys.applications.signing import sign
from kiosk.journeys.ways_out import until_back
from kiosk.line.effects import EForm, PutItem
from kiosk.procedures.answers import version
from kiosk.procedures.conditions import relevant
from kiosk.procedures.model import Form, Procedure
from kiosk.procedures.wording import said

PHOTO_BYTES = 1_500_000
FORM_BYTES = 60_000
"""What the queue is asked to have room for: of each photograph, and of the rest."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """What this terminal has. reader: for cards; camera: for faces and sheets; receipts: a small printer; scanner: for
    codes.
    """

    reader: bool = True
    camera: bool = False
    receipts: bool = False
    scanner: bool = False


def applications(procedures: tuple[Procedure, ...], equipment: Equipment) -> Journey[None]:
    """One application after the other; ends by `ToMenu` or `Finished`."""
    today: date = yield Today()
    while True:
        procedure = yield from find(procedures)
        yield from until_back(apply(procedure, equipment, today))


def apply(procedure: Procedure, equipment: Equipment, today: date) -> Journey[None]:
    """From what is needed to the municipality's, or the queue's, word. `ToMenu` if she would rather not."""
    yield pages.about(procedure, today)
    yield pages.documents(procedure)
    promise = yield from promised("e-application", room(procedure))
    applicant, certificate = yield from who_applies(procedure.signature.needed, equipment.reader, today)
    draft = Draft(procedure, today, camera=equipment.camera)
    yield from fill_in(draft)
    yield from look_over(draft, partial(review, procedure, draft, applicant))
    form = _form(procedure, draft, applicant)
    signed = (yield from sign(form, certificate)) if certificate and procedure.signature.needed else None
    put, filing = PutItem(promise, form, signed), Filing(procedure.icon, said(procedure.afterwards[0]))
    yield from keep_and_deliver(put, filing, receipts=equipment.receipts)


def room(form: Form) -> int:
    """What the queue is asked to have room for, bytes."""
    return FORM_BYTES + form.most_photographs * PHOTO_BYTES


def _form(procedure: Procedure, draft: Draft, applicant: Applicant) -> EForm:
    return EForm(
        procedure=procedure.id,
        procedure_version=version(procedure),
        title=said(procedure.title),
        applicant=applicant,
        answers=relevant(procedure, draft.answers),
        shown=shown_lines(draft, applicant),
        photos=draft.photographs(),
    )
