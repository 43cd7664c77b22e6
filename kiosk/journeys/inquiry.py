"""お問い合わせ: a question to the office in one's own words, and how it is to be answered.

Needs neither card nor gateway; only an answer by notice needs an account.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.effects import ListNotices
from kiosk.journey import Ask, Journey
from kiosk.journeys import inquiry_pages as pages
from kiosk.journeys.applications.applying import FORM_BYTES, Equipment
from kiosk.journeys.applications.questions import until_right
from kiosk.journeys.applications.review import shown
from kiosk.journeys.applications.sending import keep_and_deliver, promised
from kiosk.journeys.gateway import ask_gateway
from kiosk.journeys.inquiry_pages import Draft
from kiosk.line.effects import InquiryForm, PutItem
from kiosk.portal_outcomes import Notices
from kiosk.rules.written_numbers import phone


def inquiry(be_known: Callable[[], Journey[None]], equipment: Equipment) -> Journey[None]:
    """Ends by `Finished`, or `ToMenu`. be_known: logs her in, and opens her account, where that isn't so yet."""
    promise = yield from promised("inquiry", FORM_BYTES)
    draft = Draft()
    draft.about = yield pages.about()
    yield from _how(draft, be_known)
    yield from _text(draft)
    while (choice := (yield pages.review(draft))) != "go":
        match choice:
            case "about":
                draft.about = yield pages.about()
            case "how":
                yield from _how(draft, be_known)
            case _:
                yield from _text(draft)
    put = PutItem(promise, _form(draft), None)
    yield from keep_and_deliver(put, pages.filing(draft), receipts=equipment.receipts)


def _how(draft: Draft, be_known: Callable[[], Journey[None]]) -> Journey[None]:
    """Before she writes: what an answer needs may not be had."""
    page = pages.how_to_answer()
    draft.name = draft.phone = draft.box = None
    match (yield Ask(page, as_things_are=partial(pages.as_things_are, page))):
        case "notice":
            yield from be_known()
            known = yield from ask_gateway(ListNotices(), Notices)
            draft.box = known.box
        case "phone":
            name: str = yield pages.name()
            draft.name = name.strip()
            draft.phone = yield from until_right(pages.phone, phone, pages.PHONE_WRONG)


def _text(draft: Draft) -> Journey[None]:
    typed: str = yield pages.text(draft.text)
    draft.text = typed.strip()


def _form(draft: Draft) -> InquiryForm:
    return InquiryForm(
        about=draft.about,
        text=draft.text,
        contact_name=draft.name,
        phone=draft.phone,
        box=draft.box,
        shown=shown(pages.lines(draft)),
    )
