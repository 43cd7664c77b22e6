"""CRLs from files and by HTTP; forged, stale, of another issuer, of another partition; and one that OpenSSL made."""

from __future__ import annotations

import os
import socket
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.config import CrlSettings
from gateway.identity.crl import CrlRevocation
from gateway.identity.revocation import Good, Revoked, Status, Unknown
from tests.parts.authority import Authority, Card
from tests.parts.house import NOON
from tests.parts.http_server import answer, http_server

CA = Authority()
NEXT_GENERATION = Authority(key_name="ca-2")
CARD = CA.card()
HOUR = timedelta(hours=1)


def _look(path: Path, card: Card = CARD, at: datetime = NOON, issuer: Authority = CA) -> Status:
    settings = CrlSettings.model_validate({"kind": "crl", "path": path})
    return CrlRevocation(settings).status(card.certificate, issuer.certificate, at)


def _file(folder: Path, crl: x509.CertificateRevocationList, encoding: Encoding = Encoding.DER) -> Path:
    file = folder / "list.crl"
    file.write_bytes(crl.public_bytes(encoding))
    return file


@pytest.mark.parametrize("encoding", [Encoding.DER, Encoding.PEM])
def test_good_and_revoked(tmp_path: Path, encoding: Encoding) -> None:
    file = _file(tmp_path, CA.crl((7, 8), made=NOON - HOUR), encoding)
    assert _look(file) == Good()
    assert _look(file, CA.card(serial=7)) == Revoked(NOON - HOUR)


def test_directory_of_generations(tmp_path: Path) -> None:
    """Two generations of one name, one list each; the key decides which list speaks."""
    (tmp_path / "1.crl").write_bytes(CA.crl((7,), made=NOON - HOUR).public_bytes(Encoding.DER))
    (tmp_path / "2.crl").write_bytes(NEXT_GENERATION.crl((8,), made=NOON - HOUR).public_bytes(Encoding.DER))
    assert isinstance(_look(tmp_path, CA.card(serial=7)), Revoked)
    assert _look(tmp_path, CA.card(serial=8)) == Good()
    assert isinstance(_look(tmp_path, NEXT_GENERATION.card(serial=8), issuer=NEXT_GENERATION), Revoked)


def test_newest_list_counts(tmp_path: Path) -> None:
    (tmp_path / "old.crl").write_bytes(CA.crl(made=NOON - 5 * HOUR).public_bytes(Encoding.DER))
    (tmp_path / "new.crl").write_bytes(
        CA.crl((CARD.certificate.serial_number,), made=NOON - HOUR).public_bytes(Encoding.DER)
    )
    assert isinstance(_look(tmp_path), Revoked)


def test_a_replaced_file_is_read_anew(tmp_path: Path) -> None:
    file = _file(tmp_path, CA.crl(made=NOON - HOUR))
    revocation = CrlRevocation(CrlSettings.model_validate({"kind": "crl", "path": file}))
    assert revocation.status(CARD.certificate, CA.certificate, NOON) == Good()
    _file(tmp_path, CA.crl((CARD.certificate.serial_number,), made=NOON - HOUR))
    assert isinstance(revocation.status(CARD.certificate, CA.certificate, NOON), Revoked)
    file.unlink()
    assert revocation.status(CARD.certificate, CA.certificate, NOON) == Unknown("crl: FileNotFoundError")


@pytest.mark.parametrize(
    ("made", "lasts", "now", "fresh"),
    [
        (NOON, 24 * HOUR, NOON + 24 * HOUR, True),
        (NOON, 24 * HOUR, NOON + 24 * HOUR + timedelta(seconds=1), False),
        # nextUpdate promises a year; our own limit of two days doesn't.
        (NOON, 9000 * HOUR, NOON + 48 * HOUR, True),
        (NOON, 9000 * HOUR, NOON + 48 * HOUR + timedelta(seconds=1), False),
        (NOON + timedelta(minutes=5), 24 * HOUR, NOON, True),
        (NOON + timedelta(minutes=6), 24 * HOUR, NOON, False),
    ],
)
def test_freshness(tmp_path: Path, made: datetime, lasts: timedelta, now: datetime, fresh: bool) -> None:
    file = _file(tmp_path, CA.crl(made=made, lasts=lasts))
    assert _look(file, at=now) == (Good() if fresh else Unknown("crl: not of now"))


def test_stale_list_does_not_even_revoke(tmp_path: Path) -> None:
    """Unknown is the only honest word: what it says was so once."""
    file = _file(tmp_path, CA.crl((CARD.certificate.serial_number,), made=NOON - 72 * HOUR))
    assert _look(file) == Unknown("crl: not of now")


def test_forged(tmp_path: Path) -> None:
    forged = CA.crl(made=NOON - HOUR, key=Authority(key_name="forger").key)
    assert _look(_file(tmp_path, forged)) == Unknown("crl: none of this issuer")


