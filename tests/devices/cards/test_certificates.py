"""Certificates: the issuer among generations of one name, validity at an instant, and what openssl says to it."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate
from hypothesis import given
from hypothesis import strategies as st

from devices.cards import certificates
from devices.cards.certificates import Expired, ExpiresSoon, InForce, NotYetValid
from tests.devices.cards.plain_card import authority, certificate_for, der, issue, rsa_key

GENERATIONS = ("old", "ca", "new")


@pytest.mark.parametrize("ski", [True, False])
@pytest.mark.parametrize("aki", [True, False])
@pytest.mark.parametrize("order", [GENERATIONS, tuple(reversed(GENERATIONS))])
def test_the_issuer_is_found_among_generations_of_one_name(
    ski: bool, aki: bool, order: tuple[str, ...], tmp_path: Path
) -> None:
    authorities = {each: der(authority(rsa_key(each), "Same Name CA", ski=ski)) for each in order}
    leaf = der(
        issue(rsa_key("auth"), authority(rsa_key("ca"), "Same Name CA", ski=ski), rsa_key("ca"), aki=aki and ski)
    )
    assert certificates.find_issuer(leaf, authorities.values()) == authorities["ca"]
    assert openssl_accepts(leaf, authorities["ca"], tmp_path)
    assert not openssl_accepts(leaf, authorities["new"], tmp_path)


def openssl_accepts(leaf: bytes, ca: bytes, folder: Path) -> bool:
    for name, content in (("leaf", leaf), ("ca", ca)):
        (folder / name).write_bytes(load_der_x509_certificate(content).public_bytes(Encoding.PEM))
    at = str(int(datetime(2026, 6, 1, tzinfo=UTC).timestamp()))
    command = ["openssl", "verify", "-attime", at, "-trusted", str(folder / "ca"), str(folder / "leaf")]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_forged_authority_of_the_same_name_and_key_id_is_not_the_issuer() -> None:
    real, forged = authority(rsa_key("ca"), "Same Name CA"), authority(rsa_key("forger"), "Same Name CA")
    leaf = der(issue(rsa_key("auth"), real, rsa_key("forger")))
    assert certificates.find_issuer(leaf, [der(real)]) is None
    assert certificates.find_issuer(leaf, [der(real), der(forged)]) == der(forged)


def test_no_issuer_for_what_is_no_certificate() -> None:
    ca = der(authority(rsa_key("ca")))
    assert certificates.find_issuer(b"\x30\x03\x02\x01\x00", [ca]) is None
    assert certificates.find_issuer(certificate_for("auth"), [b"", b"\x30\x00"]) is None


def test_what_a_certificate_says_of_itself() -> None:
    leaf = certificate_for("auth")
    certificate, found = certificates.parse(leaf), certificates.particulars(leaf)
    assert certificate is not None
    assert found is not None
    assert found.key_usage == {"digital_signature"}
    assert found.policies == ("1.2.392.200149.8.5.1.3.30",)
    again = load_der_x509_certificate(leaf)
    assert (certificate.not_before, certificate.not_after) == (again.not_valid_before_utc, again.not_valid_after_utc)
    assert found.identity.serial == again.serial_number
    assert found.identity.issuer_key_id != b""
    assert str(again.serial_number) not in repr((certificate, found))


@pytest.mark.filterwarnings("ignore:Parsed a serial number")
@given(st.integers(0, 3000), st.binary(max_size=3))
def test_broken_certificates_are_none(cut: int, noise: bytes) -> None:
    whole = certificate_for("auth")
    broken = whole[:cut] + noise + whole[cut + len(noise) :] if noise else whole[:cut]
    if broken != whole:
        certificates.parse(broken)  # a value, whatever it is
        certificates.particulars(broken)
        short = whole[: min(cut, len(whole) - 1)]
        assert certificates.parse(short) is certificates.particulars(short) is None


def test_a_key_of_another_kind_is_not_today_s_profile() -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    ca = authority(rsa_key("ca"))
    leaf = der(issue(key, ca, rsa_key("ca")))
    assert certificates.parse(leaf) is None
    assert not certificates.verifies(leaf, b"message", bytes(256))


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC), NotYetValid()),
        (datetime(2026, 4, 1, tzinfo=UTC), InForce()),
        (datetime(2030, 11, 17, 14, 59, 58, tzinfo=UTC), InForce()),
        (datetime(2030, 11, 17, 14, 59, 59, tzinfo=UTC), ExpiresSoon(datetime(2031, 2, 17, 14, 59, 59, tzinfo=UTC))),
        (datetime(2031, 2, 17, 14, 59, 59, tzinfo=UTC), ExpiresSoon(datetime(2031, 2, 17, 14, 59, 59, tzinfo=UTC))),
        (datetime(2031, 2, 17, 15, 0, 0, tzinfo=UTC), Expired(datetime(2031, 2, 17, 14, 59, 59, tzinfo=UTC))),
    ],
)
def test_validity_at_an_instant(now: datetime, state: certificates.Validity) -> None:
    certificate = certificates.parse(certificate_for("auth"))
    assert certificate is not None
    assert certificate.validity(now) == state


@given(st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_three_months_before_is_a_day_that_exists(end: datetime) -> None:
    before = certificates._months_before(end)
    assert timedelta(days=88) <= end - before <= timedelta(days=93)
    assert before.day == end.day or (before + timedelta(days=1)).day == 1


def test_signatures() -> None:
    signature = rsa_key("auth").sign(b"message", padding.PKCS1v15(), hashes.SHA256())
    assert certificates.verifies(certificate_for("auth"), b"message", signature)
    assert not certificates.verifies(certificate_for("auth"), b"another", signature)
    assert not certificates.verifies(certificate_for("sign"), b"message", signature)
    assert not certificates.verifies(certificate_for("auth"), b"message", signature[:-1])
    assert not certificates.verifies(certificate_for("auth"), b"message", b"")
    assert not certificates.verifies(b"", b"message", signature)
