"""The `gateway` command: serve, inquiry, migrate, certificates, openapi, dev-certs, sandbox.

Exit codes: 0 done, 2 settings can't be used; others are said by the commands that have them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gateway import log
from gateway.app import build, create_app, openapi_document
from gateway.backoffice import cli as backoffice
from gateway.certificates import cli as certificates
from gateway.config import ConfigError, load
from gateway.dev_certs import make
from gateway.inquiry import serve as inquiry
from gateway.intake import cli as intake
from gateway.sandbox import cli as sandbox
from gateway.server import listener, server
from gateway.store import migrate
from gateway.store.database import Store

_BAD_SETTINGS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        match options.command:
            case "serve":
                return _serve(_settings_file(options))
            case "inquiry":
                return inquiry.run(load(_settings_file(options)))
            case "migrate":
                return _migrate(_settings_file(options))
            case "openapi":
                print(json.dumps(openapi_document(), ensure_ascii=False, indent=2, sort_keys=True))
                return 0
            case "sandbox":
                return sandbox.run(options)
            case "certificates":
                return certificates.run(options, lambda: load(_settings_file(options)))
            case "backoffice":
                return backoffice.run(options, _settings_file(options))
            case "intake":
                return intake.run(options, load(_settings_file(options)))
            case _:
                hosts = tuple(options.host) or ("localhost", "127.0.0.1", "::1")
                for file in make(options.folder, options.terminal, hosts):
                    print(file)
                return 0
    except ConfigError as error:
        print(f"gateway: {error}", file=sys.stderr)
        return _BAD_SETTINGS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gateway", description="The other end of the terminal's wire.")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings (TOML); needed by serve and migrate")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="serve over mutual TLS until SIGTERM")
    commands.add_parser("inquiry", help="serve the public inquiry page until SIGTERM")
    commands.add_parser("migrate", help="bring the database to this version's schema")
    commands.add_parser("openapi", help="print the contract as OpenAPI 3.1")
    sandbox.add_commands(commands.add_parser("sandbox", help="the fictional authority behind the virtual cards"))
    certificates.add_commands(commands.add_parser("certificates", help="catalogue, stop switch, reconciliation, keys"))
    intake.add_commands(commands.add_parser("intake", help="sealed items of terminals: what is missing"))
    office = commands.add_parser("backoffice", help="the municipality's back office; --config names its own settings")
    backoffice.add_commands(office)
    certs = commands.add_parser("dev-certs", help="make a demo CA, server and terminal certificates")
    certs.add_argument("folder", type=Path, metavar="DIR")
    certs.add_argument("--terminal", default="terminal", help="id of the terminal, also its file name")
    certs.add_argument("--host", action="append", default=[], help="a name or address of the server (repeatable)")
    return parser


def _settings_file(options: argparse.Namespace) -> Path:
    file: Path | None = options.config
    if file is None:
        raise ConfigError("--config FILE is needed")
    return file


def _serve(file: Path) -> int:
    settings = load(file)
    log.to_stderr()
    running = server(create_app(build(settings)), settings.tls)
    running.run(sockets=[listener(settings.listen)])
    return 0 if running.started else 1


def _migrate(file: Path) -> int:
    store = Store(load(file).database.url)
    try:
        migrate.upgrade(store)
    except SQLAlchemyError as error:
        raise ConfigError(f"database.url: no answer ({type(error).__name__})") from None
    finally:
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
