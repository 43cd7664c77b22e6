"""The catalogue's checker: every mistake is named with its line. The schema says the same as the code."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gateway.certificates.catalogue import Catalogue, json_schema
from gateway.certificates.catalogue_file import parse
from gateway.cli import main
from kiosk.rules.strict_yaml import Faulty

SCHEMA = Path(__file__).parents[3] / "docs" / "certificates.schema.json"
SANDBOX = files("gateway.sandbox").joinpath("certificates.yaml").read_text("utf-8")
HEAD = """\
format: 1
municipalities:
  - code: "132217"
    prefecture: 架空県
    name: {ja: 架空市, en: Kaku City}
    mayor: 架空　太郎
    seal_columns: [架空市, 市長印]
"""


def kinds(*lines: str) -> str:
    """A catalogue whose first kind begins on line 9."""
    return HEAD + "    certificates:\n" + "".join(f"      {line}\n" for line in lines)


GOOD = kinds("- kind: seal_registration", "  fee: 300")


def faults(text: str) -> list[str]:
    found = parse(text)
    assert isinstance(found, Faulty), "accepted"
    return [str(each) for each in found.faults]


def test_the_sandbox_is_in_order() -> None:
    assert isinstance(parse(SANDBOX), Catalogue)
    assert isinstance(parse(GOOD), Catalogue)


SEAL = ["- kind: seal_registration", "  fee: 300"]
REASON = "reason: {ja: 工事, en: Works}"
FAULTY: list[tuple[str, list[str], str]] = [
    ("negative fee", ["- kind: seal_registration", "  fee: -300"], "line 10: municipalities[0].certificates[0].fee: "),
    ("fee that is a text", ["- kind: seal_registration", "  fee: 三百円"], "line 10: "),
    ("fee with a fraction", ["- kind: seal_registration", "  fee: 300.5"], "line 10: "),
    ("fee beyond reason", ["- kind: seal_registration", "  fee: 3000000"], "line 10: "),
    ("unknown kind", ["- kind: passport", "  fee: 300"], "line 9: municipalities[0].certificates[0].kind: "),
    ("no fee", ["- kind: seal_registration"], "line 9: municipalities[0].certificates[0].fee: is missing"),
    ("unknown key", ["- kind: seal_registration", "  fee: 300", "  colour: red"], "line 11: "),
    (
        "hours past midnight",
        ["- kind: seal_registration", "  fee: 300", '  hours: {days: every_day, opens: "20:00", closes: "02:00"}'],
        "line 11: municipalities[0].certificates[0].hours: closes must be later than opens; hours past midnight",
    ),
    (
        "25 o'clock",
        ["- kind: seal_registration", "  fee: 300", '  hours: {days: every_day, opens: "06:30", closes: "25:00"}'],
        "line 11: municipalities[0].certificates[0].hours.closes: a time of day",
    ),
    (
        "days that there are not",
        ["- kind: seal_registration", "  fee: 300", '  hours: {days: sundays, opens: "06:30", closes: "23:00"}'],
        "line 11: municipalities[0].certificates[0].hours.days: ",
    ),
    (
        "inverted closure",
        [*SEAL, "  closures:", f"    - {{first: 2026-12-06, last: 2026-12-05, {REASON}}}"],
        "line 12: municipalities[0].certificates[0].closures[0]: last lies before first",
    ),
    (
        "a day that there is not",
        [*SEAL, "  closures:", f"    - {{first: 2026-02-29, last: 2026-03-01, {REASON}}}"],
        "line 12: municipalities[0].certificates[0].closures[0].first: a day is written like",
    ),
    (
        "a day of one figure",
        [*SEAL, "  closures:", f"    - {{first: 2026-2-1, last: 2026-03-01, {REASON}}}"],
        "line 12: municipalities[0].certificates[0].closures[0].first: a day is written like",
    ),
    (
        "an hour of one figure",
        [*SEAL, '  hours: {days: every_day, opens: "6:30", closes: "23:00"}'],
        "line 11: municipalities[0].certificates[0].hours.opens: a time of day",
    ),
    (
        "inverted maintenance",
        [
            "- kind: seal_registration",
            "  fee: 300",
            "  maintenance:",
            '    - {begins: "2026-12-05 13:00", ends: "2026-12-05 13:00"}',
        ],
        "line 12: municipalities[0].certificates[0].maintenance[0]: ends does not lie after begins",
    ),
    (
        "overlapping campaigns",
        [
            "- kind: seal_registration",
            "  fee: 300",
            "  campaigns:",
            "    - {first: 2026-12-01, last: 2026-12-31, fee: 10, name: {ja: 冬, en: Winter}}",
            "    - {first: 2027-02-01, last: 2027-02-28, fee: 20, name: {ja: 春, en: Spring}}",
            "    - {first: 2026-12-31, last: 2027-01-05, fee: 30, name: {ja: 年, en: Year}}",
        ],
        "line 14: municipalities[0].certificates[0].campaigns[2]: overlaps with campaign 1",
    ),
    (
        "inverted campaign",
        [
            "- kind: seal_registration",
            "  fee: 300",
            "  campaigns:",
            "    - {first: 2026-12-01, last: 2026-11-30, fee: 10, name: {ja: 冬, en: Winter}}",
        ],
        "line 12: municipalities[0].certificates[0].campaigns[0]: last lies before first",
    ),
    (
        "the same offer twice",
        ["- kind: seal_registration", "  fee: 300", "- kind: seal_registration", "  fee: 200", "  channels: [shop]"],
        "line 11: municipalities[0].certificates[1].kind: seal_registration on the channel shop",
    ),
    (
        "an option that makes no sense",
        ["- kind: seal_registration", "  fee: 300", "  options: [my_number]"],
        "line 11: municipalities[0].certificates[0].options[0]: my_number can't be asked for seal_registration",
    ),
    ("tax without years", ["- kind: tax_income", "  fee: 300", "  options: [year]"], "line 9: "),
    ("years without tax", ["- kind: seal_registration", "  fee: 300", "  years: 2"], "line 9: "),
    ("items missing", ["- kind: resident_record_items", "  fee: 300", "  options: [items]"], "line 9: "),
    ("no person to choose", ["- kind: family_register_individual", "  fee: 300"], "line 9: "),
    (
        "a key twice",
        [*SEAL, "  fee: 200"],
        "line 11: municipalities[0].certificates[0].fee: stands here for the second time",
    ),
    ("an alias", ["- kind: seal_registration", "  fee: &a 300", "- kind: tax_income", "  fee: *a"], "line 12: "),
    ("a tag", ["- kind: seal_registration", "  fee: !!python/name:os.system 300"], "line 10: "),
    ("no YAML", ["- kind: [seal_registration", "  fee: 300"], "line "),
]


@pytest.mark.parametrize(("lines", "says"), [each[1:] for each in FAULTY], ids=[each[0] for each in FAULTY])
def test_faults_are_named_with_their_line(lines: list[str], says: str) -> None:
    found = faults(kinds(*lines))
    assert found[0].startswith(says), found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: file: is empty"),
        ("- 1\n", "line 1: file: "),
        (GOOD.replace("format: 1", "format: 2"), "line 1: format: "),
        (GOOD.replace("132217", "13221"), "line 3: municipalities[0].code: "),
        (GOOD + HEAD[HEAD.index("  - code") :] + "    certificates: []\n", "line 11: municipalities[1].code: "),
        ("\x00", "line 1: file: has signs"),
    ],
)
def test_faults_of_the_whole(text: str, says: str) -> None:
    assert faults(text)[0].startswith(says), faults(text)


def test_all_faults_at_once_in_the_order_of_lines() -> None:
    found = faults(kinds("- kind: passport", "  fee: -1", "- kind: seal_registration", "  fee: 300", "  colour: red"))
    assert [each.split(":")[0] for each in found] == ["line 9", "line 10", "line 13"]


def test_signs_of_yaml_1_1_are_only_texts() -> None:
    """6:30 is no 390 and no is no falsehood: both are texts, and refused where a number or a truth belongs."""
    assert "line 10" in faults(kinds("- kind: seal_registration", "  fee: 6:30"))[0]
    text = kinds("- kind: seal_registration", "  fee: 300", "  year_end_closed: no")
    assert "line 11" in faults(text)[0]


def test_the_schema_is_committed() -> None:
    """If this fails after a wanted change: `gateway certificates schema > docs/certificates.schema.json`."""
    assert json.loads(SCHEMA.read_text()) == json_schema()


def test_the_schema_knows_good_from_bad() -> None:
    """By a validator that isn't ours."""
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    plain = yaml.load(SANDBOX, Loader=yaml.BaseLoader)  # noqa: S506 (everything is a text)
    assert validator.is_valid(_numbers(plain))
    for name in ("negative fee", "unknown kind", "unknown key", "25 o'clock", "an hour of one figure", "no fee"):
        lines = next(each[1] for each in FAULTY if each[0] == name)
        assert not validator.is_valid(_numbers(yaml.load(kinds(*lines), Loader=yaml.BaseLoader))), name  # noqa: S506


