"""`kiosk check reader` and `kiosk check card`: the reader, what lies on it, and whether it could log in."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import assert_never

from devices.cards import certificates
from devices.cards.link import ReaderStatus
from devices.cards.outcomes import (
    Absent,
    AllTries,
    Cancelled,
    CardFault,
    CardMute,
    CardRemoved,
    CardSwapped,
    CardTrouble,
    CardUnpowered,
    Left,
    Locked,
    NoCard,
    NoReader,
    PinAbsent,
    PinLocked,
    PinMalformed,
    PinTries,
    ReaderBusy,
    ReaderServiceDown,
    SignatureInvalid,
    Signed,
    WrongPin,
)
from devices.cards.recognise import (
    CardWithoutCertificate,
    FaceOnlyCard,
    ForeignCard,
    MyNumberCard,
    OldResidentCard,
    SmartphoneToken,
)
from devices.cards.service import CardService
from kiosk.check.report import Report, Result, Value

DEADLINE_S = 10.0


def check_reader(service: CardService) -> Report:
    """Whether the configured reader is there."""
    status = service.status(DEADLINE_S)
    if isinstance(status, ReaderStatus):
        return Report("reader", Result.OK, {"reader": status.name, "card_present": status.card_present})
    return _trouble("reader", status, {})


def check_card(service: CardService, pin: bytearray | None, now: datetime) -> Report:
    """What lies there; with a PIN (zeroed) also whether the card takes it and signs (a wrong one costs a try)."""
    findings: dict[str, Value] = {}
    status = service.status(DEADLINE_S)
    if isinstance(status, ReaderStatus):
        findings["reader"] = status.name
    card = service.inspect(DEADLINE_S)
    match card:
        case MyNumberCard():
            return _my_number_card(service, card, pin, now, findings)
        case FaceOnlyCard(tries):
            return _not_for_log_in("face_only", "A card without a PIN can't log in.", findings | _tries(tries))
        case CardWithoutCertificate(tries):
            advice = "The holder has no 利用者証明用 certificate; the municipal counter issues one."
            return _not_for_log_in("without_certificate", advice, findings | _tries(tries))
        case OldResidentCard():
            return _not_for_log_in("old_resident_card", "住民基本台帳カード can't be used any more.", findings)
        case SmartphoneToken(platform):
            return _not_for_log_in(f"smartphone_{platform}", "A phone lies there, not a card.", findings)
        case ForeignCard():
            return _not_for_log_in("foreign", "This is not a My Number Card.", findings)
        case trouble:
            return _trouble("card", trouble, findings)


def _my_number_card(
    service: CardService, card: MyNumberCard, pin: bytearray | None, now: datetime, findings: dict[str, Value]
) -> Report:
    certificate = card.certificate
    findings |= {
        "card": "my_number",
        "token_label": card.token_label,
        **_tries(card.tries),
        "certificate_not_before": certificate.not_before.isoformat(),
        "certificate_not_after": certificate.not_after.isoformat(),
        "signature_certificate": card.has_signature_certificate,
    }
    if pin is not None:
        refused = _try_pin(service, card, pin, findings)
        if refused is not None:
            return refused
    elif isinstance(card.tries.auth, Locked):
        return Report("card", Result.PIN_LOCKED, findings, "The 利用者証明用 PIN is locked; the counter unlocks it.")
    match certificate.validity(now):
        case certificates.Expired():
            return Report("card", Result.CERTIFICATE_OUT_OF_DATE, findings, "The certificate has expired.")
        case certificates.NotYetValid():
            advice = "The certificate is not valid yet: look at this terminal's clock."
            return Report("card", Result.CERTIFICATE_OUT_OF_DATE, findings, advice)
        case certificates.ExpiresSoon():
            return Report("card", Result.OK, findings, "The certificate ends soon and can be renewed already.")
        case certificates.InForce():
            return Report("card", Result.OK, findings)
        case never:
            assert_never(never)


def _try_pin(service: CardService, card: MyNumberCard, pin: bytearray, findings: dict[str, Value]) -> Report | None:
    """None if the card accepted the PIN and signed a random message with the key of its certificate."""
    message = secrets.token_bytes(32)
    outcome = service.authenticate(pin, card.auth_certificate, lambda _: message, DEADLINE_S)
    findings["pin_accepted"] = isinstance(outcome, Signed | SignatureInvalid)
    findings["signature_verified"] = isinstance(outcome, Signed)
    match outcome:
        case Signed():
            return None
        case SignatureInvalid():
            return Report(
                "card", Result.SIGNATURE_INVALID, findings, "The card signs wrongly: it is broken or a forgery."
            )
        case WrongPin(left, _):
            findings["tries_auth"] = left
            return Report("card", Result.PIN_REFUSED, findings, f"Wrong PIN; {left} tries left on the card.")
        case PinLocked():
            findings["tries_auth"] = "locked"
            return Report(
                "card", Result.PIN_LOCKED, findings, "The 利用者証明用 PIN is locked; the counter unlocks it."
            )
        case PinMalformed():
            return Report("card", Result.PIN_REFUSED, findings, "Not 4 digits; nothing was sent to the card.")
        case PinAbsent():
            return Report("card", Result.NOT_FOR_LOG_IN, findings, "This card has no 利用者証明用 PIN.")
        case trouble:
            return _trouble("card", trouble, findings)


def _tries(tries: AllTries) -> dict[str, Value]:
    return {"tries_auth": _left(tries.auth), "tries_sign": _left(tries.sign), "tries_text": _left(tries.text)}


def _left(tries: PinTries) -> Value:
    match tries:
        case Left(left, _):
            return left
        case Locked():
            return "locked"
        case Absent():
            return None
        case never:
            assert_never(never)


def _not_for_log_in(kind: str, advice: str, findings: dict[str, Value]) -> Report:
    return Report("card", Result.NOT_FOR_LOG_IN, {**findings, "card": kind}, advice)


def _trouble(check: str, trouble: CardTrouble, findings: dict[str, Value]) -> Report:
    result, advice = _named(trouble)
    return Report(check, result, {**findings, "trouble": type(trouble).__name__}, advice)


def _named(trouble: CardTrouble) -> tuple[Result, str]:
    match trouble:
        case ReaderServiceDown():
            return Result.READER_SERVICE_DOWN, "pcscd does not answer: is it running?"
        case NoReader():
            return Result.NO_READER, "No reader of the configured name ([reader] name): look at plug and spelling."
        case ReaderBusy():
            return Result.READER_BUSY, "Another program holds the card: is the terminal running?"
        case NoCard():
            return Result.NO_CARD, "Lay a card on the reader."
        case CardRemoved() | CardSwapped():
            return Result.NO_CARD, "The card moved: leave it where it lies, and try again."
        case CardUnpowered() | CardMute() | Cancelled():
            return Result.CARD_UNREADABLE, "The card does not answer: turn it over, or try another one."
        case CardFault(where, sw):
            status = "" if sw is None else f" (status word {sw:04X})"
            return Result.CARD_UNREADABLE, f"The card answered something senseless: {where}{status}."
        case never:
            assert_never(never)
