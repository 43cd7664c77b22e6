"""Logging in, as every terminal and every impostor would try it."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.identity.anchors import Anchors
from gateway.identity.certificate import JAPAN, IssuerUnknown, examine
from gateway.identity.jws import LoginMessage, parse
from gateway.identity.revocation import Revoked, Unknown
from kiosk.portal import OpenChallenge, assemble, login_message
from tests.parts.authority import BEGINS, ENDS, Authority, Card, rsa_key
from tests.parts.house import NOON, AtTerminal, House, Says, problem, with_parts

_ORDINARY = Authority()


def test_log_in(kiosk: AtTerminal) -> None:
    answer = kiosk.try_log_in(kiosk.house.authority.card())
    assert answer.status_code == 201
    body = answer.json()
    assert body["account"] is None
    assert body["idle_seconds"] == 600
    assert datetime.fromisoformat(body["absolute_expires_at"]) == NOON + timedelta(seconds=2400)
    assert datetime.fromisoformat(body["server_time"]) == NOON
    assert body["certificate"]["expires_soon"] is False
    assert answer.headers["cache-control"] == "no-store"


def test_second_log_in_knows_the_nickname(kiosk: AtTerminal) -> None:
    kiosk.log_in(nickname="ほしぞら")
    again = kiosk.try_log_in(kiosk.house.authority.card())
    assert again.json()["account"] == {"nickname": "ほしぞら"}


def test_another_certificate_is_another_account(kiosk: AtTerminal) -> None:
    kiosk.log_in(nickname="ほしぞら")
    other = kiosk.try_log_in(kiosk.house.authority.card(serial=1002))
    assert other.json()["account"] is None


def test_same_serial_of_another_generation_is_another_account(house: House) -> None:
    next_generation = Authority(key_name="ca-2")
    both = with_parts(
        house, anchors=type(house.parts.anchors)((house.authority.certificate, next_generation.certificate))
    )
    with both.terminal() as kiosk:
        kiosk.log_in(house.authority.card(serial=7), nickname="ほしぞら")
        assert kiosk.try_log_in(next_generation.card(serial=7)).json()["account"] is None
        assert kiosk.try_log_in(house.authority.card(serial=7)).json()["account"] == {"nickname": "ほしぞら"}


# --- the challenge ----------------------------------------------------------------------------------------------------


def test_replay_is_refused(kiosk: AtTerminal) -> None:
    card = kiosk.house.authority.card()
    message = login_message(kiosk.challenge(), card.der)
    signed = assemble(message, card.sign(message))
    assert kiosk.send(signed).status_code == 201
    assert problem(kiosk.send(signed)) == (409, "challenge-used")


def test_two_simultaneous_uses_give_one_session(house: House) -> None:
    card = house.authority.card()
    with house.terminal() as one, house.terminal() as two:
        message = login_message(one.challenge(), card.der)
        signed = assemble(message, card.sign(message))
        barrier = Barrier(2)

        def use(kiosk: AtTerminal) -> int:
            barrier.wait(10)
            return kiosk.send(signed).status_code

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(use, (one, two))) == [201, 409]


def test_a_failed_log_in_uses_the_challenge_up(kiosk: AtTerminal) -> None:
    card, challenge = kiosk.house.authority.card(), kiosk.challenge()
    message = login_message(challenge, card.der)
    assert problem(kiosk.send(assemble(message, bytes(256)))) == (403, "signature-wrong")
    assert problem(kiosk.send(assemble(message, card.sign(message)))) == (409, "challenge-used")


def test_challenge_of_another_terminal(house: House) -> None:
    card = house.authority.card()
    with house.terminal("kiosk-01") as mine, house.terminal("kiosk-02") as other:
        theirs = mine.challenge()
        caught = replace(theirs, terminal=other.terminal.thumbprint)
        # Passed on with the name of the terminal that asked, or with that of the one that sends: neither works.
        for challenge in (theirs, caught):
            message = login_message(challenge, card.der)
            answer = other.send(assemble(message, card.sign(message)))
            assert problem(answer) == (403, "challenge-of-other-terminal")
        # And the owner's is still good.
        message = login_message(theirs, card.der)
        assert mine.send(assemble(message, card.sign(message))).status_code == 201


def test_signed_for_another_terminal(kiosk: AtTerminal) -> None:
    """The card's signature names the terminal it was given at: relayed to another one it is worth nothing."""
    answer = kiosk.try_log_in(kiosk.house.authority.card(), lambda it: replace(it, terminal="0" * 64))
    assert problem(answer) == (403, "challenge-of-other-terminal")


