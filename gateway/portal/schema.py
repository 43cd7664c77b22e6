"""The folder's tables: requests to information holders and what came of them; notices."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, String, Table, Text

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

# お知らせ. id: the sender's own, so that one sent twice is there once; deleted_at keeps it from coming back, with an
# empty body. ends_at: the sender's period. reply: the contract's, of a notice that may be answered.
notices = Table(
    "notices",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("sender", JSON, nullable=False),
    Column("title", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("receipt", String(60), nullable=True),
    Column("state", String(20), nullable=True),
    Column("reply", JSON, nullable=True),
    Column("sent_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("read_at", Instant, nullable=True),
    Column("read_by_principal", Boolean, nullable=True),
    Column("deleted_at", Instant, nullable=True),
    Index(None, "account_id", "sent_at"),
    Index(None, "sent_at"),
    Index(None, "ends_at"),
)

# What is older than 15 months is looked for every few seconds, whoever it belongs to.
Index(None, operations.c.at)
