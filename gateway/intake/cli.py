"""`gateway intake …`: what an operator may see of the intake. Exit codes: 0 all is here; 1 there are holes."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from sqlalchemy.exc import SQLAlchemyError

from gateway.config import ConfigError, Settings
from gateway.intake.holes import Hole, holes
from gateway.store.database import Store


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The sub-commands; `run` carries them out."""
    commands = parser.add_subparsers(dest="intake_command", required=True)
    wanted = commands.add_parser("holes", help="numbers that terminals gave out and that are not here (yet), or twice")
    wanted.add_argument("--json", action="store_true")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Returns the exit code."""
    store = Store(settings.database.url)
    try:
        with store.read() as conn:
            found = holes(conn)
    except SQLAlchemyError as error:
        raise ConfigError(f"database.url: no answer ({type(error).__name__})") from None
    finally:
        store.close()
    if options.json:
        print(json.dumps([asdict(each) for each in found], default=str, indent=2))
    else:
        print("\n".join(map(_line, found)) or "no holes")
    return 1 if found else 0


def _line(hole: Hole) -> str:
    numbers = str(hole.first) if hole.first == hole.last else f"{hole.first} to {hole.last}"
    since = f" since {hole.since.isoformat(timespec='seconds')}" if hole.since else ""
    return f"{hole.terminal} {hole.lane}: {numbers} {hole.what}{since}"
