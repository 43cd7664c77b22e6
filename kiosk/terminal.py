"""The terminal: who is served, by which journey, on which page; and that nothing is left when she goes.

Everything here runs on one thread. The loop hands in what the hands, the card reader, the workers and the clock say;
the terminal answers by showing pages and starting effects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from devices.cards.outcomes import CardRemoved, NoCard
from devices.cards.recognise import MyNumberCard
from kiosk import own_pages, seen
from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.effects import InspectCard, LogIn, ProbeGateway
from kiosk.incident import Incident, incident_of
from kiosk.journey import Ask, Effect, Ended, Engine, TimeUp
from kiosk.journeys.leave import Reason, leave
from kiosk.journeys.visit import visit
from kiosk.portal import Account, LoggedIn, Service
from kiosk.session import Clean, Session
from kiosk.stay import WAIT_SHOWN_AFTER_S, Cover, Due, ReaderCondition, Stay
from kiosk.workers import Crashed, Ticket, Workers
from screens.events import Answer, Command
from screens.page import Frame, Page, TrayState
from screens.phrase import Words
from screens.view import View

T = TypeVar("T")

TEXT_SCALES = (1.0, 1.25, 1.5)
THEMES = ("normal", "high_contrast")
CLEANING_LIMIT_S = 20.0


@dataclass(slots=True)
class _Settings:
    """The resident's own; back to the start when she leaves."""

    scale: float = TEXT_SCALES[0]
    theme: str = THEMES[0]
    language: str = "ja"


@dataclass(slots=True)
class _Cleaning:
    """A session that is over but not proven clean. Nobody is served meanwhile."""

    session: Session
    since: float


