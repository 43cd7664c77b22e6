"""Has the certificate been revoked? A port: who answers is a setting. Not knowing is never "good"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cryptography import x509


@dataclass(frozen=True, slots=True)
class Good:
    """Somebody entitled says, freshly and signed, that it has not been revoked."""


@dataclass(frozen=True, slots=True)
class Revoked:
    """It has been revoked, since `at`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody could say. `why` is for the operator's log: names no certificate."""

    why: str


Status = Good | Revoked | Unknown


class Revocation(Protocol):
    """Implemented by `identity.ocsp.OcspRevocation`, `identity.crl.CrlRevocation` and `AssumeGood`."""

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
        """The state of a certificate whose chain has been checked. Never raises for expected trouble."""


class AssumeGood:
    """Asks nobody: for a gateway without any responder. The production profile refuses to start with it."""

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
        """Always good."""
        return Good()
