"""What is particular to today's My Number Card: application ids, files, keys and the rules of its PINs.

One table, so that the next card generation is a second table and not a search through the code. The official
specification is not public; OpenSC (`card-jpki.c`), jpki/myna and soltia48/myna-card agree on the values here.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.cards.outcomes import CardPin

JPKI_AP = bytes.fromhex("D392F000260100000001")  # 公的個人認証AP
TEXT_AP = bytes.fromhex("D3921000310001010408")  # 券面事項入力補助AP

# 公的個人認証AP
SIGN_CERTIFICATE = 0x0001  # readable only after the sign password
TOKEN_INFO = 0x0006  # CK_TOKEN_INFO, label in the first 32 bytes
AVAILABILITY = 0x0008  # byte 0: 署名用 certificate; optional
AUTH_CERTIFICATE = 0x000A
AUTH_KEY = 0x0017
SIGN_KEY = 0x001A

# 券面事項入力補助AP
MY_NUMBER = 0x0001
ATTRIBUTES = 0x0002
DIGESTS = 0x0003

TOKEN_MY_NUMBER_CARD = "JPKIAPICCTOKEN2"  # noqa: S105 - a public label
TOKEN_OLD_RESIDENT_CARD = "JPKIAPICCTOKEN"  # noqa: S105
TOKEN_ANDROID = "JPKIAPGPSETOKEN"  # noqa: S105
TOKEN_IPHONE = "JPKIAPIOSTOKEN"  # noqa: S105


@dataclass(frozen=True, slots=True)
class PinRule:
    """Where a PIN lives and what it may look like."""

    application: bytes
    file: int
    most_tries: int
    shortest: int
    longest: int
    letters: bool  # A-Z allowed beside 0-9; lower case is upper-cased before sending


PIN_RULES = {
    CardPin.AUTH: PinRule(JPKI_AP, 0x0018, 3, 4, 4, letters=False),
    CardPin.SIGN: PinRule(JPKI_AP, 0x001B, 5, 6, 16, letters=True),
    CardPin.TEXT: PinRule(TEXT_AP, 0x0011, 3, 4, 4, letters=False),
}
