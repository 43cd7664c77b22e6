"""An envelope is older than the certificate that its terminal shows: who signed it can be told all the same."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from sqlalchemy import select

from gateway.contract.sealing import Recipient
from gateway.dev_certs import make
from gateway.intake.schema import terminals
from gateway.store.database import Store
from tests.gateway.intake.sending import Item, Sender, post
from tests.parts.authority import Authority
from tests.parts.house import Client, House, TurnedClock, build_house, problem

NAME = "kiosk-01"


@pytest.fixture
def tls(tmp_path: Path) -> Path:
    """The authority whose terminals are served; and what it gave to this one first."""
    make(tmp_path / "tls", NAME, ())
    return tmp_path / "tls"


@pytest.fixture
def house(store: Store, authority: Authority, clock: TurnedClock, tls: Path) -> House:
    files = {"certificate": "server.pem", "key": "server.key", "client_ca": str(tls / "ca.pem")}
    return build_house(store, authority, clock, tls=files)


@pytest.fixture
def sender(recipient: Recipient, tls: Path) -> Sender:
    """With the first certificate, which the gateway never sees."""
    return _of(recipient, tls, NAME)


@pytest.fixture
def renewed(house: House, tls: Path, sender: Sender) -> Iterator[Client]:
    """The terminal's way in, with a later certificate than that of `sender`."""
    for suffix in ("pem", "key"):
        (tls / f"{NAME}.{suffix}").rename(tls / f"first.{suffix}")
    make(tls, NAME, ())
    der = x509.load_pem_x509_certificate((tls / f"{NAME}.pem").read_bytes()).public_bytes(Encoding.DER)
    with house.terminal(NAME, der) as at:
        yield at.client


def _of(recipient: Recipient, tls: Path, name: str) -> Sender:
    key = load_pem_private_key((tls / f"{name}.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    certificate = x509.load_pem_x509_certificate((tls / f"{name}.pem").read_bytes())
    return Sender(recipient, name, key, certificate.public_bytes(Encoding.DER))


def _bringing(sender: Sender, item: Item, *certificates: bytes) -> Item:
    """The same item; its envelope brings these along."""
    header: dict[str, Any] = {"x5c": [b64encode(each).decode() for each in certificates]}
    body = {**item.body, "envelope": sender.sign(item.claims, **header)}
    return Item(item.key, item.case, body, item.chunks, item.claims)


def test_one_that_the_envelope_brings(renewed: Client, sender: Sender, store: Store) -> None:
    item = sender.item()
    assert problem(post(renewed, item)) == (422, "envelope-refused")
    brought = _bringing(sender, item, sender.der)
    assert post(renewed, brought).status_code == 201
    assert post(renewed, brought).status_code == 201
    with store.read() as conn:
        known = set(conn.execute(select(terminals.c.thumbprint)).scalars())
    assert sha256(sender.der).hexdigest() not in known  # it has not been shown here


def test_not_one_by_another_authority(renewed: Client, recipient: Recipient, tmp_path: Path) -> None:
    make(tmp_path / "other", NAME, ())
    other = _of(recipient, tmp_path / "other", NAME)
    assert problem(post(renewed, _bringing(other, other.item(), other.der))) == (422, "envelope-refused")


def test_not_one_of_another_terminal(renewed: Client, recipient: Recipient, tls: Path) -> None:
    make(tls, "kiosk-02", ())
    other = _of(recipient, tls, "kiosk-02")
    item = other.item(terminal=NAME)
    assert problem(post(renewed, _bringing(other, item, other.der))) == (422, "envelope-refused")


def test_not_one_that_a_terminal_has_issued(renewed: Client, recipient: Recipient, tls: Path) -> None:
    """A terminal's key may sign, but it is no authority."""
    (tls / "under").mkdir()
    for suffix in ("pem", "key"):
        (tls / "under" / f"ca.{suffix}").write_bytes((tls / f"first.{suffix}").read_bytes())
    make(tls / "under", NAME, ())
    forged = _of(recipient, tls / "under", NAME)
    assert problem(post(renewed, _bringing(forged, forged.item(), forged.der))) == (422, "envelope-refused")


def test_not_one_that_did_not_sign(renewed: Client, recipient: Recipient, sender: Sender, tmp_path: Path) -> None:
    """The certificate is in order; the signature is by another key."""
    make(tmp_path / "other", NAME, ())
    other = _of(recipient, tmp_path / "other", NAME)
    other.der = sender.der
    assert problem(post(renewed, _bringing(other, other.item(), sender.der))) == (422, "envelope-refused")


@pytest.mark.parametrize("brought", [(), (b"no certificate",), (b"one", b"two")])
def test_what_is_no_certificate(renewed: Client, sender: Sender, brought: tuple[bytes, ...]) -> None:
    assert problem(post(renewed, _bringing(sender, sender.item(), *brought))) == (422, "envelope-refused")
