"""操作履歴: every act on a folder is written in the transaction that does it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert

from gateway.contract.operations import Act, Service
from gateway.store.schema import operations


def record_operation(
    conn: Connection,
    account: str,
    service: Service,
    act: Act,
    at: datetime,
    by_principal: bool = True,
    subject: str | None = None,
) -> None:
    """Write one act of the principal (本人) or of an agent (代理人). `subject`: a key of ours (an item number)."""
    conn.execute(
        insert(operations).values(
            account_id=account, at=at, service=service, act=act, subject=subject, by_principal=by_principal
        )
    )
