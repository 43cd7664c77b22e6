"""Tables of the back office, in a database of its own. What applications say stands in them sealed, as it came."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from gateway.store.schema import CountedKey, Instant
from gateway.store.schema import metadata as of_gateway

metadata = MetaData(naming_convention=of_gateway.naming_convention)

# procedure: of an e-application. refers_to: the receipt that an answer is about. version: counts what was told of it.
# signer_*: the certificate that signed its first item. box: of notices, where an inquiry is to be answered.
# delayed: an item of it could not be verified.
cases = Table(
    "cases",
    metadata,
    Column("terminal", String(40), primary_key=True),
    Column("id", String(32), primary_key=True, index=True),
    Column("kind", String(40), nullable=False),
    Column("receipt", String(60), nullable=True, index=True),
    Column("procedure", String(60), nullable=True),
    Column("refers_to", String(60), nullable=True, index=True),
    Column("state", String(20), nullable=False, index=True),
    Column("delayed", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("signer_issuer", String(64), nullable=True),
    Column("signer_serial", String(64), nullable=True),
    Column("box", String(32), nullable=True),
    Column("opened_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

# trouble: why it could not be opened or verified; null once it could.
items = Table(
    "items",
    metadata,
    Column("terminal", String(40), primary_key=True),
    Column("key", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("case_sequence", BigInteger, nullable=False),
    Column("envelope", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("trouble", String(40), nullable=True, index=True),
    ForeignKeyConstraint(["terminal", "case_id"], ["cases.terminal", "cases.id"]),
    Index(None, "terminal", "case_id", "case_sequence"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("terminal", String(40), primary_key=True),
    Column("key", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    ForeignKeyConstraint(["terminal", "key"], ["items.terminal", "items.key"]),
)

# Every state a case was put into. by: a clerk's id, or null for the program. note: for the resident, without her data.
# says: `case.Says`. questions: what she is asked, as the contract has it. told_at: when the intake knew of it and the
# notice lay in the box. notice: its id.
acts = Table(
    "acts",
    metadata,
    Column("id", CountedKey, primary_key=True, autoincrement=True),
    Column("terminal", String(40), nullable=False),
    Column("case_id", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("delayed", Boolean, nullable=False),
    Column("note", Text, nullable=True),
    Column("says", String(20), nullable=False, server_default="state"),
    Column("questions", JSON, nullable=True),
    Column("by", String(40), nullable=True),
    Column("at", Instant, nullable=False),
    Column("notice", String(32), nullable=False, unique=True),
    Column("told_at", Instant, nullable=True, index=True),
    ForeignKeyConstraint(["terminal", "case_id"], ["cases.terminal", "cases.id"]),
    Index(None, "terminal", "case_id", "version", unique=True),
)