def test_challenge_lasts_60_seconds(kiosk: AtTerminal) -> None:
    card = kiosk.house.authority.card()
    in_time, too_late = kiosk.challenge(), kiosk.challenge()
    kiosk.house.clock.turn(seconds=59.9)
    message = login_message(in_time, card.der)
    assert kiosk.send(assemble(message, card.sign(message))).status_code == 201
    kiosk.house.clock.turn(seconds=0.1)
    message = login_message(too_late, card.der)
    assert problem(kiosk.send(assemble(message, card.sign(message)))) == (409, "challenge-expired")


def test_unknown_and_forgotten_challenges(kiosk: AtTerminal) -> None:
    card = kiosk.house.authority.card()
    invented = kiosk.try_log_in(card, lambda it: replace(it, challenge_id="0" * 32))
    assert problem(invented) == (409, "challenge-unknown")
    old = kiosk.challenge()
    kiosk.house.clock.turn(minutes=12)
    kiosk.challenge()
    message = login_message(old, card.der)
    assert problem(kiosk.send(assemble(message, card.sign(message)))) == (409, "challenge-unknown")


@pytest.mark.parametrize(
    "change",
    [
        lambda it: replace(it, nonce="x" * 43),
        lambda it: replace(it, audience="another-gateway"),
    ],
)
def test_other_nonce_or_audience(kiosk: AtTerminal, change: Callable[[OpenChallenge], OpenChallenge]) -> None:
    answer = kiosk.try_log_in(kiosk.house.authority.card(), change)
    assert problem(answer) == (400, "login-message-invalid")


@pytest.mark.parametrize(("seconds", "refused"), [(-301, True), (-299, False), (299, False), (301, True)])
def test_clocks_may_differ_a_little(kiosk: AtTerminal, seconds: int, refused: bool) -> None:
    card = kiosk.house.authority.card()
    answer = kiosk.try_log_in(card, lambda it: replace(it, issued_at=it.issued_at + seconds))
    if refused:
        assert problem(answer) == (409, "clock-wrong")
        assert datetime.fromisoformat(answer.json()["server_time"]) == NOON
    else:
        assert answer.status_code == 201


def test_a_terminal_cannot_pile_up_challenges(house: House) -> None:
    with house.terminal("kiosk-01") as kiosk, house.terminal("kiosk-02") as other:
        for _ in range(32):
            kiosk.challenge()
        assert problem(kiosk.client.post("/v1/challenges")) == (429, "too-many-challenges")
        other.challenge()
        house.clock.turn(seconds=60)
        kiosk.challenge()


# --- the message ------------------------------------------------------------------------------------------------------


def _message(kiosk: AtTerminal, card: Card, **header: object) -> bytes:
    """The signing input with another header (None leaves a member out)."""
    members = {"alg": "RS256", "typ": "madoguchi-login+jwt", "x5c": [_x5c(card)]} | header
    given = {name: value for name, value in members.items() if value is not None}
    part = base64.urlsafe_b64encode(json.dumps(given).encode()).rstrip(b"=")
    return part + b"." + login_message(kiosk.challenge(), card.der).split(b".")[1]


def _x5c(card: Card) -> str:
    return base64.b64encode(card.der).decode()


def test_alg_none(kiosk: AtTerminal) -> None:
    card = kiosk.house.authority.card()
    for signature in (b"", card.sign(b"")):
        message = _message(kiosk, card, alg="none")
        assert problem(kiosk.send(assemble(message, signature))) == (400, "login-message-invalid")


def test_hs256_with_the_public_key_as_secret(kiosk: AtTerminal) -> None:
    card = kiosk.house.authority.card()
    message = _message(kiosk, card, alg="HS256")
    for form in (Encoding.DER, Encoding.PEM):
        public = card.key.public_key().public_bytes(form, PublicFormat.SubjectPublicKeyInfo)
        signature = hmac.digest(public, message, "sha256")
        assert problem(kiosk.send(assemble(message, signature))) == (400, "login-message-invalid")


def test_es256(kiosk: AtTerminal) -> None:
    card, key = kiosk.house.authority.card(), ec.generate_private_key(ec.SECP256R1())
    message = _message(kiosk, card, alg="ES256")
    signature = key.sign(message, ec.ECDSA(hashes.SHA256()))
    assert problem(kiosk.send(assemble(message, signature))) == (400, "login-message-invalid")


