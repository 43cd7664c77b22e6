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
from typing import TypeVar

from devices.cards.errand import Errand, ErrandLink, Errands
from devices.cards.link import Link, ReaderStatus
from devices.cards.outcomes import CardRemoved, CardTrouble, CardUnpowered, NoCard, NoReader
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
        self._errands = Errands()

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
                return act(ErrandLink(errand, self._exchange))
            finally:
                self.slot.power(False)

        return self._errands.send(work, deadline)

    def status(self, deadline: float) -> ReaderStatus | CardTrouble:
        """Whether a card lies there."""
        if not self.plugged:
            return NoReader()
        return ReaderStatus(self.name, self.slot.persona is not None)

    def cancel(self) -> None:
        """Wake whoever waits in `run`."""
        self._errands.cancel()

    def _exchange(self, command: list[int]) -> bytes | CardTrouble:
        answer = self.slot.exchange(bytes(command))
        return CardRemoved() if isinstance(answer, Gone) else answer


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
