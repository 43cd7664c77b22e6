"""`CardService` through a real pcscd: mute cards, removals, exchanges, other programs, and the power at the end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

import pytest
from smartcard import scard

from devices.cards.link import ReaderStatus, Response
from devices.cards.outcomes import (
    Cancelled,
    CardFault,
    CardMute,
    CardRemoved,
    CardSwapped,
    CardTrouble,
    CardUnpowered,
    NoCard,
    NoReader,
    ReaderBusy,
    ReaderServiceDown,
    Signed,
    WrongPin,
)
from devices.cards.pcsc import _Reader, choose_reader
from devices.cards.reader import CardArrived, CardGone, ReaderArrived, ReaderMonitor, ServiceUp
from devices.cards.recognise import ForeignCard, MyNumberCard
from devices.cards.service import CardService
from tests.devices.cards.conftest import RESIDENT, SECOND, Events, Pcscd
from tests.devices.cards.plain_card import JPKI, TEXT, PlainCard, certificate_for, jpki_files
from tests.devices.cards.vpcd import Laid

AUTH = certificate_for("auth")
VERIFY, SIGN, READ = 0x20, 0x2A, 0xB0
NAME = f"{RESIDENT} 00 00"


def pin(text: str = "1234") -> bytearray:
    return bytearray(text.encode())


def message(certificate: bytes) -> bytes:
    return certificate[:20]


def on(instruction: int, answer: CardTrouble | Response) -> Callable[[bytes], CardTrouble | Response | None]:
    return lambda apdu: answer if apdu[1] == instruction and (apdu[1] != VERIFY or len(apdu) > 5) else None


def saw_a_pin(card: PlainCard) -> bool:
    return any(apdu[1] == VERIFY and len(apdu) > 5 for apdu in card.seen)


@pytest.fixture
def events(pcscd: Pcscd) -> Any:
    """Everything told about the resident's reader, which is empty at first."""
    events = Events()
    monitor = ReaderMonitor({"resident": RESIDENT}, events)
    monitor.start()
    events.expect(ServiceUp)
    events.expect(ReaderArrived)
    yield events
    monitor.stop()


@pytest.fixture
def lay(pcscd: Pcscd, events: Events) -> Callable[..., Laid]:
    """Lay a card down and wait until it is seen."""

    def lay(card: PlainCard, **how: Any) -> Laid:
        laid = pcscd.lay(card, **how)
        events.expect(CardArrived)
        return laid

    return lay


@pytest.fixture
def service(pcscd: Pcscd) -> CardService:
    return CardService(RESIDENT)


Lay = Callable[..., Laid]


def test_choosing_a_reader() -> None:
    names = ["ACS ACR39U 01 00", "ACS ACR39U 00 00", "Sony RC-S300 02 00"]
    assert choose_reader(names, "ACR39U") == "ACS ACR39U 00 00"
    assert choose_reader(names, "ACS ACR39U 01 00") == "ACS ACR39U 01 00"
    assert choose_reader(names, "RC-S") == "Sony RC-S300 02 00"
    assert choose_reader(names, "other") is None
    assert choose_reader([], "ACR") is None


def test_a_reader_is_looked_for_once_and_again_when_it_was_replugged(monkeypatch: pytest.MonkeyPatch) -> None:
    plugged, asked = ["Reader 00 00"], []
    monkeypatch.setattr(scard, "SCardEstablishContext", lambda _: [scard.SCARD_S_SUCCESS, "context"])
    monkeypatch.setattr(scard, "SCardListReaders", lambda *_: asked.append("list") or [scard.SCARD_S_SUCCESS, plugged])

    def call(context: object, name: str) -> list[Any]:
        asked.append(name)
        return [scard.SCARD_S_SUCCESS if name in plugged else scard.SCARD_E_UNKNOWN_READER, context]

    reader = _Reader("Reader")
    assert reader.ask(call) == reader.ask(call) == [scard.SCARD_S_SUCCESS, "context"]
    assert asked == ["list", "Reader 00 00", "Reader 00 00"]
    plugged[:] = ["Reader 01 00"]
    asked.clear()
    assert reader.ask(call) == [scard.SCARD_S_SUCCESS, "context"]
    assert asked == ["Reader 00 00", "list", "Reader 01 00"]
    plugged.clear()
    assert reader.ask(call) == NoReader()


def test_without_a_card_and_without_a_reader(service: CardService, pcscd: Pcscd) -> None:
    assert service.status() == ReaderStatus(NAME, card_present=False)
    assert service.inspect(2) == NoCard()
    assert CardService("No such reader").status() == NoReader()
    assert CardService("No such reader").inspect(2) == NoReader()


def test_log_in(service: CardService, lay: Lay) -> None:
    card = PlainCard()
    lay(card)
    assert service.status() == ReaderStatus(NAME, card_present=True)
    seen = service.inspect(5)
    assert isinstance(seen, MyNumberCard)
    card.seen.clear()
    assert isinstance(service.authenticate(pin(), seen.auth_certificate, message, 5), Signed)
    assert service.last_apdus == len(card.seen)


