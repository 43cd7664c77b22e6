"""A certificate authority like the one behind the card, with whatever faults a test wants. Everybody is made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHENTICATION_POLICY = "1.2.392.200149.8.5.1.3.30"
SIGNATURE_POLICY = "1.2.392.200149.8.5.1.1.20"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
LONG_HENCE = datetime(2099, 1, 1, tzinfo=UTC)
BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
# The last second of 2031-01-31 in Japan.
ENDS = datetime(2031, 1, 31, 14, 59, 59, tzinfo=UTC)


@cache
def rsa_key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """A key by name: made once a test run, because RSA keys take time."""
    return rsa.generate_private_key(65537, bits)


@dataclass(frozen=True, slots=True)
class Card:
    """A certificate with its key, as a card has it."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey = field(repr=False)

    @property
    def der(self) -> bytes:
        """The certificate as the terminal reads it."""
        return self.certificate.public_bytes(Encoding.DER)

    def sign(self, message: bytes) -> bytes:
        """What the card does with a message (RSASSA-PKCS1-v1_5, SHA-256)."""
        return self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())


class Authority:
    """One generation of a CA. Two with the same `unit` and different `key_name` bear the same name."""

    def __init__(
        self,
        key_name: str = "ca",
        organization: str = "JPKI-SANDBOX",
        unit: str = "JPKI for user authentication",
        begins: datetime = LONG_AGO,
        ends: datetime = LONG_HENCE,
    ) -> None:
        self.key = rsa_key(key_name)
        self.name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
                x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
            ]
        )
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.name)
            .public_key(self.key.public_key())
            .serial_number(int(sha256(key_name.encode()).hexdigest()[:16], 16))
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage(key_cert_sign=True, crl_sign=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )

    @property
    def pem(self) -> bytes:
        """The CA's certificate."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """The CA's key, for programs that act for it."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def card(
        self,
        serial: int = 1001,
        *,
        begins: datetime = BEGINS,
        ends: datetime = ENDS,
        key_name: str = "card",
        bits: int = 2048,
        policy: str | None = AUTHENTICATION_POLICY,
        for_signature: bool = False,
        extensions: tuple[x509.ExtensionType, ...] = (),
    ) -> Card:
        """Issue a 利用者証明用 certificate, or (for_signature) a 署名用 one."""
        key = rsa_key(key_name, bits)
        name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
                x509.NameAttribute(NameOID.COMMON_NAME, f"KAKU{serial:010d}13221003A"),
            ]
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(serial)
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(usage(digital_signature=True, content_commitment=for_signature), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        if policy is not None:
            stated = x509.PolicyInformation(x509.ObjectIdentifier(policy), None)
            builder = builder.add_extension(x509.CertificatePolicies([stated]), critical=True)
        for extension in extensions:
            builder = builder.add_extension(extension, critical=False)
        return Card(builder.sign(self.key, hashes.SHA256()), key)

    def responder(self, key_name: str = "responder", *, appointed: bool = True) -> Card:
        """A certificate for an OCSP responder; `appointed` False lacks the right to be one."""
        key = rsa_key(key_name)
        purpose = ExtendedKeyUsageOID.OCSP_SIGNING if appointed else ExtendedKeyUsageOID.CLIENT_AUTH
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "OCSP responder")])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(5000)
            .not_valid_before(LONG_AGO)
            .not_valid_after(LONG_HENCE)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
            .add_extension(x509.OCSPNoCheck(), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        return Card(certificate, key)

    def crl(
        self,
        revoked: tuple[int, ...] = (),
        *,
        made: datetime,
        lasts: timedelta = timedelta(days=1),
        key: rsa.RSAPrivateKey | None = None,
        extensions: tuple[tuple[x509.ExtensionType, bool], ...] = (),
    ) -> x509.CertificateRevocationList:
        """A CRL; `key` signs it in the CA's place."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.name)
            .last_update(made)
            .next_update(made + lasts)
            .add_extension(x509.CRLNumber(1), critical=False)
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        for serial in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(made).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(key or self.key, hashes.SHA256())


def usage(
    *,
    digital_signature: bool = False,
    content_commitment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    """KeyUsage with what is given."""
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )
