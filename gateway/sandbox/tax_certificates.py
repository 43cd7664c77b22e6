"""Income, assessment and payment certificates of こもれび市, from the same reckoning as the self-information."""

from __future__ import annotations

from datetime import date

from gateway.certificates.paper.forms import (
    Amount,
    IncomeCertificate,
    TaxationCertificate,
    TaxPaid,
    Taxpayer,
    TaxPaymentCertificate,
)
from gateway.certificates.records import TaxYear
from gateway.sandbox.levies import ResidentTax, resident_tax
from gateway.sandbox.town import Household, Resident

# 普通徴収 falls due in four parts: month and last day, the last of them in the next calendar year.
_PARTS = ((6, 30), (8, 31), (10, 31), (1, 31))


def taxed_here(resident: Resident, year: int) -> bool:
    """Resident tax is owed where somebody lives on 1 January."""
    new_year = date(year, 1, 1)
    return resident.birth < new_year and (resident.moved_in is None or resident.moved_in < new_year)


def of_year(resident: Resident, household: Household, year: int, today: date) -> TaxYear:
    """All three certificates of one 年度, as of today."""
    tax = resident_tax(household, resident, year)
    taxpayer = Taxpayer(
        name=resident.name, birth=resident.birth, address=household.address, address_then=household.address
    )
    incomes = _incomes(tax)
    return TaxYear(
        income=IncomeCertificate(taxpayer=taxpayer, fiscal_year=year, incomes=incomes, total_income=tax.income),
        assessment=TaxationCertificate(
            taxpayer=taxpayer,
            fiscal_year=year,
            incomes=incomes,
            total_income=tax.income,
            deductions=tuple(Amount(label=name, yen=yen) for name, yen in tax.deductions),
            total_deductions=tax.deducted,
            dependants=_dependants(tax),
            taxes=(
                Amount(label="市民税　所得割", yen=tax.city),
                Amount(label="県民税　所得割", yen=tax.prefecture),
                Amount(label="市民税・県民税　均等割", yen=tax.flat),
                Amount(label="森林環境税", yen=tax.forest),
            ),
            total_tax=tax.total,
        ),
        payment=TaxPaymentCertificate(taxpayer=taxpayer, as_of=today, taxes=(_paid(tax, year, today),)),
    )


def _incomes(tax: ResidentTax) -> tuple[Amount, ...]:
    return (
        Amount(label="給与収入", yen=tax.pay or None),
        Amount(label="営業等収入", yen=tax.business or None),
        Amount(label="公的年金等収入", yen=tax.pension or None),
    )


def _dependants(tax: ResidentTax) -> tuple[tuple[str, int], ...]:
    names = dict(tax.deductions)
    return (("控除対象配偶者", 1),) if names.get("配偶者控除") else ()


def _paid(tax: ResidentTax, year: int, today: date) -> TaxPaid:
    days = [date(year + (month < 4), month, day) for month, day in _PARTS]
    part = tax.total // len(days) // 100 * 100
    parts = [tax.total - part * (len(days) - 1), *[part] * (len(days) - 1)]
    paid = sum(yen for yen, day in zip(parts, days, strict=True) if day <= today)
    return TaxPaid(
        tax="市民税・県民税・森林環境税",
        fiscal_year=year,
        due=tax.total,
        paid=paid,
        overdue=0,
        not_yet_due=tax.total - paid,
    )
