"""What a card remembers without power: its PINs and how many tries are left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from devices.virtual import store


@dataclass(slots=True)
class Pin:
    """A secret and its counter. `most` is what a right entry puts it back to."""

    value: bytes = field(repr=False)
    most: int
    left: int
    changed: bool = False  # by CHANGE REFERENCE DATA: only then the value is written to the file


class CardMemory:
    """PINs by name. Every change is in the file before the card answers, so no try comes back by pulling the card.

    file: None keeps it in memory only. What the file says of counters and changed PINs wins over `pins`.
    """

    def __init__(self, pins: Mapping[str, Pin], file: Path | None = None) -> None:
        self._pins = dict(pins)
        self._fresh = {name: (pin.value, pin.left) for name, pin in pins.items()}
        self._file = file
        self.load()

    def __getitem__(self, name: str) -> Pin:
        return self._pins[name]

    def __contains__(self, name: str) -> bool:
        return name in self._pins

    def tries(self) -> dict[str, int]:
        """Tries left by PIN name."""
        return {name: pin.left for name, pin in self._pins.items()}

    def load(self) -> None:
        """Read the file again; nothing happens if there is none yet."""
        kept = None if self._file is None else store.read_json(self._file)
        for name, entry in (kept or {}).items():
            pin = self._pins.get(name)
            if pin is None:
                continue
            pin.left = min(int(entry["left"]), pin.most)
            if "changed_to" in entry:
                pin.value, pin.changed = entry["changed_to"].encode("latin-1"), True

    def save(self) -> None:
        """Write all counters, whole and at once."""
        if self._file is not None:
            store.write_json(self._file, {name: _entry(pin) for name, pin in self._pins.items()})

    def override(self, name: str, value: bytes) -> None:
        """Another PIN for as long as this object lives."""
        if name in self._pins:
            self._pins[name].value, self._pins[name].changed = value, False

    def renew(self) -> None:
        """As the card was when it was new: what the municipal counter does for a locked card, and more."""
        for name, (value, left) in self._fresh.items():
            self._pins[name].value, self._pins[name].left, self._pins[name].changed = value, left, False
        self.save()


def _entry(pin: Pin) -> dict[str, int | str]:
    entry: dict[str, int | str] = {"left": pin.left}
    if pin.changed:
        entry["changed_to"] = pin.value.decode("latin-1")
    return entry
