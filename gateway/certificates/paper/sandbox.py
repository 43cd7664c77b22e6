"""Demo keys of the paper, made on the spot: a CA with a seal certificate, and the key of the code. Demo only.

seal-ca.pem           the terminal's trust anchor for seals
seal.pem, seal.key    the seal
code.pem, code.key    the code on the back: public and private key
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from gateway.certificates.paper.seal import DOCUMENT_SIGNING

_LIFETIME = timedelta(days=397)
_FILES = ("seal-ca.pem", "seal.pem", "seal.key", "code.pem", "code.key")


def make(folder: Path, office: str) -> list[Path]:
    """Write all files, or none if all are there. office: the municipality's name in the certificates."""
    files = [folder / name for name in _FILES]
    if all(file.exists() for file in files):
        return []
    folder.mkdir(parents=True, exist_ok=True)
    authority, seal, code = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    ca = seal_authority(authority, office)
    (folder / "seal-ca.pem").write_bytes(ca.public_bytes(Encoding.PEM))
    certificate = seal_certificate(seal.public_key(), office, ca, authority)
    (folder / "seal.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    _write_key(folder / "seal.key", seal)
    (folder / "code.pem").write_bytes(code.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    _write_key(folder / "code.key", code)
    return files


def seal_authority(key: ec.EllipticCurvePrivateKey, office: str, now: datetime | None = None) -> x509.Certificate:
    """The CA; its key is not kept by `make`."""
    name = _name(office, f"{office} demo seal CA")
    return (
        _builder(name, name, key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(ca=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def seal_certificate(
    key: ec.EllipticCurvePublicKey,
    office: str,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    now: datetime | None = None,
    purpose: x509.ObjectIdentifier = DOCUMENT_SIGNING,
) -> x509.Certificate:
    """A certificate for a seal: contentCommitment and documentSigning, nothing else."""
    return (
        _builder(_name(office, f"{office} demo seal"), authority.subject, key, now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(ca=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime | None
) -> x509.CertificateBuilder:
    now = now or datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        # A demo machine's clock may be a little late.
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _LIFETIME)
    )


def _name(office: str, common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, office),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _write_key(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    # Born closed: a key must not be readable by others even for a moment.
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
