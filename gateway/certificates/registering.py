"""利用登録申請: whose family register is kept elsewhere applies once, and waits for that municipality's clerk.

What the application says goes straight to the municipality. Kept here: a receipt number, and that this card applied.
"""

from __future__ import annotations

import secrets

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from gateway import log
from gateway.caller import Visitor
from gateway.certificates.office import Issuing, registration_of
from gateway.certificates.records import Application, NobodyHere, PersonFile, Silent
from gateway.certificates.schema import registrations
from gateway.contract.certificates import NewRegistration, Registration
from gateway.contract.problem import ProblemType
from gateway.problems import Refusal
from gateway.sessions import Visit

_SIGNS = "123456789ABCDEFGHJKMNPQRSTVWXYZ"


def register(issuing: Issuing, visitor: Visitor, new: NewRegistration) -> Registration:
    """Hand an application over. Raises `Refusal`: issue-registration-pending, -not-needed, issue-register-none …"""
    with visitor.visit() as visit:
        file = issuing.records.file_of(visit.person.subject, visit.now)
        if isinstance(file, Silent):
            raise Refusal(ProblemType.ISSUE_RECORDS_SILENT)
        if isinstance(file, NobodyHere):
            raise Refusal(ProblemType.ISSUE_NOT_RESIDENT)
        standing = registration_of(issuing, visit.conn, visit.person, visit.now)
        if (why := _not_needed(file, standing)) is not None:
            raise Refusal(why)
        receipt = "R" + "".join(secrets.choice(_SIGNS) for _ in range(9))
        _write_down(visit, receipt)
        if isinstance(issuing.records.apply(Application(receipt, visit.person.subject, new), visit.now), Silent):
            raise Refusal(ProblemType.ISSUE_RECORDS_SILENT)
    log.event("registration_applied", receipt=receipt)
    return Registration(receipt=receipt)


def _write_down(visit: Visit, receipt: str) -> None:
    """The unique key keeps a second application of the same card out, whichever node it comes to."""
    try:
        with visit.conn.begin_nested():
            visit.conn.execute(
                insert(registrations).values(
                    receipt=receipt,
                    issuer_key_id=visit.person.issuer_key_id,
                    serial=visit.person.serial,
                    applied_at=visit.now,
                )
            )
    except IntegrityError:
        raise Refusal(ProblemType.ISSUE_REGISTRATION_PENDING) from None


def _not_needed(file: PersonFile, standing: str) -> ProblemType | None:
    if file.register is None:
        return ProblemType.ISSUE_REGISTER_NONE
    if standing == "pending":
        return ProblemType.ISSUE_REGISTRATION_PENDING
    return None if file.register.far and standing == "not_applied" else ProblemType.ISSUE_REGISTRATION_NOT_NEEDED
