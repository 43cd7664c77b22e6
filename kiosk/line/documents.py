"""A filled-in form as the document that is signed and sent: always in Japanese, whatever the screen was in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import assert_never

from pydantic import JsonValue

from gateway.contract.applications import Answer, Attachment, CardApplication, EApplication, Inquiry
from kiosk.line.effects import AnswerForm, CardForm, EForm, Form, InquiryForm
from screens.phrase import Text, Words


def document(form: Form, japanese: Words) -> EApplication | CardApplication | Answer | Inquiry:
    """Its bytes are `to_bytes()`: the same for the same form."""
    match form:
        case EForm():
            return EApplication(
                language="ja",
                procedure=form.procedure,
                procedure_version=form.procedure_version,
                title=_plain(form.title, japanese),
                applicant=form.applicant,
                answers=_plain_json(form.answers),
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
        case AnswerForm():
            return Answer(
                language="ja",
                to_notice=form.to_notice,
                to_receipt=form.to_receipt,
                answers=_plain_json(form.answers),
                withdraws=form.withdraws,
                shown=_shown(form, japanese),
                attachments=attachments(form, japanese),
            )
        case InquiryForm():
            return Inquiry(
                language="ja",
                about=form.about,
                text=form.text,
                contact_name=form.contact_name,
                phone=form.phone,
                box=form.box,
                shown=_shown(form, japanese),
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


def _plain_json(answers: Mapping[str, object]) -> dict[str, JsonValue]:
    plain: dict[str, JsonValue] = json.loads(json.dumps(dict(answers), ensure_ascii=False))
    return plain


def _shown(form: Form, japanese: Words) -> tuple[tuple[str, str], ...]:
    return tuple((_plain(label, japanese), _plain(value, japanese)) for label, value in form.shown)


def _plain(text: Text, japanese: Words) -> str:
    return japanese.phrase(text).plain
