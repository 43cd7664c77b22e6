"""Tables of the intake. Nothing in them can be read: what is personal is sealed to a municipality."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from gateway.store.schema import Instant, metadata

# Every certificate that a terminal has shown here: an envelope may have been signed before the last renewal.
terminals = Table(
    "intake_terminals",
    metadata,
    Column("thumbprint", String(64), primary_key=True),
    Column("terminal", String(200), nullable=False, index=True),
    Column("certificate", LargeBinary, nullable=False),
    Column("first_seen", Instant, nullable=False),
)

# Public keys of municipalities. not_after: nothing may be sealed to it any more; retired_at: not published any more.
recipients = Table(
    "intake_recipients",
    metadata,
    Column("municipality", String(6), primary_key=True),
    Column("key_id", String(32), primary_key=True),
    Column("suite", String(20), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("not_after", Instant, nullable=True),
    Column("retired_at", Instant, nullable=True),
)

# A case of a terminal. last_sequence: of its items here. state: as its municipality says; version counts its words.
cases = Table(
    "intake_cases",
    metadata,
    Column("terminal", String(40), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("last_sequence", BigInteger, nullable=False),
    Column("state", String(20), nullable=False),
    Column("delayed", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

# One row is one effect. envelope_digest: of the envelope, which itself has the digest of the sealed bytes. response:
# the bytes that were answered. sealed: null once the municipality has it. The row stays for ever: a queue may be old.
items = Table(
    "intake_items",
    metadata,
    Column("terminal", String(40), primary_key=True),
    Column("key", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("case_sequence", BigInteger, nullable=False),
    Column("lane", String(20), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("municipality", String(6), nullable=False),
    Column("follow", String(64), nullable=True, index=True),
    Column("envelope", Text, nullable=False),
    Column("envelope_digest", String(64), nullable=False),
    Column("sealed", LargeBinary, nullable=True),
    Column("received_at", Instant, nullable=False),
    Column("response", LargeBinary, nullable=False),
    Column("taken_at", Instant, nullable=True),
    ForeignKeyConstraint(["terminal", "case_id"], ["intake_cases.terminal", "intake_cases.id"]),
    Index(None, "municipality", "taken_at", "received_at"),
    Index(None, "terminal", "lane", "sequence"),
    Index(None, "terminal", "case_id"),
)

chunks = Table(
    "intake_chunks",
    metadata,
    Column("terminal", String(40), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("named_at", Instant, nullable=False, index=True),
)

# Which item needs a chunk; a chunk that nobody needs goes after a day.
chunk_uses = Table(
    "intake_chunk_uses",
    metadata,
    Column("terminal", String(40), primary_key=True),
    Column("key", String(32), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    # Named: by the convention both would be called after "terminal".
    ForeignKeyConstraint(
        ["terminal", "key"], ["intake_items.terminal", "intake_items.key"], name="fk_intake_chunk_uses_item"
    ),
    ForeignKeyConstraint(
        ["terminal", "sha256"], ["intake_chunks.terminal", "intake_chunks.sha256"], name="fk_intake_chunk_uses_chunk"
    ),
    Index(None, "terminal", "sha256"),
)
