"""`gateway sandbox serve`, `crls`, `backoffice`: the sandbox CA's responder, its lists as files; its municipality."""

from __future__ import annotations

import argparse
import json
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from gateway.config import ConfigError, load
from gateway.sandbox import office
from gateway.sandbox.authority import Authorities, StateUnusable, crl
from gateway.sandbox.responder import Behaviour, Responder


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The sub-commands; `run` carries them out."""
    commands = parser.add_subparsers(dest="sandbox_command", required=True)
    serve = commands.add_parser("serve", help="answer OCSP and CRL requests on loopback until SIGTERM")
    serve.add_argument("--port", type=int, default=0, metavar="N", help="0 (default) takes a free one")
    serve.add_argument("--behaviour", choices=get_args(Behaviour), default="honest", help="how to misbehave, for tests")
    crls = commands.add_parser("crls", help="write the CRL of every CA into a directory")
    crls.add_argument("--out", type=Path, required=True, metavar="DIR")
    municipality = commands.add_parser(
        "backoffice", help="the municipality's back office, until SIGTERM; --config: gateway's"
    )
    municipality.add_argument(
        "--folder", type=Path, required=True, metavar="DIR", help="its own: settings, database, keys"
    )
    municipality.add_argument(
        "--unsigned", action="append", default=[], metavar="ID", help="a procedure without signature"
    )
    for command in (serve, crls, municipality):
        command.add_argument(
            "--cards", type=Path, required=True, metavar="DIR", help="the card issuer's state directory"
        )


def run(options: argparse.Namespace) -> int:
    """Returns the exit code. Raises ConfigError where the directory or the port can't be used."""
    if options.sandbox_command == "backoffice":
        if options.config is None:
            raise ConfigError("--config FILE is needed")
        return office.run(load(options.config), options.cards, options.folder, tuple(options.unsigned))
    try:
        if options.sandbox_command == "crls":
            return _write_crls(options.cards, options.out)
        return _serve(options.cards, options.port, options.behaviour)
    except StateUnusable as error:
        raise ConfigError(f"--cards: {error}") from None
    except (OSError, OverflowError) as error:
        raise ConfigError(f"--port, --out: {type(error).__name__}") from None


def _serve(cards: Path, port: int, behaviour: Behaviour) -> int:
    """Says when it listens, and where, as one JSON line on stdout."""
    responder = Responder(cards, port, behaviour)
    for each in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the loop that this very thread runs.
        signal.signal(each, lambda *_: threading.Thread(target=responder.shutdown).start())
    print(json.dumps({"ready": True, "ocsp": responder.url, "crl": f"{responder.url}auth.crl"}), flush=True)
    with responder:
        responder.serve_forever(poll_interval=0.2)
    return 0


def _write_crls(cards: Path, out: Path) -> int:
    authorities = Authorities(cards).now()
    out.mkdir(parents=True, exist_ok=True)
    for authority in authorities:
        file = out / f"{authority.name}.crl"
        file.write_bytes(crl(authorities, authority, datetime.now(UTC)))
        print(file)
    return 0
