"""Certificates of terminals: those that one has shown here, and one that an envelope brings with it.

An envelope may be older than the certificate that its terminal shows now. If the one it was signed with was shown
here before, it is remembered. One that never was – the terminal had no line as long as it had that certificate – is
in the envelope's own header, and must be by the authority whose terminals are served. Whether it is still in force is
not asked: the terminal that hands the envelope in has just shown one that is, and has the same name.
"""

from __future__ import annotations

import base64
from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from sqlalchemy import Connection, select

from gateway.contract.intake import EnvelopeHeader
from gateway.intake.inserting import insert_new
from gateway.intake.schema import terminals
from gateway.terminal import Terminal, terminal_of


def shown(conn: Connection, terminal: Terminal, thumbprints: Collection[str]) -> dict[str, bytes]:
    """Certificates (DER) of this terminal that it has shown before, those of these thumbprints."""
    wanted = (terminals.c.terminal == terminal.id) & terminals.c.thumbprint.in_(thumbprints)
    rows = conn.execute(select(terminals.c.thumbprint, terminals.c.certificate).where(wanted))
    return {row.thumbprint: bytes(row.certificate) for row in rows}


def remember(conn: Connection, terminal: Terminal, now: datetime) -> None:
    """The certificate that the terminal shows now."""
    row = {
        "thumbprint": terminal.thumbprint,
        "terminal": terminal.id,
        "certificate": terminal.certificate,
        "first_seen": now,
    }
    insert_new(conn, terminals, [row], terminals.c.thumbprint)


def enclosed(header: EnvelopeHeader, terminal: Terminal, client_ca: Path) -> bytes | None:
    """The certificate (DER) that an envelope brings with it, if it is one of this terminal.

    client_ca: PEM file of the authority that issues them, as in the settings.
    """
    if header.x5c is None:
        return None
    try:
        der = base64.b64decode(header.x5c[0], validate=True)
        certificate = x509.load_der_x509_certificate(der)
        its = terminal_of(der)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if (its.id, its.thumbprint) != (terminal.id, header.kid):
        return None
    return der if any(_issued_by(certificate, issuer) for issuer in _issuers(client_ca)) else None


def _issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


@lru_cache(maxsize=8)
def _issuers(client_ca: Path) -> tuple[x509.Certificate, ...]:
    """Read once, as TLS does."""
    try:
        return tuple(x509.load_pem_x509_certificates(client_ca.read_bytes()))
    except (OSError, ValueError):
        return ()
