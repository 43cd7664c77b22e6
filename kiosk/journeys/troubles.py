"""Expected trouble, each with its own page: what happened, what to do now, who can mend it.

Pages with the key "again" are worth another try; all have the way to the menu, where what needs neither card nor
gateway still works.
"""

from __future__ import annotations

from typing import assert_never

from devices.cards import outcomes as cards
from kiosk import portal_outcomes as portal
from kiosk.effects import Overdue
from screens.page import Option, Page, Trouble
from screens.phrase import Data, Text, msg

AGAIN = Option(key="again", title=msg("trouble-again"), icon="repeat")
TO_MENU = Option(key="menu", title=msg("to-menu"), icon="back")

STILL_WORKS = msg("trouble-without-card")


def card(trouble: cards.CardTrouble) -> Page:
    """A card or reader that doesn't do."""
    match trouble:
        case cards.NoCard() | cards.CardRemoved():
            return _card(
                "card_removed",
                msg("trouble-card-removed-heading"),
                msg("trouble-card-removed"),
                msg("trouble-card-removed-do"),
            )
        case cards.CardSwapped():
            return _card(
                "card_swapped",
                msg("trouble-card-swapped-heading"),
                msg("trouble-card-swapped"),
                msg("trouble-card-swapped-do"),
            )
        case cards.CardMute():
            return _card(
                "card_mute", msg("trouble-card-mute-heading"), msg("trouble-card-mute"), msg("trouble-card-mute-do")
            )
        case cards.CardUnpowered():
            return _card(
                "card_unpowered",
                msg("trouble-card-unpowered-heading"),
                msg("trouble-card-unpowered"),
                msg("trouble-card-unpowered-do"),
            )
        case cards.CardFault():
            return _card(
                "card_fault", msg("trouble-card-fault-heading"), msg("trouble-card-fault"), msg("trouble-card-fault-do")
            )
        case cards.NoReader():
            return _reader("no_reader", msg("trouble-no-reader-heading"), msg("trouble-no-reader"))
        case cards.ReaderServiceDown():
            return _reader("reader_service_down", msg("trouble-reader-service-heading"), msg("trouble-reader-service"))
        case cards.ReaderBusy():
            return _reader("reader_busy", msg("trouble-reader-busy-heading"), msg("trouble-reader-busy"))
        case cards.Cancelled():
            return _reader("cancelled", msg("trouble-cancelled-heading"), msg("trouble-cancelled"))
        case _:
            assert_never(trouble)


def card_silent() -> Page:
    """The card was being read until the deadline."""
    return _card(
        "card_silent",
        msg("trouble-card-silent-heading"),
        msg("trouble-card-silent"),
        msg("trouble-card-silent-do"),
    )


def log_in_silent() -> Page:
    """The log-in ran until its deadline; whether the card was given the PIN isn't known."""
    return _card(
        "log_in_silent",
        msg("trouble-log-in-silent-heading"),
        msg("trouble-log-in-silent"),
        msg("trouble-log-in-silent-do"),
    )


def bad_signature() -> Page:
    """The card's signature doesn't fit its certificate."""
    return _card(
        "bad_signature",
        msg("trouble-bad-signature-heading"),
        msg("trouble-bad-signature"),
        msg("trouble-bad-signature-do"),
    )


def gateway(trouble: portal.PortalTrouble | Overdue, *, changing: bool = False) -> Page:
    """The other end of the wire. changing: something was to be changed there, and perhaps has been."""
    match trouble:
        case portal.Unreachable() | portal.TimedOut() | Overdue() if changing:
            return _gateway(
                "change_unknown",
                msg("trouble-change-unknown-heading"),
                msg("trouble-change-unknown"),
                msg("trouble-change-unknown-do"),
            )
        case portal.Unreachable():
            return _gateway("unreachable", msg("trouble-unreachable-heading"), msg("trouble-unreachable"))
        case portal.TimedOut() | Overdue():
            return _gateway("timed_out", msg("trouble-timed-out-heading"), msg("trouble-timed-out"))
        case portal.Cancelled():
            return _gateway("ask_cancelled", msg("trouble-cancelled-heading"), msg("trouble-ask-cancelled"))
        case portal.TlsRefused():
            return _machine("tls", msg("trouble-tls-heading"), msg("trouble-tls"))
        case portal.ServerTrouble():
            return _gateway("server", msg("trouble-server-heading"), msg("trouble-server"), incident=trouble.incident)
        case portal.Nonsense():
            return _machine("nonsense", msg("trouble-nonsense-heading"), msg("trouble-nonsense"))
        case portal.ClockWrong():
            return _machine("clock", msg("trouble-clock-heading"), msg("trouble-clock"))
        case portal.ServiceClosed():
            return _closed(trouble)
        case portal.SessionOver():
            return session_over()
        case portal.Refused():
            return _machine("refused", msg("trouble-refused-heading"), msg("trouble-refused"))
        case _:
            assert_never(trouble)


def _closed(trouble: portal.ServiceClosed) -> Page:
    opens = msg("trouble-closed-no-time")
    if trouble.opens_at is not None:
        opens = msg("trouble-closed-until", at=trouble.opens_at)
    return Trouble(
        name="trouble.closed",
        icon="clock",
        heading=msg("trouble-closed-heading"),
        tone="info",
        happened=msg("trouble-closed"),
        to_do=(opens, STILL_WORKS),
        actions=(TO_MENU,),
    )


def session_over() -> Page:
    """The gateway has ended the session. This stay ends, too: who stands here now isn't known any more."""
    return Trouble(
        name="trouble.session_over",
        icon="clock",
        heading=msg("trouble-session-over-heading"),
        tone="warn",
        happened=msg("trouble-session-over"),
        to_do=(msg("trouble-session-over-do"),),
        actions=(Option(key="on", title=msg("trouble-session-over-on")),),
        back=False,
        closed_reason=msg("trouble-session-over-reason"),
    )


def _card(name: str, heading: Text, happened: Text, to_do: Text) -> Page:
    return Trouble(
        name=f"trouble.{name}",
        icon="card",
        heading=heading,
        tone="warn",
        happened=happened,
        to_do=(to_do, STILL_WORKS),
        who=msg("trouble-staff-helps"),
        actions=(AGAIN, TO_MENU),
    )


def _reader(name: str, heading: Text, happened: Text) -> Page:
    return Trouble(
        name=f"trouble.{name}",
        icon="reader",
        heading=heading,
        tone="bad",
        happened=happened,
        to_do=(msg("trouble-machine-again"), STILL_WORKS),
        who=msg("staff-repairs"),
        actions=(AGAIN, TO_MENU),
    )


def _gateway(name: str, heading: Text, happened: Text, to_do: Text | None = None, incident: str | None = None) -> Page:
    return Trouble(
        name=f"trouble.{name}",
        icon="offline",
        heading=heading,
        tone="offline",
        happened=happened,
        to_do=(to_do or msg("trouble-machine-again"), STILL_WORKS),
        who=msg("trouble-gateway-who") if incident is None else msg("trouble-number-who", number=Data(incident, False)),
        incident=incident,
        actions=(AGAIN, TO_MENU),
    )


def _machine(name: str, heading: Text, happened: Text) -> Page:
    """Another try doesn't help; a technician does."""
    return Trouble(
        name=f"trouble.{name}",
        icon="wrench",
        heading=heading,
        tone="bad",
        happened=happened,
        to_do=(msg("trouble-tell-staff"), STILL_WORKS),
        who=msg("staff-repairs"),
        actions=(TO_MENU,),
    )
