"""All cards that can be laid down: from a persona's id to a card program, made when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from devices.virtual import applications
from devices.virtual.card_program import CardProgram, JpkiCard, OtherCard
from devices.virtual.issuer import Issuer
from devices.virtual.personas import Person, PinName, StaffCard, Thing, personas

_ANSWERS = {"foreign": 0x6A82, "blank": 0x6D00, "mute": None, "dead": None}


class NoSuchPersona(Exception):
    """Nobody of this name in `personas.toml`."""


@dataclass(frozen=True, slots=True)
class LaidCard:
    """A card program and whose it is."""

    persona: str
    program: CardProgram


@dataclass
class Deck:
    """Cards out of one state directory. The issuer is asked when a card is first wanted.

    pins: PINs that replace those of every card for as long as this object lives (PIN name -> PIN); they are never
    written down. persistent: whether counters outlive the program.
    """

    state: Path
    pins: Mapping[PinName, str] = field(default_factory=dict, repr=False)
    persistent: bool = True
    _issuer: Issuer | None = None
    _cards: dict[str, LaidCard] = field(default_factory=dict)

    @property
    def issuer(self) -> Issuer:
        if self._issuer is None:
            self._issuer = Issuer(self.state)
        return self._issuer

    def card(self, persona: str) -> LaidCard:
        """The one card of this persona; the same object every time. Raises NoSuchPersona."""
        if persona not in self._cards:
            if persona not in personas():
                raise NoSuchPersona(persona)
            self._cards[persona] = LaidCard(persona, self._program(persona))
        return self._cards[persona]

    def _program(self, persona: str) -> CardProgram:
        found = personas()[persona]
        match found:
            case Thing():
                return OtherCard(found.atr, _ANSWERS[found.id])
            case StaffCard():
                return self.issuer.staff_card(found)
            case Person():
                return self._of_person(found)
            case _:
                assert_never(found)

    def _of_person(self, found: Person) -> CardProgram:
        record = self.issuer.card(found)
        memory = applications.memory(record, persistent=self.persistent)
        for name, pin in self.pins.items():
            memory.override(name, pin.encode("ascii"))
        return JpkiCard(found.atr, applications.applications(record), memory, found.locked_sw)
