"""The card as the terminal uses it: one operation at a time, each in one short exclusive connection.

Every operation powers the card, does its work and takes the power away again, so that no PIN stays accepted on the
card, whatever happened. Acts that use a PIN first read the authentication certificate again and compare it with the
one the session began with: two cards can change places without any event. Errors end the connection; nothing is
retried behind the caller's back, least of all a PIN. A signature is verified once the card has lost its power.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from devices.cards import attributes, jpki, piv, profile
from devices.cards.card import Card, NoFile, NotAllowed
from devices.cards.link import Link, ReaderStatus, Slot
from devices.cards.outcomes import (
    Absent,
    AllTries,
    AttributesOutcome,
    Cancelled,
    CardFault,
    CardPin,
    CardSwapped,
    CardTrouble,
    MyNumberOutcome,
    PinAbsent,
    PinMalformed,
    PinRefusal,
    ReaderBusy,
    SignOutcome,
    Verified,
    VerifyOutcome,
)
from devices.cards.pcsc import PcscSlot
from devices.cards.pin import prepare, wiped
from devices.cards.recognise import InspectOutcome, all_tries, recognise

T = TypeVar("T")

_SigningOutcome = jpki.Unverified | PinRefusal | CardTrouble


class CardService:
    """Cards on one reader, chosen by a substring of its PC/SC name.

    All methods block up to `deadline_s` seconds and then return a value; call them from a worker. Only `cancel` and
    `last_apdus` may be used from another thread meanwhile. PIN buffers (UTF-8 as typed) are zeroed on return.
    """

    def __init__(self, reader_name: str, slot: Slot | None = None) -> None:
        self._slot = slot if slot is not None else PcscSlot(reader_name)
        self._busy = threading.Lock()
        self._cancelled = threading.Event()
        self.last_apdus = 0

    # --- without a PIN -----------------------------------------------------------------------------------------------

    def status(self, deadline_s: float = 2.0) -> ReaderStatus | CardTrouble:
        """The reader as it stands, without touching the card."""
        return self._alone(deadline_s, self._slot.status)

    def inspect(self, deadline_s: float) -> InspectOutcome:
        """What lies on the reader, with tries left; spends none."""
        return self._run(deadline_s, recognise)

    def query_tries(self, deadline_s: float) -> AllTries | CardTrouble:
        """The tries left of the three PINs, each `Absent` if the card has no JPKI application."""
        return self._run(deadline_s, _query_tries)

    def inspect_piv(self, deadline_s: float) -> piv.PivOutcome:
        """Whether a PIV card lies on the reader. `inspect` calls it a `ForeignCard`."""
        return self._run(deadline_s, piv.recognise)

    def authenticate_piv(self, expected_certificate: bytes, message: bytes, deadline_s: float) -> piv.PivSignOutcome:
        """Sign `message` with the card authentication key. `expected_certificate`: as `inspect_piv` showed it."""
        return piv.verified(self._run(deadline_s, lambda card: piv.sign(card, expected_certificate, message)))

    def cancel(self) -> None:
        """Call off the operation now running: it returns `Cancelled` at once. A PIN in flight may still count."""
        self._cancelled.set()
        self._slot.cancel()

    # --- with a PIN --------------------------------------------------------------------------------------------------

    def authenticate(
        self,
        pin: bytearray,
        expected_certificate: bytes,
        make_message: Callable[[bytes], bytes],
        deadline_s: float,
    ) -> SignOutcome:
        """Sign `make_message(certificate_der)` with the authentication key.

        `expected_certificate`: what `inspect` showed; another card gives `CardSwapped` and never sees the PIN.
        """

        def act(card: Card, secret: bytearray) -> _SigningOutcome:
            opened = _open_jpki(card, expected_certificate, CardPin.AUTH, secret)
            if not isinstance(opened, Verified):
                return opened
            return jpki.sign(card, profile.AUTH_KEY, expected_certificate, make_message(expected_certificate))

        return jpki.verified(self._with_pin(CardPin.AUTH, pin, deadline_s, act))

    def sign(
        self,
        password: bytearray,
        expected_certificate: bytes,
        make_message: Callable[[bytes], bytes],
        deadline_s: float,
    ) -> SignOutcome:
        """Sign `make_message(sign_certificate_der)` with the 署名用 key; `Signed.certificate` is the 署名用 one.

        `expected_certificate` is the *authentication* certificate of the session, as everywhere.
        """

        def act(card: Card, secret: bytearray) -> _SigningOutcome:
            opened = _open_jpki(card, expected_certificate, CardPin.SIGN, secret)
            if not isinstance(opened, Verified):
                return opened
            certificate = jpki.sign_certificate(card)
            if isinstance(certificate, NoFile):
                return PinAbsent()
            if isinstance(certificate, NotAllowed):
                return CardFault("sign certificate")
            if not isinstance(certificate, bytes):
                return certificate
            return jpki.sign(card, profile.SIGN_KEY, certificate, make_message(certificate))

        return jpki.verified(self._with_pin(CardPin.SIGN, password, deadline_s, act))

    def read_attributes(self, pin: bytearray, expected_certificate: bytes, deadline_s: float) -> AttributesOutcome:
        """The four attributes, with the text-input PIN."""

        def act(card: Card, secret: bytearray) -> AttributesOutcome:
            opened = _open_text(card, expected_certificate, secret)
            return attributes.read_attributes(card) if isinstance(opened, Verified) else opened

        return self._with_pin(CardPin.TEXT, pin, deadline_s, act)

    def read_my_number(self, pin: bytearray, expected_certificate: bytes, deadline_s: float) -> MyNumberOutcome:
        """The My Number, with the text-input PIN."""

        def act(card: Card, secret: bytearray) -> MyNumberOutcome:
            opened = _open_text(card, expected_certificate, secret)
            return attributes.read_my_number(card) if isinstance(opened, Verified) else opened

        return self._with_pin(CardPin.TEXT, pin, deadline_s, act)

    # --- one connection ----------------------------------------------------------------------------------------------

    def _with_pin(
        self, pin: CardPin, entry: bytearray, deadline_s: float, act: Callable[[Card, bytearray], T]
    ) -> T | PinMalformed | CardTrouble:
        with wiped(entry):
            secret = prepare(pin, entry)
            if isinstance(secret, PinMalformed):
                return secret
            with wiped(secret):
                return self._run(deadline_s, lambda card: act(card, secret))

    def _run(self, deadline_s: float, act: Callable[[Card], T]) -> T | CardTrouble:
        return self._alone(deadline_s, lambda deadline: self._slot.run(lambda link: self._act_on(link, act), deadline))

    def _alone(self, deadline_s: float, call: Callable[[float], T]) -> T | ReaderBusy:
        """One call at a time; `call` is given its deadline on the monotonic clock."""
        deadline = time.monotonic() + deadline_s
        if not self._busy.acquire(timeout=deadline_s):
            return ReaderBusy()
        try:
            self._cancelled.clear()
            return call(deadline)
        finally:
            self._busy.release()

    def _act_on(self, link: Link, act: Callable[[Card], T]) -> T | Cancelled:
        if self._cancelled.is_set():
            return Cancelled()
        card = Card(link)
        try:
            return act(card)
        finally:
            self.last_apdus = card.apdus


def _query_tries(card: Card) -> AllTries | CardTrouble:
    selected = jpki.select(card)
    if isinstance(selected, NoFile):
        return AllTries(Absent(), Absent(), Absent())
    return all_tries(card) if selected is None else selected


def _same_card(card: Card, expected: bytes) -> CardTrouble | None:
    """None if the authentication certificate is the expected one, byte for byte. JPKI is current afterwards."""
    selected = jpki.select(card)
    if isinstance(selected, NoFile):
        return CardSwapped()
    if selected is not None:
        return selected
    certificate = jpki.auth_certificate(card)
    if isinstance(certificate, bytes | NoFile | NotAllowed):
        return None if certificate == expected else CardSwapped()
    return certificate


def _open_jpki(card: Card, expected: bytes, pin: CardPin, secret: bytearray) -> VerifyOutcome | CardTrouble:
    """Enter a PIN of the JPKI application, if it is still the same card."""
    return _same_card(card, expected) or card.verify(pin, secret)


def _open_text(card: Card, expected: bytes, secret: bytearray) -> VerifyOutcome | CardTrouble:
    """Enter the text-input PIN, if it is still the same card."""
    trouble = _same_card(card, expected)
    if trouble is not None:
        return trouble
    selected = attributes.select(card)
    if isinstance(selected, NoFile):
        return PinAbsent()
    return card.verify(CardPin.TEXT, secret) if selected is None else selected