@pytest.mark.parametrize(
    ("alg", "scheme", "hash"),
    [
        ("RS512", padding.PKCS1v15(), hashes.SHA512()),
        ("PS256", padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256()),
    ],
    ids=["RS512", "PS256"],
)
def test_other_algorithms_of_the_same_key(
    kiosk: AtTerminal, alg: str, scheme: padding.AsymmetricPadding, hash: hashes.HashAlgorithm
) -> None:
    card = kiosk.house.authority.card()
    message = _message(kiosk, card, alg=alg)
    signature = card.key.sign(message, scheme, hash)
    assert problem(kiosk.send(assemble(message, signature))) == (400, "login-message-invalid")


def test_exactly_one_certificate(kiosk: AtTerminal) -> None:
    card, other = kiosk.house.authority.card(), kiosk.house.authority.card(serial=1002)
    for chain in ([_x5c(card), _x5c(other)], [_x5c(card), _x5c(card)], []):
        message = _message(kiosk, card, x5c=chain)
        assert problem(kiosk.send(assemble(message, card.sign(message)))) == (400, "login-message-invalid")


@pytest.mark.parametrize(
    "change",
    [
        {"typ": "JWT"},
        {"typ": None},
        {"crit": ["exp"], "exp": 1},
        {"jwk": {"kty": "RSA"}},
        {"kid": "x"},
        {"b64": False, "crit": ["b64"]},
        {"x5c": None},
        {"x5c": ["bm90IGEgY2VydGlmaWNhdGU="]},
        {"x5c": ["!"]},
    ],
    ids=str,
)
def test_header_is_exactly_the_agreed_one(kiosk: AtTerminal, change: dict[str, object]) -> None:
    card = kiosk.house.authority.card()
    message = _message(kiosk, card, **change)
    assert problem(kiosk.send(assemble(message, card.sign(message)))) == (400, "login-message-invalid")


@pytest.mark.parametrize(
    "change",
    [
        {"iat": 10**30},
        {"iat": -1},
        {"iat": "now"},
        {"challenge_id": "\0"},
        {"challenge_id": "x" * 1000},
        {"nonce": "ほ"},
        {"terminal": None},
        {"more": 1},
    ],
    ids=lambda change: str(change)[:30],
)
def test_payload_is_exactly_the_agreed_one(kiosk: AtTerminal, change: dict[str, object]) -> None:
    card = kiosk.house.authority.card()
    header, payload = login_message(kiosk.challenge(), card.der).split(b".")
    members = json.loads(base64.urlsafe_b64decode(payload + b"==")) | change
    message = header + b"." + base64.urlsafe_b64encode(json.dumps(members).encode()).rstrip(b"=")
    assert problem(kiosk.send(assemble(message, card.sign(message)))) == (400, "login-message-invalid")


@pytest.mark.filterwarnings("ignore")  # cryptography warns of names and numbers that RFC 5280 forbids
@settings(max_examples=400)
@given(st.data())
def test_no_certificate_brings_the_gateway_down(data: st.DataObject) -> None:
    """Whatever a card hands over: it is read or refused, never an exception."""
    der = bytearray(_ORDINARY.card().der)
    for _ in range(data.draw(st.integers(1, 4))):
        der[data.draw(st.integers(0, len(der) - 1))] = data.draw(st.integers(0, 255))
    challenge = OpenChallenge("0" * 32, "n" * 43, "gateway", "0" * 64, 0)
    message = parse(assemble(login_message(challenge, bytes(der)), b""))
    if isinstance(message, LoginMessage):
        verdict = examine(message.certificate, Anchors([_ORDINARY.certificate]), (), NOON)
        assert isinstance(verdict, IssuerUnknown) or bytes(der) == _ORDINARY.card().der


@pytest.mark.parametrize("text", ["a.b.c", "e30.e30.AA", "..", "a.b", "ほ.ほ.ほ", "a.b.c.d", "é.b.c", ""])
def test_not_a_jws(kiosk: AtTerminal, text: str) -> None:
    assert problem(kiosk.send(text))[0] in (400, 422)


def test_signature_by_another_key(kiosk: AtTerminal) -> None:
    card = kiosk.house.authority.card()
    thief = Card(card.certificate, rsa_key("thief"))
    assert problem(kiosk.try_log_in(thief)) == (403, "signature-wrong")


# --- the certificate --------------------------------------------------------------------------------------------------


def test_forged_issuer_of_the_same_name(kiosk: AtTerminal) -> None:
    forger = Authority(key_name="forger")
    assert forger.name == kiosk.house.authority.name
    assert problem(kiosk.try_log_in(forger.card())) == (403, "certificate-issuer-unknown")


