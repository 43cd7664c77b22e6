"""What a procedure is and what is needed for it: told before anything is asked."""

from __future__ import annotations

from datetime import date

from kiosk.line.pages import SERVICE
from kiosk.procedures.model import Needed, Procedure
from kiosk.procedures.wording import said
from screens.page import Document, Page, Row
from screens.phrase import Text, msg

_HOW: dict[str, tuple[Text, str]] = {
    "omitted": (msg("applications-omitted"), "check"),
    "photo": (msg("applications-photo-here"), "copies"),
    "later": (msg("applications-later"), "mail"),
    "at_hand": (msg("applications-at-hand"), "eye"),
}


def about(procedure: Procedure, today: date) -> Page:
    """For whom, where it goes, until when, how long it takes."""
    rows = [Row(msg("applications-for-whom"), said(procedure.for_whom))]
    if procedure.not_here is not None:
        rows.append(Row(msg("applications-not-for"), said(procedure.not_here)))
    rows.append(Row(msg("applications-office"), said(procedure.holder.office)))
    if procedure.deadline is not None:
        rows.append(Row(msg("applications-deadline"), said(procedure.deadline.text)))
    rows.append(Row(msg("applications-time"), msg("applications-minutes", minutes=procedure.minutes)))
    rows.append(Row(msg("applications-today"), msg("value-day", day=today)))
    return Document(
        name="applications.about",
        service=SERVICE,
        icon=procedure.icon,
        heading=said(procedure.title),
        title=said(procedure.summary),
        rows=tuple(rows),
        action=msg("applications-what-is-needed"),
        hide_after_s=None,
    )


def documents(procedure: Procedure) -> Page:
    """The card and its numbers, then the papers: those that aren't needed are named, too."""
    rows = [Row(msg("applications-card"), msg("applications-card-text"), msg("applications-card-more"), icon="card")]
    if procedure.signature.needed:
        rows.append(
            Row(
                msg("applications-signature"),
                msg("applications-signature-text"),
                said(procedure.signature.why),
                icon="lock",
            )
        )
    else:
        rows.append(Row(msg("applications-no-signature"), said(procedure.signature.why), icon="check"))
    rows += [_document(document) for document in procedure.documents]
    return Document(
        name="applications.documents",
        service=SERVICE,
        icon=procedure.icon,
        heading=msg("applications-documents-heading"),
        title=said(procedure.title),
        rows=tuple(rows),
        notes=(msg("applications-nothing-kept"),),
        action=msg("applications-begin"),
        hide_after_s=None,
    )


def _document(document: Needed) -> Row:
    how, icon = _HOW[document.how]
    return Row(said(document.title), how, said(document.why), icon=icon)
