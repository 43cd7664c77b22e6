"""Accounts, challenges, sessions, operation history."""

import sqlalchemy as sa
from alembic import op

from gateway.store.schema import CountedKey, Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("issuer_key_id", sa.String(64), nullable=False),
        sa.Column("serial", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("nickname", sa.String(60), nullable=False),
        sa.Column("mail_addresses", sa.JSON(), nullable=False),
        sa.Column("notices_by_mail", sa.Boolean(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("issuer_key_id", "serial", name="uq_accounts_issuer_key_id_serial"),
    )
    op.create_table(
        "challenges",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("terminal", sa.String(64), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_challenges"),
    )
    op.create_index("ix_challenges_expires_at", "challenges", ["expires_at"])
    op.create_index("ix_challenges_terminal_used_at", "challenges", ["terminal", "used_at"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("terminal", sa.String(64), nullable=False),
        sa.Column("issuer_key_id", sa.String(64), nullable=False),
        sa.Column("serial", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=True),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("idle_until", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sessions_account_id", ondelete="CASCADE"),
        sa.UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
        sa.UniqueConstraint("terminal", name="uq_sessions_terminal"),
        sa.UniqueConstraint("issuer_key_id", "serial", name="uq_sessions_issuer_key_id_serial"),
    )
    op.create_index("ix_sessions_idle_until", "sessions", ["idle_until"])
    op.create_index("ix_sessions_ends_at", "sessions", ["ends_at"])
    op.create_table(
        "operations",
        sa.Column("id", CountedKey, autoincrement=True, nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("service", sa.String(40), nullable=False),
        sa.Column("act", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(60), nullable=True),
        sa.Column("by_principal", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_operations"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_operations_account_id", ondelete="CASCADE"),
    )
    op.create_index("ix_operations_account_id_at", "operations", ["account_id", "at"])


def downgrade() -> None:
    for table in ("operations", "sessions", "challenges", "accounts"):
        op.drop_table(table)
