"""What an act says besides its state, and what it asks; where whoever asked something wishes to be answered."""

import sqlalchemy as sa
from alembic import op

revision = "b0002"
down_revision = "b0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("box", sa.String(32), nullable=True))
    op.create_index("ix_cases_id", "cases", ["id"])
    op.add_column("acts", sa.Column("says", sa.String(20), nullable=False, server_default="state"))
    op.add_column("acts", sa.Column("questions", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("acts", "questions")
    op.drop_column("acts", "says")
    op.drop_index("ix_cases_id", "cases")
    op.drop_column("cases", "box")
