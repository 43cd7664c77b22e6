"""`python -m kiosk.procedures`."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources
from pathlib import Path

import jsonschema
import yaml

from kiosk.procedures.__main__ import schema

FORMS = Path(str(resources.files("kiosk.procedures").joinpath("forms")))
ROOT = Path(__file__).parents[3]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk.procedures", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT)


def test_check(tmp_path: Path) -> None:
    assert run("check", FORMS / "disaster.yaml").stdout.endswith("in order\n")
    bad = tmp_path / "bad.yaml"
    bad.write_text((FORMS / "disaster.yaml").read_text().replace("minutes: 15", "minutes: 99"))
    done = run("check", bad)
    assert done.returncode == 1
    assert ": line 18: minutes: " in done.stdout
    assert run("check", tmp_path / "none.yaml").returncode == 2


def test_the_documented_schema_is_fresh_and_fits_every_form() -> None:
    documented = (ROOT / "docs" / "procedures.schema.json").read_text()
    assert documented.strip() == schema()
    validator = jsonschema.Draft202012Validator(yaml.safe_load(documented))
    for file in FORMS.iterdir():
        # As JSON has it: lists for tuples; YAML 1.1 makes truths of yes and no.
        text = file.read_text().replace("[yes]", '["yes"]').replace("[no]", '["no"]')
        assert list(validator.iter_errors(yaml.safe_load(text))) == [], file.name


def test_answers() -> None:
    assert '"reason"' in run("answers", "care-card").stdout
