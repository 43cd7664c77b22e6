"""Intake of sealed items, and notices."""

import sqlalchemy as sa
from alembic import op

from gateway.store.schema import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "intake_terminals",
        sa.Column("thumbprint", sa.String(64), nullable=False),
        sa.Column("terminal", sa.String(200), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("thumbprint", name="pk_intake_terminals"),
    )
    op.create_index("ix_intake_terminals_terminal", "intake_terminals", ["terminal"])
    op.create_table(
        "intake_recipients",
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("key_id", sa.String(32), nullable=False),
        sa.Column("suite", sa.String(20), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("not_after", Instant(), nullable=True),
        sa.Column("retired_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("municipality", "key_id", name="pk_intake_recipients"),
    )
    op.create_table(
        "intake_cases",
        sa.Column("terminal", sa.String(40), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("last_sequence", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("delayed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "id", name="pk_intake_cases"),
    )
    op.create_table(
        "intake_items",
        sa.Column("terminal", sa.String(40), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("case_sequence", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("follow", sa.String(64), nullable=True),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("envelope_digest", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("response", sa.LargeBinary(), nullable=False),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("terminal", "key", name="pk_intake_items"),
        sa.ForeignKeyConstraint(
            ["terminal", "case_id"], ["intake_cases.terminal", "intake_cases.id"], name="fk_intake_items_terminal"
        ),
    )
    op.create_index("ix_intake_items_follow", "intake_items", ["follow"])
    op.create_index(
        "ix_intake_items_municipality_taken_at_received_at", "intake_items", ["municipality", "taken_at", "received_at"]
    )
    op.create_index("ix_intake_items_terminal_lane_sequence", "intake_items", ["terminal", "lane", "sequence"])
    op.create_index("ix_intake_items_terminal_case_id", "intake_items", ["terminal", "case_id"])
    op.create_table(
        "intake_chunks",
        sa.Column("terminal", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("named_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "sha256", name="pk_intake_chunks"),
    )
    op.create_index("ix_intake_chunks_named_at", "intake_chunks", ["named_at"])
    op.create_table(
        "intake_chunk_uses",
        sa.Column("terminal", sa.String(40), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "key", "sha256", name="pk_intake_chunk_uses"),
        sa.ForeignKeyConstraint(
            ["terminal", "key"], ["intake_items.terminal", "intake_items.key"], name="fk_intake_chunk_uses_item"
        ),
        sa.ForeignKeyConstraint(
            ["terminal", "sha256"],
            ["intake_chunks.terminal", "intake_chunks.sha256"],
            name="fk_intake_chunk_uses_chunk",
        ),
    )
    op.create_index("ix_intake_chunk_uses_terminal_sha256", "intake_chunk_uses", ["terminal", "sha256"])
    op.create_table(
        "notices",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("sender", sa.JSON(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("receipt", sa.String(60), nullable=True),
        sa.Column("state", sa.String(20), nullable=True),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("read_by_principal", sa.Boolean(), nullable=True),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_notices_account_id", ondelete="CASCADE"),
    )
    op.create_index("ix_notices_account_id_sent_at", "notices", ["account_id", "sent_at"])
    op.create_index("ix_notices_sent_at", "notices", ["sent_at"])
    op.create_index("ix_notices_ends_at", "notices", ["ends_at"])


def downgrade() -> None:
    for table in (
        "notices",
        "intake_chunk_uses",
        "intake_chunks",
        "intake_items",
        "intake_cases",
        "intake_recipients",
        "intake_terminals",
    ):
        op.drop_table(table)
