"""OCSP: a responder of ours that lies in every way, and OpenSSL's, which doesn't."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import ocsp
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.config import OcspSettings
from gateway.identity.http import Fetched
from gateway.identity.ocsp import OcspRevocation
from gateway.identity.revocation import Good, Revoked, Status, Unknown
from tests.parts.authority import Authority, Card
from tests.parts.house import NOON
from tests.parts.http_server import Speak, answer, body_of, http_server

CA = Authority()
CARD = CA.card()
OTHER = CA.card(serial=1002)


def _respond(
    question: ocsp.OCSPRequest,
    *,
    status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
    about: x509.Certificate = CARD.certificate,
    issuer: x509.Certificate = CA.certificate,
    this_update: datetime = NOON - timedelta(minutes=1),
    next_update: datetime | None = NOON + timedelta(hours=1),
    nonce: bytes | str | None = "theirs",
    signer: tuple[x509.Certificate, rsa.RSAPrivateKey] = (CA.certificate, CA.key),
    chain: tuple[x509.Certificate, ...] = (),
    named: ocsp.OCSPResponderEncoding = ocsp.OCSPResponderEncoding.HASH,
) -> bytes:
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            about,
            issuer,
            hashes.SHA1(),  # noqa: S303
            status,
            this_update,
            next_update,
            NOON - timedelta(days=3) if status is ocsp.OCSPCertStatus.REVOKED else None,
            None,
        )
        .responder_id(named, signer[0])
    )
    if chain:
        builder = builder.certificates(list(chain))
    if nonce == "theirs":
        nonce = question.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    if isinstance(nonce, bytes):
        builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)
    return builder.sign(signer[1], hashes.SHA256()).public_bytes(Encoding.DER)


def _ask(speak: Speak, card: Card = CARD, timeout_s: float = 5.0) -> Status:
    with http_server(speak) as listening:
        settings = OcspSettings.model_validate(
            {"kind": "ocsp", "url": f"http://127.0.0.1:{listening.port}/ocsp", "timeout_s": timeout_s}
        )
        return OcspRevocation(settings).status(card.certificate, CA.certificate, NOON)


def _with(respond: Callable[[ocsp.OCSPRequest], bytes], content_type: str = "application/ocsp-response") -> Speak:
    def speak(line: socket.socket, request: bytes) -> None:
        line.sendall(answer(respond(ocsp.load_der_ocsp_request(body_of(request))), content_type))

    return speak


def test_good() -> None:
    assert _ask(_with(_respond)) == Good()


def test_revoked() -> None:
    outcome = _ask(_with(lambda question: _respond(question, status=ocsp.OCSPCertStatus.REVOKED)))
    assert outcome == Revoked(NOON - timedelta(days=3))


def test_appointed_responder() -> None:
    signer = _APPOINTED.certificate, _APPOINTED.key
    assert _ask(_with(lambda question: _respond(question, signer=signer, chain=(signer[0],)))) == Good()


_APPOINTED = CA.responder()
_FORGER = Authority(key_name="forger")
_IMPOSTOR = _FORGER.responder("impostor")
_NOT_APPOINTED = CA.responder("not-appointed", appointed=False)
_CARD_AS_RESPONDER = CA.card(serial=77, key_name="card-as-responder")

LIES: dict[str, Callable[[ocsp.OCSPRequest], bytes]] = {
    "knows nothing": lambda q: _respond(q, status=ocsp.OCSPCertStatus.UNKNOWN),
    "about another certificate": lambda q: _respond(q, about=OTHER.certificate),
    "about another issuer": lambda q: _respond(q, about=_FORGER.card().certificate, issuer=_FORGER.certificate),
    "other nonce": lambda q: _respond(q, nonce=b"n" * 16),
    "no nonce": lambda q: _respond(q, nonce=None),
    "stale": lambda q: _respond(q, this_update=NOON - timedelta(days=2), next_update=NOON - timedelta(days=1)),
    "stale, without an end": lambda q: _respond(q, this_update=NOON - timedelta(days=2), next_update=None),
    "of tomorrow": lambda q: _respond(q, this_update=NOON + timedelta(days=1), next_update=NOON + timedelta(days=2)),
    "signed by a forger of the same name": lambda q: _respond(q, signer=(_FORGER.certificate, _FORGER.key)),
    "signed by somebody in the issuer's name": lambda q: _respond(
        q, signer=(_FORGER.certificate, _FORGER.key), named=ocsp.OCSPResponderEncoding.NAME
    ),
    "the same, with its certificate": lambda q: _respond(
        q,
        signer=(_FORGER.certificate, _FORGER.key),
        named=ocsp.OCSPResponderEncoding.NAME,
        chain=(_FORGER.certificate,),
    ),
    "responder of a forger": lambda q: _respond(
        q, signer=(_IMPOSTOR.certificate, _IMPOSTOR.key), chain=(_IMPOSTOR.certificate,)
    ),
    "responder that wasn't appointed": lambda q: _respond(
        q, signer=(_NOT_APPOINTED.certificate, _NOT_APPOINTED.key), chain=(_NOT_APPOINTED.certificate,)
    ),
    "a card plays responder": lambda q: _respond(
        q,
        signer=(_CARD_AS_RESPONDER.certificate, _CARD_AS_RESPONDER.key),
        chain=(_CARD_AS_RESPONDER.certificate,),
    ),
    "try later": lambda _: ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER).public_bytes(
        Encoding.DER
    ),
    "not OCSP": lambda _: b"<html>maintenance</html>",
    "nothing": lambda _: b"",
    "cut": lambda q: _respond(q)[:-40],
    "one bit of the signature": lambda q: _respond(q)[:-1] + bytes([_respond(q)[-1] ^ 1]),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_lies_are_not_believed(lie: Callable[[ocsp.OCSPRequest], bytes]) -> None:
    assert isinstance(_ask(_with(lie)), Unknown)


@pytest.mark.filterwarnings("ignore")  # cryptography warns of numbers that RFC 5280 forbids
@settings(max_examples=300)
@given(st.data())
def test_no_answer_brings_the_gateway_down(data: st.DataObject) -> None:
    """Bits flipped anywhere: read as it is signed, or not believed; never an exception."""
    nonce = b"n" * 16
    builder = ocsp.OCSPRequestBuilder().add_certificate(CARD.certificate, CA.certificate, hashes.SHA1())  # noqa: S303
    question = builder.add_extension(x509.OCSPNonce(nonce), critical=False).build()
    body = bytearray(
        _respond(question, signer=(_APPOINTED.certificate, _APPOINTED.key), chain=(_APPOINTED.certificate,))
    )
    for _ in range(data.draw(st.integers(1, 3))):
        body[data.draw(st.integers(0, len(body) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with (
        patch("gateway.identity.ocsp.fetch", lambda *_, **__: Fetched(bytes(body), "application/ocsp-response")),
        patch("secrets.token_bytes", lambda _: nonce),
    ):
        revocation = OcspRevocation(OcspSettings.model_validate({"kind": "ocsp", "url": "http://unused/"}))
        assert not isinstance(revocation.status(CARD.certificate, CA.certificate, NOON), Revoked)


def test_a_revocation_is_believed_only_when_signed() -> None:
    """Otherwise whoever sits on the line could lock residents out."""
    lie = _with(lambda q: _respond(q, status=ocsp.OCSPCertStatus.REVOKED, signer=(_FORGER.certificate, _FORGER.key)))
    assert isinstance(_ask(lie), Unknown)


def test_other_content_type() -> None:
    assert isinstance(_ask(_with(_respond, "text/html")), Unknown)


def test_other_status() -> None:
    def moved(line: socket.socket, request: bytes) -> None:
        line.sendall(answer(b"", "text/plain", "302 Found", "Location: http://127.0.0.1:9/\r\n"))

    assert _ask(moved) == Unknown("responder: status 302")


def test_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    settings = OcspSettings.model_validate({"kind": "ocsp", "url": f"http://127.0.0.1:{port}/"})
    outcome = OcspRevocation(settings).status(CARD.certificate, CA.certificate, NOON)
    assert outcome == Unknown("responder: ConnectionRefusedError")


def test_silent() -> None:
    def nothing(line: socket.socket, request: bytes) -> None:
        line.recv(1)

    assert _ask(nothing, timeout_s=0.2) == Unknown("responder: too slow")


def test_dripping() -> None:
    """A byte now and then keeps no request alive."""

    def drip(line: socket.socket, request: bytes) -> None:
        line.settimeout(0.02)
        for byte in answer(_respond(ocsp.load_der_ocsp_request(body_of(request))), "application/ocsp-response"):
            line.sendall(bytes([byte]))
            try:
                if line.recv(1) == b"":
                    return
            except TimeoutError:
                continue

    assert _ask(drip, timeout_s=0.3) == Unknown("responder: too slow")


def test_cut_off() -> None:
    def cut(line: socket.socket, request: bytes) -> None:
        line.sendall(answer(b"x" * 100, "application/ocsp-response")[:-50])

    assert isinstance(_ask(cut), Unknown)


def test_endless() -> None:
    def flood(line: socket.socket, request: bytes) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/ocsp-response\r\n\r\n")
        while True:
            line.sendall(b"x" * 65_536)

    assert _ask(flood, timeout_s=20) == Unknown("responder: too large")


def test_not_http() -> None:
    def babble(line: socket.socket, request: bytes) -> None:
        line.sendall(b"220 mail.example ESMTP\r\n")

    assert _ask(babble) == Unknown("responder: not HTTP")


# --- OpenSSL's responder ----------------------------------------------------------------------------------------------


def _openssl(folder: Path, revoked: int) -> Speak:
    """OpenSSL answers; the wire is ours, because its own server listens to the whole world."""
    ends, since = "300101000000Z", "260601000000Z"
    (folder / "index").write_text(
        f"V\t{ends}\t\t{CARD.certificate.serial_number:06X}\tunknown\t/CN=a\n"
        f"R\t{ends}\t{since}\t{revoked:06X}\tunknown\t/CN=b\n"
    )
    appointed = CA.responder("openssl-responder")
    (folder / "ca.pem").write_bytes(CA.pem)
    (folder / "responder.pem").write_bytes(appointed.certificate.public_bytes(Encoding.PEM))
    key = appointed.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "responder.key").write_bytes(key)

    def speak(line: socket.socket, request: bytes) -> None:
        (folder / "question").write_bytes(body_of(request))
        command = "openssl ocsp -index index -CA ca.pem -rsigner responder.pem -rkey responder.key -rmd sha256"
        command += " -nmin 5 -reqin question -respout answer"
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True, timeout=20)
        line.sendall(answer((folder / "answer").read_bytes(), "application/ocsp-response"))

    return speak


def test_openssl_is_the_responder(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with http_server(_openssl(tmp_path, revoked=OTHER.certificate.serial_number)) as listening:
        url = f"http://127.0.0.1:{listening.port}/"
        revocation = OcspRevocation(OcspSettings.model_validate({"kind": "ocsp", "url": url}))

        def status(card: Card, at: datetime = now) -> Status:
            return revocation.status(card.certificate, CA.certificate, at)

        assert status(CARD) == Good()
        assert status(OTHER) == Revoked(datetime(2026, 6, 1, tzinfo=UTC))
        assert status(CA.card(serial=4242)) == Unknown("responder: knows no such certificate")
        assert status(CARD, now + timedelta(hours=1)) == Unknown("responder: not of now")
