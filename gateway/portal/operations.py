"""操作履歴 for the resident's eyes: newest first, by page, for 15 months. Written by `gateway.store.operations`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from gateway.certificates.names import kind_name
from gateway.contract.base import Label
from gateway.contract.operations import Operation, OperationPage
from gateway.portal.catalogue import catalogue
from gateway.sessions import AccountVisit
from gateway.store.schema import operations as table

PAGE_SIZE = 20
MONTHS_KEPT = 15

_SERVICES = {
    "account": Label(ja="利用者登録", reading="りようしゃとうろく", en="Account"),
    "self_information": Label(ja="わたしの情報", reading="わたしのじょうほう", en="My information"),
    "provision_records": Label(ja="やりとり履歴", reading="やりとりりれき", en="Provision records"),
    "certificates": Label(ja="証明書", reading="しょうめいしょ", en="Certificates"),
    "notices": Label(ja="お知らせ", reading="おしらせ", en="Notices"),
}
_ACTS = {
    "account.opened": Label(ja="利用者登録をした", reading="りようしゃとうろくをした", en="Opened the account"),
    "account.changed": Label(ja="登録の内容を変えた", reading="とうろくのないようをかえた", en="Changed the account"),
    "account.logged_in": Label(ja="ログインした", reading="ろぐいんした", en="Logged in"),
    "account.logged_out": Label(ja="ログアウトした", reading="ろぐあうとした", en="Logged out"),
    "account.timed_out": Label(ja="自動ログアウトした", reading="じどうろぐあうとした", en="Logged out by time"),
    "self_information.requested": Label(ja="情報をもとめた", reading="じょうほうをもとめた", en="Asked for an item"),
    "self_information.read": Label(ja="情報を見た", reading="じょうほうをみた", en="Read information"),
    "provision_records.requested": Label(ja="履歴をもとめた", reading="りれきをもとめた", en="Asked for records"),
    "provision_records.read": Label(ja="履歴を見た", reading="りれきをみた", en="Read records"),
    "certificates.issued": Label(
        ja="証明書の発行を受けた", reading="しょうめいしょのはっこうをうけた", en="Was issued"
    ),
    "notices.read": Label(ja="お知らせを読んだ", reading="おしらせをよんだ", en="Read a notice"),
    "notices.deleted": Label(ja="お知らせを消した", reading="おしらせをけした", en="Deleted a notice"),
}


def page(visit: AccountVisit, number: int) -> OperationPage:
    """One page, counted from 1."""
    mine = (table.c.account_id == visit.account_id, table.c.at >= kept_since(visit.now))
    total = visit.conn.execute(select(func.count()).select_from(table).where(*mine)).scalar_one()
    rows = visit.conn.execute(
        select(table)
        .where(*mine)
        .order_by(table.c.at.desc(), table.c.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    found = tuple(
        Operation(
            at=row.at,
            service=row.service,
            service_name=_SERVICES[row.service],
            act=row.act,
            act_name=_ACTS[row.act],
            subject=_subject(row.service, row.subject),
            actor="self" if row.by_principal else "agent",
        )
        for row in rows
    )
    return OperationPage(operations=found, page=number, pages=-(-total // PAGE_SIZE), total=total)


def forget_old(conn: Connection, now: datetime) -> int:
    """Delete what is older than 15 months. Says how many rows."""
    return conn.execute(delete(table).where(table.c.at < kept_since(now))).rowcount


def kept_since(now: datetime) -> datetime:
    """15 calendar months before: on 31 May 2025 the last day of February 2024."""
    months = now.year * 12 + now.month - 1 - MONTHS_KEPT
    day = now.day
    while True:
        try:
            return now.replace(year=months // 12, month=months % 12 + 1, day=day)
        except ValueError:  # that month is shorter
            day -= 1


def _subject(service: str, key: str | None) -> Label | None:
    if service == "certificates":
        return kind_name(key) if key else None
    item = catalogue().item(key) if key else None
    return item.title if item else None
