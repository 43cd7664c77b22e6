"""The municipality's private keys: one PEM file (PKCS #8, RFC 5958; mode 0600) each, named by its key id.

A hybrid key is two PEM blocks in one file: ML-KEM-768 (seed form), then X25519. What is public about keys, and since
when they are offered, is at the intake. A key is kept after it is retired: what was sealed to it may still be on its
way, and cases are stored sealed.
"""

from __future__ import annotations

import os
import re
import stat
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric import ec, mlkem, x25519
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from gateway import log
from gateway.config import ConfigError
from gateway.contract.sealing import Recipient, SuiteName, key_id_of

PrivatePart = mlkem.MLKEM768PrivateKey | x25519.X25519PrivateKey | ec.EllipticCurvePrivateKey
_BLOCK = re.compile(rb"-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----\n?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key with its public name. parts: one, or for the hybrid two."""

    key_id: str
    suite: SuiteName
    public_key: bytes
    parts: tuple[PrivatePart, ...] = field(repr=False)

    @property
    def private_key(self) -> MLKEM768X25519PrivateKey | x25519.X25519PrivateKey | ec.EllipticCurvePrivateKey:
        """As HPKE wants it."""
        match self.parts:
            case (mlkem.MLKEM768PrivateKey() as post_quantum, x25519.X25519PrivateKey() as classic):
                return MLKEM768X25519PrivateKey(post_quantum, classic)
            case ((x25519.X25519PrivateKey() | ec.EllipticCurvePrivateKey()) as only,):
                return only
            case _:
                raise AssertionError("`_of_parts` makes no other")

    def recipient(self, municipality: str) -> Recipient:
        """Its public side."""
        return Recipient(
            municipality=municipality,
            key_id=self.key_id,
            suite=self.suite,
            public_key=b64encode(self.public_key),
        )


def make(folder: Path, suite: SuiteName) -> SealKey:
    """Make a key and write it down, durably. ConfigError if the directory can't be used."""
    check(folder)
    parts: tuple[PrivatePart, ...]
    match suite:
        case "MLKEM768_X25519":
            parts = (mlkem.MLKEM768PrivateKey.generate(), x25519.X25519PrivateKey.generate())
        case "X25519":
            parts = (x25519.X25519PrivateKey.generate(),)
        case "P256":
            parts = (ec.generate_private_key(ec.SECP256R1()),)
    key = _of_parts(parts)
    if key is None:
        raise AssertionError("made for this very suite")
    pem = b"".join(part.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) for part in parts)
    try:
        _write(folder, f"{key.key_id}.pem", pem)
    except OSError as error:
        raise ConfigError(f"keys: {folder}: {error.strerror}") from None
    return key


def load(folder: Path) -> dict[str, SealKey]:
    """Every key in the directory, by key id. ConfigError if one is unreadable, misnamed, or open to others."""
    check(folder)
    found = {}
    for file in sorted(folder.glob("*.pem")):
        try:
            if stat.S_IMODE(file.stat().st_mode) & 0o077:
                raise ConfigError(f"keys: {file}: others can read it; its mode must be 0600")
            blocks = tuple(load_pem_private_key(block, None) for block in _BLOCK.findall(file.read_bytes()))
        except (OSError, ValueError, TypeError) as error:
            raise ConfigError(f"keys: {file}: {type(error).__name__}") from None
        key = _of_parts(blocks)
        if key is None or file.stem != key.key_id:
            raise ConfigError(f"keys: {file}: not a key of this name")
        found[key.key_id] = key
    return found


class Keys(Protocol):
    """Private keys by key id."""

    def get(self, key_id: str, /) -> SealKey | None:
        """None if there is no such key."""


class KeyRing:
    """The keys of a directory; one that is asked for and not known is looked for anew: keys come while we run."""

    def __init__(self, folder: Path) -> None:
        """ConfigError as `load`."""
        self._folder = folder
        self._known = load(folder)

    def get(self, key_id: str, /) -> SealKey | None:
        """The key; None if it isn't there, or the directory can't be used any more (whoever starts next is told)."""
        if key_id not in self._known:
            try:
                self._known = load(self._folder)
            except ConfigError:
                log.event("keys_unusable")
        return self._known.get(key_id)


def check(folder: Path) -> None:
    """Make the directory if there is none. ConfigError if others may look into it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = stat.S_IMODE(folder.stat().st_mode)
    except OSError as error:
        raise ConfigError(f"keys: {folder}: {error.strerror}") from None
    if mode & 0o077:
        raise ConfigError(f"keys: {folder}: others can look into it; its mode must be 0700")


def _of_parts(parts: tuple[object, ...]) -> SealKey | None:
    suite: SuiteName
    match parts:
        case (mlkem.MLKEM768PrivateKey() as post_quantum, x25519.X25519PrivateKey() as classic):
            suite = "MLKEM768_X25519"
            public = post_quantum.public_key().public_bytes_raw() + classic.public_key().public_bytes_raw()
            return SealKey(key_id_of(suite, public), suite, public, (post_quantum, classic))
        case (x25519.X25519PrivateKey() as only,):
            suite, public = "X25519", only.public_key().public_bytes_raw()
            return SealKey(key_id_of(suite, public), suite, public, (only,))
        case (ec.EllipticCurvePrivateKey(curve=ec.SECP256R1()) as point,):
            suite = "P256"
            public = point.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
            return SealKey(key_id_of(suite, public), suite, public, (point,))
        case _:
            return None


def _write(folder: Path, name: str, content: bytes) -> None:
    # A key that is published must never be lost: on the disk before anybody hears of it.
    partial = folder / f".{name}"
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(folder / name)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
