"""A program that holds keypad and headphone switch as the terminal does: for tests in a testbed.

    python -m tests.devices.inputs.feeling keypad | headphones

Prints a line of JSON for whatever comes, until its standard input ends.
"""

from __future__ import annotations

import json
import sys

from devices.inputs.headphones import Headphones
from devices.inputs.keypad import EvdevKeypad, Keypad
from devices.inputs.sources import Match


def main() -> None:
    """Tell what comes."""
    held: Keypad | Headphones
    if sys.argv[1] == "keypad":
        held = Keypad(
            EvdevKeypad(Match(vendor=0xFFF0, product=1)),
            lambda key: _tell(key=key.value),
            lambda absence: _tell(absence=None if absence is None else absence.value),
        )
    else:
        held = Headphones("Headset", lambda plugged: _tell(plugged=plugged))
    sys.stdin.read()
    held.close()
    _tell(closed=True)


def _tell(**what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
