"""`gateway certificates …`: check a catalogue, stop and resume, reconcile, make demo keys.

Exit codes: 0 done; 1 the catalogue is faulty, or something is unaccounted; 2 settings can't be used.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gateway.certificates import catalogue_file, reconciliation, stops
from gateway.certificates.building import catalogue_of, make_keys
from gateway.certificates.catalogue import json_schema
from gateway.config import ConfigError, Settings
from gateway.store.database import Store
from kiosk.rules.strict_yaml import Faulty


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The sub-commands; `run` carries them out."""
    commands = parser.add_subparsers(dest="certificates_command", required=True)
    check = commands.add_parser("check", help="check a catalogue and name every faulty line")
    check.add_argument("file", type=Path, metavar="FILE")
    commands.add_parser("schema", help="print the JSON Schema of a catalogue")
    keys = commands.add_parser("keys", help="make demo keys for everything in a catalogue (default: the sandbox's)")
    keys.add_argument("folder", type=Path, metavar="DIR")
    keys.add_argument("--catalogue", type=Path, metavar="FILE")
    for name, help in (("stop", "stop issuing at once, on every node"), ("resume", "issue again")):
        switch = commands.add_parser(name, help=help)
        scope = switch.add_mutually_exclusive_group(required=True)
        scope.add_argument("--everywhere", action="store_const", const=stops.EVERYWHERE, dest="scope")
        scope.add_argument("--municipality", metavar="CODE", dest="scope")
    commands.add_parser("stops", help="say what is stopped, and since when")
    reconcile = commands.add_parser("reconcile", help="what was issued, printed and paid; no names")
    reconcile.add_argument("--from", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD", dest="first")
    reconcile.add_argument("--to", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD", dest="last")
    reconcile.add_argument("--json", action="store_true")


def run(options: argparse.Namespace, settings: Callable[[], Settings]) -> int:
    """Returns the exit code. `settings` reads the settings' file, for the commands that need the database."""
    match options.certificates_command:
        case "check":
            return _check(options.file)
        case "schema":
            print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
            return 0
        case "keys":
            for file in make_keys(options.folder, catalogue_of(options.catalogue)):
                print(file)
            return 0
        case _:
            return _with_database(options, settings())


def _check(file: Path) -> int:
    try:
        found = catalogue_file.read(file)
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}") from None
    if isinstance(found, Faulty):
        for fault in found.faults:
            print(f"{file}: {fault}", file=sys.stderr)
        return 1
    kinds = sum(len(each.certificates) for each in found.municipalities)
    print(f"{file}: in order; {len(found.municipalities)} municipalities, {kinds} certificates")
    return 0


def _with_database(options: argparse.Namespace, settings: Settings) -> int:
    store = Store(settings.database.url)
    try:
        match options.certificates_command:
            case "reconcile":
                return _reconcile(store, options)
            case "stops":
                return _stops(store)
            case _:
                return _switch(store, settings, options)
    except SQLAlchemyError as error:
        raise ConfigError(f"database.url: no answer ({type(error).__name__})") from None
    finally:
        store.close()


def _reconcile(store: Store, options: argparse.Namespace) -> int:
    if options.last < options.first:
        raise ConfigError("--to lies before --from")
    with store.read() as conn:
        report = reconciliation.reconcile(conn, options.first, options.last)
    print(reconciliation.as_json(report) if options.json else reconciliation.as_text(report))
    return 1 if report.unaccounted else 0


def _stops(store: Store) -> int:
    with store.read() as conn:
        for each in stops.all_stops(conn):
            print(f"{'everywhere' if each.scope == stops.EVERYWHERE else each.scope}: since {each.since.isoformat()}")
    return 0


def _switch(store: Store, settings: Settings, options: argparse.Namespace) -> int:
    scope: str = options.scope
    wanted = settings.certificates
    if wanted is None:
        raise ConfigError("certificates: this gateway issues none")
    if scope != stops.EVERYWHERE and catalogue_of(wanted.catalogue).municipality(scope) is None:
        # A stop of a misspelt municipality would stop nobody.
        raise ConfigError(f"--municipality: no certificates of {scope} are issued here")
    with store.write() as conn:
        if options.certificates_command == "stop":
            stops.stop(conn, scope, datetime.now(UTC))
        elif not stops.resume(conn, scope):
            print("was not stopped")
    return _stops(store)
