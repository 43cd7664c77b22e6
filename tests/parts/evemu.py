"""Recordings of input devices in the format of evemu: a description (N, I, P, B, A lines) and events (E lines)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from devices.inputs.sources import RECORD, Event
from tests.parts.umockdev import TouchDevice

OURS = Path(__file__).parents[1] / "devices" / "inputs" / "recordings"
"""Made by hand, for everybody."""

REAL = Path(__file__).parents[3] / "shared" / "data" / "touch"
"""Of real devices, where they are at hand (beside the project)."""

_EV_KEY = 1
_EVENT = re.compile(r"E: (\d+)\.(\d+) ([0-9a-fA-F]+) ([0-9a-fA-F]+) (-?\d+)")


@dataclass(frozen=True, slots=True)
class Recording:
    """A device, and what was done to it. at: seconds from the first event, plus 1000."""

    device: TouchDevice
    events: tuple[Event, ...]


def read(*files: Path, device: TouchDevice | None = None) -> Recording:
    """Description and events, in one file or in two. device: where no description was recorded."""
    lines = [line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    events = list(_events(lines))
    return Recording(device or _described(lines), tuple(events))


def _events(lines: Sequence[str]) -> Iterable[Event]:
    began: float | None = None
    for line in lines:
        if found := _EVENT.match(line):
            at = int(found[1]) + int(found[2]) / 1e6
            began = at if began is None else began
            yield Event(int(found[3], 16), int(found[4], 16), int(found[5]), 1000.0 + round(at - began, 6))


def _described(lines: Sequence[str]) -> TouchDevice:
    name = next(line.removeprefix("N: ") for line in lines if line.startswith("N: "))
    _, vendor, product, _ = next((int(part, 16) for part in line[3:].split()) for line in lines if line[:2] == "I:")
    properties = b"".join(bytes.fromhex(line[3:]) for line in lines if line.startswith("P:"))
    keys = b"".join(bytes.fromhex(line[6:]) for line in lines if line.startswith(f"B: {_EV_KEY:02x}"))
    axes = {}
    for line in lines:
        if line.startswith("A:"):
            code, least, most, *others = line[3:].split()  # then fuzz, flat, and newer ones the units per mm
            axes[int(code, 16)] = (int(least), int(most), int(others[2]) if len(others) > 2 else 0)
    return TouchDevice(name, vendor, product, _bits(keys), axes, _bits(properties))


def _bits(field: bytes) -> tuple[int, ...]:
    return tuple(at * 8 + bit for at, byte in enumerate(field) for bit in range(8) if byte >> bit & 1)


def records(events: Iterable[Event]) -> bytes:
    """As the kernel hands them out."""
    return b"".join(
        RECORD.pack(*divmod(round(event.at * 1e6), 1_000_000), event.type, event.code, event.value) for event in events
    )
