"""A filled-in form as the document that is signed and sent: always in Japanese, whatever the screen was in."""

from __future__ import annotations

import json
from hashlib import sha256

from gateway.contract.applications import Attachment, EApplication
from kiosk.line.effects import EForm
from screens.phrase import Text, Words


def document(form: EForm, japanese: Words) -> EApplication:
    """Its bytes are `to_bytes()`: the same for the same form."""
    return EApplication(
        language="ja",
        procedure=form.procedure,
        procedure_version=form.procedure_version,
        title=_plain(form.title, japanese),
        applicant=form.applicant,
        answers=json.loads(json.dumps(dict(form.answers), ensure_ascii=False)),
        shown=tuple((_plain(label, japanese), _plain(value, japanese)) for label, value in form.shown),
        attachments=attachments(form, japanese),
    )


def attachments(form: EForm, japanese: Words) -> tuple[Attachment, ...]:
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


def _plain(text: Text, japanese: Words) -> str:
    return japanese.phrase(text).plain
