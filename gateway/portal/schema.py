"""The folder's table: requests to information holders and what came of them."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, Text

from gateway.store.schema import Instant, metadata, operations

# A request of either service. asked: what was asked for. outcome: the contract's outcome, ready to be sent.
# ticket: of a postponed answer, the holder's own. content: the answer as the contract has it.
# read_in: the session that has seen the end of it; when that session ends, the row goes.
folder_requests = Table(
    "folder_requests",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("service", String(40), nullable=False),
    Column("asked", JSON, nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("arrived_at", Instant, nullable=True),
    Column("outcome", JSON, nullable=False),
    Column("ticket", Text, nullable=True),
    Column("content", Text, nullable=True),
    Column("read_in", String(32), nullable=True),
    Index(None, "account_id", "service"),
    Index(None, "requested_at"),
)

# What is older than 15 months is looked for every few seconds, whoever it belongs to.
Index(None, operations.c.at)
