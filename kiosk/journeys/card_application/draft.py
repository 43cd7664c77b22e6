"""What somebody has answered so far of a card application."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kiosk.line.outcomes import Photo
from kiosk.rules.ages import age_on
from kiosk.rules.photos import needs_photo

SIGNATURE_FROM_AGE = 15
"""A certificate for signatures is not issued to younger ones (公的個人認証法 3条)."""


@dataclass(slots=True)
class Draft:
    """What has been answered so far; a step is named as its row on the review page. Rebuilt by every replay."""

    today: date
    done: set[str] = field(default_factory=set)
    id: str = field(default="", repr=False)
    id_from: Literal["scanner", "typed"] = "typed"
    birth: date = field(default=date.min, repr=False)
    name: str = field(default="", repr=False)
    phone: str | None = field(default=None, repr=False)
    mail: str | None = field(default=None, repr=False)
    certificates: frozenset[str] = frozenset()
    braille: str | None = field(default=None, repr=False)
    photo: Photo | None = field(default=None, repr=False)

    @property
    def needs_photo(self) -> bool:
        """Not before the first birthday."""
        return needs_photo(self.birth, self.today)

    @property
    def may_sign(self) -> bool:
        """Whether a certificate for signatures can be wished for."""
        return age_on(self.birth, self.today) >= SIGNATURE_FROM_AGE
