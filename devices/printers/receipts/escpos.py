"""A receipt printer that speaks ESC/POS.

Each call is one connection of its own. A receipt is sent only to a printer that has just said that it is empty
(DLE DC4 8), well (DLE EOT 1 to 4) and able to report a finished print (GS ( H function 48); it counts as printed only
when the printer sends this receipt's token back. After any trouble the printer is emptied again, over a new connection
if need be: what it kept would come out when the paper is back, for whoever stands there then.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from itertools import islice
from typing import TypeVar

from devices.printers.receipts import commands, fonts
from devices.printers.receipts.dialogue import CalledOff, Dialogue
from devices.printers.receipts.layout import PaperWidth, Picture, draw
from devices.printers.receipts.outcomes import (
    Cancelled,
    CoverOpen,
    CutterError,
    Doubt,
    Faulty,
    NotPrinted,
    Offline,
    PaperNearEnd,
    PaperOut,
    PrintDoubt,
    Printed,
    Ready,
    Reason,
    ReceiptOutcome,
    ReceiptStatus,
    StatusUnknown,
    TimedOut,
    Undrawable,
    Unknown,
)
from devices.printers.receipts.receipt import Receipt
from devices.printers.receipts.wire import Port, WireLost, open_wire

_ASK_S = 0.5  # how often the status is asked while a receipt is being printed
_CONFIRM_S = 3.0  # how long an empty printer may take to report
_AHEAD = 1  # parts sent before the last but so many is reported as done
_CLEAR_S = 5.0  # what clearing may take beyond the deadline

T = TypeVar("T")


class EscposPrinter:
    """`ReceiptPrinter` over network, serial line or USB. Raises FontsMissingError if this machine can't draw."""

    def __init__(self, port: Port, paper: PaperWidth = 80) -> None:
        fonts.check()
        self._port = port
        self._paper = paper
        self._busy = threading.Lock()
        self._cancelled = threading.Event()
        # At the start nobody knows what a terminal that ended in the middle of a receipt has left behind.
        self._empty = False  # nothing of a receipt waits in the printer
        self._cut_off = False  # nothing of a receipt hangs under the cutter

    def status(self, deadline_s: float = 5.0) -> ReceiptStatus:
        """See `ReceiptPrinter`."""
        return self._alone(deadline_s, lambda deadline: self._over_a_line(self._settle, deadline, self._wanted))

    def print(self, receipt: Receipt, deadline_s: float = 30.0) -> ReceiptOutcome:
        """See `ReceiptPrinter`."""
        picture = draw(receipt, self._paper)
        if isinstance(picture, Undrawable):
            return NotPrinted(picture)
        come = self._alone(deadline_s, lambda deadline: self._print(picture, deadline))
        return NotPrinted(come) if isinstance(come, StatusUnknown) else come

    def cancel(self) -> None:
        """See `ReceiptPrinter`."""
        self._cancelled.set()

    def _alone(self, deadline_s: float, act: Callable[[float], T]) -> T | StatusUnknown:
        """One call at a time; `act` is given its deadline on the monotonic clock."""
        deadline = time.monotonic() + deadline_s
        if not self._busy.acquire(timeout=deadline_s):
            return StatusUnknown(Doubt.BUSY)
        try:
            self._cancelled.clear()
            return act(deadline)
        finally:
            self._busy.release()

    # --- before ------------------------------------------------------------------------------------------------------

    def _wanted(self) -> bool:
        return not self._cancelled.is_set()

    def _over_a_line(
        self, ask: Callable[[Dialogue, float], ReceiptStatus], deadline: float, wanted: Callable[[], bool]
    ) -> ReceiptStatus:
        wire = open_wire(self._port)
        if wire is None:
            return Offline()
        dialogue = Dialogue(wire, wanted)
        try:
            return ask(dialogue, deadline)
        except WireLost:
            return StatusUnknown(Doubt.LINE_LOST)
        except CalledOff:
            return StatusUnknown(Doubt.CANCELLED)
        finally:
            dialogue.close()

    def _settle(self, dialogue: Dialogue, deadline: float) -> ReceiptStatus:
        """Make sure that nothing of an earlier receipt comes out any more; the status."""
        if not self._empty:
            cleared = dialogue.clear(deadline)
            if not cleared:
                status = dialogue.status(deadline)
                return status if isinstance(status, StatusUnknown) else StatusUnknown(Doubt.UNCLEARED)
            self._empty = True
        status = dialogue.status(deadline)
        if isinstance(status, CutterError | Faulty):  # the cause may be gone: it waits to be told so
            dialogue.clear(deadline)
            status = dialogue.status(deadline)
        if not self._cut_off and _can_print(status):
            # The head of the next receipt must not hang on to a piece of the last one.
            if not self._confirmed(dialogue, commands.INITIALIZE + commands.CUT, deadline):
                return _unless_stopped(dialogue.status(deadline))
            self._cut_off = True
        return status

    def _confirmed(self, dialogue: Dialogue, data: bytes, deadline: float) -> bool:
        token = next(commands.tokens())
        limit = min(deadline, time.monotonic() + _CONFIRM_S)
        return dialogue.send(data + commands.report_when_done(token), limit) and dialogue.wait_done([token], limit)

    # --- printing ----------------------------------------------------------------------------------------------------

    def _print(self, picture: Picture, deadline: float) -> ReceiptOutcome:
        wire = open_wire(self._port)
        if wire is None:
            return NotPrinted(Offline())
        dialogue = Dialogue(wire, self._wanted)
        try:
            refused = self._refused(dialogue, deadline)
            return self._feed(dialogue, picture, deadline) if refused is None else NotPrinted(refused)
        finally:
            dialogue.close()

    def _refused(self, dialogue: Dialogue, deadline: float) -> Reason | None:
        """Why nothing can be sent; None if the printer is empty, well, and reports finished prints."""
        try:
            self._empty = False  # whatever was known: somebody else may have talked to it since
            status = self._settle(dialogue, deadline)
            if not _can_print(status):
                return _as_reason(status)
            if not self._confirmed(dialogue, commands.INITIALIZE, deadline):
                return _as_reason(_unless_stopped(dialogue.status(deadline)))
        except WireLost:
            return StatusUnknown(Doubt.LINE_LOST)
        except CalledOff:
            return Cancelled()
        return None

    def _feed(self, dialogue: Dialogue, picture: Picture, deadline: float) -> ReceiptOutcome:
        parts = [*commands.raster(picture.image), commands.CUT]
        tokens = list(islice(commands.tokens(), len(parts)))
        self._empty = self._cut_off = False
        all_sent = False
        try:
            for at, (part, token) in enumerate(zip(parts, tokens, strict=True)):
                if at > _AHEAD:
                    stopped = self._wait(dialogue, tokens[at - _AHEAD - 1 : at], deadline)
                    if stopped is not None:
                        return self._after_stop(dialogue, tokens[-1], stopped, all_sent)
                if not dialogue.send(part + commands.report_when_done(token), deadline):
                    # It takes nothing more, so over this line it can't be told to forget either.
                    return self._after_line_lost(dialogue, _stuck(deadline), all_sent)
            all_sent = True
            stopped = self._wait(dialogue, tokens[-1:], deadline)
        except CalledOff:
            stopped = Cancelled()
        except WireLost:
            return self._after_line_lost(dialogue, StatusUnknown(Doubt.LINE_LOST), all_sent)
        if stopped is None:
            return self._done(dialogue)
        return self._after_stop(dialogue, tokens[-1], stopped, all_sent)

    def _wait(self, dialogue: Dialogue, tokens: list[bytes], deadline: float) -> Reason | None:
        """None if the printer has reported one of these as done."""
        while not dialogue.wait_done(tokens, min(deadline, time.monotonic() + _ASK_S)):
            if time.monotonic() >= deadline:
                return TimedOut()
            status = dialogue.status(deadline)
            if not dialogue.done.isdisjoint(tokens):
                return None
            match status:
                case PaperOut() | CoverOpen() | CutterError() | Faulty(lasting=True) | StatusUnknown():
                    return status
                case Ready() | PaperNearEnd() | Offline() | Faulty():
                    pass  # it may take its time, cool down, or have its feed button held
        return None

    def _done(self, dialogue: Dialogue) -> Printed:
        self._empty = self._cut_off = True
        dialogue.finish()
        try:
            return Printed(dialogue.status(time.monotonic() + _CLEAR_S))
        except WireLost:
            return Printed(StatusUnknown(Doubt.LINE_LOST))

    # --- after trouble -----------------------------------------------------------------------------------------------

    def _after_stop(self, dialogue: Dialogue, token: bytes, stopped: Reason, all_sent: bool) -> ReceiptOutcome:
        """It stopped, or we did. Over the same connection its answers are in order: a token that has not come when it
        says that it is empty will never come."""
        dialogue.finish()
        try:
            self._empty = dialogue.clear(time.monotonic() + _CLEAR_S)
        except WireLost:
            self._empty = False
        if token in dialogue.done:
            return self._done(dialogue) if self._empty else Printed(StatusUnknown(Doubt.UNCLEARED))
        if self._empty:
            return NotPrinted(stopped, begun=True)
        return self._after_line_lost(dialogue, stopped, all_sent)

    def _after_line_lost(self, dialogue: Dialogue, stopped: Reason, all_sent: bool) -> ReceiptOutcome:
        """Empty it over a new connection. If the whole receipt had been sent, its token may have been lost with the
        old one: then nobody knows."""
        dialogue.abort()
        seen = self._over_a_line(self._clear_and_look, time.monotonic() + _CLEAR_S, lambda: True)
        last = _last_seen(stopped, seen)
        if not self._empty:
            return Unknown(PrintDoubt.UNCLEARED, last)
        if all_sent:
            return Unknown(PrintDoubt.LINE_LOST, last)
        return NotPrinted(stopped if isinstance(stopped, Cancelled | TimedOut) else _as_reason(last), begun=True)

    def _clear_and_look(self, dialogue: Dialogue, deadline: float) -> ReceiptStatus:
        self._empty = dialogue.clear(deadline)
        return dialogue.status(deadline)


def _stuck(deadline: float) -> Reason:
    return TimedOut() if time.monotonic() >= deadline else StatusUnknown(Doubt.SILENT)


def _can_print(status: ReceiptStatus) -> bool:
    return isinstance(status, Ready | PaperNearEnd)


def _unless_stopped(status: ReceiptStatus) -> ReceiptStatus:
    """A printer that is well and still did not report: it can't."""
    return StatusUnknown(Doubt.NO_RECEIPTS) if _can_print(status) else status


def _as_reason(status: ReceiptStatus) -> Reason:
    """Why it stopped, by a status taken afterwards; one that is well again stopped for a reason nobody saw."""
    if isinstance(status, Ready | PaperNearEnd):
        return StatusUnknown(Doubt.LINE_LOST)
    return status


def _last_seen(stopped: Reason, seen: ReceiptStatus) -> ReceiptStatus:
    """The better known of what stopped it and what was seen afterwards."""
    if isinstance(stopped, StatusUnknown | Cancelled | TimedOut | Undrawable):
        return seen
    return stopped
