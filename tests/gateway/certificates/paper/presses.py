"""A press with keys of its own, made once a test run; and papers that went through it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from gateway.certificates.paper import Form, Paper, Press, SealKey
from gateway.certificates.paper.sandbox import seal_authority, seal_certificate
from tests.gateway.certificates.paper.samples import INQUIRY_URL, ISSUED_ON, OFFICE, SAMPLES


@dataclass(frozen=True, slots=True)
class Keys:
    """A CA, its seal, and the key of the code."""

    authority: x509.Certificate
    authority_key: ec.EllipticCurvePrivateKey = field(repr=False)
    seal: SealKey = field(repr=False)
    code: ec.EllipticCurvePrivateKey = field(repr=False)


def new_keys() -> Keys:
    """Keys that nobody trusts yet."""
    authority_key, seal_key, code = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    authority = seal_authority(authority_key, OFFICE.name)
    certificate = seal_certificate(seal_key.public_key(), OFFICE.name, authority, authority_key)
    return Keys(authority, authority_key, SealKey(certificate, seal_key), code)


@cache
def keys() -> Keys:
    """The keys of こもれび市."""
    return new_keys()


@cache
def press() -> Press:
    """The press of こもれび市."""
    return Press(OFFICE, keys().seal, keys().code, INQUIRY_URL)


def printed(form: Form) -> Paper:
    """This form, sealed."""
    paper = press().make(form, ISSUED_ON)
    assert isinstance(paper, Paper)
    return paper


@cache
def sample(kind: str) -> Paper:
    """The sample of this kind."""
    return printed(SAMPLES[kind])
