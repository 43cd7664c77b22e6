"""The sandbox JPKI: certification authorities as the real ones are built, plainly fictional by name.

Two kinds, three generations each. As in the real JPKI the generations share one name, so a verifier has to choose by
key: generation 1 has expired, 2 and 3 are valid, 3 issues today. Every CA is a self-signed RSA-2048 root.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from devices.virtual import store

Purpose = Literal["auth", "sign"]
PURPOSES: tuple[Purpose, Purpose] = ("auth", "sign")
GENERATIONS = (1, 2, 3)

_YEAR = timedelta(days=365)
_VALID: dict[int, tuple[timedelta, timedelta]] = {
    1: (-11 * _YEAR, -1 * _YEAR),
    2: (-7 * _YEAR, 3 * _YEAR),
    3: (-3 * _YEAR, 7 * _YEAR),
}
_UNIT: dict[Purpose, str] = {"auth": "JPKI for user authentication", "sign": "JPKI for digital signature"}
# 公的個人認証サービス, with the word that says it is none.
SERVICE = x509.DirectoryName(
    x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "架空の公的個人認証サービス"),
        ]
    )
)


@dataclass(frozen=True, slots=True)
class Authority:
    """One CA with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey = field(repr=False)

    @property
    def key_id(self) -> bytes:
        """Its subject key identifier."""
        return self.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest


def name(purpose: Purpose) -> x509.Name:
    """The one name that all generations, and the false CA, bear."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "MADOGUCHI-TEST-JPKI"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, _UNIT[purpose]),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "Fictional Agency for Local Authority Systems"),
        ]
    )


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_usage(*names: str) -> x509.KeyUsage:
    """Key usage with these bits set (names of RFC 5280 in snake case)."""
    bits = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{bit: bit in names for bit in bits})


def load_or_make(folder: Path, keys: Path, stem: str, purpose: Purpose, generation: int, now: datetime) -> Authority:
    """`folder/stem.pem` with `keys/stem.key`, made where missing. The caller holds the lock."""
    pem, key_file = folder / f"{stem}.pem", keys / f"{stem}.key"
    if pem.exists() and key_file.exists():
        return Authority(x509.load_pem_x509_certificate(pem.read_bytes()), load_key(key_file))
    key = new_key()
    certificate = _root(key, purpose, generation, now)
    write_key(key_file, key)
    store.write(pem, certificate.public_bytes(Encoding.PEM), 0o644)
    return Authority(certificate, key)


def _root(key: rsa.RSAPrivateKey, purpose: Purpose, generation: int, now: datetime) -> x509.Certificate:
    begins, ends = _VALID[generation]
    own_name = name(purpose)
    return (
        x509.CertificateBuilder(own_name, own_name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now + begins)
        .not_valid_after(now + ends)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(key_usage("key_cert_sign", "crl_sign"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName([SERVICE]), critical=False)
        .sign(key, hashes.SHA256())
    )


def load_key(path: Path) -> rsa.RSAPrivateKey:
    # Keys in the state directory are our own; the check would cost more than all the rest of the start.
    key = load_pem_private_key(path.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
    return cast(rsa.RSAPrivateKey, key)


def write_key(path: Path, key: rsa.RSAPrivateKey) -> None:
    store.write(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
