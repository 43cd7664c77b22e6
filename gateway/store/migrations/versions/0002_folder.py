"""The folder: requests to information holders and their answers."""

import sqlalchemy as sa
from alembic import op

from gateway.store.schema import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "folder_requests",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("service", sa.String(40), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("requested_at", Instant(), nullable=False),
        sa.Column("arrived_at", Instant(), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("read_in", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_folder_requests"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_folder_requests_account_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_folder_requests_account_id_service", "folder_requests", ["account_id", "service"])
    op.create_index("ix_folder_requests_requested_at", "folder_requests", ["requested_at"])


def downgrade() -> None:
    op.drop_table("folder_requests")
