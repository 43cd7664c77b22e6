"""マイナンバーカードの申請（交付申請）: the form's number, who it is for, a photo, looked over, kept, delivered.

Works without log-in, card and gateway. Nothing is asked before the queue has promised to take it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from devices.inputs.outcomes import NothingScanned, Scanned, ScannerGone, Unreadable
from kiosk.effects import NoWayBack, Overdue, Today
from kiosk.journey import Journey
from kiosk.journeys.applications.applying import Equipment
from kiosk.journeys.applications.sending import keep_and_deliver, promised
from kiosk.journeys.card_application import number_pages, pages, photo_pages, review_pages
from kiosk.journeys.card_application.common import PHOTO
from kiosk.journeys.card_application.draft import Draft
from kiosk.journeys.ways_out import ToMenu
from kiosk.line.effects import CardForm, PutItem, ScanForm, TakePhoto
from kiosk.line.outcomes import GONE, NoPhoto, NotPhotographed, Photo
from kiosk.rules.application_ids import CodeFault, IdFault, read_code, read_typed
from kiosk.rules.mail import mail_fault
from kiosk.rules.written_numbers import phone
from screens.page import Banner, Page
from screens.phrase import Text

BYTES = 3_000_000
"""What the queue is asked to have room for: the form and its photo."""


def card_application(equipment: Equipment) -> Journey[None]:
    """Ends by `Finished`, or `ToMenu` for something else."""
    draft = Draft((yield Today()))
    yield pages.about()
    promise = yield from promised("card-application", BYTES)
    yield from _fill_in(draft, equipment)
    while (choice := (yield review_pages.review(draft))) != "go":
        yield from _STEPS[choice](draft, equipment)
        yield from _fill_in(draft, equipment)
    yield from keep_and_deliver(PutItem(promise, _form(draft), None), review_pages.FILING, receipts=equipment.receipts)


def _fill_in(draft: Draft, equipment: Equipment) -> Journey[None]:
    """Whatever has no answer yet, in the form's order."""
    for name, step in _STEPS.items():
        if name not in draft.done:
            yield from step(draft, equipment)
            draft.done.add(name)


# --- the form's number ------------------------------------------------------------------------------------------------


def _number(draft: Draft, equipment: Equipment) -> Journey[None]:
    """Scanned, and then not to be changed by hand; or typed."""
    way = "scan" if equipment.scanner else "typed"
    if equipment.scanner:
        way = yield number_pages.how_to_read()
    while True:
        if way == "typed":
            draft.id, draft.id_from = (yield from _typed()), "typed"
            return
        found = yield from _scanned()
        if found is None:
            way = "typed"
        elif (yield number_pages.scanned(found)) == "go":
            draft.id, draft.id_from = found, "scanner"
            return


def _typed() -> Journey[str]:
    typed, note = "", None
    while True:
        typed = yield number_pages.number(typed, note)
        read = read_typed(typed)
        if not isinstance(read, IdFault):
            return read
        note = number_pages.NUMBER_WRONG


def _scanned() -> Journey[str | None]:
    """None: she would rather type it."""
    while True:
        effect = ScanForm()
        outcome: Scanned | Unreadable | NothingScanned | ScannerGone | Overdue = yield effect
        match outcome:
            case Scanned():
                read = read_code(outcome.text)
                if not isinstance(read, CodeFault):
                    return read
                page = number_pages.other_code()
            case Unreadable():
                page = number_pages.unreadable()
            case NothingScanned() if effect.instead.is_set():
                return None
            case NothingScanned():
                page = number_pages.nothing_scanned()
            case ScannerGone() | Overdue():
                page = number_pages.no_scanner()
            case _:
                assert_never(outcome)
        if (yield page) != "again":
            return None
        yield NoWayBack()


