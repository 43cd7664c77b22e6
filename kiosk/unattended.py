"""Between residents: what is on the first page, or why there is none, until somebody begins a stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from kiosk import own_pages
from kiosk.appearance import Appearance
from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.session import Clean, NotClean, Session
from kiosk.stay import OnReader, ReaderCondition
from screens.page import Page

if TYPE_CHECKING:
    from kiosk.paper.desk import PaperDesk

CLEANING_LIMIT_S = 60.0
"""A printer takes its time to let a cancelled job go; its document counts as unclean until then."""
LOOK_CLEAN_S = 0.2
REFRESH_S = 30.0
"""The first page tells hours; it is looked at again at least this often."""


class Unattended:
    """forget: drops what the gateway client still holds of the last stay. give_up: nothing gets this terminal clean."""

    def __init__(
        self,
        config: Config,
        clock: Clock,
        audit: Audit,
        appearance: Appearance,
        on_reader: OnReader,
        *,
        forget: Callable[[], None],
        give_up: Callable[[], None],
        desk: PaperDesk | None = None,
    ) -> None:
        self._desk = desk
        self._config = config
        self._clock = clock
        self._audit = audit
        self._appearance = appearance
        self._on_reader = on_reader
        self._forget = forget
        self._give_up = give_up
        self._unclean: Session | None = None
        self._ended = 0.0
        self._staff_called = False
        self._call: str | None = None
        self._touched = clock.monotonic()
        self.touch_there = True

    def may_serve(self) -> bool:
        """Whether a stay may begin: open, and the last one proven gone."""
        if self._untouchable or (self._desk is not None and not self._desk.clear):
            return False
        return self._unclean is None and own_pages.is_open(self._config.terminal, self._clock.now().time())

    @property
    def _untouchable(self) -> bool:
        return not self.touch_there and self._config.keypad is None

    @property
    def cleaning(self) -> bool:
        """Whether the last stay is not proven clean yet."""
        return self._unclean is not None

    def somebody_begins(self) -> None:
        """A stay begins."""
        self._staff_called = False

    def call_staff(self, number: str) -> None:
        """Show how a person can be asked."""
        self._staff_called, self._call = True, number

    def staff_page_closed(self) -> bool:
        """The staff page was answered; False if it wasn't shown."""
        shown, self._staff_called = self._staff_called, False
        return shown

    def touched(self) -> None:
        """Somebody is there."""
        self._touched = self._clock.monotonic()

    def to_clean(self, session: Session) -> None:
        """A session is over. Nobody is served before it is proven gone."""
        self._unclean = session
        self._ended = self._clock.monotonic()

    def look_clean(self) -> None:
        """Ask the session that is over for its proof."""
        session = self._unclean
        if session is None:
            return
        self._forget()
        proof = session.proof()
        match proof:
            case Clean():
                self._unclean = None
                self._appearance.reset()
            case NotClean():
                if self._clock.monotonic() - self._ended > CLEANING_LIMIT_S:
                    self._audit.log("cleaning_failed", session=session.id, left=len(proof.left), first=proof.left[0])
                    self._give_up()
            case _:
                assert_never(proof)

    def tick(self, now: float) -> None:
        """Do what is due while nobody is served."""
        self.look_clean()
        if now - self._touched > self._config.limits.warning_s:
            # Whoever played with the keys has gone.
            self._staff_called = False
            self._appearance.reset()

    def next_tick(self, now: float) -> float:
        """The instant (monotonic) at which `tick` has something to do at the latest."""
        waits = self.cleaning or (self._desk is not None and self._desk.busy)
        return now + (LOOK_CLEAN_S if waits else REFRESH_S)

    def page(self, gateway_ok: bool | None, *, keeps: bool) -> Page:
        """What is shown. keeps: applications are taken without the gateway, too."""
        terminal = self._config.terminal
        if self._staff_called:
            clerks = self._config.staff is not None
            return own_pages.staff_call(terminal, self._clock.now(), self._call, clerks=clerks)
        if self._desk is not None and self._desk.lying.left:
            return own_pages.paper_left(terminal)
        if self._desk is not None and self._desk.lying.untaken and not self.cleaning:
            return own_pages.paper_untaken()
        if self.cleaning or (self._desk is not None and self._desk.busy):
            return own_pages.preparing()
        if self._on_reader.card is not None:
            return own_pages.remove_card()
        if self._untouchable:
            return own_pages.no_touch(terminal, somebody=False)
        reader_ok = self._on_reader.condition is ReaderCondition.READY
        now = self._clock.now()
        return own_pages.attract(
            terminal,
            now,
            reader_ok=reader_ok,
            gateway_ok=gateway_ok,
            keeps=keeps,
            paper=self._config.printer is not None,
            touch_ok=self.touch_there,
        )
