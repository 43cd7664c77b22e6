"""Which adapter of the revocation port the settings name."""

from __future__ import annotations

from typing import assert_never

from gateway.config import AssumeGoodSettings, CrlSettings, OcspSettings
from gateway.identity.crl import CrlRevocation
from gateway.identity.ocsp import OcspRevocation
from gateway.identity.revocation import AssumeGood, Revocation


def revocation_of(settings: OcspSettings | CrlSettings | AssumeGoodSettings) -> Revocation:
    """The adapter."""
    match settings:
        case OcspSettings():
            return OcspRevocation(settings)
        case CrlSettings():
            return CrlRevocation(settings)
        case AssumeGoodSettings():
            return AssumeGood()
        case _:
            assert_never(settings)