def test_issuer_of_another_name(kiosk: AtTerminal) -> None:
    stranger = Authority(key_name="ca", organization="Somebody")
    assert problem(kiosk.try_log_in(stranger.card())) == (403, "certificate-issuer-unknown")


def test_expired_generation_of_the_issuer(house: House) -> None:
    old = Authority(key_name="ca-old", ends=NOON - timedelta(days=2))
    both = with_parts(house, anchors=type(house.parts.anchors)((old.certificate, house.authority.certificate)))
    with both.terminal() as kiosk:
        assert problem(kiosk.try_log_in(old.card())) == (403, "certificate-issuer-unknown")


def test_valid_through_its_last_day_in_japan(kiosk: AtTerminal) -> None:
    # 15:00 in Japan on 2026-11-21: the day itself goes on until midnight.
    ends_now = kiosk.house.authority.card(ends=NOON - timedelta(hours=1))
    answer = kiosk.try_log_in(ends_now)
    assert answer.status_code == 201
    assert answer.json()["certificate"]["expires_soon"] is True
    last = datetime(2026, 11, 21, 23, 59, 59, 999_999, tzinfo=JAPAN)
    assert datetime.fromisoformat(answer.json()["certificate"]["not_after"]) == last
    kiosk.house.clock.turn(hours=11, minutes=59, seconds=59)
    assert kiosk.try_log_in(ends_now).status_code == 201
    kiosk.house.clock.turn(seconds=1)
    assert problem(kiosk.try_log_in(ends_now)) == (403, "certificate-expired")


def test_not_yet_valid(kiosk: AtTerminal) -> None:
    early = kiosk.house.authority.card(begins=NOON + timedelta(seconds=1))
    assert problem(kiosk.try_log_in(early)) == (403, "certificate-not-yet-valid")
    kiosk.house.clock.turn(seconds=1)
    assert kiosk.try_log_in(early).status_code == 201


@pytest.mark.parametrize("policy", ["1.2.392.200149.8.5.1.1.20", "1.2.3", None])
def test_other_policy(kiosk: AtTerminal, policy: str | None) -> None:
    card = kiosk.house.authority.card(policy=policy)
    assert problem(kiosk.try_log_in(card)) == (403, "certificate-not-for-login")


def test_signature_certificate_is_not_for_log_in(kiosk: AtTerminal) -> None:
    # With the right policy even: nonRepudiation alone gives it away.
    card = kiosk.house.authority.card(for_signature=True)
    assert problem(kiosk.try_log_in(card)) == (403, "certificate-not-for-login")


def test_ca_certificate_is_not_for_log_in(kiosk: AtTerminal) -> None:
    ca = kiosk.house.authority
    assert problem(kiosk.try_log_in(Card(ca.certificate, ca.key))) == (403, "certificate-not-for-login")


def test_short_key(kiosk: AtTerminal) -> None:
    card = kiosk.house.authority.card(key_name="short", bits=1024)
    assert problem(kiosk.try_log_in(card)) == (403, "certificate-unusable")


def test_revoked(house: House) -> None:
    with with_parts(house, revocation=Says(Revoked(BEGINS))).terminal() as kiosk:
        assert problem(kiosk.try_log_in(house.authority.card())) == (403, "certificate-revoked")


def test_unknown_is_never_good(house: House) -> None:
    with with_parts(house, revocation=Says(Unknown("silent"))).terminal() as kiosk:
        assert problem(kiosk.try_log_in(house.authority.card())) == (503, "revocation-unknown")


def test_wrong_signature_never_reaches_the_responder(house: House) -> None:
    class Counts(Says):
        asked = 0

        def status(self, *about: object) -> Unknown:
            Counts.asked += 1
            return Unknown("")

    with with_parts(house, revocation=Counts(Unknown(""))).terminal() as kiosk:
        card = house.authority.card()
        kiosk.try_log_in(Card(card.certificate, rsa_key("thief")))
        assert Counts.asked == 0


def test_expires_soon_from_three_months_before(kiosk: AtTerminal) -> None:
    # Ends on 2031-01-31: renewal opens on 2030-10-31, at midnight in Japan.
    opening = datetime(2030, 10, 31, tzinfo=JAPAN).astimezone(UTC)
    card = kiosk.house.authority.card(ends=ENDS)
    kiosk.house.clock.turn(seconds=(opening - NOON).total_seconds() - 1)
    assert kiosk.try_log_in(card).json()["certificate"]["expires_soon"] is False
    kiosk.house.clock.turn(seconds=1)
    assert kiosk.try_log_in(card).json()["certificate"]["expires_soon"] is True