@pytest.mark.parametrize("content", [b"", b"<html>", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"])
def test_not_a_list(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "list.crl"
    file.write_bytes(content)
    assert _look(file) == Unknown("crl: not a CRL")


def _partition(full_name: str | None = None, **more: object) -> x509.IssuingDistributionPoint:
    plain: dict[str, object] = {
        "full_name": [x509.UniformResourceIdentifier(full_name)] if full_name else None,
        "relative_name": None,
        "only_contains_user_certs": False,
        "only_contains_ca_certs": False,
        "only_some_reasons": None,
        "indirect_crl": False,
        "only_contains_attribute_certs": False,
    }
    return x509.IssuingDistributionPoint(**(plain | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("extension", "covers"),
    [
        (_partition(only_contains_user_certs=True), True),
        (_partition("http://crl.example/13221"), True),
        (_partition("http://crl.example/13222"), False),
        (_partition(only_contains_ca_certs=True), False),
        (_partition(only_contains_attribute_certs=True), False),
        (_partition("http://crl.example/13221", indirect_crl=True), False),
        (_partition(only_some_reasons=frozenset({x509.ReasonFlags.key_compromise})), False),
        (x509.DeltaCRLIndicator(1), False),
    ],
    ids=lambda value: str(value)[:60],
)
def test_partial_lists(tmp_path: Path, extension: x509.ExtensionType, covers: bool) -> None:
    """A list that leaves part of the certificates out says nothing about those."""
    point = x509.DistributionPoint([x509.UniformResourceIdentifier("http://crl.example/13221")], None, None, None)
    card = CA.card(extensions=(x509.CRLDistributionPoints([point]),))
    file = _file(tmp_path, CA.crl(made=NOON - HOUR, extensions=((extension, True),)))
    assert _look(file, card) == (Good() if covers else Unknown("crl: none of this issuer"))


def test_fetched_and_kept() -> None:
    crl = CA.crl((7,), made=NOON - HOUR).public_bytes(Encoding.DER)
    bodies = [crl, b"<html>"]

    def speak(line: socket.socket, request: bytes) -> None:
        line.sendall(answer(bodies.pop(0), "application/pkix-crl"))

    with http_server(speak) as listening:
        url = f"http://127.0.0.1:{listening.port}/ca.crl"
        at_once = CrlRevocation(CrlSettings.model_validate({"kind": "crl", "urls": [url], "refresh_s": 0}))
        assert at_once.status(CARD.certificate, CA.certificate, NOON) == Good()
        # Then nonsense, then nobody there: the kept list goes on as long as its own time lasts.
        assert isinstance(at_once.status(CA.card(serial=7).certificate, CA.certificate, NOON), Revoked)
        assert len(listening.requests) == 2
    assert at_once.status(CARD.certificate, CA.certificate, NOON) == Good()
    assert at_once.status(CARD.certificate, CA.certificate, NOON + 48 * HOUR) == Unknown("crl: not of now")


def test_fetched_once_while_fresh() -> None:
    def speak(line: socket.socket, request: bytes) -> None:
        line.sendall(answer(CA.crl(made=NOON - HOUR).public_bytes(Encoding.DER), "application/pkix-crl"))

    with http_server(speak) as listening:
        url = f"http://127.0.0.1:{listening.port}/ca.crl"
        kept = CrlRevocation(CrlSettings.model_validate({"kind": "crl", "urls": [url], "refresh_s": 3600}))
        for _ in range(3):
            assert kept.status(CARD.certificate, CA.certificate, NOON) == Good()
        assert len(listening.requests) == 1


def test_one_address_for_each_generation() -> None:
    def speak(line: socket.socket, request: bytes) -> None:
        ca = NEXT_GENERATION if b"/2.crl" in request else CA
        line.sendall(answer(ca.crl((7,), made=NOON - HOUR).public_bytes(Encoding.DER), "application/pkix-crl"))

    with http_server(speak) as listening:
        urls = [f"http://127.0.0.1:{listening.port}/{number}.crl" for number in (1, 2)]
        both = CrlRevocation(CrlSettings.model_validate({"kind": "crl", "urls": urls}))
        for ca in (CA, NEXT_GENERATION):
            assert both.status(ca.card(serial=8).certificate, ca.certificate, NOON) == Good()
            assert isinstance(both.status(ca.card(serial=7).certificate, ca.certificate, NOON), Revoked)


def test_silent_address_is_not_waited_for_at_every_log_in() -> None:
    def nothing(line: socket.socket, request: bytes) -> None:
        line.recv(1)

    with http_server(nothing) as listening:
        url = f"http://127.0.0.1:{listening.port}/ca.crl"
        silent = CrlRevocation(CrlSettings.model_validate({"kind": "crl", "urls": [url], "timeout_s": 0.1}))
        for _ in range(3):
            assert silent.status(CARD.certificate, CA.certificate, NOON) == Unknown("crl: too slow")
        assert len(listening.requests) == 1


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    nowhere = CrlRevocation(CrlSettings.model_validate({"kind": "crl", "urls": [f"http://127.0.0.1:{port}/"]}))
    assert nowhere.status(CARD.certificate, CA.certificate, NOON) == Unknown("crl: ConnectionRefusedError")


def test_openssl_made_the_list(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_bytes(CA.pem)
    (tmp_path / "ca.key").write_bytes(CA.key_pem)
    os.chmod(tmp_path / "ca.key", 0o600)
    revoked = CA.card(serial=0x1234)
    (tmp_path / "index").write_text("R\t300101000000Z\t260601000000Z\t1234\tunknown\t/CN=b\n")
    (tmp_path / "number").write_text("01\n")
    (tmp_path / "ca.cnf").write_text(
        "[ca]\ndefault_ca = d\n[d]\ndatabase = index\ncrlnumber = number\ndefault_md = sha256\ndefault_crl_days = 1\n"
    )
    command = "openssl ca -config ca.cnf -gencrl -cert ca.pem -keyfile ca.key -out list.crl"
    subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True, timeout=20)
    now = datetime.now(UTC)
    assert _look(tmp_path / "list.crl", at=now) == Good()
    assert _look(tmp_path / "list.crl", revoked, at=now) == Revoked(datetime(2026, 6, 1, tzinfo=UTC))
    assert isinstance(_look(tmp_path / "list.crl", at=now + timedelta(days=2)), Unknown)
