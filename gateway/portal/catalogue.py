"""The 61 items as residents look for them: `items.toml`, loaded once, and a search that forgives.

The search folds width (ｲﾘｮｳ, ＴＡＸ), kana (イリョウ = いりょう), case, spaces and dots on both sides, so that
any keyboard finds the item. It folds search words only; no record and no name ever passes through here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import jaconv

from gateway.contract.self_information import Item, ItemField

_DROPPED = str.maketrans("", "", "・･、。,.（）()「」[]［］…‥'’\"-－‐ｰ−")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item with what it is found by, folded, in the order of how well a match there fits."""

    item: Item
    names: tuple[str, ...]
    words: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All items in the order of their numbers."""

    fields: tuple[ItemField, ...]
    entries: tuple[_Entry, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(entry.item for entry in self.entries)

    def item(self, no: str) -> Item | None:
        """The item of this number, or None."""
        return next((entry.item for entry in self.entries if entry.item.no == no), None)

    def search(self, q: str = "", field: str = "", subfield: str = "") -> tuple[Item, ...]:
        """Items of the field and subfield (ids; empty = all) in which every word of `q` occurs, best match first."""
        whole, words = fold(q), [folded for word in q.split() if (folded := fold(word))]
        found: list[tuple[int, Item]] = []
        for entry in self.entries:
            if (field and entry.item.field != field) or (subfield and entry.item.subfield != subfield):
                continue
            ranks = [_rank(entry, word) for word in words]
            known = [rank for rank in ranks if rank is not None]
            if len(known) == len(ranks):
                found.append((-1 if whole in entry.names else max(known, default=0), entry.item))
        return tuple(item for _, item in sorted(found, key=lambda hit: hit[0]))


def fold(text: str) -> str:
    """The search form of a text: hiragana, half-width Latin, lower case, without spaces, dots and hyphens."""
    wide = jaconv.h2z(text, kana=True, ascii=False, digit=False)
    narrow = jaconv.z2h(wide, kana=False, ascii=True, digit=True)
    hiragana: str = jaconv.kata2hira(narrow)
    return "".join(hiragana.lower().split()).translate(_DROPPED)


def _rank(entry: _Entry, word: str) -> int | None:
    if word in entry.names:
        return 0
    if any(name.startswith(word) for name in entry.names):
        return 1
    for rank, texts in enumerate((entry.names, entry.words, entry.rest), start=2):
        if any(word in text for text in texts):
            return rank
    return None


def fold_no(no: str) -> str:
    """ "3-2" as it looks after folding a query: "32"."""
    return fold(no)


@cache
def catalogue() -> Catalogue:
    """The catalogue of `items.toml`. A broken file is a bug and raises."""
    table = tomllib.loads(files("gateway.portal").joinpath("items.toml").read_text("utf-8"))
    fields = tuple(
        ItemField.model_validate({"id": f["id"], "name": f["name"], "subfields": f["subfields"]})
        for f in table["field"]
    )
    return Catalogue(fields, tuple(_entry(dict(raw), fields) for raw in table["item"]))


def _entry(raw: dict[str, Any], fields: tuple[ItemField, ...]) -> _Entry:
    words = raw.pop("words")
    item = Item.model_validate(raw)
    field = next(f for f in fields if f.id == item.field)
    subfield = next(s for s in field.subfields if s.id == item.subfield)
    places = [text for label in (field.name, subfield.name) for text in (label.ja, label.reading, label.en) if text]
    names = [item.title.ja, item.title.reading or "", item.title.en, item.no]
    rest = [item.content, item.description.ja, item.description.en, *places]
    return _Entry(item, _folded(names), _folded(words), _folded(rest))


def _folded(texts: list[str]) -> tuple[str, ...]:
    return tuple(fold(text) for text in texts)
