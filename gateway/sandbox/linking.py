"""The sandbox's card issuer knows which two certificates it put on one card. Adapter of `gateway.backoffice.linking`.

Reads `issued.json` of its state directory (format: docstring of devices/virtual/issuer.py).
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class SandboxLinking:
    """cards: the state directory. It is read again for every question: cards are made when they are first laid."""

    def __init__(self, cards: Path) -> None:
        self._cards = cards

    def authentication_certificates(self, issuer_key_id: str, serial: str) -> tuple[tuple[str, str], ...]:
        """As the port says. None where the directory can't be read."""
        try:
            index = json.loads((self._cards / "issued.json").read_bytes())
            keys = {each["key_id"]: self._key_id(each) for each in index["authorities"]}
        except (OSError, ValueError, KeyError):
            return ()
        issued = index["certificates"]
        owners = {
            each["persona"]
            for each in issued
            if each["purpose"] == "sign" and (keys[each["issuer_key_id"]], each["serial"]) == (issuer_key_id, serial)
        }
        found = [each for each in issued if each["purpose"] == "auth" and each["persona"] in owners]
        return tuple((keys[each["issuer_key_id"]], each["serial"]) for each in reversed(found))

    def _key_id(self, authority: dict[str, Any]) -> str:
        certificate = x509.load_pem_x509_certificate((self._cards / authority["certificate"]).read_bytes())
        spki = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return sha256(spki).hexdigest()
