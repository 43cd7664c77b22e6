"""The virtual card's command line: lays a persona's card on a virtual reader of pcscd.

    python -m devices.virtual.card --persona ordinary --slot 0 --control /run/user/1000/card.sock

Prints "ready" when the reader has noticed the card (without --persona: when it can be laid down), then serves until it
is told to end (SIGTERM, SIGINT). All people are fictional, so are their PINs.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from devices.virtual import faults
from devices.virtual.control import Control
from devices.virtual.deck import Deck
from devices.virtual.issuer import StateTooOld
from devices.virtual.personas import Person, PinName, personas
from devices.virtual.store import default_state
from devices.virtual.vpcd import FIRST_PORT, VpcdReader

_FOUR_DIGITS: tuple[PinName, ...] = ("auth", "text", "common", "registry")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 ended as told, 1 cannot run, 2 wrong arguments."""
    options = _parser().parse_args(arguments)
    if options.list:
        _list()
        return 0
    if options.persona is None and options.control is None:
        _parser().error("nothing to do: give --persona, or --control and lay cards down through it")
    deck = Deck(options.state, _pins(options), persistent=not options.forgetful)
    port = options.port if options.port is not None else FIRST_PORT + options.slot
    reader = VpcdReader(deck, port, options.host)
    for fault in options.fault:
        reader.slot.order(fault)
    try:
        return _serve(reader, options)
    except StateTooOld as reason:
        print(reason, file=sys.stderr)
        return 1


def _serve(reader: VpcdReader, options: argparse.Namespace) -> int:
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # From another thread: the handler may have interrupted `wait` just where it holds the lock that `set` needs.
        signal.signal(number, lambda *_: threading.Thread(target=ended.set).start())
    if options.persona is not None:
        reader.slot.insert(options.persona)
        if options.renew:
            reader.slot.renew()
    control = None if options.control is None else Control(reader.slot, options.control, options.persona)
    reader.start()
    if control is not None:
        control.start()
    if options.persona is None or _noticed(reader, ended):
        print("ready", flush=True)
    ended.wait()
    if control is not None:
        control.stop()
    reader.stop()
    return 0


def _noticed(reader: VpcdReader, ended: threading.Event) -> bool:
    """Wait until the driver has taken notice of the card, however long that takes; False if told to end before."""
    told = False
    while not ended.is_set():
        if reader.slot.wait(lambda state, _: bool(state["noticed"]), 2.0 if not told else 0.2):
            return True
        if not told:
            told = True
            print("waiting: no virtual reader takes the card yet (is pcscd running with vpcd?)", file=sys.stderr)
    return False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m devices.virtual.card",
        description="A fictional My Number Card on a virtual reader (vpcd) of pcscd. Never for production machines.",
        epilog=(faults.__doc__ or ""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--persona", metavar="NAME", choices=list(personas()), help="whose card to lay down; --list")
    parser.add_argument("--list", action="store_true", help="list all personas with their PINs and end")
    parser.add_argument("--slot", type=int, default=0, help="vpcd slot, i.e. port 35963 + N (default 0)")
    parser.add_argument("--port", type=int, help="the driver's port, instead of --slot")
    parser.add_argument("--host", default="127.0.0.1", help="where the driver listens (default %(default)s)")
    parser.add_argument("--pin", help="another value for all four-digit PINs, for this run (the PIN is fictional)")
    parser.add_argument("--sign-password", help="another 署名用 password, for this run")
    parser.add_argument("--fault", action="append", default=[], type=_fault, metavar="SPEC", help="see below")
    parser.add_argument("--control", type=Path, metavar="SOCKET", help="take commands at this Unix socket")
    parser.add_argument(
        "--state", type=Path, default=default_state(), metavar="DIR", help="keys, certificates, counters (%(default)s)"
    )
    parser.add_argument("--renew", action="store_true", help="begin with PINs and counters as new")
    parser.add_argument("--forgetful", action="store_true", help="write no counters down")
    return parser


def _fault(text: str) -> faults.Fault:
    try:
        return faults.parse(text)
    except faults.FaultFormError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _pins(options: argparse.Namespace) -> dict[PinName, str]:
    pins: dict[PinName, str] = {}
    if options.pin is not None:
        pins.update(dict.fromkeys(_FOUR_DIGITS, options.pin))
    if options.sign_password is not None:
        pins["sign"] = options.sign_password
    return pins


def _list() -> None:
    for persona in personas().values():
        pins = ""
        if isinstance(persona, Person):
            shown: tuple[PinName, ...] = ("auth", "text", "sign")
            pins = "  ".join(f"{name} {persona.pins.get(name, '-')}" for name in shown)
        print(f"{persona.id:26} {pins:40} {persona.en}")


if __name__ == "__main__":
    sys.exit(main())
