"""What can go wrong with a card, on order. One line of text orders one fault:

    ACTION[=ARGUMENT][@[before-|after-]COMMAND][,always]

    remove@VERIFY            the card leaves before it gets the command
    remove@after-VERIFY      it leaves after it has done the command: the try is spent, the answer is lost
    mute@SIGN                no answer until the card is taken away
    slow=3@SIGN              3 seconds late
    sw=6F00@READ             this status word and no data; the command isn't done (after-READ: it is)
    corrupt@SIGN             one bit of the answer's data is wrong; without data, of the status word
    truncate@READ            the last two bytes are missing; truncate=N leaves N bytes
    swap=ordinary_man@SIGN   another card lies there, without any event, and gets the command
    swap=dead@after-SIGN     the card does the command, then another one lies there

COMMAND is SELECT, READ, RECORD, QUERY (VERIFY without data), VERIFY, CHANGE, SIGN, CHALLENGE, AUTHENTICATE (of PIV),
OTHER, ANY (also when left out), or a number: the n-th command from now on. A fault happens once; with `always`, each
time it fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, assert_never, cast

from devices.virtual.command import NAMES, name_of
from devices.virtual.personas import personas

Action = Literal["remove", "mute", "slow", "sw", "corrupt", "truncate", "swap"]
When = Literal["before", "after"]

_FORM = re.compile(
    r"(?P<action>[a-z]+)(?:=(?P<argument>[^@,]+))?"
    r"(?:@(?:(?P<when>before|after)-)?(?P<command>[A-Za-z]+|[0-9]+))?(?P<always>,always)?"
)
_LONGEST_WAIT_S = 3600


class FaultFormError(ValueError):
    """The text orders no fault; says why."""


@dataclass(slots=True)
class Fault:
    """One ordered fault. argument: seconds (slow), status word (sw), bytes left (truncate), else as written."""

    text: str
    action: Action
    when: When
    command: str  # a name, "ANY", or "" where `number` counts
    number: int = 0
    always: bool = False
    argument: str = ""
    _seen: int = field(default=0, repr=False)

    @property
    def seconds(self) -> float:
        return float(self.argument)

    @property
    def sw(self) -> int:
        return int(self.argument, 16)

    def strikes(self, apdu: bytes) -> bool:
        """Whether it fits this command. To be asked once per command."""
        self._seen += 1
        if self.number:
            return self._seen >= self.number
        return self.command in ("ANY", name_of(apdu))

    def change(self, answer: bytes) -> bytes:
        """The answer after the fault, for those that only spoil it."""
        match self.action:
            case "sw":
                return self.sw.to_bytes(2, "big")
            case "corrupt":
                spoilt = bytearray(answer)
                spoilt[len(answer) // 2 - 1] ^= 0x01
                return bytes(spoilt)
            case "truncate":
                return answer[: int(self.argument)] if self.argument else answer[:-2]
            case "remove" | "mute" | "slow" | "swap":
                return answer
            case unknown:
                assert_never(unknown)


def parse(text: str) -> Fault:
    """Read one order. Raises FaultFormError."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise FaultFormError(f"not a fault: {text!r}; write ACTION[=ARGUMENT][@[before-|after-]COMMAND][,always]")
    action, argument = match["action"], match["argument"] or ""
    _check_argument(action, argument)
    command = (match["command"] or "ANY").upper()
    number = int(command) if command.isdigit() else 0
    if (command.isdigit() and number == 0) or (not command.isdigit() and command not in (*NAMES, "ANY")):
        raise FaultFormError(f"unknown command {command!r}: a number from 1, ANY, {', '.join(NAMES)}")
    return Fault(
        text=text.strip(),
        action=cast(Action, action),
        when=cast(When, match["when"] or "before"),
        command="" if number else command,
        number=number,
        always=match["always"] is not None,
        argument=argument,
    )


def _check_argument(action: str, argument: str) -> None:
    match action:
        case "remove" | "mute" | "corrupt":
            fits = not argument
        case "slow":
            fits = re.fullmatch(r"[0-9]+(\.[0-9]+)?", argument) is not None and float(argument) <= _LONGEST_WAIT_S
        case "sw":
            fits = re.fullmatch(r"[0-9A-Fa-f]{4}", argument) is not None
        case "truncate":
            fits = re.fullmatch(r"([1-9][0-9]{0,2})?", argument) is not None
        case "swap":
            fits = argument in personas()
        case _:
            raise FaultFormError(f"unknown action {action!r}: remove, mute, slow, sw, corrupt, truncate, swap")
    if not fits:
        raise FaultFormError(f"{action} does not take {argument!r}")
