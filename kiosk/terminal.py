"""The terminal: whose turn it is. Somebody's (`serving`) or nobody's (`unattended`), and nothing left in between.

Everything here runs on one thread. The loop hands in what the hands, the card reader, the workers and the clock say;
the terminal answers by showing pages and starting effects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

from devices.camera.outcomes import CameraGone, Subject
from kiosk import seen
from kiosk.appearance import Appearance
from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.gateway_watch import GatewayWatch
from kiosk.incident import Incident, new_number
from kiosk.journey import Engine
from kiosk.journeys.leave import Reason, leave
from kiosk.line.effects import CountUse, TakePhoto
from kiosk.line.outcomes import Reachable
from kiosk.queue_watch import QueueWatch
from kiosk.serving import Serving
from kiosk.session import Session
from kiosk.stay import OnReader, ReaderCondition, Stay
from kiosk.unattended import Unattended
from kiosk.viewing import Viewing
from kiosk.workers import Crashed, Ticket, Workers
from screens.events import Answer, Command
from screens.page import Page, TrayState, Viewfinder
from screens.phrase import Words
from screens.view import View

if TYPE_CHECKING:
    from kiosk.journeys.visit import Applying
    from kiosk.paper.desk import PaperDesk

# Journeys are loaded where they begin: the first page does without them (`kiosk.late`).


class Terminal:
    """One terminal. All methods are called on the loop's thread.

    forget: drops what the gateway client still holds of the last stay. give_up: called when this process can't be
    trusted any more; it ends with an exit code that has it restarted. desk: None where no paper is handed out.
    applying: None where nothing can be applied for. viewing: None without a camera; set it before `begin`.
    """

    def __init__(
        self,
        config: Config,
        clock: Clock,
        audit: Audit,
        view: View,
        words: Mapping[str, Words],
        workers: Workers,
        *,
        forget: Callable[[], None],
        give_up: Callable[[], None],
        desk: PaperDesk | None = None,
        applying: Applying | None = None,
    ) -> None:
        self.viewing: Viewing | None = None
        self._desk = desk
        self._applying = applying
        self._config = config
        self._clock = clock
        self._audit = audit
        self._view = view
        self._workers = workers
        self._give_up = give_up
        self._appearance = Appearance(view, words)
        self._on_reader = OnReader()
        self._gateway = GatewayWatch(config.limits.probe_s, clock, audit, workers, self.show)
        self._queue = None if applying is None else QueueWatch(audit, workers, self.show)
        self._unattended = Unattended(
            config, clock, audit, self._appearance, self._on_reader, forget=forget, give_up=give_up, desk=desk
        )
        self._serving: Serving | None = None
        self._clerk: Serving | None = None
        self._page: Page | None = None

    # --- what the world says ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the first page. A card that lies there already belongs to nobody we know."""
        self._appearance.apply()
        self.show()

    def heard(self, event: Answer | Command) -> None:
        """The resident answered the page or pressed a key of the frame."""
        self.touched()
        match event:
            case Answer():
                self.heard_by_itself(event)
            case Command():
                self._commanded(event.name)

    def heard_by_itself(self, answer: Answer) -> None:
        """The page answered of itself (a document hid itself); nobody need be there."""
        if self._clerk is not None:
            self._clerk.answered(answer.value)
        elif self._serving is not None:
            self._serving.answered(answer.value)
        elif answer.value == "clerk":
            self.clerk_comes()
        elif answer.value == "staff_call":
            self._call_staff()
        elif self._unattended.staff_page_closed():
            self.show()
        elif answer.value in ("no_paper", "paper_found") and self._desk is not None:
            self._desk.looked_for_paper(found=answer.value == "paper_found")
            self.show()
        elif answer.value == "with_card" or answer.value == "without_card":
            self._begin_stay(answer.value)

    def touched(self) -> None:
        """A key was pressed that may answer nothing yet: somebody is there."""
        self._unattended.touched()
        if self._clerk is not None:
            self._clerk.pressed()
        if self._serving is not None:
            self._serving.pressed()

    def touch_is(self, *, there: bool) -> None:
        """The touchscreen failed, or is back. With a keypad the terminal can be used all the same."""
        self._unattended.touch_there = there
        if self._serving is not None and self._config.keypad is None:
            self._serving.touch_is(there=there)
        self.show()

    def card_laid(self, insertion: str, *, found: bool = False) -> None:
        """A card lies on the resident's reader. One that was only found there has been left behind by somebody."""
        self._audit.log("card_laid")
        self._on_reader.card = insertion
        if self._clerk is not None:
            self._clerk.card_laid()
        elif self._serving is not None:
            self._serving.card_laid()
        elif found or not self._begin_stay("card"):
            self.show()

    def card_taken(self) -> None:
        """The resident's reader is empty."""
        if self._on_reader.card is None:
            return
        self._audit.log("card_taken")
        self._on_reader.card = None
        if self._clerk is not None:
            self._clerk.card_taken()
        elif self._serving is not None:
            self._serving.card_taken()
        else:
            self.show()

    def reader_is(self, condition: ReaderCondition) -> None:
        """The reader monitor reports the reader itself."""
        if condition is self._on_reader.condition:
            return
        self._on_reader.condition = condition
        if condition is not ReaderCondition.READY:
            self._audit.log("reader_state", state=condition.value)
            self.card_taken()
            turn = self._clerk or self._serving
            if turn is not None and turn.offer_card():
                return
        self.show()

    def tick(self) -> None:
        """Do what is due."""
        now = self._clock.monotonic()
        self._gateway.tick(now, idle=self._serving is None)
        if self._queue is not None:
            self._queue.tick(now)
        if self._clerk is not None:
            self._clerk.tick(now)
        if self._serving is not None:
            self._serving.tick(now)
        else:
            self._unattended.tick(now)
            self.show()

    def next_tick(self) -> float:
        """The instant (monotonic) at which `tick` has something to do at the latest."""
        now = self._clock.monotonic()
        turn = self._unattended if self._serving is None else self._serving
        clerk = float("inf") if self._clerk is None else self._clerk.next_tick(now)
        queue = float("inf") if self._queue is None else self._queue.next_tick()
        return min(self._gateway.next_tick(idle=self._serving is None), queue, turn.next_tick(now), clerk)

    def crashed(self, error: BaseException) -> None:
        """A bug reached the loop: calm page, clean up, go on."""
        incident = self._audit.incident(error)
        try:
            self._see_off_after(incident)
        except Exception as second:
            self._audit.incident(second)
            self._give_up()

    def _see_off_after(self, incident: Incident) -> None:
        clerk = self._close_clerk()
        serving, self._serving = self._serving, None
        if serving is not None and serving.stay.session is not None:
            self._see_off(serving, serving.stay.session, "incident", incident)
        elif clerk and serving is None:
            # Nobody's stay: it ended with the staff's pages, and the clerk is told the number.
            self._say_goodbye("incident", logged_in=False, incident=incident, money=False)
        else:
            # Between stays or while seeing somebody off: there is no calm way on from here.
            self._give_up()

    # --- what others may ask ------------------------------------------------------------------------------------------

    @property
    def tray(self) -> TrayState:
        """What lies at the terminal."""
        return seen.tray(self._stay, self._on_reader, None if self._desk is None else self._desk.lying)

    @property
    def serving(self) -> bool:
        """Whether somebody's stay is open."""
        return self._stay is not None and self._stay.session is not None

    @property
    def settled(self) -> bool:
        """Whether nothing runs for a resident and nothing is being put away."""
        if self._clerk is not None and not self._clerk.settled:
            return False
        if self._serving is not None:
            return self._serving.settled
        return not self._unattended.cleaning and (self._desk is None or not self._desk.busy)

    # --- stays --------------------------------------------------------------------------------------------------------

    @property
    def _stay(self) -> Stay | None:
        return self._serving.stay if self._serving is not None else None

    def _begin_stay(self, start: Literal["with_card", "without_card", "card"]) -> bool:
        """Begin to serve somebody; False if nobody is served now."""
        if not self._unattended.may_serve() or (self._on_reader.card is not None and start != "card"):
            return False
        from kiosk.journeys.visit import visit

        session = Session(self._clock.monotonic())
        self._audit.log("session_began", session=session.id, by=start)
        self._unattended.somebody_begins()
        paper = self._config.printer is not None
        receipts = self._desk is not None and self._config.receipts is not None
        applying = self._applying
        if applying is not None and self._gateway.ok is False:
            start = "without_card"  # the log-in would fail: the menu says what can be done
        self._serve(Engine(lambda: visit(start, paper=paper, receipts=receipts, applying=applying)), session)
        return True

    def _serve(self, engine: Engine, session: Session | None) -> None:
        now = self._clock.monotonic()
        stay = Stay(engine, session, touched=now, asked=now)
        self._serving = Serving(
            stay, self._config.limits, self._clock, self._audit, self._workers, self._on_reader, self._gateway, self
        )
        self._serving.go_on()

    def end(self, reason: Reason) -> None:
        """The resident goes, for whatever reason."""
        if self._serving is not None and self._serving.stay.session is not None:
            self._see_off(self._serving, self._serving.stay.session, reason, None)

    def _see_off(self, serving: Serving, session: Session, reason: Reason, incident: Incident | None) -> None:
        """Everything of hers goes first, then she is seen off."""
        logged_in = session.logged_in
        lasted = round(self._clock.monotonic() - session.began, 1)
        self._audit.log("session_ended", session=session.id, reason=reason, lasted=lasted)
        serving.close()
        self._count_use(serving.stay)
        money = self._desk is not None and self._desk.holds_money
        if self._desk is not None:
            self._desk.end_of_stay()
        serving.stay.session = None
        self._page = None
        self._view.wipe()
        session.wipe()
        self._unattended.to_clean(session)
        self._say_goodbye(reason, logged_in=logged_in, incident=incident, money=money)

    def _count_use(self, stay: Stay) -> None:
        if self._applying is not None and stay.purposes:
            use = CountUse(self._clock.now().date(), tuple(sorted(stay.purposes - {"more", "menu"})))
            self._workers.start(use, self._clock.monotonic(), self._use_counted)

    def _use_counted(self, _ticket: Ticket, outcome: object) -> None:
        if isinstance(outcome, Crashed):
            self._audit.incident(outcome.error)

    def _say_goodbye(self, reason: Reason, *, logged_in: bool, incident: Incident | None, money: bool) -> None:
        card_lies = self._on_reader.card is not None
        number = incident.number if incident else None
        goodbye = Engine(lambda: leave(reason, logged_in=logged_in, card_lies=card_lies, incident=number, money=money))
        self._serve(goodbye, None)

    def seen_off(self) -> None:
        """The last page of a stay that was over already."""
        if self._serving is not None:
            self._serving.close()
        self._serving = None
        self._unattended.look_clean()
        self.show()

    # --- keys of the frame --------------------------------------------------------------------------------------------

    def _commanded(self, name: str) -> None:
        match name.split(":"):
            case ["size"]:
                self._appearance.larger()
            case ["colour"]:
                self._appearance.other_colours()
            case ["language"] if self._serving is not None and self._serving.stay.session and self._clerk is None:
                self._serving.choose_language()
            case ["language"]:
                self._appearance.language()
            case ["language", tag]:
                self.language(tag)
            case ["back"] if self._clerk is not None:
                self._clerk.back()
            case ["back"] if self._serving is not None:
                self._serving.back()
            case ["stop"] if self._serving is not None and self._clerk is None:
                self._serving.stop()
            case ["staff"]:
                self._call_staff()
            case _:
                pass

    def language(self, tag: str) -> None:
        """Speak this language, if it is one."""
        if tag in self._appearance.languages:
            self._appearance.language(tag)

    def _call_staff(self) -> None:
        if self._clerk is not None:
            return
        number = new_number()
        self._audit.log("staff_called", page=self._page.name if self._page else "none", number=number)
        if self._serving is not None:
            self._serving.call_staff(number)
        else:
            self._unattended.call_staff(number)
            self.show()

    # --- the staff ----------------------------------------------------------------------------------------------------

    def clerk_comes(self) -> None:
        """The staff pages lie over everything, until the clerk leaves; what is below goes on."""
        if self._config.staff is None or self._clerk is not None:
            return
        from kiosk.journeys.staff import staff

        now = self._clock.monotonic()
        stay = Stay(Engine(staff), None, touched=now, asked=now)
        counter = _ClerkAtCounter(self, self._clerk_leaves)
        self._clerk = Serving(
            stay, self._config.limits, self._clock, self._audit, self._workers, self._on_reader, self._gateway, counter
        )
        self._clerk.go_on()

    def _clerk_leaves(self) -> None:
        self._close_clerk()
        if self._serving is not None:
            self._serving.uncover()
        self.show()

    def _close_clerk(self) -> bool:
        """The staff's pages are over, whatever was done there; False if there were none."""
        clerk, self._clerk = self._clerk, None
        if clerk is None:
            return False
        clerk.close()
        self._audit.log("staff_left")
        self._unattended.staff_page_closed()
        return True

    # --- what is seen -------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Bring page and frame to what is now."""
        stay = self._stay if self._clerk is None else self._clerk.stay
        page = self._page_due(stay)
        frame = seen.frame(stay, self.tray, self._appearance.languages)
        if page is None:
            self._view.set_frame(frame)
            return
        if self.viewing is not None and not isinstance(page, Viewfinder) and not self._photographs(stay):
            self.viewing.close()
        if self._page is None or page.name != self._page.name:
            self._audit.log("page_shown", page=page.name)
        self._page = page
        self._view.show(page, frame, covering=self._clerk is not None or (stay is not None and stay.cover is not None))
        if self.viewing is not None and isinstance(page, Viewfinder):
            if page.taken is None:
                self.viewing.open(Subject(page.subject))
            else:
                self.viewing.close()

    def camera_gone(self, gone: CameraGone) -> None:
        """The camera failed while somebody looks into it."""
        self._audit.log("camera_state", state=gone.why.value)
        if self._serving is not None and self._clerk is None:
            self._serving.camera_gone()

    def _photographs(self, stay: Stay | None) -> bool:
        return stay is not None and stay.cover is None and isinstance(stay.engine.step, TakePhoto)

    def _page_due(self, stay: Stay | None) -> Page | None:
        if stay is None:
            return self._unattended.page(
                self._gateway.ok, keeps=self._queue is not None and self._queue.refuses is None
            )
        return seen.page_of(stay, self._config, self._clock.monotonic(), self._clock.now(), self._reachable)

    @property
    def _reachable(self) -> Reachable:
        return Reachable(self._gateway.ok is not False, None if self._queue is None else self._queue.refuses)


class _ClerkAtCounter:
    """The terminal as the staff's pages need it."""

    def __init__(self, terminal: Terminal, leaves: Callable[[], None]) -> None:
        self._terminal = terminal
        self._leaves = leaves

    def show(self) -> None:
        """Bring page and frame to what is now."""
        self._terminal.show()

    def language(self, tag: str) -> None:
        """Speak this language from now on."""
        self._terminal.language(tag)

    def end(self, reason: Reason) -> None:
        """There is no session that could end."""
        self._leaves()

    def seen_off(self) -> None:
        """The clerk leaves."""
        self._leaves()

    def clerk_comes(self) -> None:
        """She is here."""

    def crashed(self, error: BaseException) -> None:
        """A bug."""
        self._terminal.crashed(error)
