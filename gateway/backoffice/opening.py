"""Out of the seal: the item and its attachments, each checked against what its envelope and its content say. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from cryptography.exceptions import InvalidTag

from gateway.backoffice.keys import Keys, SealKey
from gateway.contract import sealing
from gateway.contract.applications import Attachment, Content, parse_content
from gateway.contract.intake import EnvelopeClaims
from gateway.contract.sealing import ITEM


@dataclass(frozen=True, slots=True)
class Opened:
    """In clear. attachments: in the order of `content.attachments`."""

    content: Content = field(repr=False)
    attachments: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unopened:
    """key_unknown: no such private key here (yet). not_for_us: sealed to something else than the envelope says.

    altered: not the bytes of the envelope. not_an_item: opened, but it can't be read. attachments_differ: other ones
    than the item names.
    """

    why: Literal["key_unknown", "not_for_us", "altered", "not_an_item", "attachments_differ"]


def open_item(claims: EnvelopeClaims, sealed: bytes, attachments: Sequence[bytes], keys: Keys) -> Opened | Unopened:
    """Open an item."""
    key = keys.get(claims.recipient)
    if key is None:
        return Unopened("key_unknown")
    if key.suite != claims.suite:
        return Unopened("not_for_us")
    if sha256(sealed).hexdigest() != claims.digest or not _as_enveloped(claims, attachments):
        return Unopened("altered")
    plain = _open(claims, key, ITEM, sealed)
    clear = [_open(claims, key, sealing.attachment(at), each) for at, each in enumerate(attachments)]
    opened = tuple(each for each in clear if each is not None)
    if plain is None or len(opened) != len(clear):
        return Unopened("not_for_us")
    content = parse_content(plain)
    if content is None:
        return Unopened("not_an_item")
    if len(opened) != len(content.attachments) or not all(map(_as_named, content.attachments, opened)):
        return Unopened("attachments_differ")
    return Opened(content, opened)


def _open(claims: EnvelopeClaims, key: SealKey, part: str, sealed: bytes) -> bytes | None:
    context = sealing.info(claims.municipality, key.key_id, key.suite, claims.kind, claims.key, part)
    try:
        return sealing.hpke(key.suite).decrypt(sealed, key.private_key, info=context)
    except (InvalidTag, ValueError):
        return None


def _as_enveloped(claims: EnvelopeClaims, attachments: Sequence[bytes]) -> bool:
    stated = [(each.size, each.sha256) for each in claims.attachments]
    return stated == [(len(each), sha256(each).hexdigest()) for each in attachments]


def _as_named(named: Attachment, content: bytes) -> bool:
    return (named.size, named.sha256) == (len(content), sha256(content).hexdigest())
