"""The form of a mail address, as providers in Japan issue them (two dots in a row were issued, so they pass)."""

from __future__ import annotations

import re
from enum import Enum

LONGEST = 254
MOST_ADDRESSES = 2
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_TOP = re.compile(r"[A-Za-z]{2,63}")


class MailFault(Enum):
    """Why an entry can't be a mail address: what the resident looks at again."""

    EMPTY = "empty"
    NO_AT = "no_at"  # no @, or more than one
    LOCAL = "local"  # before the @
    HOST = "host"  # after the @
    TOO_LONG = "too_long"


def mail_fault(text: str) -> MailFault | None:
    """Why `text` can't be a mail address; None if it can be one. Whether mail arrives there is not known by this."""
    if not text:
        return MailFault.EMPTY
    if len(text) > LONGEST:
        return MailFault.TOO_LONG
    if text.count("@") != 1:
        return MailFault.NO_AT
    local, host = text.split("@")
    if not _LOCAL.fullmatch(local):
        return MailFault.LOCAL
    *labels, top = host.split(".")
    if not labels or not _TOP.fullmatch(top) or not all(_LABEL.fullmatch(label) for label in labels):
        return MailFault.HOST
    return None
