"""所得証明書, 課税証明書 and 納税証明書 as content. Every sum is given; nothing is calculated here."""

from __future__ import annotations

from itertools import zip_longest

from gateway.certificates.paper.content import (
    CENTRE,
    LEFT,
    RIGHT,
    Block,
    Content,
    Grid,
    Heading,
    Note,
    Pair,
    Row,
    calendar_year,
    day,
    fiscal_year,
    yen,
)
from gateway.certificates.paper.forms import (
    Amount,
    IncomeCertificate,
    TaxationCertificate,
    Taxpayer,
    TaxPaymentCertificate,
)

_TWO = (57.0, 30.0, 57.0, 30.0)
_TWO_ALIGNS = (LEFT, RIGHT, LEFT, RIGHT)
_STATEMENT = "上記のとおり相違ないことを証明する。"


def income(form: IncomeCertificate) -> Content:
    """所得証明書: incomes of the year before."""
    return Content(
        title=f"{fiscal_year(form.fiscal_year)}　所得証明書",
        head=(_taxpayer(form.taxpayer, form.fiscal_year),),
        blocks=(
            Heading(f"{calendar_year(form.fiscal_year - 1)}中の収入・所得（単位　円）"),
            *_amounts(form.incomes),
            _total("合計所得金額", form.total_income),
            *_remarks(form.remarks),
        ),
        statement=_STATEMENT,
    )


def taxation(form: TaxationCertificate) -> Content:
    """課税証明書: incomes, deductions, dependants and the tax."""
    dependants = "　".join(f"{label}　{count}人" for label, count in form.dependants) or "なし"
    return Content(
        title=f"{fiscal_year(form.fiscal_year)}　市民税・県民税　課税証明書",
        head=(_taxpayer(form.taxpayer, form.fiscal_year),),
        blocks=(
            Heading(f"{calendar_year(form.fiscal_year - 1)}中の収入・所得（単位　円）"),
            *_amounts(form.incomes),
            _total("合計所得金額", form.total_income),
            Heading("所得控除（単位　円）"),
            *_amounts(form.deductions),
            _total("所得控除合計", form.total_deductions),
            Heading("扶養等"),
            Grid(((Pair("人数", dependants),),)),
            Heading("税額（単位　円）"),
            *_amounts(form.taxes),
            _total("年税額", form.total_tax),
            *_remarks(form.remarks),
        ),
        statement=_STATEMENT,
    )


def tax_payment(form: TaxPaymentCertificate) -> Content:
    """納税証明書: what was due, paid and is still owed on a day."""
    widths = (46.0, 24.0, 26.0, 26.0, 26.0, 26.0)
    titles = ("税目", "年度", "年税額", "納付済額", "未納額", "納期未到来額")
    rows = tuple(
        Row(
            (each.tax, fiscal_year(each.fiscal_year), *map(yen, (each.due, each.paid, each.overdue, each.not_yet_due))),
            widths,
            (LEFT, CENTRE, RIGHT, RIGHT, RIGHT, RIGHT),
        )
        for each in form.taxes
    )
    return Content(
        title="納税証明書",
        head=(_taxpayer(form.taxpayer, None),),
        blocks=(
            Heading(f"{day(form.as_of)}現在の納付の状況（単位　円）"),
            Row(titles, widths, (CENTRE,) * 6, head=True),
            *rows,
            *_remarks(form.remarks),
        ),
        statement=_STATEMENT,
    )


def _taxpayer(person: Taxpayer, fiscal: int | None) -> Grid:
    rows = [(_about("住所", person.address),)]
    if fiscal is not None:
        rows.append((_about(f"{calendar_year(fiscal)}1月1日の住所", person.address_then),))
    rows.append((_about("氏名", person.name, large=True),))
    if person.birth is not None:
        rows.append((_about("生年月日", day(person.birth)),))
    return Grid(tuple(rows))


def _about(label: str, value: str, large: bool = False) -> Pair:
    return Pair(label, value, label_width=40.0, large=large)


def _amounts(amounts: tuple[Amount, ...]) -> tuple[Row, ...]:
    """Two to a line, read down the left side first."""
    half = (len(amounts) + 1) // 2
    return tuple(
        Row((*_cells(left), *_cells(right)), _TWO, _TWO_ALIGNS)
        for left, right in zip_longest(amounts[:half], amounts[half:])
    )


def _cells(amount: Amount | None) -> tuple[str, str]:
    return ("", "") if amount is None else (amount.label, yen(amount.yen))


def _total(label: str, amount: int) -> Row:
    return Row((label, yen(amount)), (144.0, 30.0), (RIGHT, RIGHT))


def _remarks(text: str) -> tuple[Block, ...]:
    return (Note(f"備考　{text}"),) if text else ()
