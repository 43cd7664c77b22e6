"""What lies on the reader. By application and token label, never by ATR: an ATR filter locks real cards out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from devices.cards import attributes, certificates, jpki, profile
from devices.cards.card import Card, NoFile, NotAllowed
from devices.cards.certificates import Certificate
from devices.cards.outcomes import Absent, AllTries, CardFault, CardPin, CardTrouble, Left, PinTries


@dataclass(frozen=True, slots=True, weakref_slot=True)
class MyNumberCard:
    """A My Number Card that can log in (as far as its authentication PIN is not locked)."""

    token_label: str
    certificate: Certificate = field(repr=False)
    tries: AllTries
    has_signature_certificate: bool

    @property
    def auth_certificate(self) -> bytes:
        """利用者証明用電子証明書, DER."""
        return self.certificate.der


@dataclass(frozen=True, slots=True)
class FaceOnlyCard:
    """顔認証マイナンバーカード: a valid card without a PIN that could be used."""

    tries: AllTries


@dataclass(frozen=True, slots=True)
class CardWithoutCertificate:
    """A My Number Card whose holder has no 利用者証明用 certificate (declined, or removed)."""

    tries: AllTries


@dataclass(frozen=True, slots=True)
class OldResidentCard:
    """住民基本台帳カード: no longer usable."""


@dataclass(frozen=True, slots=True)
class SmartphoneToken:
    """A phone's JPKI application."""

    platform: Literal["android", "iphone"]


@dataclass(frozen=True, slots=True)
class ForeignCard:
    """Some other chip card."""


Recognised = MyNumberCard | FaceOnlyCard | CardWithoutCertificate | OldResidentCard | SmartphoneToken | ForeignCard
InspectOutcome = Recognised | CardTrouble


def recognise(card: Card) -> InspectOutcome:
    """Read everything that is free: nothing is entered, no try is spent."""
    selected = jpki.select(card)
    if isinstance(selected, NoFile):
        return ForeignCard()
    if selected is not None:
        return selected
    label = jpki.token_label(card)
    match label:
        case NoFile():
            return ForeignCard()
        case profile.TOKEN_MY_NUMBER_CARD:
            return _my_number_card(card, label)
        case profile.TOKEN_OLD_RESIDENT_CARD:
            return OldResidentCard()
        case profile.TOKEN_ANDROID:
            return SmartphoneToken("android")
        case profile.TOKEN_IPHONE:
            return SmartphoneToken("iphone")
        case str():
            return ForeignCard()
        case trouble:
            return trouble


def _my_number_card(card: Card, label: str) -> InspectOutcome:
    der = jpki.auth_certificate(card)
    if not isinstance(der, bytes | NoFile | NotAllowed):
        return der
    signs = jpki.has_sign_certificate(card)
    if not isinstance(signs, bool):
        return signs
    tries = all_tries(card)
    if not isinstance(tries, AllTries):
        return tries
    if _face_only(tries, signs):
        return FaceOnlyCard(tries)
    if not isinstance(der, bytes):
        return CardWithoutCertificate(tries)
    certificate = certificates.parse(der)
    if certificate is None:
        return CardFault("certificate form")
    return MyNumberCard(label, certificate, tries, signs and not isinstance(tries.sign, Absent))


def _face_only(tries: AllTries, signs: bool) -> bool:
    """No authentication PIN at all; or nothing on the card that any PIN could open.

    How such a card answers is not published. Both ways are taken: the PIN's file missing, and every PIN locked on a
    card without 署名用 certificate.
    """
    if isinstance(tries.auth, Absent):
        return True
    return not signs and not any(isinstance(each, Left) for each in (tries.auth, tries.sign, tries.text))


def all_tries(card: Card) -> AllTries | CardTrouble:
    """The three counters. The JPKI application must be current; the text application is afterwards."""
    auth = card.tries(CardPin.AUTH)
    if not isinstance(auth, PinTries):
        return auth
    sign = card.tries(CardPin.SIGN)
    if not isinstance(sign, PinTries):
        return sign
    text = _text_tries(card)
    if not isinstance(text, PinTries):
        return text
    return AllTries(auth, sign, text)


def _text_tries(card: Card) -> PinTries | CardTrouble:
    selected = attributes.select(card)
    if isinstance(selected, NoFile):
        return Absent()
    return card.tries(CardPin.TEXT) if selected is None else selected
