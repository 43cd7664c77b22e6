"""Watches readers and cards and tells of every change, through anything the reader service does.

pyscard's own CardMonitor dies for good when pcscd restarts and can miss a removal; this loop sits in
SCardGetStatusChange and begins again with a new context after any error.

Every insertion gets a fresh opaque id. pcscd counts insertions and removals, so a card changed so quickly that only
"a card lies there" could be seen is still told as gone and arrived. (A change within one poll of the driver leaves
no trace at all: acts on a card therefore compare its certificate, see `devices.cards.service`.)

What pcscd does not know cannot be told: a card that lost contact during a command and has it again before the
driver's next poll (0.4 s) counts as gone in pcsc-lite until it is really taken away and laid down again.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NewType

from smartcard import scard

from devices.cards.pcsc import READER_GONE, choose_reader

log = logging.getLogger("devices.cards.reader")

Insertion = NewType("Insertion", str)

RETRY_S = 0.5  # between attempts to reach a service that is down
RESCAN_MS = 1000  # look again without a notification: a removal that pcscd learns by a failed command makes none
SETTLE_S = 0.05  # a reader that is listed and not there: look again, but do not spin
STOP_S = 5.0

_PLUG_AND_PLAY = "\\\\?PnP?\\Notification"
_COUNTER = 0xFFFF0000  # pcsc-lite: number of insertions and removals, in the upper half of an event state


@dataclass(frozen=True, slots=True)
class ServiceDown:
    """pcscd does not answer. Readers and cards have been told as gone before."""


@dataclass(frozen=True, slots=True)
class ServiceUp:
    """pcscd answers; told once at the start too."""


@dataclass(frozen=True, slots=True)
class ReaderArrived:
    """`reader` is our own key for it, `name` the full PC/SC name found."""

    reader: str
    name: str


@dataclass(frozen=True, slots=True)
class ReaderGone:
    """Unplugged; or, as the first word on it, not there at the start."""

    reader: str


@dataclass(frozen=True, slots=True)
class CardArrived:
    """Something lies on the reader. What it is, `CardService.inspect` finds out.

    found: it lay there when the reader was first looked at; nobody has been seen to lay it down.
    """

    reader: str
    insertion: Insertion
    found: bool = False


@dataclass(frozen=True, slots=True)
class CardGone:
    """That insertion is over."""

    reader: str
    insertion: Insertion


ReaderEvent = ServiceDown | ServiceUp | ReaderArrived | ReaderGone | CardArrived | CardGone


@dataclass(slots=True)
class _Seen:
    """What was last told about one reader. `state` is the event state to wait for a change of."""

    key: str
    wanted: str
    told: bool = False
    name: str | None = None
    state: int = 0
    insertion: Insertion | None = None


class ReaderMonitor:
    """Tells `tell` of every event, one at a time, from a thread of its own, until `stop`.

    `readers` maps our keys ("resident", "second") to substrings of PC/SC names. The first events say how things
    stand: ServiceUp or ServiceDown, then for each reader ReaderArrived or ReaderGone, then CardArrived where one lies.
    """

    def __init__(self, readers: Mapping[str, str], tell: Callable[[ReaderEvent], None]) -> None:
        self._tell = tell
        self._seen = [_Seen(key, wanted) for key, wanted in readers.items()]
        self._service: bool | None = None
        self._context: Any = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reader-monitor", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread. No event is told after this returns. Must not be called from `tell`."""
        self._stopping.set()
        for _ in range(int(STOP_S / 0.05)):
            context = self._context
            if context is not None:
                scard.SCardCancel(context)  # lost if the wait has not begun yet, so more than once
            self._thread.join(0.05)
            if not self._thread.is_alive():
                return
        log.warning("reader monitor did not stop: pcscd does not answer")

    # --- the loop ----------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopping.is_set():
            result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
            if result == scard.SCARD_S_SUCCESS:
                self._context = context
                self._watch(context)
                self._context = None
                scard.SCardReleaseContext(context)
            if not self._stopping.is_set():
                self._service_is_down()
                self._stopping.wait(RETRY_S)

    def _watch(self, context: Any) -> None:
        """Until the service fails or we are stopped."""
        plug_and_play = scard.SCARD_STATE_UNAWARE
        while not self._stopping.is_set():
            result, names = scard.SCardListReaders(context, [])
            if result not in (scard.SCARD_S_SUCCESS, *READER_GONE):
                return
            self._service_is_up()
            self._match_readers(names)
            watched = [seen for seen in self._seen if seen.name is not None]
            result, states = scard.SCardGetStatusChange(
                context,
                RESCAN_MS,
                [(_PLUG_AND_PLAY, plug_and_play), *((seen.name, seen.state) for seen in watched)],
            )
            if self._stopping.is_set():
                return
            if result == scard.SCARD_S_SUCCESS:
                plug_and_play = states[0][1] & ~scard.SCARD_STATE_CHANGED
                for seen, (_, state, _) in zip(watched, states[1:], strict=True):
                    self._card_state(seen, state)
            elif result in READER_GONE:
                self._stopping.wait(SETTLE_S)
            elif result not in (scard.SCARD_E_TIMEOUT, scard.SCARD_E_CANCELLED):
                return

    # --- what changed ------------------------------------------------------------------------------------------------

    def _service_is_up(self) -> None:
        if self._service is not True:
            self._service = True
            self._tell(ServiceUp())

    def _service_is_down(self) -> None:
        if self._service is not False:
            self._service = False
            for seen in self._seen:
                self._lose_reader(seen)
                seen.told = False
            self._tell(ServiceDown())

    def _match_readers(self, names: list[str]) -> None:
        for seen in self._seen:
            name = seen.name if seen.name in names else choose_reader(names, seen.wanted)
            if seen.told and name == seen.name:
                continue
            self._lose_reader(seen)
            if name is not None:
                seen.name, seen.state = name, scard.SCARD_STATE_UNAWARE
                self._tell(ReaderArrived(seen.key, name))
            elif not seen.told:
                self._tell(ReaderGone(seen.key))
            seen.told = True

    def _lose_reader(self, seen: _Seen) -> None:
        self._lose_card(seen)
        if seen.name is not None:
            seen.name = None
            self._tell(ReaderGone(seen.key))

    def _card_state(self, seen: _Seen, state: int) -> None:
        present = bool(state & scard.SCARD_STATE_PRESENT)
        first_look = seen.state == scard.SCARD_STATE_UNAWARE
        exchanged = (state ^ seen.state) & _COUNTER != 0
        seen.state = state & ~scard.SCARD_STATE_CHANGED
        if not present or exchanged:
            self._lose_card(seen)
        if present and seen.insertion is None:
            seen.insertion = Insertion(secrets.token_hex(8))
            self._tell(CardArrived(seen.key, seen.insertion, found=first_look))

    def _lose_card(self, seen: _Seen) -> None:
        if seen.insertion is not None:
            gone, seen.insertion = seen.insertion, None
            self._tell(CardGone(seen.key, gone))
