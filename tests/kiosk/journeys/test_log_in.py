"""Logging in: every kind of card, every PIN outcome, every trouble has its own page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

import pytest

from devices.cards import outcomes as cards
from devices.cards import recognise
from devices.cards.outcomes import Left
from devices.printers.receipts import outcomes as small
from gateway.contract.problem import ProblemType
from kiosk import portal_outcomes as portal
from kiosk.effects import LogIn, Overdue
from kiosk.journey import Card, CardLaid, CardTaken, Ended, Journey, ReaderLost, WentBack
from kiosk.journeys.log_in import log_in
from kiosk.journeys.ways_out import ToMenu
from kiosk.paper.effects import PrintPinHelp
from screens.page import Choose, Pin, Secret, Tries
from tests.kiosk.journeys.people import ABSENT, LOCKED, LOGGED_IN, NOW, SERVICE, TODAY, card, pin
from tests.kiosk.journeys.walking import BACK, ByDevice, Walk, keys, phrases, says

LAID = ByDevice(CardLaid("1"))
TAKEN = ByDevice(CardTaken())


def logging_in() -> Journey[object]:
    """log_in as `visit` joins it."""
    try:
        return (yield from log_in())
    except ToMenu:
        return "menu"


def laid(found: object = None) -> Walk:
    return Walk(logging_in).go(TODAY, SERVICE, LAID, card() if found is None else found)


def test_card_pin_and_in() -> None:
    walk = laid().go(pin(), LOGGED_IN)
    assert walk.trail == ["Today", "ProbeGateway", "log_in.put_card", "InspectCard", "log_in.pin", "LogIn", "end"]
    assert walk.engine.step == Ended(LOGGED_IN)


def test_without_the_gateway_no_card_and_no_number_is_asked() -> None:
    walk = Walk(logging_in).go(TODAY, portal.Unreachable())
    assert walk.at == "trouble.unreachable"
    assert walk.go("again").at == "ProbeGateway"
    assert walk.go(SERVICE).at == "log_in.put_card"


def test_a_gateway_that_is_closed_says_until_when() -> None:
    walk = Walk(logging_in).go(TODAY, replace(SERVICE, opens_at=NOW))
    assert walk.at == "trouble.closed"


def test_no_card_is_awaited_where_no_reader_is() -> None:
    walk = Walk(logging_in).go(TODAY, SERVICE, ByDevice(ReaderLost()))
    assert walk.at == "trouble.no_reader"


def test_the_pin_goes_to_the_card_that_was_looked_at() -> None:
    entered = pin()
    walk = laid().go(entered)
    assert isinstance(walk.effect, LogIn)
    assert walk.effect.certificate == card().auth_certificate
    assert walk.effect.pin is entered
    assert "1234" not in repr(walk.effect)


def test_the_pin_page_says_which_pin_and_how_many_tries_the_card_has_left() -> None:
    walk = laid(card(Left(2, 3)))
    assert isinstance(walk.page, Pin)
    assert walk.page.tries == Tries(2, 3)
    assert "利用者証明用" in says(walk.page)
    assert walk.card is Card.MUST_LIE


# --- other cards ------------------------------------------------------------------------------------------------------

OTHER_CARDS = {
    recognise.FaceOnlyCard(card().tries): "log_in.face_only",
    recognise.CardWithoutCertificate(card().tries): "log_in.no_certificate",
    recognise.OldResidentCard(): "log_in.old_card",
    recognise.SmartphoneToken("android"): "log_in.phone",
    recognise.SmartphoneToken("iphone"): "log_in.phone",
    recognise.ForeignCard(): "log_in.foreign_card",
}


def test_every_kind_of_card_is_known_here() -> None:
    kinds = {type(kind) for kind in OTHER_CARDS} | {recognise.MyNumberCard}
    assert kinds == set(get_args(recognise.Recognised))


@pytest.mark.parametrize(("kind", "name"), OTHER_CARDS.items())
def test_a_card_that_cannot_log_in(kind: object, name: str) -> None:
    walk = laid(kind)
    assert walk.at == name
    assert "番号がちがいます" not in says(walk.page)
    assert walk.go(TAKEN).at == "log_in.put_card"
    assert laid(kind).go("menu").engine.step == Ended("menu")


def test_a_card_whose_pin_is_missing_is_a_face_only_card() -> None:
    assert laid(card(ABSENT)).at == "log_in.face_only"


def test_a_card_without_signature_certificate_may_log_in() -> None:
    walk = laid(card(signs=False))
    assert walk.at == "log_in.no_signature_certificate"
    assert walk.go("go_on").at == "log_in.pin"
    assert laid(card(signs=False)).go("menu").engine.step == Ended("menu")


# --- dates ------------------------------------------------------------------------------------------------------------


def test_certificate_dates() -> None:
    assert laid(card(ends=NOW + timedelta(days=1))).at == "log_in.expires_soon"
    assert laid(card(ends=NOW + timedelta(days=1))).go("go_on").at == "log_in.pin"
    assert laid(card(ends=NOW)).at == "log_in.expires_soon"  # its last day
    assert laid(card(ends=NOW - timedelta(days=1))).at == "log_in.expired"
    assert laid(card(begins=NOW + timedelta(days=1))).at == "log_in.not_yet_valid"


def test_the_last_day_is_told() -> None:
    assert "令和8年11月21日まで" in says(laid(card(ends=NOW + timedelta(days=1))).page)
    assert "令和8年11月19日で" in says(laid(card(ends=NOW - timedelta(days=1))).page)


@pytest.mark.parametrize("ends", [NOW + timedelta(days=1), NOW - timedelta(days=1)])
def test_the_end_of_a_certificate_is_personal(ends: datetime) -> None:
    told = [phrase for phrase in phrases(laid(card(ends=ends)).page, "ja") if "令和8年" in phrase.plain]
    assert told
    assert all(phrase.personal for phrase in told)


# --- PIN --------------------------------------------------------------------------------------------------------------


def test_wrong_then_right() -> None:
    walk = laid().go(pin(), cards.WrongPin(2, 3))
    assert walk.at == "log_in.pin"
    assert isinstance(walk.page, Pin)
    assert walk.page.tries == Tries(2, 3)
    assert "番号がちがいます" in says(walk.page)
    assert "あと2回" in says(walk.page)
    assert walk.go(pin(), LOGGED_IN).engine.step == Ended(LOGGED_IN)


def test_the_last_try_is_an_explicit_choice_and_stands_last() -> None:
    walk = laid().go(pin(), cards.WrongPin(2, 3), pin(), cards.WrongPin(1, 3))
    assert walk.at == "log_in.last_try"
    assert isinstance(walk.page, Choose)
    assert [option.key for option in walk.page.options][-1] == "enter"
    assert walk.page.tries == Tries(1, 3)
    assert walk.go("enter").at == "log_in.pin"
    assert walk.go(BACK).at == "log_in.last_try"
    assert walk.go("staff").at == "log_in.ask_staff"
    assert walk.go("on").at == "log_in.last_try"
    assert walk.go("menu").engine.step == Ended("menu")


def test_a_card_with_one_try_left_is_warned_of_at_once() -> None:
    assert laid(card(Left(1, 3))).at == "log_in.last_try"


def test_locked_now_and_locked_before() -> None:
    now = laid(card(Left(1, 3))).go("enter", pin(), cards.PinLocked(just_now=True))
    assert now.at == "log_in.locked_now"
    assert now.go("pin_help").at == "pin_help.user_authentication"
    assert now.go("hide").at == "log_in.locked_now"
    before = laid(card(LOCKED))
    assert before.at == "log_in.locked"
    assert "利用者証明用" in says(before.page)
    assert "窓口" in says(before.page)
    assert before.go("menu").engine.step == Ended("menu")


def with_small_printer(found: object) -> Walk:
    return Walk(lambda: log_in(receipts=True)).go(TODAY, SERVICE, LAID, found)


@pytest.mark.parametrize("way", ["locked", "locked_now", "pin"])
def test_how_to_unlock_can_be_taken_along_where_there_is_a_small_printer(way: str) -> None:
    match way:
        case "locked":
            walk = with_small_printer(card(LOCKED)).go("pin_help")
        case "locked_now":
            walk = with_small_printer(card(Left(1, 3))).go("enter", pin(), cards.PinLocked(just_now=True), "pin_help")
        case _:
            walk = with_small_printer(card()).go("help")
    assert walk.at == "pin_help.user_authentication"
    assert walk.go("print").effect == PrintPinHelp(Secret.USER_AUTHENTICATION)
    walk.go(small.Printed(small.Ready()))
    assert "紙が出ました" in says(walk.page)
    assert walk.go("hide").at == f"log_in.{way}"


def test_without_a_small_printer_nothing_is_offered() -> None:
    for walk in (laid(card(LOCKED)).go("pin_help"), laid().go("help")):
        assert "print" not in keys(walk.page)


def test_the_card_goes_while_its_help_is_read() -> None:
    assert laid().go("help", TAKEN).at == "log_in.put_card"


@pytest.mark.parametrize("reason", list(cards.PinFormError))
def test_a_slip_of_form_spends_no_try_and_says_so(reason: cards.PinFormError) -> None:
    walk = laid().go(pin(), cards.PinMalformed(reason))
    assert walk.at == "log_in.pin"
    assert isinstance(walk.page, Pin)
    assert walk.page.tries == Tries(3, 3)
    assert "回数はへっていません" in says(walk.page)


def test_help_beside_the_pin() -> None:
    walk = laid().go("help")
    assert walk.at == "pin_help.user_authentication"
    assert walk.go("hide").at == "log_in.pin"


# --- the card moves ---------------------------------------------------------------------------------------------------


def test_taken_away_while_the_pin_is_asked() -> None:
    walk = laid().go(TAKEN)
    assert walk.at == "log_in.put_card"
    assert walk.card is Card.IS_AWAITED


@pytest.mark.parametrize("gone", [cards.CardRemoved(), cards.NoCard()])
def test_taken_away_in_mid_command_the_card_is_asked_again(gone: object) -> None:
    walk = laid().go(pin(), gone)
    assert walk.at == "log_in.put_card"
    assert "カードに確かめます" in says(walk.page)
    # It is looked at again, and its own counter counts: the try may be spent.
    walk.go(LAID, card(Left(2, 3)))
    assert isinstance(walk.page, Pin)
    assert walk.page.tries == Tries(2, 3)


@pytest.mark.parametrize("gone", [cards.CardRemoved(), cards.NoCard()])
def test_taken_away_while_it_is_looked_at(gone: object) -> None:
    walk = laid(gone)
    assert walk.at == "log_in.put_card"
    assert "はなれました" in says(walk.page)


# --- trouble ----------------------------------------------------------------------------------------------------------

CARD_TROUBLES = {
    cards.CardSwapped(): "trouble.card_swapped",
    cards.CardMute(): "trouble.card_mute",
    cards.CardUnpowered(): "trouble.card_unpowered",
    cards.CardFault("x"): "trouble.card_fault",
    cards.NoReader(): "trouble.no_reader",
    cards.ReaderBusy(): "trouble.reader_busy",
    cards.ReaderServiceDown(): "trouble.reader_service_down",
    cards.Cancelled(): "trouble.cancelled",
}

REFUSALS = {
    portal.CertificateRevoked(): "log_in.revoked",
    portal.CertificateExpired(): "log_in.expired",
    portal.CertificateNotYetValid(): "log_in.not_yet_valid",
    portal.IssuerUnknown(): "log_in.issuer_unknown",
    portal.NotForLogin(): "log_in.not_for_log_in",
    portal.RevocationUnknown(): "log_in.revocation_unknown",
    portal.SignatureWrong(): "trouble.bad_signature",
    portal.ChallengeUsed(): "log_in.took_too_long",
    portal.WrongTerminal(): "log_in.wrong_terminal",
}

GATEWAY_TROUBLES = {
    portal.Unreachable(): "trouble.unreachable",
    portal.TimedOut(): "trouble.timed_out",
    portal.Cancelled(): "trouble.ask_cancelled",
    portal.TlsRefused(portal.TlsTrouble.OTHER): "trouble.tls",
    portal.ServerTrouble(500, "K7Q2"): "trouble.server",
    portal.ServerTrouble(503): "trouble.server",
    portal.Nonsense(portal.Oddity.NOT_HTTP): "trouble.nonsense",
    portal.ClockWrong(900.0): "trouble.clock",
    portal.ServiceClosed(NOW): "trouble.closed",
    portal.ServiceClosed(None): "trouble.closed",
    portal.SessionOver(): "trouble.session_over",
    portal.Refused(ProblemType.NOT_FOUND): "trouble.refused",
}

OTHERS = {
    cards.PinAbsent(): "log_in.face_only",
    cards.SignatureInvalid(): "trouble.bad_signature",
    Overdue(): "trouble.log_in_silent",
}


def test_every_trouble_is_known_here() -> None:
    assert {type(each) for each in CARD_TROUBLES} | {cards.NoCard, cards.CardRemoved} == set(
        get_args(cards.CardTrouble)
    )
    assert {type(each) for each in REFUSALS} == set(get_args(portal.LogInRefusal))
    assert {type(each) for each in GATEWAY_TROUBLES} == set(get_args(portal.PortalTrouble))


@pytest.mark.parametrize(
    ("outcome", "name"), [*CARD_TROUBLES.items(), *REFUSALS.items(), *GATEWAY_TROUBLES.items(), *OTHERS.items()]
)
def test_why_the_log_in_failed(outcome: object, name: str) -> None:
    walk = laid().go(pin(), outcome)
    assert walk.at == name
    assert walk.go("menu").engine.step == Ended("menu")


@pytest.mark.parametrize(("outcome", "name"), [*CARD_TROUBLES.items(), (Overdue(), "trouble.card_silent")])
def test_why_the_card_could_not_be_looked_at(outcome: object, name: str) -> None:
    walk = laid(outcome)
    assert walk.at == name
    assert walk.go("again").at == "log_in.put_card"


@pytest.mark.parametrize("outcome", [cards.CardMute(), Overdue(), portal.Unreachable(), portal.RevocationUnknown()])
def test_another_try_looks_at_the_card_again(outcome: object) -> None:
    walk = laid().go(pin(), outcome, "again")
    assert walk.at == "log_in.put_card"
    assert walk.go(LAID).at == "InspectCard"


def test_the_gateways_incident_number_is_told() -> None:
    assert "K7Q2" in says(laid().go(pin(), portal.ServerTrouble(500, "K7Q2")).page)


def test_closed_says_until_when() -> None:
    assert "令和8年11月20日10:30" in says(laid().go(pin(), portal.ServiceClosed(NOW)).page)


def test_nobody_walks_back_to_a_page_with_old_tries() -> None:
    walk = laid().go(pin(), cards.WrongPin(2, 3))
    assert walk.engine.can_go_back
    # Back leaves the log-in (WentBack), which `visit` catches.
    with pytest.raises(WentBack):
        walk.go(BACK)