def _moved(draft: Draft, equipment: Equipment) -> Journey[None]:
    """A form that carries an old address or name leads nowhere."""
    while (yield number_pages.moved()) == "yes":
        if (yield number_pages.new_form()) == "menu":
            raise ToMenu


# --- who --------------------------------------------------------------------------------------------------------------


def _birth(draft: Draft, equipment: Equipment) -> Journey[None]:
    draft.birth = yield pages.birth(draft.today)
    if not draft.needs_photo:
        draft.photo = None
        draft.done.discard("photo")
        yield pages.without_photo()
    elif draft.photo is None:
        draft.done.discard("photo")
    if not draft.may_sign and "signature" in draft.certificates:
        draft.done.discard("certificates")


def _name(draft: Draft, equipment: Equipment) -> Journey[None]:
    typed: str = yield pages.name(draft.name)
    draft.name = typed.strip()


def _contact(draft: Draft, equipment: Equipment) -> Journey[None]:
    match (yield pages.how_to_reach()):
        case "phone":
            draft.phone, draft.mail = (yield from _until(pages.phone, phone, pages.PHONE_WRONG)), None
        case "mail":
            draft.phone, draft.mail = None, (yield from _until(pages.mail, _mail, pages.MAIL_WRONG))
        case _:
            draft.phone = draft.mail = None


def _mail(typed: str) -> str | None:
    return typed if mail_fault(typed) is None else None


def _until(
    page: Callable[[str, Banner | None], Page], right: Callable[[str], str | None], note: Banner
) -> Journey[str]:
    """What was typed stays to be mended."""
    typed, shown = "", None
    while True:
        typed = yield page(typed, shown)
        found = right(typed.strip())
        if found is not None:
            return found
        shown = note


# --- wishes -----------------------------------------------------------------------------------------------------------


def _certificates(draft: Draft, equipment: Equipment) -> Journey[None]:
    choice: str = yield pages.certificates(may_sign=draft.may_sign)
    draft.certificates = frozenset({"signature", "authentication"} if choice == "both" else {choice} - {"none"})


def _braille(draft: Draft, equipment: Equipment) -> Journey[None]:
    draft.braille = None
    if (yield pages.braille_wish()) == "yes":
        typed: str = yield pages.braille(draft.name)
        draft.braille = typed.strip() or None


# --- photo ------------------------------------------------------------------------------------------------------------


def _photo(draft: Draft, equipment: Equipment) -> Journey[None]:
    """Taken until she likes it."""
    if not draft.needs_photo:
        return
    while True:
        outcome: Photo | NotPhotographed | Overdue
        answer = yield photo_pages.viewfinder()
        if answer == GONE:
            outcome = NotPhotographed(NoPhoto.NO_CAMERA)
        else:
            outcome = yield TakePhoto(PHOTO, "face")
        if isinstance(outcome, Photo):
            if (yield photo_pages.look_at(outcome)) == "use":
                draft.photo = outcome
                return
        elif (yield photo_pages.no_photo(outcome)) == "menu":
            raise ToMenu
        else:
            yield NoWayBack()


_STEPS: dict[str, Callable[[Draft, Equipment], Journey[None]]] = {
    "number": _number,
    "moved": _moved,
    "birth": _birth,
    "name": _name,
    "contact": _contact,
    "certificates": _certificates,
    "braille": _braille,
    "photo": _photo,
}


def _form(draft: Draft) -> CardForm:
    photos: tuple[tuple[Text, Photo], ...] = () if draft.photo is None else ((PHOTO, draft.photo),)
    return CardForm(
        application_id=draft.id,
        id_from=draft.id_from,
        birth_date=draft.birth,
        contact_name=draft.name,
        phone=draft.phone,
        mail=draft.mail,
        signature_certificate="signature" in draft.certificates,
        authentication_certificate="authentication" in draft.certificates,
        braille=draft.braille,
        shown=tuple((row.label, row.value) for row in review_pages.lines(draft) if row.value is not None),
        photos=photos,
    )
