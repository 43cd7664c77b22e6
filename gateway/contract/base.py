"""What every message of the contract has in common. Pure data: no I/O and no web framework in this package."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Frozen, strict about unknown members, and silent about values in error texts."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, hide_input_in_errors=True)


class Label(Model):
    """A wording of ours: Japanese, its reading in hiragana (for furigana and speech) where it has one, English."""

    ja: str
    reading: str | None = None
    en: str
