"""Where a certificate is handed in, and for which procedures the office looks it up itself (情報連携).

The table is a warning, never a refusal: a municipality may still ask for the paper.
"""

from __future__ import annotations

from enum import StrEnum

from gateway.contract.certificates import Kind


class Purpose(StrEnum):
    """Where it goes."""

    OFFICE = "office"
    COMPANY = "company"
    BANK = "bank"
    HOUSING = "housing"
    OTHER = "other"


class Procedure(StrEnum):
    """What it is for, at an office."""

    CHILDREN = "children"  # 児童手当, 児童扶養手当
    NURSERY = "nursery"  # 保育の支給認定
    PUBLIC_HOUSING = "public_housing"  # 公営住宅
    DISASTER = "disaster"  # 被災者生活再建支援金
    CARE = "care"  # 介護保険料減免, 高額介護, 障害福祉
    SCHOOL = "school"  # 奨学金, 就学援助
    CARE_LEAVE = "care_leave"  # 介護休業給付金
    OTHER_OFFICE = "other_office"


_RESIDENT_RECORD: tuple[Kind, ...] = ("resident_record", "resident_record_items")
_TAX: tuple[Kind, ...] = ("tax_income", "tax_assessment")

_LOOKED_UP: dict[Procedure, tuple[Kind, ...]] = {
    Procedure.CHILDREN: _RESIDENT_RECORD + _TAX,
    Procedure.NURSERY: _RESIDENT_RECORD + _TAX,
    Procedure.PUBLIC_HOUSING: _RESIDENT_RECORD,
    Procedure.DISASTER: _RESIDENT_RECORD,
    Procedure.CARE: _TAX,
    Procedure.SCHOOL: _TAX,
    Procedure.CARE_LEAVE: _RESIDENT_RECORD,
    Procedure.OTHER_OFFICE: (),
}


def unnecessary(procedure: Procedure, kind: Kind) -> bool:
    """Whether the office looks this up itself for that procedure."""
    return kind in _LOOKED_UP[procedure]
