"""One place where cards lie: what is on it, whether it has power, and the faults ordered for it.

The same object stands behind the in-process link and behind the virtual reader of a real pcscd. Whoever lays cards
down does it from one thread, whoever talks to them from another; `exchange` is for one thread at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from devices.virtual.card_program import JpkiCard
from devices.virtual.command import name_of
from devices.virtual.deck import Deck, LaidCard
from devices.virtual.faults import Fault


@dataclass(frozen=True, slots=True)
class Gone:
    """The card is not there (any more). What was asked of it may have happened."""


class CardSlot:
    """A slot that takes its cards from a deck. `changed` is called, outside the lock, after a card came or left."""

    def __init__(self, deck: Deck, changed: Callable[[], None] = lambda: None) -> None:
        self._deck = deck
        self._changed = changed
        # Everything below is guarded by `_news`, which is notified of every change.
        self._news = threading.Condition()
        self._card: LaidCard | None = None
        self._insertion = 0  # counts cards laid down; a fault that waits learns by it that "its" card has left
        self._noticed = False
        self._powered = False
        self._silent = False
        self._faults: list[Fault] = []
        self._commands: list[str] = []

    # --- laying cards down -------------------------------------------------------------------------------------------

    def insert(self, persona: str) -> None:
        """Lay a card down, instead of one that lies there. Raises NoSuchPersona."""
        card = self._deck.card(persona)
        if self.persona is not None:
            self.remove()
        with self._news:
            self._put(card)
        self._changed()

    def remove(self) -> None:
        """Take the card away; nothing happens if there is none."""
        with self._news:
            was_there = self._take()
        if was_there:
            self._changed()

    def swap(self, persona: str) -> None:
        """Another card, so quickly that no event tells of it. It has power, and no PIN has been entered.

        In an empty slot this is an insertion like any other.
        """
        if self.persona is None:
            self.insert(persona)
            return
        card = self._deck.card(persona)
        with self._news:
            self._swap(card)

    @property
    def persona(self) -> str | None:
        """Who lies there."""
        with self._news:
            return None if self._card is None else self._card.persona

    @property
    def insertion(self) -> int:
        """Which insertion this is; another number means another insertion."""
        with self._news:
            return self._insertion

    def renew(self) -> None:
        """All PINs and counters of the card that lies there as new."""
        with self._news:
            if self._card is not None and isinstance(self._card.program, JpkiCard):
                self._card.program.memory.renew()

    # --- faults ------------------------------------------------------------------------------------------------------

    def order(self, fault: Fault) -> None:
        """One more fault; they are tried in the order they came, the first that fits happens."""
        with self._news:
            self._faults.append(fault)

    def clear_faults(self) -> None:
        """Nothing goes wrong any more; a card that has fallen silent stays so until it is taken away."""
        with self._news:
            self._faults.clear()

    # --- what is to be seen ------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """For the desk and for tests: no PIN, no name, no number. noticed: clients know of the card."""
        with self._news:
            program = None if self._card is None else self._card.program
            return {
                "persona": None if self._card is None else self._card.persona,
                "noticed": self._noticed,
                "powered": self._powered,
                "silent": self._silent,
                "insertion": self._insertion,
                "commands": len(self._commands),
                "tries": program.memory.tries() if isinstance(program, JpkiCard) else {},
                "faults": [fault.text for fault in self._faults],
            }

    def wait(self, until: Callable[[dict[str, Any], Sequence[str]], bool], timeout: float) -> bool:
        """Wait for a condition on (`state()`, names of the commands received since the insertion)."""
        with self._news:
            return self._news.wait_for(lambda: until(self.state(), self._commands), timeout)

    # --- the reader's side -------------------------------------------------------------------------------------------

    def atr(self) -> bytes | None:
        """Answer to reset of the card that lies there."""
        with self._news:
            return None if self._card is None else self._card.program.atr

    def notice(self, insertion: int) -> None:
        """The reader has told its clients of this insertion."""
        with self._news:
            if self._card is not None and self._insertion == insertion and not self._noticed:
                self._noticed = True
                self._news.notify_all()

    def power(self, on: bool) -> bool:
        """Give power or take it; False if there is no card, or it does not wake up."""
        with self._news:
            if self._card is None:
                return False
            self._powered = on
            if on:
                self._card.program.power_on()
            else:
                self._card.program.power_off()
            self._news.notify_all()
            return not on or self._card.persona != "dead"

    def reset(self) -> None:
        """A warm reset."""
        with self._news:
            if self._card is not None:
                self._card.program.reset()

    def exchange(self, apdu: bytes) -> bytes | Gone:
        """What the card answers, faults included. Blocks while it is silent or slow, until it leaves."""
        with self._news:
            if self._card is None:
                return Gone()
            insertion = self._insertion
            self._commands.append(name_of(apdu))
            fault = self._take_fault(apdu)
            self._news.notify_all()
            answer = self._answer(apdu, fault, insertion)
        if isinstance(answer, Gone) and fault is not None and fault.action == "remove":
            self._changed()
        return answer

    # --- with `_news` held -------------------------------------------------------------------------------------------

    def _answer(self, apdu: bytes, fault: Fault | None, insertion: int) -> bytes | Gone:
        if fault is not None and fault.when == "before":
            before = self._before(fault, insertion)
            if before is not None:
                return before
        answer = self._process(apdu, insertion)
        if isinstance(answer, Gone) or fault is None:
            return answer
        return self._after(fault, answer, insertion)

    def _before(self, fault: Fault, insertion: int) -> bytes | Gone | None:
        """What happens instead of the command; None: the command goes on to the card."""
        match fault.action:
            case "remove":
                self._take()
                return Gone()
            case "mute":
                return self._fall_silent(insertion)
            case "sw":
                return fault.change(b"")
            case "swap":
                self._swap(self._deck.card(fault.argument))
                return None
            case "slow" | "corrupt" | "truncate":
                return None
            case unknown:
                assert_never(unknown)

    def _after(self, fault: Fault, answer: bytes, insertion: int) -> bytes | Gone:
        """What becomes of an answer."""
        match fault.action:
            case "slow":
                self._news.wait_for(lambda: self._left(insertion), fault.seconds)
                return Gone() if self._left(insertion) else answer
            case "corrupt" | "truncate":
                return fault.change(answer)
            case _ if fault.when == "before":
                return answer  # has happened already
            case "remove":
                self._take()
                return Gone()
            case "mute":
                return self._fall_silent(insertion)
            case "sw":
                return fault.change(answer)
            case "swap":
                self._swap(self._deck.card(fault.argument))
                return answer

    def _process(self, apdu: bytes, insertion: int) -> bytes | Gone:
        if self._card is None:
            return Gone()
        answer = self._card.program.process(apdu)
        return self._fall_silent(insertion) if answer is None else answer

    def _fall_silent(self, insertion: int) -> Gone:
        self._silent = True
        self._news.notify_all()
        self._news.wait_for(lambda: self._left(insertion))
        return Gone()

    def _left(self, insertion: int) -> bool:
        return self._card is None or self._insertion != insertion

    def _take_fault(self, apdu: bytes) -> Fault | None:
        striking = [fault for fault in self._faults if fault.strikes(apdu)]
        if not striking:
            return None
        if not striking[0].always:
            self._faults.remove(striking[0])
        return striking[0]

    def _put(self, card: LaidCard) -> None:
        self._card = card
        self._insertion += 1
        self._noticed = self._powered = self._silent = False
        self._commands.clear()
        card.program.power_off()
        self._news.notify_all()

    def _take(self) -> bool:
        if self._card is None:
            return False
        self._card.program.power_off()
        self._card = None
        self._noticed = self._powered = self._silent = False
        self._news.notify_all()
        return True

    def _swap(self, card: LaidCard) -> None:
        if self._card is not None:
            self._card.program.power_off()
        self._card = card
        self._silent = False
        card.program.power_on()
        self._news.notify_all()
