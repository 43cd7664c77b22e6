"""What a case is, and which state follows which.

received 受付済       -> under_review | correction | done | refused | withdrawn
under_review 審査中   -> correction | done | refused | withdrawn
correction 補正依頼   -> under_review | done | refused | withdrawn
done 完了, refused 不受理, withdrawn 取下げ: the end
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from gateway.contract.intake import CaseState, Kind
from gateway.contract.notices import NoticeQuestion

NEXT: Mapping[CaseState, tuple[CaseState, ...]] = {
    "received": ("under_review", "correction", "done", "refused", "withdrawn"),
    "under_review": ("correction", "done", "refused", "withdrawn"),
    "correction": ("under_review", "done", "refused", "withdrawn"),
    "done": (),
    "refused": (),
    "withdrawn": (),
}
NEEDS_NOTE: tuple[CaseState, ...] = ("correction", "refused")


Says = Literal["state", "answered", "answer_late", "withdrawal_late"]
"""What an act tells: the state it puts the case into; or that an answer came, or one came after the end."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a resident sent about a case that is there. notice: the one that she answers."""

    notice: str | None
    withdraws: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of looking at an item. trouble: why it could not be opened or verified; then nothing else is known.

    procedure: of an e-application. refers_to: the receipt that an answer is about. signer: (issuer key id, serial).
    box: of notices, where an inquiry wishes to be answered.
    """

    trouble: str | None = None
    procedure: str | None = None
    refers_to: str | None = None
    answer: Said | None = None
    signer: tuple[str, str] | None = field(default=None, repr=False)
    box: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands. troubles: of its items, by key."""

    terminal: str
    id: str
    kind: Kind
    receipt: str | None
    procedure: str | None
    refers_to: str | None
    state: CaseState
    delayed: bool
    version: int
    signer: tuple[str, str] | None = field(repr=False)
    box: str | None = field(repr=False)
    opened_at: datetime
    changed_at: datetime
    troubles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Act:
    """One state that a case was put into."""

    case: Case
    version: int
    state: CaseState
    delayed: bool
    note: str | None = field(repr=False)
    by: str | None
    at: datetime
    notice: str
    told_at: datetime | None
    says: Says = "state"
    questions: tuple[NoticeQuestion, ...] = field(default=(), repr=False)
