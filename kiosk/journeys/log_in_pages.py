"""The pages of logging in."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from devices.cards.outcomes import Left, PinFormError
from devices.cards.recognise import (
    CardWithoutCertificate,
    FaceOnlyCard,
    ForeignCard,
    OldResidentCard,
    SmartphoneToken,
)
from kiosk.journeys.troubles import AGAIN, STILL_WORKS, TO_MENU
from kiosk.portal_outcomes import (
    CertificateRevoked,
    ChallengeUsed,
    IssuerUnknown,
    NotForLogin,
    RevocationUnknown,
    WrongTerminal,
)
from screens.page import Banner, Choose, Done, Option, Page, Pin, Secret, Tries, Trouble, Wait
from screens.phrase import Text, msg

SERVICE = msg("log-in-service")
_STEPS = 2

CARD_MOVED = Banner("warn", msg("log-in-card-moved"), msg("log-in-card-moved-text"))
CARD_MOVED_AFTER_PIN = Banner("warn", msg("log-in-card-moved"), msg("log-in-card-moved-after-pin"))
CARD_SWAPPED = Banner("warn", msg("log-in-card-swapped"), msg("log-in-card-swapped-text"))

PIN_HELP = Option(key="pin_help", title=msg("log-in-how-to-unlock"), icon="lock")


def put_card(note: Banner | None) -> Page:
    """Lay the card down."""
    return Wait(
        name="log_in.put_card",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-put-card-heading"),
        banner=note or Banner("info", msg("log-in-unreadable"), msg("log-in-unreadable-text")),
        progress=(1, _STEPS),
        hint=msg("log-in-put-card-hint"),
        steps=(
            (msg("log-in-face-up"), "now"),
            (msg("log-in-lay-flat"), "to_come"),
            (msg("log-in-dont-move"), "to_come"),
        ),
        picture="put_card",
    )


def pin(tries: Left, note: Banner | None) -> Page:
    """利用者証明用 PIN."""
    return Pin(
        name="log_in.pin",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-pin-heading"),
        explanation=msg("log-in-pin-text"),
        banner=note,
        progress=(2, _STEPS),
        secret=Secret.USER_AUTHENTICATION,
        tries=Tries(tries.left, tries.most),
    )


def wrong_pin(left: int) -> Banner:
    """The card said so."""
    return Banner("bad", msg("log-in-wrong-pin"), msg("log-in-wrong-pin-text", left=left))


def malformed_pin(reason: PinFormError) -> Banner:
    """Nothing was sent to the card, so no try is spent."""
    match reason:
        case PinFormError.LENGTH:
            return Banner("warn", msg("log-in-pin-length"), msg("log-in-pin-not-counted"))
        case PinFormError.CHARACTERS:
            return Banner("warn", msg("log-in-pin-characters"), msg("log-in-pin-not-counted"))
        case _:
            assert_never(reason)


def last_try(most: int) -> Page:
    """One wrong entry more locks the PIN: going on is an explicit choice, and the last one."""
    return Choose(
        name="log_in.last_try",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-last-try-heading"),
        explanation=msg("log-in-last-try-text"),
        hint=msg("choose-one"),
        tries=Tries(1, most),
        options=(
            Option(key="staff", title=msg("log-in-ask-staff"), text=msg("log-in-ask-staff-text"), icon="bell"),
            Option(key="menu", title=msg("log-in-later"), text=msg("log-in-later-text"), icon="paper"),
            Option(key="enter", title=msg("log-in-enter-once-more"), icon="pencil"),
        ),
    )


def ask_staff() -> Page:
    """What the staff can and can't do about a PIN."""
    return Trouble(
        name="log_in.ask_staff",
        service=SERVICE,
        icon="bell",
        heading=msg("log-in-ask-staff-heading"),
        tone="info",
        happened=msg("log-in-ask-staff-happened"),
        to_do=(msg("log-in-ask-staff-do"), msg("log-in-ask-staff-never")),
        who=msg("log-in-ask-staff-who"),
        actions=(Option(key="on", title=msg("log-in-ask-staff-back"), icon="back"),),
    )


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
        happened=msg("log-in-expired-happened", day=day),
        to_do=(msg("log-in-expired-do"), msg("log-in-expired-bring"), STILL_WORKS),
        who=msg("counter-who"),
        actions=(TO_MENU,),
    )


def expires_soon(day: date) -> Page:
    """Still valid; the counter renews it already."""
    return Choose(
        name="log_in.expires_soon",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-expires-soon-heading"),
        explanation=msg("log-in-expires-soon-text", day=day),
        hint=msg("choosing-goes-on"),
        options=(
            Option(key="go_on", title=msg("log-in-expires-soon-go-on"), icon="next"),
            Option(key="menu", title=msg("to-menu"), icon="back"),
        ),
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


def no_signature_certificate() -> Page:
    """Under 15, or declined: log-in works, and for a child the guardian enters the PIN."""
    return Choose(
        name="log_in.no_signature_certificate",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-no-signature-heading"),
        explanation=msg("log-in-no-signature-text"),
        hint=msg("choosing-goes-on"),
        options=(
            Option(
                key="go_on", title=msg("log-in-no-signature-go-on"), text=msg("log-in-no-signature-child"), icon="next"
            ),
            Option(key="menu", title=msg("to-menu"), icon="back"),
        ),
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


def card_may_go() -> Page:
    """Logged in: from here on the card isn't needed. Taking it away goes on by itself."""
    return Done(
        name="log_in.card_may_go",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-card-may-go-heading"),
        explanation=msg("log-in-card-may-go-text"),
        lines=(msg("log-in-card-may-go-take"), msg("log-in-card-may-go-stay")),
        picture="take_card",
        action=msg("log-in-card-may-go-on"),
        back=False,
        closed_reason=msg("no-way-back"),
    )
