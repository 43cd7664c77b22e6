"""Why somebody can't log in, as far as it lies with the card or its certificate: a page each."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from devices.cards.recognise import (
    CardWithoutCertificate,
    FaceOnlyCard,
    ForeignCard,
    OldResidentCard,
    SmartphoneToken,
)
from kiosk.journeys.log_in_pages import SERVICE
from kiosk.journeys.troubles import AGAIN, STILL_WORKS, TO_MENU
from kiosk.portal_outcomes import (
    CertificateRevoked,
    ChallengeUsed,
    IssuerUnknown,
    NotForLogin,
    RevocationUnknown,
    WrongTerminal,
)
from screens.page import Option, Page, Trouble
from screens.phrase import Msg, Text, msg

PIN_HELP = Option(key="pin_help", title=msg("log-in-how-to-unlock"), icon="lock")


def locked(*, just_now: bool) -> Page:
    """No try is left; only the counter (or, for some, a shop) sets the PIN anew."""
    return Trouble(
        name="log_in.locked_now" if just_now else "log_in.locked",
        service=SERVICE,
        icon="lock",
        heading=msg("log-in-locked-heading"),
        tone="bad",
        happened=msg("log-in-locked-now") if just_now else msg("log-in-locked-before"),
        to_do=(msg("log-in-locked-where"), msg("log-in-locked-bring"), msg("log-in-locked-still")),
        who=msg("log-in-locked-hours"),
        actions=(PIN_HELP, TO_MENU),
    )


def expired(day: date) -> Page:
    """The certificate is over."""
    return Trouble(
        name="log_in.expired",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-expired-heading"),
        tone="bad",
        happened=Msg("log-in-expired-happened", {"day": day}, personal=True),
        to_do=(msg("log-in-expired-do"), msg("log-in-expired-bring"), STILL_WORKS),
        who=msg("counter-who"),
        actions=(TO_MENU,),
    )


def not_yet_valid() -> Page:
    """The certificate begins in the future: almost always the terminal's clock."""
    return Trouble(
        name="log_in.not_yet_valid",
        service=SERVICE,
        icon="clock",
        heading=msg("log-in-not-yet-valid-heading"),
        tone="bad",
        happened=msg("log-in-not-yet-valid-happened"),
        to_do=(msg("log-in-not-yet-valid-do"), STILL_WORKS),
        who=msg("staff-repairs"),
        actions=(TO_MENU,),
    )


OtherCard = FaceOnlyCard | CardWithoutCertificate | OldResidentCard | SmartphoneToken | ForeignCard


def other_card(card: OtherCard) -> Page:
    """A card that can't log in: what it is, and what to do instead. Taking it away asks for another."""
    match card:
        case FaceOnlyCard():
            return _other(
                "face_only", msg("log-in-face-only-heading"), msg("log-in-face-only"), msg("log-in-face-only-do")
            )
        case CardWithoutCertificate():
            return _other(
                "no_certificate",
                msg("log-in-no-certificate-heading"),
                msg("log-in-no-certificate"),
                msg("log-in-no-certificate-do"),
            )
        case OldResidentCard():
            return _other("old_card", msg("log-in-old-card-heading"), msg("log-in-old-card"), msg("log-in-old-card-do"))
        case SmartphoneToken():
            return _other("phone", msg("log-in-phone-heading"), msg("log-in-phone"), msg("log-in-phone-do"))
        case ForeignCard():
            return _other(
                "foreign_card",
                msg("log-in-foreign-card-heading"),
                msg("log-in-foreign-card"),
                msg("log-in-foreign-card-do"),
            )
        case _:
            assert_never(card)


def _other(name: str, heading: Text, happened: Text, to_do: Text) -> Page:
    return Trouble(
        name=f"log_in.{name}",
        service=SERVICE,
        icon="card",
        heading=heading,
        tone="warn",
        happened=happened,
        to_do=(to_do, msg("log-in-other-card"), STILL_WORKS),
        who=msg("counter-who"),
        actions=(TO_MENU,),
    )


GatewayRefusal = CertificateRevoked | IssuerUnknown | NotForLogin | RevocationUnknown | ChallengeUsed | WrongTerminal


def refused(refusal: GatewayRefusal) -> Page:
    """The gateway doesn't accept the card, or not now."""
    match refusal:
        case CertificateRevoked():
            return _counter("revoked", msg("log-in-revoked-heading"), msg("log-in-revoked"), msg("log-in-revoked-do"))
        case IssuerUnknown():
            return _counter(
                "issuer_unknown", msg("log-in-issuer-heading"), msg("log-in-issuer"), msg("log-in-issuer-do")
            )
        case NotForLogin():
            return _counter(
                "not_for_log_in", msg("log-in-purpose-heading"), msg("log-in-purpose"), msg("log-in-purpose-do")
            )
        case RevocationUnknown():
            return _later(
                "revocation_unknown",
                msg("log-in-unchecked-heading"),
                msg("log-in-unchecked"),
                msg("trouble-gateway-who"),
            )
        case ChallengeUsed():
            return _later("took_too_long", msg("log-in-too-slow-heading"), msg("log-in-too-slow"), None)
        case WrongTerminal():
            return _later(
                "wrong_terminal", msg("log-in-terminal-heading"), msg("log-in-terminal"), msg("staff-repairs")
            )
        case _:
            assert_never(refusal)


def _counter(name: str, heading: Text, happened: Text, to_do: Text) -> Page:
    """The municipal counter mends it."""
    return Trouble(
        name=f"log_in.{name}",
        service=SERVICE,
        icon="card",
        heading=heading,
        tone="bad",
        happened=happened,
        to_do=(to_do, STILL_WORKS),
        who=msg("counter-who"),
        actions=(TO_MENU,),
    )


def _later(name: str, heading: Text, happened: Text, who: Text | None) -> Page:
    """Another try helps."""
    return Trouble(
        name=f"log_in.{name}",
        service=SERVICE,
        icon="card",
        heading=heading,
        tone="warn",
        happened=happened,
        to_do=(msg("trouble-machine-again"), STILL_WORKS),
        who=who,
        actions=(AGAIN, TO_MENU),
    )
