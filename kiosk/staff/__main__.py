"""What goes into the staff file: `python -m kiosk.staff code` asks for a new code; `card READER` reads a card's key."""

from __future__ import annotations

import argparse
import getpass
import sys

from devices.cards.piv import PivCard
from devices.cards.recognise import MyNumberCard
from devices.cards.service import CardService
from kiosk.staff.people import CODE_LENGTH, fingerprint, hash_of

_WITHIN_S = 15.0


def main(arguments: list[str] | None = None) -> int:
    """Prints the line for the file; 1 if there is none."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.staff", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("code", help=f"a code of {CODE_LENGTH} digits, asked for without showing it")
    card = commands.add_parser("card", help="the key of the card that lies on a reader")
    card.add_argument("reader", help="part of the reader's PC/SC name")
    options = parser.parse_args(arguments)
    return _code() if options.command == "code" else _card(options.reader)


def _code() -> int:
    code = getpass.getpass(f"New code, {CODE_LENGTH} digits: ")
    if len(code) != CODE_LENGTH or not (code.isascii() and code.isdigit()) or len(set(code)) < 3:
        print(f"{CODE_LENGTH} digits, at least three different ones", file=sys.stderr)
        return 1
    if getpass.getpass("Once more: ") != code:
        print("not the same", file=sys.stderr)
        return 1
    print(f'code = "{hash_of(code.encode())}"')
    return 0


def _card(reader: str) -> int:
    """The key that needs no PIN, if the card has one."""
    cards = CardService(reader)
    piv = cards.inspect_piv(_WITHIN_S)
    if isinstance(piv, PivCard):
        return _line(piv.certificate, "PIV, slot 9E: proves itself without a PIN")
    found = cards.inspect(_WITHIN_S)
    if isinstance(found, MyNumberCard):
        return _line(found.auth_certificate, "JPKI: the clerk's PIN proves it")
    print(f"no card that can prove itself: {type(piv).__name__}, {type(found).__name__}", file=sys.stderr)
    return 1


def _line(certificate: bytes, kind: str) -> int:
    print(f'card = "{fingerprint(certificate)}"  # {kind}')
    return 0


if __name__ == "__main__":
    sys.exit(main())