def test_the_key_is_locked_again_afterwards(service: CardService, lay: Lay) -> None:
    card = PlainCard()
    lay(card)
    assert isinstance(service.authenticate(pin(), AUTH, message, 5), Signed)
    assert bare_sign() == 0x6982


def test_the_key_is_locked_again_after_trouble(service: CardService, lay: Lay) -> None:
    card = PlainCard()
    lay(card)
    card.before = on(SIGN, Response(b"", 0x6F00))
    assert service.authenticate(pin(), AUTH, message, 5) == CardFault("sign", 0x6F00)
    card.before = lambda _: None
    assert bare_sign() == 0x6982


def bare_sign() -> int:
    """The status word another program gets that tries the key at once, without a PIN."""
    _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    result, card, _ = scard.SCardConnect(context, NAME, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T1)
    assert result == scard.SCARD_S_SUCCESS
    try:
        for apdu in ("00A4040C0AD392F000260100000001", "00A4020C020017", "802A008020" + "AA" * 32 + "00"):
            _, answer = scard.SCardTransmit(card, scard.SCARD_PCI_T1, list(bytes.fromhex(apdu)))
        return int.from_bytes(bytes(answer[-2:]), "big")
    finally:
        scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
        scard.SCardReleaseContext(context)


def test_nobody_else_gets_at_the_card_meanwhile(service: CardService, lay: Lay) -> None:
    lay(PlainCard())
    results: list[object] = []

    def try_others(certificate: bytes) -> bytes:
        """While the PIN is accepted: in another thread, as another program would."""

        def connect() -> None:
            _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
            for share in (scard.SCARD_SHARE_SHARED, scard.SCARD_SHARE_EXCLUSIVE):
                results.append(scard.SCardConnect(context, NAME, share, scard.SCARD_PROTOCOL_T1)[0])
            scard.SCardReleaseContext(context)
            results.append(CardService(RESIDENT).inspect(0.3))

        other = threading.Thread(target=connect)
        other.start()
        other.join(10)
        return certificate[:20]

    assert isinstance(service.authenticate(pin(), AUTH, try_others, 10), Signed)
    assert results == [scard.SCARD_E_SHARING_VIOLATION, scard.SCARD_E_SHARING_VIOLATION, ReaderBusy()]


def test_waits_for_another_program_to_finish(service: CardService, lay: Lay) -> None:
    lay(PlainCard())
    _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    _, card, _ = scard.SCardConnect(context, NAME, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T1)
    assert service.inspect(0.3) == ReaderBusy()
    came = in_thread(lambda: service.inspect(10))
    scard.SCardDisconnect(card, scard.SCARD_RESET_CARD)
    scard.SCardReleaseContext(context)
    assert isinstance(came.get(timeout=10), MyNumberCard)


def in_thread(call: Callable[[], object]) -> SimpleQueue[object]:
    came: SimpleQueue[object] = SimpleQueue()
    threading.Thread(target=lambda: came.put(call()), daemon=True).start()
    return came


@pytest.mark.parametrize("instruction", [READ, VERIFY, SIGN])
def test_a_mute_card_does_not_hold_the_terminal(
    service: CardService, lay: Lay, events: Events, instruction: int
) -> None:
    card = PlainCard()
    laid = lay(card)
    card.before = on(instruction, CardMute())
    secret = pin()
    assert service.authenticate(secret, AUTH, message, 0.5) == CardMute()
    assert laid.muted.is_set()
    assert secret == bytes(4)
    # Blocked until it leaves, and said so in time:
    assert service.inspect(0.2) == CardMute()
    assert service.status(0.2) == CardMute()
    laid.take()
    events.expect(CardGone)
    assert service.inspect(5) == NoCard()
    lay(PlainCard())
    assert isinstance(service.authenticate(pin(), AUTH, message, 5), Signed)


def test_a_mute_card_can_be_called_off(service: CardService, lay: Lay, events: Events) -> None:
    card = PlainCard()
    laid = lay(card)
    card.before = on(READ, CardMute())
    came = in_thread(lambda: service.inspect(60))
    assert laid.muted.wait(10)
    service.cancel()
    assert came.get(timeout=10) == Cancelled()
    laid.take()
    events.expect(CardGone)
    lay(PlainCard())
    assert isinstance(service.inspect(5), MyNumberCard)


def test_calling_off_sends_nothing_more(service: CardService, lay: Lay) -> None:
    card = PlainCard()
    lay(card)

    def change_of_mind(apdu: bytes) -> None:
        if apdu[1] == READ:
            service.cancel()

    card.before = change_of_mind
    assert service.authenticate(pin(), AUTH, message, 10) == Cancelled()
    card.before = lambda _: None
    assert isinstance(service.inspect(5), MyNumberCard)
    assert not saw_a_pin(card)


