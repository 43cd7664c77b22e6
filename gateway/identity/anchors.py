"""Trust anchors: the CA certificates in a directory of PEM files. Several generations may share one name (CARD 7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.config import ConfigError

# J-LIS names its test environment O=JPKI-TEST; demo authorities say what they are, too.
_NOT_FOR_PRODUCTION = re.compile(r"TEST|DEMO|SANDBOX|FICTI|VIRTUAL|MADOGUCHI", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A trusted CA. key_id: SHA-256 of its public key (SubjectPublicKeyInfo), hex."""

    certificate: x509.Certificate
    key_id: str


class Anchors:
    """All anchors of this gateway."""

    def __init__(self, certificates: Sequence[x509.Certificate]) -> None:
        self._anchors = tuple(Anchor(certificate, _key_id(certificate)) for certificate in certificates)

    def __len__(self) -> int:
        return len(self._anchors)

    def issuer_of(self, certificate: x509.Certificate) -> Anchor | None:
        """The anchor whose key signed this certificate, or None. The name alone decides nothing."""
        for anchor in self._anchors:
            if anchor.certificate.subject == certificate.issuer and _signed_by(certificate, anchor.certificate):
                return anchor
        return None


def load_anchors(folder: Path, profile: Literal["sandbox", "production"]) -> Anchors:
    """Read every *.pem of a directory. ConfigError on anything that isn't a CA certificate, and on none at all."""
    certificates: list[x509.Certificate] = []
    for file in sorted(folder.glob("*.pem")):
        try:
            found = x509.load_pem_x509_certificates(file.read_bytes())
        except (OSError, ValueError) as error:
            raise ConfigError(f"jpki.anchors: not a PEM certificate: {file}") from error
        for certificate in found:
            if not _is_ca(certificate):
                raise ConfigError(f"jpki.anchors: not a CA certificate: {file}")
            if profile == "production" and _NOT_FOR_PRODUCTION.search(certificate.subject.rfc4514_string()):
                raise ConfigError(f"jpki.anchors: a test authority is refused in the production profile: {file}")
        certificates += found
    if not certificates:
        raise ConfigError(f"jpki.anchors: no *.pem in {folder}")
    return Anchors(certificates)


def _signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _is_ca(certificate: x509.Certificate) -> bool:
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return constraints.ca and usage.key_cert_sign


def _key_id(certificate: x509.Certificate) -> str:
    spki = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(spki).hexdigest()
