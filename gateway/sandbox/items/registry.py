"""Which template makes which item, and which holder has it."""

from __future__ import annotations

from collections.abc import Callable

from gateway.sandbox import holders
from gateway.sandbox.items import care, home, medical, working_life
from gateway.sandbox.items.benefits import benefit
from gateway.sandbox.items.facts import Facts, Sheet

_TEMPLATES: dict[str, Callable[[Facts], Sheet | None]] = {
    "1": home.household,
    "2": home.resident_taxes,
    "3-2": medical.medical_costs,
    "3-4": medical.vaccinations,
    "3-17": medical.medicines,
    "4-1": care.child_allowance,
    "5-4": care.handbook,
    "5-13": care.care_insurance,
    "6-1": working_life.employment_insurance,
    "6-3": working_life.later_working_life,
    "7-4": working_life.old_age_pension,
    "7-6": working_life.pension_record,
}


def sheet(item: str, facts: Facts) -> Sheet | None:
    """What is held about the person under this item, or None."""
    template = _TEMPLATES.get(item)
    return template(facts) if template else benefit(item, facts)


def held_by(facts: Facts, item: str, holder: str) -> Sheet | None:
    """What this holder has: the usual one everything; the town where somebody lived before, the years before."""
    if holder == holders.usual(item, facts.person).id:
        return sheet(item, facts)
    if holder == holders.PREVIOUS_HOME and facts.person.moved_in:
        if item == "2":
            return home.resident_taxes(facts, here=False)
        if item == "3-4":
            return medical.vaccinations(facts, here=False)
    return None