@pytest.mark.parametrize("instruction", [0xA4, READ, VERIFY, SIGN])
def test_removal_in_mid_command(service: CardService, lay: Lay, events: Events, instruction: int) -> None:
    card = PlainCard()
    lay(card)
    card.before = on(instruction, CardRemoved())
    assert service.authenticate(pin(), AUTH, message, 5) == CardRemoved()
    events.expect(CardGone)
    lay(PlainCard())
    assert isinstance(service.authenticate(pin(), AUTH, message, 5), Signed)


def test_an_exchange_without_any_event(service: CardService, lay: Lay, pcscd: Pcscd) -> None:
    mine, other = PlainCard(), PlainCard(files={JPKI: jpki_files("other"), TEXT: PlainCard().files[TEXT]})
    laid = lay(mine)
    seen = service.inspect(5)
    assert isinstance(seen, MyNumberCard)
    laid.take()
    pcscd.lay(other, at_once=True)
    outcomes: set[object] = set()
    deadline = time.monotonic() + 10
    while CardSwapped() not in outcomes and time.monotonic() < deadline:
        outcomes.add(service.authenticate(pin(), seen.auth_certificate, message, 5))
    assert outcomes <= {CardSwapped(), NoCard(), CardRemoved(), CardUnpowered()}
    assert CardSwapped() in outcomes
    assert not saw_a_pin(other)


def test_an_exchange_between_two_commands(service: CardService, lay: Lay, pcscd: Pcscd) -> None:
    """A leaves while its certificate is read and B lies there before the next command: the handle would talk to B."""
    mine, other = PlainCard(), PlainCard(files={JPKI: jpki_files("other"), TEXT: PlainCard().files[TEXT]})
    lay(mine)
    mine.before = on(READ, CardRemoved())
    came = in_thread(lambda: service.authenticate(pin(), AUTH, message, 5))
    assert came.get(timeout=10) == CardRemoved()
    pcscd.lay(other, at_once=True)
    assert service.authenticate(pin(), AUTH, message, 5) in (CardSwapped(), NoCard(), CardRemoved(), CardUnpowered())
    assert not saw_a_pin(other)


@pytest.mark.parametrize("answer", [b"", b"\x90"], ids=["empty", "one byte"])
def test_an_answer_without_status(service: CardService, lay: Lay, answer: bytes) -> None:
    """pcscd and vpcd turn it into one thing or another, but never into an answer."""
    card = PlainCard()
    laid = lay(card)
    laid.raw = lambda apdu: answer if apdu[1] == READ else None
    assert service.inspect(1) in (CardRemoved(), CardFault("answer without status"), CardMute())


def test_pcscd_dies_in_mid_command(service: CardService, lay: Lay, pcscd: Pcscd) -> None:
    card = PlainCard()
    laid = lay(card)
    card.before = on(READ, CardMute())
    came = in_thread(lambda: service.inspect(60))
    assert laid.muted.wait(10)
    pcscd.stop()
    assert came.get(timeout=10) in (ReaderServiceDown(), CardRemoved())
    assert service.inspect(2) == ReaderServiceDown()
    assert service.status() == ReaderServiceDown()
    pcscd.start()
    fresh = pcscd.lay(PlainCard())
    assert wait_for(lambda: isinstance(service.inspect(5), MyNumberCard))
    fresh.take()


def wait_for(true: Callable[[], bool], within: float = 10) -> bool:
    deadline = time.monotonic() + within
    while not true():
        if time.monotonic() > deadline:
            return False
    return True


def test_a_foreign_card(service: CardService, lay: Lay) -> None:
    lay(PlainCard(files={}))
    assert service.inspect(5) == ForeignCard()


def test_two_readers_at_once(pcscd: Pcscd, lay: Lay) -> None:
    lay(PlainCard())
    pcscd.lay(PlainCard(files={JPKI: jpki_files("other")}), 1)
    second = CardService(SECOND)
    assert wait_for(lambda: isinstance(second.inspect(5), MyNumberCard))
    came = in_thread(lambda: second.authenticate(pin("9999"), certificate_for("other"), message, 5))
    assert isinstance(CardService(RESIDENT).authenticate(pin(), AUTH, message, 5), Signed)
    assert came.get(timeout=10) == WrongPin(2, 3)


def test_no_pin_in_the_log(service: CardService, lay: Lay, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    card = PlainCard()
    lay(card)
    service.authenticate(pin("4821"), AUTH, message, 5)
    card.before = on(VERIFY, CardRemoved())
    service.sign(pin("ZQ4821ZQ"), AUTH, message, 5)
    text = caplog.text
    assert "00 20 00 80 [4]" in text
    assert "00 20 00 80 [8]" in text
    assert "4821" not in text
    assert b"4821".hex() not in text.replace(" ", "")
