"""A log-in at the card: our whole way beside its floor, the same commands sent bare."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from devices.cards.link import Link, ReaderStatus, Response, Slot
from devices.cards.outcomes import CardTrouble, Signed
from devices.cards.pcsc import PcscSlot
from devices.cards.recognise import MyNumberCard
from devices.cards.service import CardService
from kiosk.bench.bare_pcsc import BarePcsc
from kiosk.bench.table import Figure, at_most, plain

T = TypeVar("T")
ROUNDS = 200
ROUNDS_SLOW = 5
MOST_OVER_FLOOR_PERCENT = 15
DEADLINE_S = 10.0

REAL_COMMAND_S = 0.03
"""What a command to a real card may take, by assumption: a log-in then takes a second, as people report."""


class Recorder:
    """A slot that remembers what was sent, one list for each connection."""

    def __init__(self, slot: Slot) -> None:
        self._slot = slot
        self.connections: list[list[bytes]] = []

    def run(self, act: Callable[[Link], T], deadline: float) -> T | CardTrouble:
        sent: list[bytes] = []
        self.connections.append(sent)
        return self._slot.run(lambda link: act(_Recording(link, sent)), deadline)

    def status(self, deadline: float) -> ReaderStatus | CardTrouble:
        return self._slot.status(deadline)

    def cancel(self) -> None:
        self._slot.cancel()


class _Recording:
    def __init__(self, link: Link, sent: list[bytes]) -> None:
        self._link = link
        self._sent = sent

    def transmit(self, apdu: bytes | bytearray) -> Response | CardTrouble:
        self._sent.append(bytes(apdu))
        return self._link.transmit(apdu)


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians, in seconds."""

    apdus: int
    floor_s: float
    ours_s: float

    @property
    def over_percent(self) -> float:
        return (self.ours_s / self.floor_s - 1) * 100


def card_log_in(reader: str, pin: str) -> list[Figure]:
    """With the virtual card, which answers at once: nothing hides our share."""
    found = _compare(reader, pin, ROUNDS)
    return [
        plain("log-in at the card: APDUs", found.apdus, ""),
        plain("log-in at the card: floor, sent bare", found.floor_s * 1000, "ms"),
        plain("log-in at the card: ours", found.ours_s * 1000, "ms"),
        at_most("log-in at the card: over the floor", found.over_percent, "%", MOST_OVER_FLOOR_PERCENT),
    ]


def slow_card_log_in(reader: str, pin: str) -> list[Figure]:
    """With the virtual card as slow as a real one, by assumption."""
    found = _compare(reader, pin, ROUNDS_SLOW)
    name = f"log-in at a card of {REAL_COMMAND_S * 1000:g} ms a command (assumed)"
    return [
        plain(f"{name}: ours", found.ours_s * 1000, "ms"),
        plain(f"{name}: over the floor", found.over_percent, "%"),
    ]


def _compare(reader: str, pin: str, rounds: int) -> Compared:
    """Recognise the card, enter the PIN, sign, verify; against connect, the same commands, power off."""
    recorder = Recorder(PcscSlot(reader))
    _log_in(CardService(reader, recorder), pin)
    service = CardService(reader)
    bare = BarePcsc(reader)
    ours, floor = [], []
    # In turns, so that a busy moment of the machine touches both.
    for _ in range(rounds):
        began = time.perf_counter()
        for commands in recorder.connections:
            bare.send(commands)
        between = time.perf_counter()
        _log_in(service, pin)
        floor.append(between - began)
        ours.append(time.perf_counter() - between)
    bare.close()
    return Compared(sum(map(len, recorder.connections)), median(floor), median(ours))


def _log_in(service: CardService, pin: str) -> None:
    card = service.inspect(DEADLINE_S)
    if not isinstance(card, MyNumberCard):
        raise TypeError(f"no card to measure with: {type(card).__name__}")
    signed = service.authenticate(bytearray(pin.encode()), card.auth_certificate, lambda _: b"measured", DEADLINE_S)
    if not isinstance(signed, Signed):
        raise TypeError(f"no log-in to measure: {type(signed).__name__}")
