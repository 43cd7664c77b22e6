"""`python -m kiosk.procedures`: for whoever writes forms.

check FILE…     "in order", or one sentence per mistake with its line (exit code 1)
schema          JSON Schema (2020-12) of such a file, for editors
answers ID      JSON Schema of the answers to a form that this program brings along, for whoever receives them
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kiosk.procedures import answers
from kiosk.procedures.files import faults_of, known
from kiosk.procedures.model import Procedure


def main() -> int:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(prog="kiosk.procedures", description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(required=True, dest="command")
    commands.add_parser("check", help="name every faulty line").add_argument("files", nargs="+", type=Path)
    commands.add_parser("schema", help="JSON Schema of a form's file")
    of_answers = commands.add_parser("answers", help="JSON Schema of a form's answers")
    of_answers.add_argument("id", choices=[procedure.id for procedure in known()])
    options = parser.parse_args()
    match options.command:
        case "check":
            return _check(options.files)
        case "schema":
            print(schema())
        case _:
            procedure = next(each for each in known() if each.id == options.id)
            print(_json(answers.schema(procedure)))
    return 0


def schema() -> str:
    """As it stands in docs/procedures.schema.json."""
    return _json({"$schema": "https://json-schema.org/draft/2020-12/schema", **Procedure.model_json_schema()})


def _check(files: list[Path]) -> int:
    worst = 0
    for file in files:
        try:
            faults = faults_of(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            print(f"{file}: can't be read ({type(error).__name__})", file=sys.stderr)
            worst = 2
            continue
        for fault in faults:
            print(f"{file}: {fault}")
        if faults:
            worst = max(worst, 1)
        else:
            print(f"{file}: in order")
    return worst


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    sys.exit(main())
