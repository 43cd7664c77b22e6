"""Where every yen of a payment is, not only the part that matters most."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COLUMNS = ("payment_kept", "payment_returned", "payment_owed", "payment_unclear")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("certificate_requests", sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in reversed(_COLUMNS):
        op.drop_column("certificate_requests", name)
