"""A reader within the process: a `Slot` for `devices.cards.service.CardService`, with the same cards and faults.

    reader = VirtualReader(Deck(state))
    service = CardService("", slot=reader)
    reader.insert("ordinary")

With `tell` it announces cards as `devices.cards.reader.ReaderMonitor` does.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from devices.cards.errand import Errand
from devices.cards.link import Link, ReaderStatus, Response
from devices.cards.outcomes import (
    Cancelled,
    CardFault,
    CardRemoved,
    CardTrouble,
    CardUnpowered,
    NoCard,
    NoReader,
)
from devices.cards.reader import CardArrived, CardGone, Insertion, ReaderArrived, ReaderEvent, ReaderGone
from devices.virtual import faults
from devices.virtual.deck import Deck
from devices.virtual.slot import CardSlot, Gone

T = TypeVar("T")


class VirtualSlot:
    """`devices.cards.link.Slot` over a `CardSlot`. name: what it is called where PC/SC would name a reader."""

    def __init__(self, slot: CardSlot, name: str = "Virtual reader 00 00") -> None:
        self.slot = slot
        self.name = name
        self.plugged = True
        self._errand: Errand[Any] | None = None
        self._starting = threading.Lock()  # an errand may be far on its way before we have noted it down

    def run(self, act: Callable[[Link], T], deadline: float) -> T | CardTrouble:
        """Power the card, act, take the power away."""

        def work(errand: Errand[T | CardTrouble]) -> T | CardTrouble:
            if not self.plugged:
                return NoReader()
            if self.slot.persona is None:
                return NoCard()
            self.slot.notice(self.slot.insertion)
            if not self.slot.power(True):
                return CardUnpowered()
            try:
                return act(_SlotLink(self.slot, errand))
            finally:
                self.slot.power(False)

        return self._send(work, deadline)

    def status(self, deadline: float) -> ReaderStatus | CardTrouble:
        """Whether a card lies there."""
        if not self.plugged:
            return NoReader()
        return ReaderStatus(self.name, self.slot.persona is not None)

    def cancel(self) -> None:
        """Wake whoever waits in `run`."""
        with self._starting:
            errand = self._errand
        if errand is not None:
            errand.call_off()

    def _send(self, work: Callable[[Errand[T | CardTrouble]], T | CardTrouble], deadline: float) -> T | CardTrouble:
        if self._errand is not None:
            stuck = self._errand.wait_ended(deadline)
            if stuck is not None:
                return stuck
        with self._starting:
            errand = Errand(work)
            self._errand = errand
        return errand.wait(deadline)


class VirtualReader(VirtualSlot):
    """A reader on which cards can be laid from the test's thread while a `CardService` uses it in another.

    key: our own key for it in events ("resident"). tell: gets every event, from the thread that caused it.
    """

    def __init__(
        self,
        deck: Deck,
        key: str = "resident",
        name: str = "Virtual reader 00 00",
        tell: Callable[[ReaderEvent], None] = lambda _: None,
    ) -> None:
        super().__init__(CardSlot(deck, self._card_changed), name)
        self._key = key
        self._tell = tell
        self._told: tuple[int, Insertion] | None = None
        self._telling = threading.Lock()

    def insert(self, persona: str) -> None:
        """Lay a card down, instead of one that lies there."""
        self.slot.insert(persona)

    def remove(self) -> None:
        """Take the card away."""
        self.slot.remove()

    def swap(self, persona: str) -> None:
        """Another card lies there, and nothing tells of it."""
        self.slot.swap(persona)

    def fault(self, text: str) -> None:
        """Order a fault: see `devices.virtual.faults`."""
        self.slot.order(faults.parse(text))

    def start(self) -> None:
        """Tell how things stand, as a monitor does at its start."""
        self._tell(ReaderArrived(self._key, self.name))
        self._card_changed()

    def unplug(self) -> None:
        """The reader goes, with the card on it."""
        self.slot.remove()
        self.plugged = False
        self._tell(ReaderGone(self._key))

    def plug_in(self) -> None:
        """The reader is back, empty."""
        self.plugged = True
        self._tell(ReaderArrived(self._key, self.name))

    def _card_changed(self) -> None:
        with self._telling:
            present = self.slot.persona is not None
            insertion = self.slot.insertion
            if self._told is not None and (not present or self._told[0] != insertion):
                gone, self._told = self._told[1], None
                self._tell(CardGone(self._key, gone))
            if present and self._told is None:
                self._told = (insertion, Insertion(secrets.token_hex(8)))
                self._tell(CardArrived(self._key, self._told[1]))


class _SlotLink:
    """`devices.cards.link.Link` over the slot: bytes in, `Response` or trouble out; dead after trouble."""

    def __init__(self, slot: CardSlot, errand: Errand[Any]) -> None:
        self._slot = slot
        self._errand = errand
        self._dead: CardTrouble | None = None

    def transmit(self, apdu: bytes | bytearray) -> Response | CardTrouble:
        """One APDU."""
        if self._dead is not None:
            return self._dead
        answer = self._transmit(apdu)
        if not isinstance(answer, Response):
            self._dead = answer
        return answer

    def _transmit(self, apdu: bytes | bytearray) -> Response | CardTrouble:
        command = self._errand.copy_if_wanted(apdu)
        if command is None:
            return Cancelled()
        answer = self._slot.exchange(bytes(command))
        if isinstance(answer, Gone) or not answer:
            return CardRemoved()
        if len(answer) < 2:
            return CardFault("answer without status")
        return Response(answer[:-2], int.from_bytes(answer[-2:], "big"))
