"""What an application on the card is made of: files, PINs and keys, each under a file id, with its access rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import rsa

# Which PINs (by file id in the same application) open something: any one of them. FREE: nothing needed.
Opens = frozenset[int] | None
FREE: Opens = None
NEVER: Opens = frozenset()


def any_of(*pins: int) -> Opens:
    return frozenset(pins)


@dataclass(frozen=True, slots=True)
class Binary:
    """A transparent file."""

    content: bytes = field(repr=False)
    read: Opens = FREE


@dataclass(frozen=True, slots=True)
class Records:
    """A file of records, numbered from 1."""

    records: tuple[bytes, ...] = field(repr=False)
    read: Opens = FREE


@dataclass(frozen=True, slots=True)
class PinFile:
    """A PIN: its name in the card's memory and the form a new one must have."""

    name: str
    shortest: int
    longest: int
    alphabet: bytes = b"0123456789"
    changeable: bool = True


@dataclass(frozen=True, slots=True)
class Key:
    """A private key (RSA-2048) that signs."""

    key: rsa.RSAPrivateKey = field(repr=False)
    use: Opens


Entry = Binary | Records | PinFile | Key


@dataclass(frozen=True, slots=True)
class Application:
    """One AP: its AID and its files. change: CLA and INS by which a PIN is changed here."""

    aid: bytes
    entries: Mapping[int, Entry]
    change: tuple[int, int] = (0x00, 0x24)
