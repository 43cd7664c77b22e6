"""The account (利用者フォルダー): a ニックネーム, up to two mail addresses, and whether notices are announced by mail.

    POST  /v1/account  NewAccount     -> 201 Account
    GET   /v1/account                 -> Account
    PATCH /v1/account  AccountChange  -> Account

It never holds name, address, birth date, sex or My Number.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from gateway.contract.base import Model

NICKNAME_LONGEST = 20


def _nickname(value: str) -> str:
    # Marks and variation selectors ride on the character before them; names are never normalised (DOMAIN 8).
    if sum(unicodedata.category(sign) != "Mn" for sign in value) > NICKNAME_LONGEST:
        raise ValueError(f"longer than {NICKNAME_LONGEST} characters")
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Zl", "Zp") for sign in value):
        raise ValueError("contains a sign that can't be seen")
    return value


Nickname = Annotated[
    str,
    # No white space (incl. U+3000) at either end, something in between.
    StringConstraints(min_length=1, max_length=60, pattern=r"^\S(.*\S)?$"),
    AfterValidator(_nickname),
]

# The "dot-atom @ host name" part of RFC 5321 that Japanese providers issue; no quoted or internationalised local parts.
MailAddress = Annotated[
    str,
    StringConstraints(
        min_length=3,
        max_length=254,
        pattern=r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$",
    ),
]

MailAddresses = Annotated[tuple[MailAddress, ...], Field(max_length=2)]


class Notices(Model):
    """How new notices are announced."""

    by_mail: bool


class NewAccount(Model):
    """Open an account. Mail notices need an address."""

    nickname: Nickname = Field(repr=False)
    mail_addresses: MailAddresses = Field(default=(), repr=False)
    notices: Notices = Notices(by_mail=False)

    @model_validator(mode="after")
    def _mail_needs_address(self) -> NewAccount:
        if self.notices.by_mail and not self.mail_addresses:
            raise ValueError("notices by mail need a mail address")
        return self


class AccountChange(Model):
    """Change what is given; null or absent leaves it as it is. Without a mail address left, mail notices end too."""

    nickname: Nickname | None = Field(default=None, repr=False)
    mail_addresses: MailAddresses | None = Field(default=None, repr=False)
    notices: Notices | None = None


class Account(Model):
    """The account as it stands."""

    nickname: str = Field(repr=False)
    mail_addresses: tuple[str, ...] = Field(repr=False)
    notices: Notices
