"""Accounts (利用者フォルダー), keyed by the certificate: issuer's key and serial number. And their three routes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from fastapi import APIRouter
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from gateway.caller import Visiting
from gateway.contract.account import Account, AccountChange, NewAccount, Notices
from gateway.contract.problem import ProblemType
from gateway.problems import Refusal, documented
from gateway.sessions import Person
from gateway.store.operations import record_operation
from gateway.store.schema import accounts, sessions

router = APIRouter(prefix="/v1", tags=["account"])


@dataclass(frozen=True, slots=True)
class Found:
    """An account with its key."""

    id: str
    account: Account


def find(conn: Connection, person: Person) -> Found | None:
    """The account that was opened with this certificate."""
    row = conn.execute(
        select(accounts).where(accounts.c.issuer_key_id == person.issuer_key_id, accounts.c.serial == person.serial)
    ).first()
    if row is None:
        return None
    notices = Notices(by_mail=row.notices_by_mail)
    account = Account(nickname=row.nickname, mail_addresses=tuple(row.mail_addresses), notices=notices)
    return Found(row.id, account)


@router.post(
    "/account",
    status_code=201,
    responses=documented(ProblemType.ACCOUNT_EXISTS, ProblemType.SESSION_OVER, ProblemType.SESSION_OF_OTHER_TERMINAL),
)
def open_account(visiting: Visiting, new: NewAccount) -> Account:
    """Open the account of the person who is logged in."""
    with visiting.visit() as visit:
        id = secrets.token_hex(16)
        try:
            visit.conn.execute(
                insert(accounts).values(
                    id=id,
                    issuer_key_id=visit.person.issuer_key_id,
                    serial=visit.person.serial,
                    subject=visit.person.subject,
                    nickname=new.nickname,
                    mail_addresses=list(new.mail_addresses),
                    notices_by_mail=new.notices.by_mail,
                    opened_at=visit.now,
                    changed_at=visit.now,
                )
            )
        except IntegrityError:
            raise Refusal(ProblemType.ACCOUNT_EXISTS) from None
        visit.conn.execute(update(sessions).where(sessions.c.id == visit.session_id).values(account_id=id))
        record_operation(visit.conn, id, "account", "account.opened", visit.now)
    return Account(nickname=new.nickname, mail_addresses=new.mail_addresses, notices=new.notices)


@router.get(
    "/account",
    responses=documented(ProblemType.ACCOUNT_NEEDED, ProblemType.SESSION_OVER, ProblemType.SESSION_OF_OTHER_TERMINAL),
)
def read_account(visiting: Visiting) -> Account:
    """The account of the person who is logged in."""
    with visiting.account_visit() as visit:
        found = find(visit.conn, visit.person)
    if found is None:
        raise Refusal(ProblemType.ACCOUNT_NEEDED)
    return found.account


@router.patch(
    "/account",
    responses=documented(ProblemType.ACCOUNT_NEEDED, ProblemType.SESSION_OVER, ProblemType.SESSION_OF_OTHER_TERMINAL),
)
def change_account(visiting: Visiting, change: AccountChange) -> Account:
    """Change nickname, mail addresses or notices."""
    with visiting.account_visit() as visit:
        found = find(visit.conn, visit.person)
        if found is None:
            raise Refusal(ProblemType.ACCOUNT_NEEDED)
        changed = _changed(found.account, change)
        visit.conn.execute(
            update(accounts)
            .where(accounts.c.id == visit.account_id)
            .values(
                nickname=changed.nickname,
                mail_addresses=list(changed.mail_addresses),
                notices_by_mail=changed.notices.by_mail,
                changed_at=visit.now,
            )
        )
        record_operation(visit.conn, visit.account_id, "account", "account.changed", visit.now)
    return changed


def _changed(account: Account, change: AccountChange) -> Account:
    nickname = account.nickname if change.nickname is None else change.nickname
    addresses = account.mail_addresses if change.mail_addresses is None else change.mail_addresses
    wanted = account.notices if change.notices is None else change.notices
    # Without an address nothing can be announced by mail.
    return Account(
        nickname=nickname, mail_addresses=addresses, notices=Notices(by_mail=wanted.by_mail and bool(addresses))
    )
