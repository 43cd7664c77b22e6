"""Who is calling: a terminal is known by the certificate it showed in the TLS handshake, and by nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from cryptography import x509
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Terminal:
    """id: subject CN, for logs. thumbprint: SHA-256 of the certificate (DER), hex; everything is bound to it."""

    id: str
    thumbprint: str
    certificate: bytes = field(default=b"", repr=False)


def terminal_of(certificate: bytes) -> Terminal:
    """The terminal that owns a certificate (DER) which TLS has verified. ValueError if it has no single CN."""
    names = x509.load_der_x509_certificate(certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if len(names) != 1 or not isinstance(names[0].value, str):
        raise ValueError("a terminal certificate has exactly one subject CN")
    return Terminal(names[0].value, sha256(certificate).hexdigest(), certificate)
