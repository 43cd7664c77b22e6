"""The `kiosk` command.

kiosk --config FILE run [--drive SOCKET]     serve residents
kiosk --config FILE check WHAT [--json]      what a technician needs to know
kiosk demo | tour                            everything on this machine, with virtual cards
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from kiosk.config import Config, ConfigError, load

EXIT_CONFIG = 2


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code says how it went (2: the settings can't be used)."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except ConfigError as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return EXIT_CONFIG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk", description="A public terminal at a municipal counter.")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings (TOML)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="serve residents")
    run.add_argument("--drive", type=Path, metavar="SOCKET", help="let tests drive the terminal; not in production")
    run.set_defaults(run=_run)

    from kiosk.check.cli import add_parser as add_check

    add_check(commands)

    from kiosk.demo.cli import add_parsers as add_demo

    add_demo(commands)
    return parser


def config_of(options: argparse.Namespace) -> Config:
    """The settings that --config names."""
    if options.config is None:
        raise ConfigError("--config FILE is needed")
    return load(options.config)


def _run(options: argparse.Namespace) -> int:
    config = config_of(options)
    if options.drive is not None and config.profile == "production":
        raise ConfigError("profile: --drive is not allowed in the production profile")
    from kiosk.app import EXIT_ANEW, run

    exit_code = run(config, options.drive)
    if exit_code == EXIT_ANEW:
        # All is put away and closed. A fresh program in this process's place: nothing outside needs to know of it.
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - its own command again
    return exit_code
