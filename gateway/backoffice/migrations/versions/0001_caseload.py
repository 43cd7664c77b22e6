"""Cases, their items and attachments, and what was done with them."""

import sqlalchemy as sa
from alembic import op

from gateway.store.schema import CountedKey, Instant

revision = "b0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("terminal", sa.String(40), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("receipt", sa.String(60), nullable=True),
        sa.Column("procedure", sa.String(60), nullable=True),
        sa.Column("refers_to", sa.String(60), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("delayed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signer_issuer", sa.String(64), nullable=True),
        sa.Column("signer_serial", sa.String(64), nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "id", name="pk_cases"),
    )
    for column in ("receipt", "refers_to", "state"):
        op.create_index(f"ix_cases_{column}", "cases", [column])
    op.create_table(
        "items",
        sa.Column("terminal", sa.String(40), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("case_sequence", sa.BigInteger(), nullable=False),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.Column("trouble", sa.String(40), nullable=True),
        sa.PrimaryKeyConstraint("terminal", "key", name="pk_items"),
        sa.ForeignKeyConstraint(["terminal", "case_id"], ["cases.terminal", "cases.id"], name="fk_items_terminal"),
    )
    op.create_index("ix_items_trouble", "items", ["trouble"])
    op.create_index("ix_items_terminal_case_id_case_sequence", "items", ["terminal", "case_id", "case_sequence"])
    op.create_table(
        "attachments",
        sa.Column("terminal", sa.String(40), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "key", "number", name="pk_attachments"),
        sa.ForeignKeyConstraint(["terminal", "key"], ["items.terminal", "items.key"], name="fk_attachments_terminal"),
    )
    op.create_table(
        "acts",
        sa.Column("id", CountedKey, autoincrement=True, nullable=False),
        sa.Column("terminal", sa.String(40), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("delayed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by", sa.String(40), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("notice", sa.String(32), nullable=False),
        sa.Column("told_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
        sa.UniqueConstraint("notice", name="uq_acts_notice"),
        sa.ForeignKeyConstraint(["terminal", "case_id"], ["cases.terminal", "cases.id"], name="fk_acts_terminal"),
    )
    op.create_index("ix_acts_told_at", "acts", ["told_at"])
    op.create_index("ix_acts_terminal_case_id_version", "acts", ["terminal", "case_id", "version"], unique=True)


def downgrade() -> None:
    for table in ("acts", "attachments", "items", "cases"):
        op.drop_table(table)
