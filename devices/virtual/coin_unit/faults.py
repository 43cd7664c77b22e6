"""What can go wrong with the unit's answers, on order. One line of text orders one fault:

    ACTION[@[before-|after-]COMMAND][,always]

    mute@PAY                 from now on no answer, and nothing is done, until `clear`
    mute@after-PAY           the order is taken, then no answer until `clear`
    drop@CREDIT              this one isn't done and isn't answered; drop@after-PAY: done, not answered
    corrupt@MONEY_IN         one bit of the answer is wrong
    double@MONEY_IN          the answer comes twice
    late@MONEY_OUT           the answer comes only with the next one, before it
    off@after-PAY            power fails

COMMAND is POLL, SERIAL, INHIBIT, MASTER, CREDIT, BILLS, NOTES (accept counter), COIN_ID, BILL_ID, BILL_MODE, MONEY_IN,
MONEY_OUT, PAY, VERIFY, ACTIVITY, ERRORS, BALANCE, ANY (also when left out), or a number: the n-th command from now on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, cast

from devices.payment.cctalk import Header

Action = Literal["mute", "drop", "corrupt", "double", "late", "off"]
NAMES: dict[int, str] = {
    Header.SIMPLE_POLL: "POLL",
    Header.SERIAL_NUMBER: "SERIAL",
    Header.MODIFY_INHIBIT: "INHIBIT",
    Header.MASTER_INHIBIT: "MASTER",
    Header.READ_CREDIT: "CREDIT",
    Header.READ_BILLS: "BILLS",
    Header.ACCEPT_COUNTER: "NOTES",
    Header.COIN_ID: "COIN_ID",
    Header.BILL_ID: "BILL_ID",
    Header.BILL_MODE: "BILL_MODE",
    Header.MONEY_IN: "MONEY_IN",
    Header.MONEY_OUT: "MONEY_OUT",
    Header.PAY_MONEY_OUT: "PAY",
    Header.VERIFY_MONEY_OUT: "VERIFY",
    Header.ACTIVITY: "ACTIVITY",
    Header.ERROR_STATUS: "ERRORS",
    Header.HOPPER_BALANCE: "BALANCE",
}
_FORM = re.compile(
    r"(?P<action>mute|drop|corrupt|double|late|off)"
    r"(?:@(?:(?P<when>before|after)-)?(?P<command>[A-Z_]+|[1-9][0-9]{0,5}))?(?P<always>,always)?"
)


class FaultFormError(ValueError):
    """The text orders no fault; says why."""


@dataclass(slots=True)
class Fault:
    """One ordered fault. number: it strikes the n-th command, whatever it is; 0: the one named."""

    text: str
    action: Action
    after: bool
    command: str
    number: int = 0
    always: bool = False
    _seen: int = field(default=0, repr=False)

    def strikes(self, command: str) -> bool:
        """Whether it fits this command. To be asked once per command."""
        self._seen += 1
        return self._seen >= self.number if self.number else self.command in ("ANY", command)


def parse(text: str) -> Fault:
    """Read one order. Raises FaultFormError."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise FaultFormError(f"not a fault: {text!r}; write ACTION[@[before-|after-]COMMAND][,always]")
    command = match["command"] or "ANY"
    number = int(command) if command.isdigit() else 0
    if not number and command not in (*NAMES.values(), "ANY"):
        raise FaultFormError(f"unknown command {command!r}: a number from 1, ANY, {', '.join(NAMES.values())}")
    return Fault(
        text=text.strip(),
        action=cast(Action, match["action"]),
        after=match["when"] == "after",
        command=command,
        number=number,
        always=match["always"] is not None,
    )
