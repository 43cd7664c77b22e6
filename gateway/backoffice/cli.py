"""`gateway --config BACKOFFICE.toml backoffice …`: keys, the program that takes items up, and a clerk's acts.

Exit codes: 0 done; 1 it was refused, or `list --trouble` found something; 2 settings can't be used.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Annotated, assert_never, get_args

from pydantic import Field, TypeAdapter, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from gateway.backoffice import caseload, deciding, key_office, pages, settings, working
from gateway.backoffice.deciding import (
    Decided,
    File,
    NoSuchCase,
    NoteMissing,
    NotePersonal,
    NoteTooLong,
    NotFollowing,
    NothingToAsk,
    Refused,
    SeveralCases,
)
from gateway.backoffice.office import MIGRATIONS, Office, build
from gateway.backoffice.opening import Opened
from gateway.backoffice.outgoing import tell
from gateway.backoffice.settings import BackofficeSettings
from gateway.config import ConfigError, complaints
from gateway.contract.intake import CaseState
from gateway.contract.notices import MOST_QUESTIONS, NoticeQuestion
from gateway.contract.sealing import SuiteName
from gateway.store import migrate
from gateway.store.database import Store

_QUESTIONS: TypeAdapter[tuple[NoticeQuestion, ...]] = TypeAdapter(
    Annotated[tuple[NoticeQuestion, ...], Field(max_length=MOST_QUESTIONS)]
)


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The sub-commands; `run` carries them out."""
    commands = parser.add_subparsers(dest="backoffice_command", required=True)
    commands.add_parser("migrate", help="bring the back office's own database to this version's schema")
    keys = commands.add_parser("keys", help="the keys that terminals seal to").add_subparsers(
        dest="keys_command", required=True
    )
    new = keys.add_parser("new", help="make a key and offer it; older ones are offered for the overlap only")
    new.add_argument("--suite", choices=get_args(SuiteName), help="default: that of the settings")
    keys.add_parser("list", help="every key, since when and until when it is offered")
    keys.add_parser("retire", help="offer a key no more, at once").add_argument("key_id", metavar="KEY_ID")
    taking = commands.add_parser("run", help="take up what the intake holds, until SIGTERM")
    taking.add_argument("--once", action="store_true", help="one pass, then end")
    listing = commands.add_parser("list", help="the cases; no names")
    listing.add_argument("--state", choices=get_args(CaseState), action="append", default=[])
    listing.add_argument("--trouble", action="store_true", help="only what could not be opened or verified")
    listing.add_argument("--json", action="store_true")
    show = commands.add_parser("show", help="open a case and print everything in it")
    show.add_argument("case", metavar="RECEIPT", help="receipt number, or the case's id")
    show.add_argument("--save", type=Path, metavar="DIR", help="write the attachments into a directory")
    decide = commands.add_parser("decide", help="put a case into another state and tell the resident")
    decide.add_argument("case", metavar="RECEIPT")
    decide.add_argument("state", choices=[each for each in get_args(CaseState) if each != "received"])
    decide.add_argument("--note", metavar="FILE", help="what to tell her; - is standard input")
    decide.add_argument("--ask", type=Path, metavar="FILE", help="with a correction: what she is asked (JSON)")
    decide.add_argument("--clerk", required=True, metavar="ID", help="who decides")


def run(options: argparse.Namespace, file: Path) -> int:
    """Returns the exit code. file: the back office's settings."""
    wanted = settings.load(file)
    if options.backoffice_command == "migrate":
        return _migrate(wanted)
    if options.backoffice_command == "keys":
        return key_office.run(options, wanted)
    office = build(wanted)
    try:
        match options.backoffice_command:
            case "run":
                return working.run_once(office) if options.once else working.run(office)
            case "list":
                return _list(office, options)
            case "show":
                return _show(office, options)
            case _:
                return _decide(office, options)
    except SQLAlchemyError as error:
        raise ConfigError(f"intake.url, database.url: no answer ({type(error).__name__})") from None
    finally:
        office.close()


def _migrate(wanted: BackofficeSettings) -> int:
    store = Store(wanted.database.url)
    try:
        migrate.upgrade(store, MIGRATIONS)
    except SQLAlchemyError as error:
        raise ConfigError(f"database.url: no answer ({type(error).__name__})") from None
    finally:
        store.close()
    return 0


def _list(office: Office, options: argparse.Namespace) -> int:
    with office.own.read() as conn:
        found = caseload.every(conn, tuple(options.state), in_trouble=options.trouble)
    print(pages.as_json(found) if options.json else pages.as_table(found))
    return 1 if options.trouble and found else 0


def _show(office: Office, options: argparse.Namespace) -> int:
    found = deciding.look(office, options.case)
    if not isinstance(found, File):
        return _refused(found)
    print(pages.as_text(found))
    if options.save is not None:
        for item in found.items:
            if isinstance(item.opened, Opened):
                for file in pages.save(options.save, item.claims, item.opened):
                    print(file)
    return 0


def _decide(office: Office, options: argparse.Namespace) -> int:
    note, questions = _note(options.note), _questions(options.ask)
    outcome = deciding.decide(office, options.case, options.state, note, options.clerk, questions)
    if not isinstance(outcome, Decided):
        return _refused(outcome)
    while tell(office):
        pass
    print(f"{options.case}: {options.state}")
    return 0


def _note(file: str | None) -> str | None:
    """Not an argument itself: other users of the machine can read those."""
    if file is None:
        return None
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"--note: {file}: {type(error).__name__}") from None
    return text.strip() or None


def _questions(file: Path | None) -> tuple[NoticeQuestion, ...]:
    if file is None:
        return ()
    try:
        return _QUESTIONS.validate_json(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"--ask: {file}: {type(error).__name__}") from None
    except ValidationError as error:
        raise ConfigError(f"--ask: {file}: {'; '.join(complaints(error))}") from None


def _refused(why: Refused) -> int:
    match why:
        case NoSuchCase():
            text = "there is no such case"
        case SeveralCases(ids=ids):
            text = f"this number was given out more than once; name one of {', '.join(ids)}"
        case NotFollowing(state=state, possible=possible):
            text = f"it is {state}; what may follow: {', '.join(possible) or 'nothing'}"
        case NoteMissing():
            text = "--note is needed: what has to be corrected, or why"
        case NoteTooLong():
            text = f"--note is longer than {deciding.LONGEST_NOTE} characters"
        case NotePersonal(found=found):
            text = f"--note contains the applicant's {', '.join(found)}; that must not stand in a notice"
        case NothingToAsk():
            text = "--ask goes with a correction"
        case _:
            assert_never(why)
    print(f"gateway: {text}", file=sys.stderr)
    return 1
