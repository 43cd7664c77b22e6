"""Certificates: requests, the stop switch, registrations."""

import sqlalchemy as sa
from alembic import op

from gateway.store.schema import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certificate_requests",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("terminal", sa.String(64), nullable=False),
        sa.Column("terminal_id", sa.String(200), nullable=False),
        sa.Column("terminal_version", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("fee_yen", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("requested_at", Instant(), nullable=False),
        sa.Column("refusal", sa.String(60), nullable=True),
        sa.Column("municipality", sa.String(6), nullable=True),
        sa.Column("inquiry_number", sa.String(40), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("issued_at", Instant(), nullable=True),
        sa.Column("reported_at", Instant(), nullable=True),
        sa.Column("result", sa.String(20), nullable=True),
        sa.Column("payment_way", sa.String(20), nullable=True),
        sa.Column("payment_state", sa.String(20), nullable=True),
        sa.Column("payment_yen", sa.Integer(), nullable=True),
        sa.Column("incident", sa.String(40), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_certificate_requests"),
        sa.UniqueConstraint("inquiry_number", name="uq_certificate_requests_inquiry_number"),
    )
    op.create_index("ix_certificate_requests_session_id", "certificate_requests", ["session_id"])
    op.create_index("ix_certificate_requests_requested_at", "certificate_requests", ["requested_at"])
    op.create_table(
        "certificate_stops",
        sa.Column("scope", sa.String(6), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_certificate_stops"),
    )
    op.create_table(
        "certificate_registrations",
        sa.Column("receipt", sa.String(20), nullable=False),
        sa.Column("issuer_key_id", sa.String(64), nullable=False),
        sa.Column("serial", sa.String(64), nullable=False),
        sa.Column("applied_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("receipt", name="pk_certificate_registrations"),
        sa.UniqueConstraint("issuer_key_id", "serial", name="uq_certificate_registrations_issuer_key_id_serial"),
    )


def downgrade() -> None:
    for table in ("certificate_registrations", "certificate_stops", "certificate_requests"):
        op.drop_table(table)
