"""The issuer, judged by openssl: chains, generations, the false CA, validity, revocation, what lies on the disk."""

from __future__ import annotations

import json
import stat
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from devices.virtual import certificates
from devices.virtual.certificates import Addresses
from devices.virtual.issuer import Credential, Issuer, StateTooOld
from devices.virtual.personas import Person, person, personas

NOW = datetime.now(UTC)
MY_NUMBER_PEOPLE = [each.id for each in personas().values() if isinstance(each, Person) and each.kind == "my_number"]


@pytest.fixture(scope="module")
def issuer(state: Path) -> Issuer:
    return Issuer(state)


def auth(issuer: Issuer, persona: str) -> Credential:
    credential = issuer.card(person(persona)).auth
    assert credential is not None
    return credential


def public_key(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def openssl_verify(issuer: Issuer, certificate: x509.Certificate, tmp_path: Path, *options: str) -> str:
    """The words of `openssl verify` against the anchors."""
    leaf, anchors = tmp_path / "leaf.pem", tmp_path / "anchors.pem"
    leaf.write_bytes(certificate.public_bytes(Encoding.PEM))
    anchors.write_bytes(b"".join(each.read_bytes() for each in sorted(issuer.anchors.glob("*.pem"))))
    done = subprocess.run(
        ["openssl", "verify", "-x509_strict", "-CAfile", anchors, *options, leaf],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


# --- chains ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("persona", ["ordinary", "rare_kanji", "foreigner_long_name", "older_ca", "expiring_soon"])
def test_openssl_accepts_the_chain(issuer: Issuer, persona: str, tmp_path: Path) -> None:
    record = issuer.card(person(persona))
    for credential in (record.auth, record.sign):
        assert credential is not None
        assert "OK" in openssl_verify(issuer, credential.certificate, tmp_path)


@pytest.mark.parametrize(
    ("persona", "complaint"),
    [
        ("expired", "certificate has expired"),
        ("not_yet_valid", "certificate is not yet valid"),
        ("forged", "certificate signature failure"),
    ],
)
def test_openssl_refuses(issuer: Issuer, persona: str, complaint: str, tmp_path: Path) -> None:
    assert complaint in openssl_verify(issuer, auth(issuer, persona).certificate, tmp_path)


def test_generations_share_a_name_but_no_key(issuer: Issuer) -> None:
    for purpose in ("auth", "sign"):
        cas = [x509.load_pem_x509_certificate(each.read_bytes()) for each in issuer.anchors.glob(f"{purpose}-*.pem")]
        assert len(cas) == 3
        assert len({each.subject for each in cas}) == 1
        assert len({public_key(each) for each in cas}) == 3
        in_force = [each for each in cas if each.not_valid_before_utc <= NOW <= each.not_valid_after_utc]
        assert len(in_force) == 2


def test_the_names_say_that_it_is_no_real_authority(issuer: Issuer) -> None:
    for each in issuer.anchors.glob("*.pem"):
        ca = x509.load_pem_x509_certificate(each.read_bytes())
        organisation = ca.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value
        assert organisation == "MADOGUCHI-TEST-JPKI"


def test_a_root_as_the_real_ones(issuer: Issuer) -> None:
    extensions = issuer.authority("auth").certificate.extensions
    constraints = extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.critical
    assert constraints.value.ca
    usage = extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.key_cert_sign
    assert usage.value.crl_sign
    assert not usage.value.digital_signature
    assert issuer.authority("auth").key_id == extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest


def test_the_older_generation_issues_too(issuer: Issuer) -> None:
    key_id = auth(issuer, "older_ca").certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier)
    assert key_id.value.key_identifier == issuer.authority("auth", 2).key_id


def test_the_forger_names_the_genuine_key_but_does_not_have_it(issuer: Issuer) -> None:
    forged, genuine = auth(issuer, "forged"), issuer.authority("auth")
    assert forged.certificate.issuer == genuine.certificate.subject
    key_id = forged.certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    assert key_id.key_identifier == genuine.key_id
    with pytest.raises(InvalidSignature):
        forged.certificate.verify_directly_issued_by(genuine.certificate)
    forged.certificate.verify_directly_issued_by(forged.ca_certificate)


# --- contents --------------------------------------------------------------------------------------------------------


def test_the_authentication_certificate_names_nobody(issuer: Issuer) -> None:
    certificate = auth(issuer, "ordinary").certificate
    assert [(each.rfc4514_attribute_name, each.value) for each in certificate.subject] == [
        ("C", "JP"),
        ("CN", person("ordinary").subject),
    ]
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert not usage.value.content_commitment
    with pytest.raises(x509.ExtensionNotFound):
        certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)