def _numbers(value: object) -> object:
    """What stands for a number or a truth, where all are texts; codes of municipalities stay."""
    match value:
        case dict():
            return {key: each if key == "code" else _numbers(each) for key, each in value.items()}
        case list():
            return [_numbers(each) for each in value]
        case "true" | "false":
            return value == "true"
        case str() if value.lstrip("-").isdigit():
            return int(value)
        case _:
            return value


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "catalogue.yaml"
    file.write_text(SANDBOX)
    assert main(["certificates", "check", str(file)]) == 0
    assert "2 municipalities" in capsys.readouterr().out
    file.write_text(kinds("- kind: seal_registration", "  fee: -1"))
    assert main(["certificates", "check", str(file)]) == 1
    assert f"{file}: line 10: municipalities[0].certificates[0].fee:" in capsys.readouterr().err
    file.write_bytes(b"\xff\xfe\x00")
    assert main(["certificates", "check", str(file)]) == 1
    assert main(["certificates", "check", str(tmp_path / "nothing.yaml")]) == 2
    assert main(["certificates", "schema"]) == 0


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    assert isinstance(parse(text), Faulty)


@given(st.data())
def test_any_line_may_be_spoiled(data: st.DataObject) -> None:
    lines = SANDBOX.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.sampled_from(["", "  x\n", "- \n", "  fee: -5\n", "\t\n", "      - kind: seal\n"]))
    assert isinstance(parse("".join(lines)), Catalogue | Faulty)


def test_fees_and_closures_of_the_municipality_count_for_all() -> None:
    text = GOOD + f"    closures: [{{first: 2026-12-05, last: 2026-12-05, {REASON}}}]\n"
    catalogue = parse(text)
    assert isinstance(catalogue, Catalogue)
    [municipality] = catalogue.municipalities
    [certificate] = municipality.certificates
    assert municipality.closures_of(certificate)[0].first == date(2026, 12, 5)
    assert certificate.fee_on(date(2026, 12, 5)) == (300, None)


@pytest.mark.parametrize("page", ["certificates.md", "ja/certificates.md"])
def test_the_documents_show_catalogues_that_are_in_order(page: str) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (SCHEMA.parent / page).read_text(), re.DOTALL)
    assert blocks
    assert all(isinstance(parse(block), Catalogue) for block in blocks)
