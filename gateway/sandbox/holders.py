"""The information holders around こもれび市 (`holders.toml`), and which of them usually holds what."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from gateway.contract.self_information import Holder
from gateway.sandbox.town import Resident

HOME = "komorebi"
PREVIOUS_HOME = "sazanami"
_INSURERS = {"kokuho": HOME, "assistance": HOME, "koki": "elderly_care"}


@cache
def _tables() -> tuple[dict[str, Holder], dict[str, str]]:
    raw = tomllib.loads(files("gateway.sandbox").joinpath("holders.toml").read_text("utf-8"))
    holders = {id: Holder.model_validate({"id": id, "name": name}) for id, name in raw["holders"].items()}
    return holders, raw["usual"]


def all_holders() -> tuple[Holder, ...]:
    return tuple(_tables()[0].values())


def holder(id: str) -> Holder:
    """The holder of this id; KeyError is a bug."""
    return _tables()[0][id]


def usual(item: str, person: Resident | None) -> Holder:
    """Who normally holds this item of this person; of a stranger the municipality is assumed to."""
    id = _tables()[1].get(item, HOME)
    if id == "insurer":
        id = _INSURERS.get(person.insurance, person.insurance) if person else HOME
    return holder(id)
