"""The fictional card issuer: makes the sandbox JPKI and the cards of all personas, once, and keeps them.

    issuer = Issuer(state_directory)            # the first start makes the CAs (about a second), later ones load them
    record = issuer.card(person("ordinary"))    # made when first asked for
    issuer.revoke("ordinary", "auth", "keyCompromise")

What lies in the state directory:

    ca/anchors/{auth,sign}-{1,2,3}.pem   the CA certificates and nothing else: a gateway's directory of trust anchors
    ca/keys/{auth,sign}-{1,2,3}.key      their keys, PKCS #8 PEM without password, mode 0600, to sign OCSP and CRL with
    ca/false/…                           the false CA: same names, its own keys, no anchor
    issued.json                          every certificate issued by the CAs above, see below
    cards/PERSONA/…                      keys and certificates of one card, and `pins.json`, its counters

`issued.json` is replaced whole at every change (read it again when its mtime changes):

    {"authorities": [{"key_id":      SubjectKeyIdentifier of the CA, hex,
                      "purpose":     "auth" or "sign",
                      "generation":  1, 2 or 3,
                      "certificate": "ca/anchors/auth-3.pem",  "key": "ca/keys/auth-3.key"}, ...],
     "certificates": [{"serial":     hex without leading zeros,
                       "issuer_key_id": hex, as above,
                       "persona":    "ordinary",  "purpose": "auth" or "sign",
                       "not_before", "not_after": "2027-02-12T14:59:59+00:00",
                       "revoked_at": null or a time as above,
                       "reason":     null or the name of a CRLReason in RFC 5280 5.3.1: "keyCompromise"}, ...]}

A serial is unknown to the responders unless it stands there with that issuer. The false CA's certificates never do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from devices.virtual import authority, certificates, piv_card, store
from devices.virtual.authority import GENERATIONS, PURPOSES, Authority, Purpose
from devices.virtual.certificates import JAPAN, NOWHERE, Addresses
from devices.virtual.personas import Person, StaffCard, Standing
from devices.virtual.piv_card import PivCard

REASONS = frozenset(each.value for each in x509.ReasonFlags)


class StateTooOld(Exception):
    """The CAs of a state directory of years ago can issue nothing valid any more. Delete the directory."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A key of a card with its certificate and the CA certificate that the card carries beside it."""

    key: rsa.RSAPrivateKey = field(repr=False)
    certificate: x509.Certificate = field(repr=False)
    ca_certificate: x509.Certificate


@dataclass(frozen=True, slots=True)
class CardRecord:
    """All the issuer puts on one card. No credential where the persona has none ("absent")."""

    person: Person
    auth: Credential | None
    sign: Credential | None
    ap_key: rsa.RSAPrivateKey = field(repr=False)  # proves the presence of the card (text AP EF 0013)
    ap_issuer: rsa.RSAPrivateKey = field(repr=False)  # signs the contents of the text and visual APs
    expires: date  # of the card itself
    pins_file: Path


