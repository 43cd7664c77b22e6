"""The staff of this terminal, from a TOML file, and how one of them is recognised.

    [[staff]]
    id = "0417"
    card = "SHA-256 of the public key (SubjectPublicKeyInfo, DER) that the card proves itself with, hex"
    code = "scrypt:16384:8:1:SALT:HASH"      # base64; `python -m kiosk.staff code` makes one

Each needs a card or a code. A card proves itself by a signature, never by being shown; a code is the fallback.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
import threading
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import scrypt, sha256
from pathlib import Path
from typing import Annotated

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from devices.cards.outcomes import Left
from kiosk.config import ConfigError
from kiosk.staff.tries import Tries

CODE_LENGTH = 6
_N, _R, _P = 16384, 8, 1  # RFC 7914; about 50 ms here
_LONGEST_N = 1 << 20


@dataclass(frozen=True, slots=True)
class CodeHash:
    """A code as it is kept."""

    n: int
    r: int
    p: int
    salt: bytes = field(repr=False)
    hash: bytes = field(repr=False)

    def fits(self, code: bytes) -> bool:
        """Whether this is the code; takes as long whatever it is."""
        return hmac.compare_digest(_scrypt(code, self.salt, self.n, self.r, self.p), self.hash)


def _scrypt(code: bytes, salt: bytes, n: int, r: int, p: int) -> bytes:
    return scrypt(code, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def hash_of(code: bytes) -> str:
    """The line for the file."""
    salt = secrets.token_bytes(16)
    parts = (base64.b64encode(each).decode() for each in (salt, _scrypt(code, salt, _N, _R, _P)))
    return ":".join(("scrypt", str(_N), str(_R), str(_P), *parts))


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of the public key in a certificate (DER), hex."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,16}$")]
    card: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    code: Annotated[str, Field(pattern=r"^scrypt:[0-9]+:[0-9]+:[0-9]+:[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$")] | None = None

    @model_validator(mode="after")
    def _has_one(self) -> _Line:
        if self.card is None and self.code is None:
            raise ValueError("a card or a code is needed")
        return self


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    staff: Annotated[tuple[_Line, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the staff."""

    id: str


@dataclass(frozen=True, slots=True)
class StaffCard:
    """A registered card as it lies there; not proven yet.

    certificate: DER, of the key that is registered. tries: what its PIN has left; None if it proves itself without one.
    """

    who: Known
    certificate: bytes = field(repr=False)
    tries: Left | None


@dataclass(frozen=True, slots=True)
class CodeWrong:
    """Nobody has this code. left: tries before codes are locked."""

    left: int


@dataclass(frozen=True, slots=True)
class CodesLocked:
    """Too many wrong codes: for a while only cards."""


@dataclass(frozen=True, slots=True)
class CodesUncounted:
    """Wrong codes can't be counted: the disk doesn't take it. No code is looked at."""


CodeOutcome = Known | CodeWrong | CodesLocked | CodesUncounted


class StaffList:
    """May be asked from any thread."""

    def __init__(self, cards: dict[str, str], codes: tuple[tuple[str, CodeHash], ...], tries: Tries) -> None:
        self._cards = cards
        self._codes = codes
        self._tries = tries
        self._lock = threading.Lock()

    def of_card(self, certificate: bytes) -> Known | None:
        """Whose key this certificate (DER) has; that the card holds it must be proven besides."""
        id = self._cards.get(fingerprint(certificate))
        return None if id is None else Known(id)

    @property
    def tries_left(self) -> int:
        """Before codes are locked; 0: they are."""
        with self._lock:
            return self._tries.left

    def of_code(self, code: bytearray) -> CodeOutcome:
        """Whose code it is. The code is zeroed."""
        try:
            with self._lock:
                if self._tries.left == 0:
                    return CodesLocked()
                if not self._tries.spend():
                    return CodesUncounted()
                found = [id for id, known in self._codes if known.fits(bytes(code))]
                if found:
                    self._tries.forgive()
                    return Known(found[0])
                left = self._tries.left
                return CodeWrong(left) if left else CodesLocked()
        finally:
            code[:] = bytes(len(code))


def load(file: Path, monotonic: Callable[[], float], tries: Path | None) -> StaffList:
    """Read the file. Raises ConfigError that names what is wrong, never a hash. tries: where wrong codes are kept."""
    try:
        lines = _File.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).staff
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"staff: {file}: can't be read ({type(error).__name__})") from None
    except ValidationError as error:
        where = "; ".join(".".join(str(part) for part in each["loc"]) for each in error.errors(include_input=False))
        raise ConfigError(f"staff: {file}: {where}") from None
    if len({line.id for line in lines}) != len(lines):
        raise ConfigError(f"staff: {file}: an id stands twice")
    cards = {line.card: line.id for line in lines if line.card is not None}
    codes = tuple((line.id, _parsed(line.id, line.code)) for line in lines if line.code is not None)
    return StaffList(cards, codes, Tries(tries, monotonic))


def _parsed(id: str, text: str) -> CodeHash:
    _, n, r, p, salt, hash = text.split(":")

    def _bytes(text: str) -> bytes:
        return base64.b64decode(text, validate=True)

    try:
        made = CodeHash(int(n), int(r), int(p), _bytes(salt), _bytes(hash))
    except (ValueError, binascii.Error):
        raise ConfigError(f"staff: code of {id}: not base64") from None
    if not 2**14 <= made.n <= _LONGEST_N or made.n & (made.n - 1) or made.r < 8 or made.p < 1 or len(made.hash) != 32:
        raise ConfigError(f"staff: code of {id}: too weak, or not as `python -m kiosk.staff code` makes it")
    return made
