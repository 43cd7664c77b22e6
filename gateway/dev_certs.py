"""Demo certificates, made on the spot: a CA, the server, terminals (EC P-256). The CA's key lies beside: demo only."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_LIFETIME = timedelta(days=397)


@dataclass(frozen=True, slots=True)
class _Authority:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def make(folder: Path, terminal: str, hosts: tuple[str, ...]) -> list[Path]:
    """Write ca, server and TERMINAL (.pem and .key each); keep what is there. Says what is new."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    authority = _authority(folder, made)
    names: list[x509.GeneralName] = [_general_name(host) for host in hosts]
    _leaf(folder / "server", "gateway (demo)", ExtendedKeyUsageOID.SERVER_AUTH, names, authority, made)
    _leaf(folder / terminal, terminal, ExtendedKeyUsageOID.CLIENT_AUTH, [], authority, made)
    return made


def _authority(folder: Path, made: list[Path]) -> _Authority:
    pem, key_file = folder / "ca.pem", folder / "ca.key"
    if pem.exists() and key_file.exists():
        key = load_pem_private_key(key_file.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{key_file}: not an EC key")
        return _Authority(x509.load_pem_x509_certificate(pem.read_bytes()), key)
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Madoguchi demo CA")
    certificate = (
        _builder(name, name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(ca=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(folder / "ca", certificate, key, made)
    return _Authority(certificate, key)


def _leaf(
    path: Path,
    name: str,
    purpose: x509.ObjectIdentifier,
    hosts: list[x509.GeneralName],
    authority: _Authority,
    made: list[Path],
) -> None:
    if _beside(path, "pem").exists() and _beside(path, "key").exists():
        return
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        _builder(_name(name), authority.certificate.subject, key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(ca=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False)
    )
    if hosts:
        builder = builder.add_extension(x509.SubjectAlternativeName(hosts), critical=False)
    _write(path, builder.sign(authority.key, hashes.SHA256()), key, made)


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
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


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Madoguchi demo"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _write(path: Path, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey, made: list[Path]) -> None:
    pem, key_file = _beside(path, "pem"), _beside(path, "key")
    # Born closed: a key must not be readable by others even for a moment.
    with open(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    pem.write_bytes(certificate.public_bytes(Encoding.PEM))
    made += [pem, key_file]


def _beside(path: Path, kind: str) -> Path:
    # Not `with_suffix`: a terminal's id may have dots.
    return path.with_name(f"{path.name}.{kind}")
