"""Words and values that came from the gateway, as pages carry them."""

from __future__ import annotations

from datetime import date

from gateway.contract.base import Label
from gateway.contract.self_information import Cell
from screens.phrase import Data, Msg, Text, msg


def label(wording: Label, *, personal: bool = False) -> Msg:
    """A wording in the resident's language, with its reading. Personal where its being there tells something of her."""
    return Msg(
        "label",
        {
            "ja": Data(wording.ja, personal),
            "reading": Data(wording.reading or "", personal),
            "en": Data(wording.en, personal),
        },
    )


def cell_value(cell: Cell) -> Text:
    """What a cell of an answer says; always personal."""
    match cell.kind:
        case "text":
            if cell.value_en is None:
                return Data(cell.value)
            return Msg("label", {"ja": Data(cell.value), "reading": Data(""), "en": Data(cell.value_en)}, personal=True)
        case "amount":
            return Msg("value-yen", {"yen": int(cell.value)}, personal=True)
        case "date":
            return Msg("value-day", {"day": date.fromisoformat(cell.value)}, personal=True)
        case "period":
            return period(cell.value)
        case "number":
            return _number(cell.value, cell.unit or "")


_UNITS = {
    "": "none",
    "日": "days",
    "日分": "days-worth",
    "月": "months",
    "回": "times",
    "回目": "ordinal",
    "割": "tenths",
    "人": "people",
    "倍": "fold",
    "%": "percent",
}


def _number(value: str, unit: str) -> Msg:
    number = int(value) if value.lstrip("-").isdigit() else value
    return Msg("value-number", {"number": number, "unit": _UNITS.get(unit, "other"), "as_is": unit}, personal=True)


def period(value: str) -> Msg:
    """day/day, day/ (still running), a month or a 年度, as the contract writes them."""
    first, is_range, last = value.partition("/")
    if is_range:
        days = {"first": date.fromisoformat(first)}
        if not last:
            return Msg("value-since", days, personal=True)
        return Msg("value-from-to", days | {"last": date.fromisoformat(last)}, personal=True)
    if "-" in value:
        return Msg("value-month", {"day": date.fromisoformat(f"{value}-01")}, personal=True)
    return Msg("value-fiscal-year", {"day": date(int(value), 4, 1)}, personal=True)


def joined(texts: list[Text]) -> Text | None:
    """Several texts as one, parted by 、."""
    if not texts:
        return None
    whole, *rest = texts
    for text in rest:
        whole = msg("joined", first=whole, then=text)
    return whole
