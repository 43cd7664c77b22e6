"""What the world is told of a case: its state at the intake, and a notice in the box of whoever signed.

Both happen in one transaction at the gateway's database, and may happen twice: the version and the notice's id see to
it that this changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from gateway.backoffice import caseload
from gateway.backoffice.case import NEXT, Act
from gateway.backoffice.linking import account_of, having_box
from gateway.backoffice.notice_words import words
from gateway.backoffice.office import Office
from gateway.contract.base import Label
from gateway.contract.notices import Notice, Reply
from gateway.intake import handover
from gateway.portal import notices

_MOST = 200


def tell(office: Office) -> int:
    """Tell everything that has not been told. Says how many acts."""
    with office.own.read() as conn:
        untold = caseload.untold(conn, _MOST)
    for act in untold:
        with office.own.read() as conn:
            terminals = caseload.terminals_of(conn, act.case)
        with office.intake.write() as conn:
            for terminal in terminals:
                handover.tell(conn, terminal, act.case.id, act.state, act.delayed, act.version, act.at)
            _notify(office, conn, act)
        with office.own.write() as conn:
            caseload.told(conn, act, office.now())
    return len(untold)


def _notify(office: Office, gateway: Connection, act: Act) -> None:
    case = act.case
    # What is sent about a case is told of as that case; of its own it is only what a clerk says of it.
    if act.delayed or (case.kind == "answer" and act.by is None):
        return
    account = None
    if case.box is not None:
        account = having_box(gateway, case.box)
    elif case.signer is not None:
        account = account_of(gateway, office.linking, *case.signer)
    if account is not None:
        notices.send(gateway, account, _notice(office, act))


def _notice(office: Office, act: Act) -> Notice:
    town, said = office.settings.municipality, words(act)
    lines = [said.body, *([act.note] if act.note else ())]
    if act.case.receipt:
        lines.append(f"受付番号　{act.case.receipt}")
    return Notice(
        id=act.notice,
        sender=Label(ja=town.name, reading=town.reading, en=town.name_en),
        title=said.title,
        sent_at=act.at,
        ends_at=act.at + timedelta(days=office.settings.notice_days),
        receipt=act.case.receipt,
        state=act.state,
        body="\n".join(lines),
        reply=_reply(act),
    )


def _reply(act: Act) -> Reply | None:
    """While it isn't over: what is asked, and whether it can be withdrawn."""
    case = act.case
    if case.kind == "answer" or not NEXT[act.state]:
        return None
    withdrawable = case.kind != "inquiry"
    if not withdrawable and not act.questions:
        return None
    return Reply(case=case.id, signature=case.signer is not None, questions=act.questions, withdrawable=withdrawable)
