"""A filled-in form as the document that is signed and sent: always in Japanese, whatever the screen was in."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import assert_never

from gateway.contract.applications import Attachment, CardApplication, EApplication
from kiosk.line.effects import CardForm, EForm, Form
from screens.phrase import Text, Words


def document(form: Form, japanese: Words) -> EApplication | CardApplication:
    """Its bytes are `to_bytes()`: the same for the same form."""
    match form:
        case EForm():
            return EApplication(
                language="ja",
                procedure=form.procedure,
                procedure_version=form.procedure_version,
                title=_plain(form.title, japanese),
                applicant=form.applicant,
                answers=json.loads(json.dumps(dict(form.answers), ensure_ascii=False)),
                shown=_shown(form, japanese),
                attachments=attachments(form, japanese),
            )
        case CardForm():
            return CardApplication(
                language="ja",
                application_id=form.application_id,
                id_from=form.id_from,
                birth_date=form.birth_date,
                contact_name=form.contact_name,
                phone=form.phone,
                mail=form.mail,
                signature_certificate=form.signature_certificate,
                authentication_certificate=form.authentication_certificate,
                braille=form.braille,
                shown=_shown(form, japanese),
                attachments=attachments(form, japanese),
            )
        case _:
            assert_never(form)


def attachments(form: Form, japanese: Words) -> tuple[Attachment, ...]:
    """What is said of each photograph."""
    return tuple(
        Attachment(
            title=_plain(title, japanese),
            media_type="image/jpeg",
            size=len(photo.jpeg),
            sha256=sha256(photo.jpeg).hexdigest(),
        )
        for title, photo in form.photos
    )


def _shown(form: Form, japanese: Words) -> tuple[tuple[str, str], ...]:
    return tuple((_plain(label, japanese), _plain(value, japanese)) for label, value in form.shown)


def _plain(text: Text, japanese: Words) -> str:
    return japanese.phrase(text).plain
