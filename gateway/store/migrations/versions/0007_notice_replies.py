"""How a notice may be answered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("reply", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("notices", "reply")
