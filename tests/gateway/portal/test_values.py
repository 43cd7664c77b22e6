"""The contract's structured values: their forms hold, and neither texts of errors nor repr tell what is in them."""

from datetime import date

import pytest
from pydantic import ValidationError

from gateway.contract.base import Label
from gateway.contract.self_information import Answer, Cell, Holder, Kind, Row, Section

LABEL = Label(ja="ためし", reading="ためし", en="Trial")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("amount", "1,000"),
        ("amount", "１０"),
        ("amount", ""),
        ("amount", "1.5"),
        ("date", "令和8年1月1日"),
        ("date", "2026-1-1"),
        ("date", "2026-11-21\n"),
        ("period", "2026-04-01"),
        ("period", "/2026-04-01"),
        ("number", "二"),
        ("number", "1."),
        ("text", ""),
    ],
)
def test_a_value_out_of_form_is_a_bug(kind: Kind, value: str) -> None:
    with pytest.raises(ValidationError):
        Cell(label=LABEL, value=value, kind=kind)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("amount", "-100"),
        ("date", "2026-11-21"),
        ("period", "2026-04-01/2026-04-30"),
        ("period", "2026-04-01/"),
        ("period", "2026-09"),
        ("period", "2026"),
        ("number", "0.5"),
        ("text", "葛\U000e0102\n𠮷"),
    ],
)
def test_a_value_in_form_stays_as_it_is(kind: Kind, value: str) -> None:
    cell = Cell(label=LABEL, value=value, kind=kind)
    assert Cell.model_validate_json(cell.model_dump_json()).value == value


def test_a_section_names_a_period_or_none() -> None:
    with pytest.raises(ValidationError):
        Section(period="昨年度", rows=())


def test_nothing_personal_in_repr_or_errors() -> None:
    row = Row(label=LABEL, value="見本　花子", details=(Cell(label=LABEL, value="123456", kind="amount"),))
    holder = Holder(id="komorebi", name=LABEL)
    answer = Answer(item="5-9", holder=holder, as_of=date(2026, 11, 20), sections=(Section(rows=(row,)),))
    assert "花子" not in repr(answer)
    assert "123456" not in repr(answer)
    assert "5-9" not in repr(answer)
    with pytest.raises(ValidationError) as error:
        Cell(label=LABEL, value="見本　花子", kind="amount")
    assert "花子" not in str(error.value)
