"""Whether a stored item is still what was signed when it was accepted.

SQLite checks the structure of its pages, not what stands in them. A disk that spoils some bytes of an item must not
let it be sent as something else, nor hold up all others: it is found at the opening, and is a dead letter at once.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from gateway.contract.intake import receipt_number

DAMAGED = "damaged-here"
"""The problem of such a dead letter; all others are the gateway's words."""
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def is_sound(
    columns: dict[str, str | int],
    receipt: str | None,
    envelope: str,
    sealed: bytes,
    chunks: Iterable[tuple[str, bytes]],
) -> bool:
    """columns: what the row says, by the names of the envelope's claims. chunks: SHA-256 (hex) and bytes, in order.

    The signature is not checked: the gateway does, and without its key nobody can make another envelope.
    """
    try:
        if not _COMPACT.fullmatch(envelope):
            return False
        header, claims = (_json(segment) for segment in envelope.split(".")[:2])
        pieces = [digest for attachment in claims["attachments"] for digest in attachment["chunks"]]
        return (
            all(sha256(base64.b64decode(each)).hexdigest() == header["kid"] for each in header.get("x5c", ()))
            and all(claims[name] == value for name, value in columns.items())
            and receipt
            == (receipt_number(claims["terminal"], claims["sequence"]) if claims["lane"] == "applications" else None)
            and claims["digest"] == sha256(sealed).hexdigest()
            and pieces == [_named(digest, content) for digest, content in chunks]
        )
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return False


def _json(segment: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))


def _named(digest: str, content: bytes) -> str | None:
    return digest if sha256(content).hexdigest() == digest else None
