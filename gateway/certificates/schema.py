"""Tables of the issuing side. No name, no person, no document: who asked is known by a session's random id alone."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint

from gateway.store.schema import Instant, metadata

# One row is one request for a certificate, claimed by the terminal's random id before anything else happens.
# state: requested -> refused | issued -> reported. fee_yen: for one copy. terminal: thumbprint; terminal_id: its name.
requests = Table(
    "certificate_requests",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("session_id", String(32), nullable=False, index=True),
    Column("terminal", String(64), nullable=False),
    Column("terminal_id", String(200), nullable=False),
    Column("terminal_version", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("copies", Integer, nullable=False),
    Column("fee_yen", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("requested_at", Instant, nullable=False, index=True),
    Column("refusal", String(60), nullable=True),
    Column("municipality", String(6), nullable=True),
    Column("inquiry_number", String(40), nullable=True, unique=True),
    Column("sha256", String(64), nullable=True),
    Column("pages", Integer, nullable=True),
    Column("issued_at", Instant, nullable=True),
    Column("reported_at", Instant, nullable=True),
    Column("result", String(20), nullable=True),
    Column("payment_way", String(20), nullable=True),
    Column("payment_state", String(20), nullable=True),
    Column("payment_yen", Integer, nullable=True),
    Column("incident", String(40), nullable=True),
    # Every yen that was paid in (contract `Sums`); all or none of them is there.
    Column("payment_kept", Integer, nullable=True),
    Column("payment_returned", Integer, nullable=True),
    Column("payment_owed", Integer, nullable=True),
    Column("payment_unclear", Integer, nullable=True),
)

# A row is a switch that is off. scope: a municipality's code, or "*" for all.
stops = Table(
    "certificate_stops",
    metadata,
    Column("scope", String(6), primary_key=True),
    Column("since", Instant, nullable=False),
)

# 利用登録申請 that were handed over; what they say is with the municipality alone. Keyed as accounts are.
registrations = Table(
    "certificate_registrations",
    metadata,
    Column("receipt", String(20), primary_key=True),
    Column("issuer_key_id", String(64), nullable=False),
    Column("serial", String(64), nullable=False),
    Column("applied_at", Instant, nullable=False),
    UniqueConstraint("issuer_key_id", "serial"),
)