class Terminal:
    """One terminal. All methods are called on the loop's thread.

    forget: drops what the gateway client still holds of the last stay. give_up: called when this process can't be
    trusted any more; it ends with an exit code that has it restarted.
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
    ) -> None:
        self._config = config
        self._clock = clock
        self._audit = audit
        self._view = view
        self._words = words
        self._workers = workers
        self._forget = forget
        self._give_up = give_up
        self._settings = _Settings()
        self._stay: Stay | None = None
        self._cleaning: _Cleaning | None = None
        self._page: Page | None = None
        self._card: str | None = None
        self._reader = ReaderCondition.ABSENT
        self._gateway_ok: bool | None = None
        self._probe: Ticket | None = None
        self._probe_at = clock.monotonic()
        self._swap_check: Ticket | None = None
        self._touched_idle = clock.monotonic()
        self._staff_called = False

    # --- what the world says ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the first page. A card that lies there already belongs to nobody we know."""
        self._view.set_settings(self._settings.scale, self._settings.theme, self._words[self._settings.language])
        self._show()

    def heard(self, event: Answer | Command) -> None:
        """The resident answered the page or pressed a key of the frame."""
        self._touch()
        match event:
            case Answer():
                self._answered(event.value)
            case Command():
                self._commanded(event.name)

    def heard_by_itself(self, answer: Answer) -> None:
        """The page answered of itself (a document hid itself); nobody need be there."""
        self._answered(answer.value)

    def touched(self) -> None:
        """A key was pressed that answers nothing yet: somebody is there."""
        self._touch()

    def card_laid(self, insertion: str, *, found: bool = False) -> None:
        """A card lies on the resident's reader. One that was only found there has been left behind by somebody."""
        self._audit.log("card_laid")
        self._card = insertion
        if self._stay is None:
            if found or not self._begin_stay("card"):
                self._show()
            return
        self._touch()
        if self._offer_card():
            return
        if self._stay.session is not None and self._stay.session.logged_in and self._stay.ticket is None:
            # Somebody may have stepped up to a stay that isn't theirs.
            self._swap_check = self._workers.start(InspectCard(), self._clock.monotonic(), self._swap_checked)
        self._show()

    def card_taken(self) -> None:
        """The resident's reader is empty."""
        if self._card is None:
            return
        self._audit.log("card_taken")
        self._card = None
        if self._stay is not None:
            self._touch()
            if self._offer_card():
                return
        self._show()

    def reader_is(self, condition: ReaderCondition) -> None:
        """The reader monitor reports the reader itself."""
        if condition is self._reader:
            return
        self._reader = condition
        if condition is not ReaderCondition.READY:
            self._audit.log("reader_state", state=condition.value)
            self.card_taken()
            if self._offer_card():
                return
        self._show()

    def tick(self) -> None:
        """Do what is due."""
        now = self._clock.monotonic()
        if self._cleaning is not None and self._stay is None:
            self._look_clean(now)
        if self._probe is not None and now >= self._probe.deadline:
            self._workers.overdue(self._probe)
        if self._swap_check is not None and now >= self._swap_check.deadline:
            self._workers.overdue(self._swap_check)
        if self._stay is None:
            self._tick_idle(now)
        else:
            self._tick_stay(self._stay, now)

    def next_tick(self) -> float:
        """The instant (monotonic) at which `tick` has something to do at the latest."""
        now = self._clock.monotonic()
        times = [float("inf")]
        if self._cleaning is not None and self._stay is None:
            times.append(now + 0.2)
        for ticket in (self._probe, self._swap_check):
            if ticket is not None:
                times.append(ticket.deadline)
        if self._stay is not None:
            times.append(self._stay.next_due(now, self._config.limits))
        elif self._probe is None:
            times.append(self._probe_at)
        if self._stay is None:
            times.append(now + 30.0)
        return min(times)

    def crashed(self, error: BaseException) -> None:
        """A bug reached the loop: calm page, clean up, go on."""
        incident = incident_of(error)
        self._log_incident(incident)
        stay, self._stay = self._stay, None
        if stay is None or stay.session is None:
            # Between stays or while seeing somebody off: there is no calm way on from here.
            self._give_up()
            return
        self._end(stay, "incident", incident)

    # --- what others may ask ------------------------------------------------------------------------------------------

    @property
    def tray(self) -> TrayState:
        """What lies at the terminal."""
        return seen.tray(self._stay, self._card is not None, self._reader)

    @property
    def serving(self) -> bool:
        """Whether somebody's stay is open."""
        return self._stay is not None and self._stay.session is not None

    @property
    def settled(self) -> bool:
        """Whether nothing runs for a resident and nothing is being put away."""
        return (
            (self._stay is None or self._stay.ticket is None)
            and self._swap_check is None
            and (self._cleaning is None or self._stay is not None)
        )

    # --- answers and commands -----------------------------------------------------------------------------------------

    def _answered(self, value: object) -> None:
        stay = self._stay
        if stay is None:
            if self._staff_called:
                self._staff_called = False
                self._show()
            elif value == "with_card" or value == "without_card":
                self._begin_stay(value)
            return
        if stay.cover is not None:
            self._cover_answered(stay, stay.cover, value)
            return
        if isinstance(stay.engine.step, Ask):
            if stay.session is not None:
                stay.session.own(value)
            stay.engine.answer(value)
            self._go_on(stay)

    def _cover_answered(self, stay: Stay, cover: Cover, value: object) -> None:
        if value == "stop":
            self._end(stay, "stopped")
            return
        if cover is Cover.TIME_LIMIT:
            stay.limit_warned = True
        stay.cover = None
        self._show()

    def _commanded(self, name: str) -> None:
        match name.split(":"):
            case ["size"]:
                self._settings.scale = _next(TEXT_SCALES, self._settings.scale)
                self._apply_settings()
            case ["colour"]:
                self._settings.theme = _next(THEMES, self._settings.theme)
                self._apply_settings()
            case ["language"]:
                self._settings.language = _next(tuple(self._words), self._settings.language)
                self._apply_settings()
            case ["language", tag] if tag in self._words:
                self._settings.language = tag
                self._apply_settings()
            case ["back"] if self._stay is not None and self._stay.cover is None:
                self._back(self._stay)
            case ["stop"] if self._stay is not None and self._stay.session is not None:
                self._stop(self._stay)
            case ["staff"]:
                self._call_staff()
            case _:
                pass

    def _back(self, stay: Stay) -> None:
        if stay.ticket is not None:
            return
        if stay.engine.can_go_back:
            stay.engine.back()
            self._go_on(stay)
        elif stay.engine.at_start:
            self._end(stay, "stopped")

    def _stop(self, stay: Stay) -> None:
        if stay.session is None:
            return
        if stay.session.logged_in:
            self._cover(stay, Cover.REALLY_STOP)
        else:
            self._end(stay, "stopped")

    def _call_staff(self) -> None:
        self._audit.log("staff_called", page=self._page.name if self._page else "none")
        if self._stay is None:
            self._staff_called = True
            self._show()
        elif self._stay.cover is None and self._stay.session is not None:
            self._cover(self._stay, Cover.STAFF)

    def _apply_settings(self) -> None:
        self._view.set_settings(self._settings.scale, self._settings.theme, self._words[self._settings.language])

    # --- a stay -------------------------------------------------------------------------------------------------------

    def _serves(self) -> bool:
        return (
            self._stay is None
            and self._cleaning is None
            and own_pages.is_open(self._config.terminal, self._clock.now().time())
        )

    def _begin_stay(self, start: Literal["with_card", "without_card", "card"]) -> bool:
        """Begin to serve somebody; False if nobody is served now."""
        if not self._serves() or (self._card is not None and start != "card"):
            return False
        now = self._clock.monotonic()
        session = Session(now)
        self._audit.log("session_began", session=session.id, by=start)
        self._staff_called = False
        self._stay = Stay(engine=Engine(lambda: visit(start)), session=session, touched=now, asked=now)
        self._go_on(self._stay)
        return True

    def _go_on(self, stay: Stay) -> None:
        """Do what the journey's present step asks for."""
        while self._stay is stay:
            step = stay.engine.step
            match step:
                case Ended():
                    self._ended(stay)
                    return
                case Effect():
                    self._start(stay, step)
                    return
                case Ask():
                    stay.asked = self._clock.monotonic()
                    if stay.session is not None:
                        stay.session.own(step.page)
                    if not self._card_answers(stay):
                        self._show()
                        return

    def _start(self, stay: Stay, effect: Effect) -> None:
        if stay.session is not None:
            stay.session.own(effect)
            if isinstance(effect, LogIn):
                stay.session.certificate = effect.certificate
        # After a stay the last page has been wiped: nothing of it may stand there even for a blink.
        stay.wait_shown = stay.session is None
        stay.ticket = self._workers.start(effect, self._clock.monotonic(), self._settled)
        self._show()

    def _settled(self, ticket: Ticket, outcome: object) -> None:
        stay = self._stay
        if stay is None or stay.ticket is not ticket or not isinstance(stay.engine.step, Effect):
            return
        now = self._clock.monotonic()
        effect, stay.ticket = stay.engine.step, None
        ticket.effect = None
        self._audit.log(
            "effect_settled",
            effect=type(effect).__name__,
            outcome=type(outcome).__name__,
            took=round(now - ticket.began, 3),
        )
        if isinstance(outcome, Crashed):
            self.crashed(outcome.error)
            return
        if stay.session is not None:
            stay.session.own(outcome)
            self._learn(stay.session, outcome)
        if isinstance(outcome, NoCard | CardRemoved):
            # It left before the monitor says so: it isn't offered again until one is laid down anew.
            self._card = None
        stay.touched = now
        stay.engine.settle(outcome)
        self._go_on(stay)

    def _learn(self, session: Session, outcome: object) -> None:
        """What the terminal itself must know of an outcome: who is logged in, and how she is called."""
        match outcome:
            case LoggedIn():
                session.logged_in = True
                session.nickname = outcome.nickname
            case Account():
                session.nickname = outcome.nickname
            case Service():
                self._gateway_is(True)

    def _ended(self, stay: Stay) -> None:
        if stay.session is not None:
            self._end(stay, "finished")
            return
        self._stay = None
        stay.engine.close()
        self._look_clean(self._clock.monotonic())
        self._show()

    def _end(self, stay: Stay, reason: Reason, incident: Incident | None = None) -> None:
        """The resident goes, for whatever reason: everything of hers goes first, then she is seen off."""
        session = stay.session
        if session is None:
            return
        logged_in = session.logged_in
        now = self._clock.monotonic()
        self._audit.log("session_ended", session=session.id, reason=reason, lasted=round(now - session.began, 1))
        for ticket in (stay.ticket, self._swap_check):
            if ticket is not None:
                ticket.give_up()
        self._swap_check = None
        stay.engine.close()
        stay.session = None
        self._page = None
        self._view.wipe()
        session.wipe()
        self._cleaning = _Cleaning(session, now)
        number = incident.number if incident else None
        card_lies = self._card is not None
        goodbye = Stay(
            engine=Engine(lambda: leave(reason, logged_in=logged_in, card_lies=card_lies, incident=number)),
            session=None,
            touched=now,
            asked=now,
        )
        self._stay = goodbye
        self._go_on(goodbye)

    def _look_clean(self, now: float) -> None:
        """A new stay begins only after the last one is proven gone."""
        cleaning = self._cleaning
        if cleaning is None:
            return
        self._forget()
        proof = cleaning.session.proof()
        if isinstance(proof, Clean):
            self._cleaning = None
            self._settings = _Settings()
            self._apply_settings()
            self._show()
        elif now - cleaning.since > CLEANING_LIMIT_S:
            self._audit.log("cleaning_failed", session=cleaning.session.id, left=len(proof.left), first=proof.left[0])
            self._give_up()

    # --- card ---------------------------------------------------------------------------------------------------------

    def _offer_card(self) -> bool:
        """Give a card event to the journey if it waits for one."""
        stay = self._stay
        if stay is None or not self._card_answers(stay):
            return False
        self._go_on(stay)
        return True

    def _card_answers(self, stay: Stay) -> bool:
        answer = stay.card_answer(self._card, self._reader)
        if answer is None:
            return False
        stay.engine.answer(answer, by_hand=False)
        return True

    def _swap_checked(self, ticket: Ticket, outcome: object) -> None:
        if self._swap_check is not ticket:
            return
        self._swap_check = None
        stay = self._stay
        if stay is None or stay.session is None or not stay.session.logged_in:
            return
        if isinstance(outcome, MyNumberCard) and outcome.auth_certificate == stay.session.certificate:
            return
        if self._card is None:
            return
        self._audit.log("other_card_laid", session=stay.session.id)
        self._end(stay, "other_card")

    # --- time ---------------------------------------------------------------------------------------------------------

    def _touch(self) -> None:
        now = self._clock.monotonic()
        self._touched_idle = now
        if self._stay is not None:
            self._stay.touched = now

    def _tick_idle(self, now: float) -> None:
        limits = self._config.limits
        if self._probe is None and now >= self._probe_at:
            self._probe_at = now + limits.probe_s
            self._probe = self._workers.start(ProbeGateway(), now, self._probed)
        if now - self._touched_idle > limits.warning_s:
            self._staff_called = False
            if self._settings != _Settings():
                self._settings = _Settings()
                self._apply_settings()
        self._show()

    def _tick_stay(self, stay: Stay, now: float) -> None:
        ticket = stay.ticket
        if ticket is not None:
            if now >= ticket.deadline:
                name = type(stay.engine.step).__name__
                self._audit.log("effect_overdue", effect=name, after=round(now - ticket.began, 1))
                self._workers.overdue(ticket)
                return
            if not stay.wait_shown and now - ticket.began >= WAIT_SHOWN_AFTER_S:
                stay.wait_shown = True
                self._show()
        match stay.due(now, self._config.limits):
            case Due.COVER_IDLE:
                self._cover(stay, Cover.STILL_THERE)
            case Due.COVER_LIMIT:
                self._cover(stay, Cover.TIME_LIMIT)
            case Due.TIMED_OUT:
                self._end(stay, "timed_out")
            case Due.TIME_LIMIT:
                self._end(stay, "time_limit")
            case Due.QUESTION_OVER:
                stay.engine.answer(TimeUp(), by_hand=False)
                self._go_on(stay)
            case None:
                if stay.counts_down():
                    self._show()

    def _probed(self, ticket: Ticket, outcome: object) -> None:
        if self._probe is ticket:
            self._probe = None
        self._gateway_is(isinstance(outcome, Service))

    def _gateway_is(self, ok: bool) -> None:
        if ok is not self._gateway_ok:
            self._gateway_ok = ok
            self._audit.log("gateway_state", state="up" if ok else "down")
        if self._stay is None:
            self._show()

    # --- what is seen -------------------------------------------------------------------------------------------------

    def _cover(self, stay: Stay, cover: Cover) -> None:
        stay.cover = cover
        stay.covered = self._clock.monotonic()
        self._show()

    def _show(self) -> None:
        """Bring page and frame to what is now."""
        page = self._current_page()
        stay = self._stay
        if page is None:
            self._show_frame()
            return
        if self._page is None or page.name != self._page.name:
            self._audit.log("page_shown", page=page.name)
        self._page = page
        self._view.show(page, self._frame(), covering=stay is not None and stay.cover is not None)

    def _show_frame(self) -> None:
        self._view.set_frame(self._frame())

    def _current_page(self) -> Page | None:
        stay = self._stay
        if stay is None:
            return self._unattended_page()
        return seen.page_of(stay, self._config, self._clock.monotonic(), self._clock.now())

    def _unattended_page(self) -> Page:
        if self._staff_called:
            return own_pages.staff_call(self._config.terminal, self._clock.now())
        if self._cleaning is not None:
            return own_pages.preparing()
        if self._card is not None:
            return own_pages.remove_card()
        return own_pages.attract(
            self._config.terminal,
            self._clock.now(),
            reader_ok=self._reader is ReaderCondition.READY,
            gateway_ok=self._gateway_ok,
        )

    def _frame(self) -> Frame:
        return seen.frame(self._stay, self.tray, tuple(self._words))

    def _log_incident(self, incident: Incident) -> None:
        self._audit.log("incident", number=incident.number, kind=incident.kind, where=incident.where)


def _next(values: tuple[T, ...], value: T) -> T:
    return values[(values.index(value) + 1) % len(values)]