def test_the_signature_certificate_carries_the_four_attributes_in_order(issuer: Issuer) -> None:
    record = issuer.card(person("rare_kanji"))
    assert record.sign is not None
    extensions = record.sign.certificate.extensions
    assert extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment
    policies = extensions.get_extension_for_class(x509.CertificatePolicies)
    assert policies.critical
    assert [each.policy_identifier.dotted_string for each in policies.value] == ["1.2.392.200149.8.5.1.0.20"]
    names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    found = [(each.type_id.dotted_string[-1], each.value) for each in names if isinstance(each, x509.OtherName)]
    assert [arc for arc, _ in found] == ["1", "4", "3", "5", "2", "6"]
    assert all(value[0] == 0x0C for _, value in found)  # UTF8String
    texts = [value[2:].decode() for _, value in found]
    # The variant of 葛 cannot stand in the certificate: the plain sign does, marked as 代替文字.
    assert texts[:3] == ["葛城　雅", "319860824", "1"]
    assert texts[4] == "1000"


def test_addresses_can_be_chosen(tmp_path: Path) -> None:
    issuer = Issuer(tmp_path, Addresses("http://127.0.0.1:1/ocsp", "http://127.0.0.1:1/{purpose}.crl"))
    text = auth(issuer, "ordinary").certificate.public_bytes(Encoding.DER)
    assert b"http://127.0.0.1:1/ocsp" in text
    assert b"http://127.0.0.1:1/auth.crl" in text


@pytest.mark.parametrize("persona", MY_NUMBER_PEOPLE)
def test_certificates_end_on_the_fifth_birthday_at_most(issuer: Issuer, persona: str) -> None:
    each = person(persona)
    credential = issuer.card(each).auth
    if credential is None:
        assert each.auth == "absent"
        return
    certificate = credential.certificate
    issued = certificate.not_valid_before_utc.astimezone(certificates.JAPAN).date()
    last_day = certificate.not_valid_after_utc.astimezone(certificates.JAPAN).date()
    assert last_day <= certificates.nth_birthday(each.birth, issued, 5)
    assert certificate.not_valid_after_utc <= credential.ca_certificate.not_valid_after_utc
    assert certificates.still_as_told(each.auth, certificate, NOW)


def test_birthdays_are_counted_from_the_day_after() -> None:
    born = date(1980, 2, 29)
    assert certificates.nth_birthday(born, date(2026, 2, 27), 1) == date(2026, 2, 28)
    assert certificates.nth_birthday(born, date(2026, 2, 28), 1) == date(2027, 2, 28)
    assert certificates.nth_birthday(born, date(2026, 3, 1), 2) == date(2028, 2, 29)


# --- time passes -----------------------------------------------------------------------------------------------------


def test_a_certificate_that_no_longer_fits_its_persona_is_replaced(tmp_path: Path) -> None:
    before = auth(Issuer(tmp_path), "expiring_soon").certificate
    same = auth(Issuer(tmp_path, now=lambda: NOW + timedelta(days=30)), "expiring_soon").certificate
    later = Issuer(tmp_path, now=lambda: NOW + timedelta(days=60))
    after = auth(later, "expiring_soon").certificate
    assert same == before
    assert after.serial_number != before.serial_number
    assert after.subject == before.subject
    assert after.public_key() == before.public_key()
    issued = [each["serial"] for each in index(later) if each["purpose"] == "auth"]
    assert issued == [f"{before.serial_number:x}", f"{after.serial_number:x}"]


