"""The sandbox CA's responder, over a real state directory of the card issuer, judged by OpenSSL."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from devices.virtual.issuer import Issuer
from devices.virtual.personas import person
from gateway.config import CrlSettings, OcspSettings
from gateway.identity.crl import CrlRevocation
from gateway.identity.ocsp import OcspRevocation
from gateway.identity.revocation import Good, Revoked, Status, Unknown
from gateway.sandbox.authority import Authorities, StateUnusable
from gateway.sandbox.responder import Behaviour, Responder


@pytest.fixture(scope="session")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The issuer's state with the cards of four personas, to be copied."""
    folder = tmp_path_factory.mktemp("cards")
    issuer = Issuer(folder)
    for id in ("ordinary", "revoked", "older_ca", "forged"):
        issuer.card(person(id))
    return folder


@pytest.fixture
def state(cards: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(cards, tmp_path / "cards"))


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate with its CA, and both as files for OpenSSL."""

    certificate: x509.Certificate
    issuer: x509.Certificate
    file: Path
    issuer_file: Path


def issued(state: Path, id: str) -> Issued:
    credential = Issuer(state).card(person(id)).auth
    assert credential is not None
    file, issuer_file = state / f"{id}.pem", state / f"{id}-issuer.pem"
    file.write_bytes(credential.certificate.public_bytes(Encoding.PEM))
    issuer_file.write_bytes(credential.ca_certificate.public_bytes(Encoding.PEM))
    return Issued(credential.certificate, credential.ca_certificate, file, issuer_file)


@contextmanager
def responding(state: Path, behaviour: Behaviour = "honest") -> Iterator[Responder]:
    with Responder(state, behaviour=behaviour) as responder:
        thread = threading.Thread(target=responder.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield responder
        finally:
            responder.behaviour = "honest"
            responder.shutdown()
            thread.join(10)


def openssl(*arguments: str | Path) -> str:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, timeout=30, check=False)
    return f"{done.stdout}\n{done.stderr}\nexit {done.returncode}"


def openssl_ocsp(url: str, card: Issued, *more: str) -> str:
    trusted = ("-CAfile", card.issuer_file)
    return openssl("ocsp", "-issuer", card.issuer_file, "-cert", card.file, "-url", url, *trusted, *more)


# OpenSSL


def test_openssl_is_told_good(state: Path) -> None:
    card = issued(state, "ordinary")
    with responding(state) as responder:
        said = openssl_ocsp(responder.url, card)
    assert "Response verify OK" in said
    assert f"{card.file}: good" in said
    assert "WARNING" not in said


def test_openssl_is_told_revoked_with_the_reason(state: Path) -> None:
    card = issued(state, "revoked")
    with responding(state) as responder:
        said = openssl_ocsp(responder.url, card)
    assert "Response verify OK" in said
    assert f"{card.file}: revoked" in said
    assert "Reason: certificateHold" in said


def test_openssl_with_sha256_and_without_nonce(state: Path) -> None:
    card = issued(state, "older_ca")
    with responding(state) as responder:
        said = openssl(
            *("ocsp", "-no_nonce", "-issuer", card.issuer_file, "-sha256", "-cert", card.file),
            *("-url", responder.url, "-CAfile", card.issuer_file),
        )
    assert "Response verify OK" in said
    assert f"{card.file}: good" in said


def test_openssl_is_told_unknown(state: Path) -> None:
    """A serial that this CA never gave."""
    card = issued(state, "ordinary")
    with responding(state) as responder:
        said = openssl(
            *("ocsp", "-issuer", card.issuer_file, "-serial", "0x1234567"),
            *("-url", responder.url, "-CAfile", card.issuer_file),
        )
    assert "Response verify OK" in said
    assert "0x1234567: unknown" in said


def test_openssl_sees_that_the_false_ca_is_nobody(state: Path) -> None:
    card = issued(state, "forged")
    with responding(state) as responder:
        assert "unauthorized" in openssl_ocsp(responder.url, card)


def test_openssl_is_not_fooled_by_another_key(state: Path) -> None:
    card = issued(state, "ordinary")
    with responding(state, "wrong_key") as responder:
        assert "Response Verify Failure" in openssl_ocsp(responder.url, card)


def test_openssl_accepts_the_crl(state: Path, tmp_path: Path) -> None:
    card, revoked = issued(state, "ordinary"), issued(state, "revoked")
    file = tmp_path / "auth.crl"
    with responding(state) as responder, urllib.request.urlopen(f"{responder.url}auth.crl", timeout=10) as answer:  # noqa: S310
        assert answer.headers["Content-Type"] == "application/pkix-crl"
        file.write_bytes(answer.read())
    text = openssl("crl", "-inform", "DER", "-in", file, "-CAfile", card.issuer_file, "-noout", "-text")
    assert "verify OK" in text
    assert f"Serial Number: {revoked.certificate.serial_number:X}" in text.replace(
        "Serial Number: 0", "Serial Number: "
    )
    assert f"{card.certificate.serial_number:X}" not in text
    assert "Certificate Hold" in text
    pem = tmp_path / "crl.pem"
    openssl("crl", "-inform", "DER", "-in", file, "-out", pem)
    checked = [
        openssl("verify", "-crl_check", "-CRLfile", pem, "-CAfile", each.issuer_file, each.file)
        for each in (card, revoked)
    ]
    assert "OK" in checked[0]
    assert "certificate revoked" in checked[1]


def test_every_generation_has_its_own_list(state: Path, tmp_path: Path) -> None:
    card = issued(state, "older_ca")
    done = subprocess.run(
        [sys.executable, "-m", "gateway.cli", "sandbox", "crls", "--cards", state, "--out", tmp_path / "crls"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    files = sorted(path.name for path in (tmp_path / "crls").iterdir())
    assert files == [f"{purpose}-{generation}.crl" for purpose in ("auth", "sign") for generation in (1, 2, 3)]
    assert len(done.stdout.splitlines()) == 6
    for name, verdict in (("auth-2", "verify OK"), ("auth-3", "verify failure")):
        file = tmp_path / "crls" / f"{name}.crl"
        assert verdict in openssl("crl", "-inform", "DER", "-in", file, "-CAfile", card.issuer_file, "-noout")


# The gateway


def asked_by_gateway(url: str, card: Issued, timeout_s: float = 10.0) -> Status:
    port = OcspRevocation(OcspSettings.model_validate({"kind": "ocsp", "url": url, "timeout_s": timeout_s}))
    return port.status(card.certificate, card.issuer, datetime.now(UTC))


def test_the_gateway_believes_it(state: Path) -> None:
    with responding(state) as responder:
        assert asked_by_gateway(responder.url, issued(state, "ordinary")) == Good()
        assert isinstance(asked_by_gateway(responder.url, issued(state, "revoked")), Revoked)
        assert isinstance(asked_by_gateway(responder.url, issued(state, "forged")), Unknown)
        assert asked_by_gateway(responder.url, issued(state, "older_ca")) == Good()


def test_a_revocation_is_known_at_once(state: Path) -> None:
    card = issued(state, "ordinary")
    with responding(state) as responder:
        assert asked_by_gateway(responder.url, card) == Good()
        Issuer(state).revoke("ordinary", "auth", "keyCompromise")
        assert isinstance(asked_by_gateway(responder.url, card), Revoked)


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        ("down", "responder"),
        ("garbage", "not an OCSP response"),
        ("wrong_key", "not signed by the issuer"),
        ("stale", "not of now"),
    ],
)
def test_the_gateway_believes_no_other(state: Path, behaviour: Behaviour, why: str) -> None:
    with responding(state, behaviour) as responder:
        verdict = asked_by_gateway(responder.url, issued(state, "ordinary"))
    assert isinstance(verdict, Unknown)
    assert why in verdict.why


def test_the_gateway_does_not_wait_for_ever(state: Path) -> None:
    card = issued(state, "ordinary")
    with responding(state, "slow") as responder:
        assert isinstance(asked_by_gateway(responder.url, card, timeout_s=0.2), Unknown)


def test_it_can_be_told_to_lie_and_to_stop(state: Path) -> None:
    card = issued(state, "revoked")
    with responding(state) as responder:
        tell(responder.url, "says_good")
        assert asked_by_gateway(responder.url, card) == Good()
        tell(responder.url, "honest")
        assert isinstance(asked_by_gateway(responder.url, card), Revoked)
        with pytest.raises(urllib.error.HTTPError, match="400"):
            tell(responder.url, "angry")


def test_slow_ends_when_told(state: Path) -> None:
    card = issued(state, "ordinary")
    answers: list[Status] = []
    with responding(state, "slow") as responder:
        thread = threading.Thread(target=lambda: answers.append(asked_by_gateway(responder.url, card, 30.0)))
        thread.start()
        tell(responder.url, "honest")
        thread.join(30)
    assert answers == [Good()]


def test_the_gateway_believes_the_lists(state: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "gateway.cli", "sandbox", "crls", "--cards", state, "--out", tmp_path / "crls"],
        capture_output=True,
        timeout=60,
        check=True,
    )
    port = CrlRevocation(CrlSettings(kind="crl", path=tmp_path / "crls"))
    now = datetime.now(UTC)
    verdicts = [port.status(c.certificate, c.issuer, now) for c in (issued(state, i) for i in ("ordinary", "older_ca"))]
    assert verdicts == [Good(), Good()]
    revoked = issued(state, "revoked")
    assert isinstance(port.status(revoked.certificate, revoked.issuer, now), Revoked)
    assert isinstance(port.status(revoked.certificate, revoked.issuer, now + timedelta(days=2)), Unknown)


def tell(url: str, behaviour: str) -> None:
    request = urllib.request.Request(f"{url}behaviour", behaviour.encode(), method="PUT")  # noqa: S310
    with urllib.request.urlopen(request, timeout=10):  # noqa: S310
        pass


# HTTP


def question(card: Issued) -> bytes:
    builder = ocsp.OCSPRequestBuilder().add_certificate(card.certificate, card.issuer, hashes.SHA1())  # noqa: S303
    return builder.build().public_bytes(Encoding.DER)


def test_by_get(state: Path) -> None:
    card = issued(state, "ordinary")
    path = urllib.parse.quote(base64.b64encode(question(card)).decode(), safe="")
    with responding(state) as responder, urllib.request.urlopen(responder.url + path, timeout=10) as got:  # noqa: S310
        answer = ocsp.load_der_ocsp_response(got.read())
    assert answer.certificate_status is ocsp.OCSPCertStatus.GOOD
    assert answer.serial_number == card.certificate.serial_number
    assert got.headers["Content-Type"] == "application/ocsp-response"


@pytest.mark.parametrize("body", [b"", b"0", b"\x30\x80", b"\x30\x03\x02\x01\x01", bytes(60_000)])
def test_nonsense_is_called_malformed(state: Path, body: bytes) -> None:
    headers = {"Content-Type": "application/ocsp-request"}
    with responding(state) as responder:
        request = urllib.request.Request(responder.url, body, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as got:  # noqa: S310
            answer = ocsp.load_der_ocsp_response(got.read())
    assert answer.response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", "", {"Content-Type": "text/plain"}, 415),
        ("POST", "", {"Content-Type": "application/ocsp-request", "Content-Length": "65537"}, 400),
        ("PUT", "behaviour2", {}, 400),
        ("GET", "nobody.crl", {}, 404),
        ("DELETE", "", {}, 501),
    ],
)
def test_what_it_refuses(state: Path, method: str, path: str, headers: dict[str, str], status: int) -> None:
    with responding(state) as responder:
        url, body = responder.url + path, b"x" if method != "GET" else None
        request = urllib.request.Request(url, body, headers, method=method)  # noqa: S310
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=10)  # noqa: S310
        assert refused.value.code == status
        refused.value.close()


# The command


def test_the_command_says_where_it_listens_and_ends_on_sigterm(state: Path) -> None:
    card = issued(state, "ordinary")
    command = [sys.executable, "-m", "gateway.cli", "sandbox", "serve", "--cards", str(state), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert ready["ready"] is True
        assert asked_by_gateway(ready["ocsp"], card) == Good()
        assert ready["crl"] == f"{ready['ocsp']}auth.crl"
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")


def test_a_wrong_directory_stops_the_start(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gateway.cli", "sandbox", "serve", "--cards", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "--cards" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", ["", "{}", '{"authorities": [], "certificates": [{}]}', "[]", "null"])
def test_a_wrong_index_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "issued.json").write_text(content)
    with pytest.raises(StateUnusable, match=r"issued\.json"):
        Authorities(tmp_path)


def test_it_listens_on_loopback_only(state: Path) -> None:
    with responding(state) as responder:
        assert responder.server_address[0] == "127.0.0.1"


def test_keys_are_silent(state: Path) -> None:
    assert "key=" not in repr(Authorities(state).now())
    assert os.stat(state / "ca/keys/auth-3.key").st_mode & 0o077 == 0


def test_whoever_hangs_up_leaves_no_trace_in_the_log(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Responder(state) as responder:
        for error in (BrokenPipeError(), ConnectionResetError()):
            try:
                raise error
            except ConnectionError:
                responder.handle_error(None, None)
        assert capsys.readouterr().err == ""
        try:
            raise ValueError("a bug")
        except ValueError:
            responder.handle_error(None, None)
        assert "a bug" in capsys.readouterr().err
