"""What can come of touching a card: closed unions, to be matched exhaustively.

Expected trouble is a value. Nothing in here prints anything personal: fields that hold certificates, names or
numbers carry `repr=False`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class CardPin(Enum):
    """The secrets this software may ask for. (住民基本台帳用 is for counters only and never asked here.)"""

    AUTH = "auth"  # 利用者証明用, 4 digits, 3 tries
    SIGN = "sign"  # 署名用, 6-16 letters and digits, 5 tries
    TEXT = "text"  # 券面事項入力補助用, 4 digits, 3 tries


# --- trouble that any operation can meet -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoCard:
    """Nothing lies on the reader."""


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card left (or lost contact) while we talked to it. What was in flight may or may not have happened."""


@dataclass(frozen=True, slots=True)
class CardSwapped:
    """Another card lies there than the one this session began with. Nothing was sent to it but reads."""


@dataclass(frozen=True, slots=True)
class CardMute:
    """The card did not answer in time. The reader may stay blocked until the card is taken away."""


@dataclass(frozen=True, slots=True)
class CardUnpowered:
    """Something lies there but does not wake up: upside down, in a thick case, broken, or not a chip card."""


@dataclass(frozen=True, slots=True)
class NoReader:
    """No reader of the configured name is plugged in."""


@dataclass(frozen=True, slots=True)
class ReaderBusy:
    """Another program on this machine held the card exclusively until our deadline."""


@dataclass(frozen=True, slots=True)
class ReaderServiceDown:
    """pcscd does not answer."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The caller called it off. What was in flight may or may not have happened."""


@dataclass(frozen=True, slots=True)
class CardFault:
    """The card answered something that makes no sense. `where` is a fixed word of ours, never card data."""

    where: str
    sw: int | None = None


CardTrouble = (
    NoCard
    | CardRemoved
    | CardSwapped
    | CardMute
    | CardUnpowered
    | NoReader
    | ReaderBusy
    | ReaderServiceDown
    | Cancelled
    | CardFault
)

# --- tries left ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Left:
    """Tries left as the card itself reported them, of `most`."""

    left: int
    most: int


@dataclass(frozen=True, slots=True)
class Locked:
    """No try is left; only the municipal counter unlocks it."""


@dataclass(frozen=True, slots=True)
class Absent:
    """This card has no such PIN."""


PinTries = Left | Locked | Absent


@dataclass(frozen=True, slots=True)
class AllTries:
    """The three PINs we may ask for, each with its own counter on the card."""

    auth: PinTries
    sign: PinTries
    text: PinTries


# --- PIN entry -------------------------------------------------------------------------------------------------------


class PinFormError(Enum):
    """Why an entry can't be this PIN. Found before anything is sent: costs no try."""

    LENGTH = "length"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class Verified:
    """The card accepted the PIN; it stays accepted until the card loses power."""


@dataclass(frozen=True, slots=True)
class WrongPin:
    """The card said the PIN is wrong; `left` tries remain (at least 1)."""

    left: int
    most: int


@dataclass(frozen=True, slots=True)
class PinLocked:
    """No try is left. `just_now`: this entry was the last one."""

    just_now: bool


@dataclass(frozen=True, slots=True)
class PinMalformed:
    """Not sent to the card."""

    reason: PinFormError


@dataclass(frozen=True, slots=True)
class PinAbsent:
    """This card has no such PIN (顔認証 card, or a card without 署名用)."""


PinRefusal = WrongPin | PinLocked | PinMalformed | PinAbsent
VerifyOutcome = Verified | PinRefusal

# --- signatures ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Signed:
    """An RSASSA-PKCS1-v1_5 / SHA-256 signature (256 bytes), already verified against `certificate` (DER).

    `message` is what was signed.
    """

    signature: bytes = field(repr=False)
    certificate: bytes = field(repr=False)
    message: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignatureInvalid:
    """The card answered 9000 with a signature that its own certificate does not verify."""


SignOutcome = Signed | SignatureInvalid | PinRefusal | CardTrouble

# --- what the input-support application holds ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Attributes:
    """The four attributes (基本4情報), code point for code point as the card holds them.

    `birth_digits` is `YYYYMMDD` (Gregorian); `birth_date` is None where that is no calendar day (unknown birthday).
    `sex` is one character of ISO/IEC 5218: 1 male, 2 female, 0 not known, 9 not applicable (some cards: 3 other).
    `checked`: the digest in EF 0003 was there and matched. It is no proof of origin.
    """

    name: str = field(repr=False)
    address: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    birth_digits: str = field(repr=False)
    sex: str = field(repr=False)
    checked: bool = False


@dataclass(frozen=True, slots=True, weakref_slot=True)
class MyNumber:
    """個人番号, 12 ASCII digits with a right check digit. `checked` as for `Attributes`."""

    digits: str = field(repr=False)
    checked: bool = False


AttributesOutcome = Attributes | PinRefusal | CardTrouble
MyNumberOutcome = MyNumber | PinRefusal | CardTrouble
