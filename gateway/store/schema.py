"""Tables of identity, accounts and operation history. One metadata for all rooms, so that a test can compare it with
what the migrations build."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database. SQLite has no time zones and gets naive UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware → UTC. A naive time is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone can't be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite counts up only an INTEGER key by itself.
CountedKey = BigInteger().with_variant(Integer, "sqlite")

accounts = Table(
    "accounts",
    metadata,
    Column("id", String(32), primary_key=True),
    # SHA-256 of the issuer's public key: three CA generations share one name, so the name says too little.
    Column("issuer_key_id", String(64), nullable=False),
    Column("serial", String(64), nullable=False),
    # CN of the certificate; holders of information know the person by it.
    Column("subject", String(200), nullable=False),
    Column("nickname", String(60), nullable=False),
    Column("mail_addresses", JSON, nullable=False),
    Column("notices_by_mail", Boolean, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("issuer_key_id", "serial"),
)

challenges = Table(
    "challenges",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("nonce", String(64), nullable=False),
    Column("terminal", String(64), nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("used_at", Instant, nullable=True),
    Index(None, "terminal", "used_at"),
)

# A row is a session that has not ended; ending deletes it. One resident is at one place: the two unique rules say so.
sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("terminal", String(64), nullable=False, unique=True),
    Column("issuer_key_id", String(64), nullable=False),
    Column("serial", String(64), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=True),
    Column("started_at", Instant, nullable=False),
    Column("idle_until", Instant, nullable=False, index=True),
    Column("ends_at", Instant, nullable=False, index=True),
    UniqueConstraint("issuer_key_id", "serial"),
)

operations = Table(
    "operations",
    metadata,
    Column("id", CountedKey, primary_key=True, autoincrement=True),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("service", String(40), nullable=False),
    Column("act", String(60), nullable=False),
    # What it was done to, as a key of ours (an item number), never a text from a record.
    Column("subject", String(60), nullable=True),
    Column("by_principal", Boolean, nullable=False),
    Index(None, "account_id", "at"),
)
