"""The issuing side's signed word about one document: compact JWS (RFC 7515), ES256, pinned by the terminal."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from joserfc import jws
from joserfc.jwk import ECKey

from gateway.contract.certificates import STATEMENT_ALGORITHM, STATEMENT_TYPE, IssueStatement


class StatementKey:
    """A P-256 key that signs statements."""

    def __init__(self, key: EllipticCurvePrivateKey) -> None:
        if not isinstance(key.curve, SECP256R1):
            raise ValueError("not a P-256 key")
        self._key = ECKey.import_key(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self.thumbprint = self._key.thumbprint()

    @classmethod
    def load(cls, file: Path) -> StatementKey:
        """From PEM. OSError or ValueError, without a byte of it, if it can't be used."""
        return cls(load_ec_key(file))

    def sign(self, statement: IssueStatement) -> str:
        """The statement as `Issue.statement`."""
        header = {"alg": STATEMENT_ALGORITHM, "typ": STATEMENT_TYPE, "kid": self.thumbprint}
        return jws.serialize_compact(header, statement.model_dump_json().encode(), self._key)


def load_ec_key(file: Path) -> EllipticCurvePrivateKey:
    """An EC key from a PEM file without password. OSError or ValueError, without a byte of it."""
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (ValueError, TypeError):
        raise ValueError("not a PEM key without password") from None
    if not isinstance(key, EllipticCurvePrivateKey):
        raise ValueError("not an EC key")
    return key