class Issuer:
    """Opens, or makes, a state directory. Several programs may use one at the same time.

    now: the moment by which certificates are made and judged; for tests.
    """

    def __init__(
        self,
        state: Path,
        addresses: Addresses = NOWHERE,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.state = state
        self._addresses = addresses
        self._now = now
        with store.locked(state):
            self._authorities = self._load_authorities()
            self._ap_issuer = self._key(state / "ca" / "keys" / "application.key")
            if not self._index_path.exists():
                self._write_index({"authorities": self._authorities_index(), "certificates": []})
        newest = self._authorities["auth", GENERATIONS[-1]].certificate
        if newest.not_valid_after_utc - now() < timedelta(days=365):
            raise StateTooOld(f"{state}: made years ago; delete it")

    @property
    def anchors(self) -> Path:
        """The directory of trust anchors."""
        return self.state / "ca" / "anchors"

    @property
    def index(self) -> Path:
        """`issued.json`."""
        return self._index_path

    def authority(self, purpose: Purpose, generation: int = GENERATIONS[-1]) -> Authority:
        """A CA with its key."""
        return self._authorities[purpose, generation]

    def card(self, person: Person) -> CardRecord:
        """The card of a person, made if it is the first time.

        A certificate that no longer stands as the persona says (one "expiring" has meanwhile expired) is replaced.
        """
        folder = self.state / "cards" / person.id
        with store.locked(self.state):
            return CardRecord(
                person=person,
                auth=self._credential(person, "auth", person.auth),
                sign=self._credential(person, "sign", person.sign),
                ap_key=self._key(folder / "application.key"),
                ap_issuer=self._ap_issuer,
                expires=self._expiry(person),
                pins_file=folder / "pins.json",
            )

    def staff_card(self, card: StaffCard) -> PivCard:
        """A staff card, made if it is the first time. No CA of ours stands behind it: terminals know its key."""
        with store.locked(self.state):
            return piv_card.load_or_make(self.state / "cards" / card.id, card.atr, card.key, self._now())

    def revoke(self, persona: str, purpose: Purpose, reason: str = "unspecified") -> None:
        """Revoke the newest certificate of a persona, now. The persona keeps it on the card.

        reason: a CRLReason of RFC 5280 5.3.1. ValueError if that is none; KeyError if there is no certificate.
        """
        if reason not in REASONS:
            raise ValueError(f"no CRLReason: {reason}")
        with store.locked(self.state):
            index = self._read_index()
            mine = [each for each in index["certificates"] if (each["persona"], each["purpose"]) == (persona, purpose)]
            if not mine:
                raise KeyError(persona)
            mine[-1].update(revoked_at=_text(self._now()), reason=reason)
            self._write_index(index)

    # --- authorities -------------------------------------------------------------------------------------------------

    def _load_authorities(self) -> Mapping[tuple[Purpose, int], Authority]:
        keys = self.state / "ca" / "keys"
        return {
            (purpose, generation): authority.load_or_make(
                self.anchors, keys, f"{purpose}-{generation}", purpose, generation, self._now()
            )
            for purpose in PURPOSES
            for generation in GENERATIONS
        }

    def _false_authority(self, purpose: Purpose) -> Authority:
        folder = self.state / "ca" / "false"
        return authority.load_or_make(folder, folder, purpose, purpose, GENERATIONS[-1], self._now())

    def _authorities_index(self) -> list[dict[str, Any]]:
        return [
            {
                "key_id": each.key_id.hex(),
                "purpose": purpose,
                "generation": generation,
                "certificate": f"ca/anchors/{purpose}-{generation}.pem",
                "key": f"ca/keys/{purpose}-{generation}.key",
            }
            for (purpose, generation), each in self._authorities.items()
        ]

    # --- cards -------------------------------------------------------------------------------------------------------

    def _credential(self, person: Person, purpose: Purpose, standing: Standing) -> Credential | None:
        if standing == "absent":
            return None
        folder = self.state / "cards" / person.id
        key = self._key(folder / f"{purpose}.key")
        genuine = self._authorities[purpose, person.generation]
        issuer = self._false_authority(purpose) if standing == "forged" else genuine
        pem = folder / f"{purpose}.pem"
        certificate = x509.load_pem_x509_certificate(pem.read_bytes()) if pem.exists() else None
        if certificate is None or not certificates.still_as_told(standing, certificate, self._now()):
            valid = certificates.period(person, standing, self._now(), issuer.certificate)
            certificate = certificates.issue(
                person, purpose, key.public_key(), issuer, valid, self._addresses, genuine.key_id
            )
            if standing != "forged":
                self._register(person, purpose, standing, certificate, genuine)
            store.write(pem, certificate.public_bytes(Encoding.PEM), 0o644)
        return Credential(key, certificate, issuer.certificate)

    def _register(
        self, person: Person, purpose: Purpose, standing: Standing, certificate: x509.Certificate, issuer: Authority
    ) -> None:
        revoked = standing == "revoked"
        index = self._read_index()
        index["certificates"].append(
            {
                "serial": f"{certificate.serial_number:x}",
                "issuer_key_id": issuer.key_id.hex(),
                "persona": person.id,
                "purpose": purpose,
                "not_before": _text(certificate.not_valid_before_utc),
                "not_after": _text(certificate.not_valid_after_utc),
                "revoked_at": _text(self._now() - timedelta(days=3)) if revoked else None,
                "reason": person.reason if revoked else None,
            }
        )
        self._write_index(index)

    def _expiry(self, person: Person) -> date:
        """The card's own end: the 10th birthday after issue, the 5th of a minor. Kept, so that 照合番号B stays."""
        path = self.state / "cards" / person.id / "card.json"
        kept = store.read_json(path)
        if kept is not None:
            return date.fromisoformat(kept["expires"])
        issued = max(self._now().astimezone(JAPAN).date() - timedelta(days=365), person.birth + timedelta(days=30))
        is_minor = certificates.birthday(person.birth, person.birth.year + 18) > issued
        expires = certificates.nth_birthday(person.birth, issued, 5 if is_minor else 10)
        store.write_json(path, {"expires": expires.isoformat()})
        return expires

    def _key(self, path: Path) -> rsa.RSAPrivateKey:
        if path.exists():
            return authority.load_key(path)
        key = authority.new_key()
        authority.write_key(path, key)
        return key

    # --- the index ---------------------------------------------------------------------------------------------------

    @property
    def _index_path(self) -> Path:
        return self.state / "issued.json"

    def _read_index(self) -> dict[str, Any]:
        index: dict[str, Any] = json.loads(self._index_path.read_bytes())
        return index

    def _write_index(self, index: dict[str, Any]) -> None:
        store.write_json(self._index_path, index, 0o644)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()
