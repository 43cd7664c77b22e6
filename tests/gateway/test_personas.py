"""The card issuer's people log in, and the sandbox authority answers for their certificates by OCSP and by CRL."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest

from devices.virtual.authority import GENERATIONS
from devices.virtual.issuer import Issuer
from devices.virtual.personas import person
from gateway.app import utc_now
from gateway.identity.anchors import load_anchors
from gateway.identity.asking import revocation_of
from gateway.sandbox.responder import Behaviour, Responder
from tests.parts.authority import Card
from tests.parts.house import AtTerminal, House, problem, settings, with_parts


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    """The authority with its cards."""
    return Issuer(tmp_path_factory.mktemp("issuer"))


@contextmanager
def _responder(issuer: Issuer) -> Iterator[Responder]:
    with Responder(issuer.state) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.behaviour = "honest"
        running.shutdown()
        thread.join(10)


@contextmanager
def _terminal(house: House, issuer: Issuer, revocation: dict[str, Any]) -> Iterator[AtTerminal]:
    """At a gateway that trusts this authority and asks it; by the real clock, as the issuer lives by it."""
    house.clock.turn(seconds=(utc_now() - house.clock()).total_seconds())
    port = revocation_of(settings("sqlite:///unused.db", revocation=revocation).revocation)
    with with_parts(house, anchors=load_anchors(issuer.anchors, "sandbox"), revocation=port).terminal() as terminal:
        yield terminal


@pytest.fixture
def responder(issuer: Issuer) -> Iterator[Responder]:
    """What the authority says, on loopback."""
    with _responder(issuer) as running:
        yield running


@pytest.fixture(params=["ocsp", "crl"])
def kiosk(request: pytest.FixtureRequest, house: House, issuer: Issuer, responder: Responder) -> Iterator[AtTerminal]:
    """A terminal."""
    crls = [f"{responder.url}auth-{generation}.crl" for generation in GENERATIONS]
    by_crl: dict[str, Any] = {"kind": "crl", "urls": crls, "refresh_s": 0}
    by_ocsp: dict[str, Any] = {"kind": "ocsp", "url": responder.url}
    revocation = by_crl if request.param == "crl" else by_ocsp
    with _terminal(house, issuer, revocation) as terminal:
        yield terminal


def _card(issuer: Issuer, persona: str, purpose: Literal["auth", "sign"] = "auth") -> Card:
    record = issuer.card(person(persona))
    credential = record.auth if purpose == "auth" else record.sign
    assert credential is not None
    return Card(credential.certificate, credential.key)


@pytest.mark.parametrize("persona", ["ordinary", "rare_kanji_supplementary", "child", "locked_sign", "moved"])
def test_who_may_log_in(kiosk: AtTerminal, issuer: Issuer, persona: str) -> None:
    answer = kiosk.try_log_in(_card(issuer, persona))
    assert answer.status_code == 201, answer.text
    assert answer.json()["certificate"]["expires_soon"] is False


def test_whose_certificate_ends_soon(kiosk: AtTerminal, issuer: Issuer) -> None:
    assert kiosk.try_log_in(_card(issuer, "expiring_soon")).json()["certificate"]["expires_soon"] is True


@pytest.mark.parametrize(
    ("persona", "refusal"),
    [
        ("expired", "certificate-expired"),
        ("not_yet_valid", "certificate-not-yet-valid"),
        ("revoked", "certificate-revoked"),
        ("forged", "certificate-issuer-unknown"),
    ],
)
def test_who_may_not(kiosk: AtTerminal, issuer: Issuer, persona: str, refusal: str) -> None:
    assert problem(kiosk.try_log_in(_card(issuer, persona))) == (403, refusal)


def test_signature_certificate(kiosk: AtTerminal, issuer: Issuer) -> None:
    """Its authority is among the anchors, too; it is not for logging in all the same."""
    assert problem(kiosk.try_log_in(_card(issuer, "ordinary", "sign"))) == (403, "certificate-not-for-login")


def test_revoked_between_two_log_ins(house: House, issuer: Issuer, tmp_path: Path) -> None:
    own = Issuer(shutil.copytree(issuer.state, tmp_path / "issuer"))
    card = _card(own, "ordinary")
    with _responder(own) as responder, _terminal(house, own, {"kind": "ocsp", "url": responder.url}) as kiosk:
        assert kiosk.try_log_in(card).status_code == 201
        own.revoke("ordinary", "auth", "keyCompromise")
        assert problem(kiosk.try_log_in(card)) == (403, "certificate-revoked")


@pytest.mark.parametrize("behaviour", ["down", "garbage", "wrong_key", "stale"])
def test_authority_in_trouble(kiosk: AtTerminal, issuer: Issuer, responder: Responder, behaviour: Behaviour) -> None:
    responder.behaviour = behaviour
    assert problem(kiosk.try_log_in(_card(issuer, "ordinary"))) == (503, "revocation-unknown")
    responder.behaviour = "honest"
    assert kiosk.try_log_in(_card(issuer, "ordinary")).status_code == 201