def test_a_state_of_years_ago_is_refused(tmp_path: Path) -> None:
    Issuer(tmp_path)
    with pytest.raises(StateTooOld):
        Issuer(tmp_path, now=lambda: NOW + timedelta(days=365 * 6 + 30))


# --- the index -------------------------------------------------------------------------------------------------------


def index(issuer: Issuer) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = json.loads(issuer.index.read_bytes())["certificates"]
    return found


def entry(issuer: Issuer, credential: Credential) -> dict[str, str | None]:
    serial = f"{credential.certificate.serial_number:x}"
    (found,) = [each for each in index(issuer) if each["serial"] == serial]
    return found


def test_the_index_lists_what_was_issued(issuer: Issuer) -> None:
    credential = auth(issuer, "ordinary")
    found = entry(issuer, credential)
    assert found["persona"] == "ordinary"
    assert found["purpose"] == "auth"
    assert found["issuer_key_id"] == issuer.authority("auth").key_id.hex()
    assert found["revoked_at"] is None
    assert datetime.fromisoformat(str(found["not_after"])) == credential.certificate.not_valid_after_utc


def test_authorities_and_their_keys_are_found_through_the_index(issuer: Issuer) -> None:
    authorities = json.loads(issuer.index.read_bytes())["authorities"]
    assert len(authorities) == 6
    for each in authorities:
        ca = x509.load_pem_x509_certificate((issuer.state / each["certificate"]).read_bytes())
        ski = ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        assert ski.digest.hex() == each["key_id"]
        assert (issuer.state / each["key"]).read_bytes().startswith(b"-----BEGIN PRIVATE KEY-----")


def test_revoked_ones_stand_there_with_time_and_reason(issuer: Issuer) -> None:
    found = entry(issuer, auth(issuer, "revoked"))
    assert datetime.fromisoformat(str(found["revoked_at"])) < NOW
    assert found["reason"] == "certificateHold"
    moved = issuer.card(person("moved"))
    assert moved.auth is not None
    assert moved.sign is not None
    assert entry(issuer, moved.auth)["revoked_at"] is None
    assert entry(issuer, moved.sign)["reason"] == "affiliationChanged"


def test_revoking_later(tmp_path: Path) -> None:
    issuer = Issuer(tmp_path)
    credential = auth(issuer, "ordinary")
    issuer.revoke("ordinary", "auth", "keyCompromise")
    assert entry(issuer, credential)["reason"] == "keyCompromise"
    assert entry(Issuer(tmp_path), credential)["revoked_at"] is not None
    with pytest.raises(ValueError, match="no CRLReason"):
        issuer.revoke("ordinary", "auth", "because")
    with pytest.raises(KeyError):
        issuer.revoke("ordinary_man", "auth")


def test_the_false_ca_leaves_no_trace_in_index_and_anchors(issuer: Issuer) -> None:
    forged = auth(issuer, "forged")
    serials = {each["serial"] for each in index(issuer)}
    assert f"{forged.certificate.serial_number:x}" not in serials
    anchors = [x509.load_pem_x509_certificate(each.read_bytes()) for each in issuer.anchors.iterdir()]
    assert forged.ca_certificate not in anchors


# --- the disk --------------------------------------------------------------------------------------------------------


def test_keys_are_for_their_owner_only(issuer: Issuer) -> None:
    issuer.card(person("ordinary"))
    keys = list(issuer.state.rglob("*.key"))
    assert len(keys) > 8
    assert {stat.S_IMODE(each.stat().st_mode) for each in keys} == {0o600}


def test_anchors_are_certificates_and_nothing_else(issuer: Issuer) -> None:
    assert {each.suffix for each in issuer.anchors.iterdir()} == {".pem"}


def test_the_second_start_makes_nothing_new(issuer: Issuer) -> None:
    first = issuer.card(person("ordinary"))
    before = {
        each: each.stat().st_mtime_ns for each in issuer.state.rglob("*") if each.is_file() and each.name != "lock"
    }
    again = Issuer(issuer.state).card(person("ordinary"))
    after = {each: each.stat().st_mtime_ns for each in before}
    assert before == after
    assert first.auth is not None
    assert again.auth is not None
    assert first.auth.certificate == again.auth.certificate
    assert again.expires == first.expires
