"""What she does about what she sent: answers what a notice asks (補正依頼), or withdraws it (取下げ).

Both go into the case of what they are about, so that the order is kept, and are signed with the card that signed it.
The back office has the last word: what comes after the end is refused by notice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from gateway.contract.notices import Notice, Reply
from kiosk.effects import Today
from kiosk.journey import Journey
from kiosk.journeys.applications import answering_pages as pages
from kiosk.journeys.applications.applying import FORM_BYTES, Equipment, room
from kiosk.journeys.applications.attributes import card_that_signs
from kiosk.journeys.applications.draft import Draft
from kiosk.journeys.applications.form import fill_in, look_over
from kiosk.journeys.applications.review import shown
from kiosk.journeys.applications.sending import keep_and_deliver, promised
from kiosk.journeys.applications.sending_pages import Filing
from kiosk.journeys.applications.signing import sign
from kiosk.line.effects import AnswerForm, PutItem
from kiosk.line.outcomes import Photo, Promised
from screens.page import Row
from screens.phrase import Text


def answer(notice: Notice, reply: Reply, equipment: Equipment) -> Journey[None]:
    """What is asked, one question a page. Ends by `Finished`, or `ToMenu`."""
    today: date = yield Today()
    form = pages.form_of(reply.questions)
    promise = yield from promised("answer", room(form))
    certificate = yield from _card(reply)
    draft = Draft(form, today, camera=equipment.camera)
    yield from fill_in(draft)
    yield from look_over(draft, partial(pages.review, notice, draft, signed=reply.signature))
    rows = tuple(pages.lines(notice, draft))
    sent = _form(notice, rows, answers=draft.answers, photos=draft.photographs())
    yield from _send(sent, promise, reply, certificate, pages.ANSWERED, receipts=equipment.receipts)


def withdraw(notice: Notice, reply: Reply, equipment: Equipment) -> Journey[None]:
    """Asked twice. Comes back if she would rather not; else ends by `Finished`, or `ToMenu`."""
    if (yield pages.really_withdraw(notice)) != "withdraw":
        return
    promise = yield from promised("answer", FORM_BYTES)
    certificate = yield from _card(reply)
    yield pages.confirm_withdrawal(notice, signed=reply.signature)
    sent = _form(notice, pages.withdrawal_lines(notice), withdraws=True)
    yield from _send(sent, promise, reply, certificate, pages.WITHDRAWN, receipts=equipment.receipts)


def _card(reply: Reply) -> Journey[bytes | None]:
    return (yield from card_that_signs()) if reply.signature else None


def _form(
    notice: Notice,
    rows: tuple[Row, ...],
    *,
    answers: Mapping[str, object] | None = None,
    photos: tuple[tuple[Text, Photo], ...] = (),
    withdraws: bool = False,
) -> AnswerForm:
    return AnswerForm(notice.id, notice.receipt, answers or {}, withdraws, shown(rows), photos)


def _send(
    form: AnswerForm, promise: Promised, reply: Reply, certificate: bytes | None, filing: Filing, *, receipts: bool
) -> Journey[None]:
    signed = None if certificate is None else (yield from sign(form, certificate))
    put = PutItem(replace(promise, case=reply.case), form, signed)
    yield from keep_and_deliver(put, filing, receipts=receipts)
