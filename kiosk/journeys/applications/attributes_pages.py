"""The pages on which the applicant says who she is."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from devices.cards.outcomes import Absent, Left, Locked, PinTries
from kiosk.line.pages import SERVICE
from screens.page import Banner, Choose, DateEntry, Option, Page, Pin, Secret, TextEntry, Tries, Unavailable
from screens.phrase import msg

ADDRESS_HEADING = msg("applications-own-address-heading")
ADDRESS_LABEL = msg("applications-own-address")
LOCKED = Banner("bad", msg("applications-text-locked"), msg("applications-text-locked-text"))


def with_or_without_card() -> Page:
    """No signature is needed: the card only saves typing."""
    return Choose(
        name="applications.with_or_without_card",
        service=SERVICE,
        icon="card",
        heading=msg("applications-with-card-heading"),
        hint=msg("choosing-goes-on"),
        options=(
            Option("card", msg("applications-with-card"), msg("applications-with-card-text"), "card"),
            Option("typed", msg("applications-without-card"), msg("applications-without-card-text"), "pencil"),
        ),
    )


def how_to_fill_in(tries: PinTries, note: Banner | None) -> Page:
    """From the card with another number than the log-in's, or typed."""
    reason: Unavailable | None = None
    match tries:
        case Left():
            pass
        case Locked():
            reason = Unavailable(msg("applications-text-locked"))
        case Absent():
            reason = Unavailable(msg("applications-text-absent"))
        case _:
            assert_never(tries)
    return Choose(
        name="applications.how_to_fill_in",
        service=SERVICE,
        icon="card",
        heading=msg("applications-fill-in-heading"),
        explanation=msg("applications-fill-in-text"),
        banner=note,
        hint=msg("choosing-goes-on"),
        tries=Tries(tries.left, tries.most) if isinstance(tries, Left) and tries.left < tries.most else None,
        options=(
            Option(
                "card", msg("applications-from-card"), msg("applications-from-card-text"), "card", unavailable=reason
            ),
            Option("typed", msg("applications-by-hand"), msg("applications-by-hand-text"), "pencil"),
            Option("help", msg("applications-text-help"), None, "help"),
        ),
    )


def pin(tries: Left, note: Banner | None) -> Page:
    """券面事項入力補助用: four digits, and not the ones of the log-in."""
    return Pin(
        name="applications.pin",
        service=SERVICE,
        icon="card",
        heading=msg("applications-pin-heading"),
        explanation=msg("applications-pin-text"),
        banner=note,
        secret=Secret.TEXT_INPUT,
        tries=Tries(tries.left, tries.most),
    )


def wrong_pin(left: int) -> Banner:
    """The card said so."""
    return Banner("bad", msg("applications-pin-wrong"), msg("applications-pin-wrong-text", left=left))


def name() -> TextEntry:
    """In kana: the municipality has the kanji."""
    return TextEntry(
        name="applications.own_name",
        service=SERVICE,
        icon="person",
        heading=msg("applications-own-name-heading"),
        label=msg("applications-own-name"),
        keyboard="kana",
        longest=40,
    )


def birth_date(earliest: date, latest: date, *, unknown: bool) -> Page:
    """unknown: the card doesn't know it to the day."""
    return DateEntry(
        name="applications.own_birth",
        service=SERVICE,
        icon="person",
        heading=msg("applications-own-birth-heading"),
        explanation=msg("applications-birth-unknown") if unknown else None,
        earliest=earliest.isoformat(),
        latest=latest.isoformat(),
    )


def sex() -> Page:
    """As the card has it."""
    return Choose(
        name="applications.own_sex",
        service=SERVICE,
        icon="person",
        heading=msg("applications-own-sex-heading"),
        hint=msg("choosing-goes-on"),
        options=tuple(Option(each, msg(f"sex-{each}")) for each in ("female", "male", "other", "unknown")),
    )
