"""Operation history by time, for the sweep."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_operations_at", "operations", ["at"])


def downgrade() -> None:
    op.drop_index("ix_operations_at", "operations")
