"""From the intake into the case load: each item once, whatever happens in between, and none ever dropped.

First it is stored here, then the intake is told that it may let it go. What dies in between is met again, known.
"""

from __future__ import annotations

from typing import assert_never

from sqlalchemy.exc import IntegrityError

from gateway import log
from gateway.backoffice import caseload
from gateway.backoffice.case import Judged, Said
from gateway.backoffice.office import Office
from gateway.backoffice.opening import Opened, Unopened, open_item
from gateway.backoffice.signatures import Signed, Times, Unverified
from gateway.contract.applications import Answer, Document, EApplication, Inquiry
from gateway.intake import handover
from gateway.intake.handover import Waiting

AGAIN = ("key_unknown", "revocation_unknown")
"""Troubles that may pass by themselves."""
_MOST = 100


def take(office: Office) -> int:
    """Take up what waits at the intake. Says how many items."""
    with office.intake.read() as conn:
        waiting = handover.waiting(conn, office.settings.municipality.code, _MOST)
    for terminal, key in waiting:
        with office.intake.read() as conn:
            item = handover.fetch(conn, terminal, key)
        if item is not None:
            _take(office, item)
    return len(waiting)


def try_again(office: Office) -> int:
    """Judge anew what was in a trouble that may have passed. Says how many items are out of it."""
    with office.own.read() as conn:
        items = caseload.in_trouble(conn, AGAIN)
    settled = 0
    for item in items:
        judged = judge(office, item)
        if judged.trouble not in AGAIN:
            with office.own.write() as conn:
                caseload.settle(conn, item.claims.terminal, item.claims.key, item.claims.case, judged, office.now())
            settled += 1
    return settled


def judge(office: Office, item: Waiting) -> Judged:
    """Open an item and verify what can be verified."""
    opened = open_item(item.claims, item.sealed, item.attachments, office.keys)
    match opened:
        case Unopened(why=why):
            return Judged(why)
        case Opened():
            return _judge_opened(office, item, opened)
        case _:
            assert_never(opened)


def _judge_opened(office: Office, item: Waiting, opened: Opened) -> Judged:
    content = opened.content
    if content.signed is None:
        return _judge_document(office, item, opened, content.document, None)
    times = Times(item.received_at, item.claims.accepted_at, office.now())
    verdict = office.judge.verify(content.signed, times)
    match verdict:
        case Unverified(why=why):
            return Judged(why)
        case Signed(document=document, signer=signer):
            return _judge_document(office, item, opened, document, (signer.issuer_key_id, signer.serial))
        case _:
            assert_never(verdict)


def _judge_document(
    office: Office, item: Waiting, opened: Opened, document: Document | None, signer: tuple[str, str] | None
) -> Judged:
    if document is None or document.kind != item.claims.kind:
        return Judged("kind_differs")
    if document.attachments != opened.content.attachments:
        return Judged("attachments_differ")
    if isinstance(document, EApplication):
        if signer is None and document.procedure not in office.settings.unsigned:
            return Judged("signature_missing")
        return Judged(procedure=document.procedure, signer=signer)
    if isinstance(document, Answer):
        said = Said(document.to_notice, document.withdraws)
        return Judged(refers_to=document.to_receipt, answer=said, signer=signer)
    return Judged(box=document.box if isinstance(document, Inquiry) else None, signer=signer)


def _take(office: Office, item: Waiting) -> None:
    terminal, key = item.claims.terminal, item.claims.key
    judged = judge(office, item)
    try:
        with office.own.write() as conn:
            if not caseload.has(conn, terminal, key):
                caseload.put(conn, item, judged, office.now())
    except IntegrityError:
        # Another one of us took it at this instant; if not, it waits at the intake, and we look again.
        return
    with office.intake.write() as conn:
        handover.taken(conn, terminal, key, office.now())
    log.event("item_taken", terminal=terminal, kind=item.claims.kind, trouble=judged.trouble)
