"""Serving one resident: her answers, what is done for her, her card, her time. Seeing her off is served so, too."""

from __future__ import annotations

from typing import Protocol

from devices.cards.outcomes import CardRemoved, NoCard
from devices.cards.recognise import MyNumberCard
from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.config import Limits
from kiosk.effects import InspectCard, KeepSession, LogIn, Overdue, PortalEffect
from kiosk.gateway_watch import GatewayWatch
from kiosk.journey import Ask, Effect, Ended, TimeUp
from kiosk.journeys.leave import Reason
from kiosk.keep_alive import KeepAlive
from kiosk.line.outcomes import GONE
from kiosk.paper.effects import Issue
from kiosk.paper.outcomes import Issued
from kiosk.portal_outcomes import Account, LoggedIn, PortalTrouble, TimedOut, Unreachable
from kiosk.session import Session
from kiosk.stay import WAIT_SHOWN_AFTER_S, Cover, Due, OnReader, Stay
from kiosk.workers import Crashed, Ticket, Workers
from screens.page import Viewfinder

_GATEWAY_EFFECTS = PortalEffect | LogIn | Issue
"""What asks the gateway, and whose outcome tells whether it is there."""


class Counter(Protocol):
    """The terminal as serving needs it."""

    def show(self) -> None:
        """Bring page and frame to what is now."""

    def end(self, reason: Reason) -> None:
        """The resident goes, for whatever reason."""

    def seen_off(self) -> None:
        """The last page of a stay that was over already."""

    def clerk_comes(self) -> None:
        """Somebody says that she is of the staff."""

    def language(self, tag: str) -> None:
        """Speak this language from now on."""

    def crashed(self, error: BaseException) -> None:
        """A bug."""


class Serving:
    """One stay, until the counter is told that it ends. All methods are called on the loop's thread."""

    def __init__(
        self,
        stay: Stay,
        limits: Limits,
        clock: Clock,
        audit: Audit,
        workers: Workers,
        on_reader: OnReader,
        gateway: GatewayWatch,
        counter: Counter,
    ) -> None:
        self.stay = stay
        self._limits = limits
        self._clock = clock
        self._audit = audit
        self._workers = workers
        self._on_reader = on_reader
        self._gateway = gateway
        self._counter = counter
        self._swap_check: Ticket | None = None
        self._keep_alive = KeepAlive(workers, self._kept)

    def go_on(self) -> None:
        """Do what the journey's present step asks for."""
        stay = self.stay
        while True:
            match stay.engine.step:
                case Ended():
                    if stay.session is not None:
                        self._counter.end("finished")
                    else:
                        self._counter.seen_off()
                    return
                case Effect() as effect:
                    self._start(effect)
                    return
                case Ask(page=page):
                    stay.asked = self._clock.monotonic()
                    if stay.session is not None:
                        stay.session.own(page)
                    if not self._card_answers():
                        self._counter.show()
                        return

    def close(self) -> None:
        """Hear nothing more of what runs, and forget the journey."""
        for ticket in (self.stay.ticket, self._swap_check):
            if ticket is not None:
                ticket.give_up()
        self._keep_alive.close()
        self.stay.engine.close()

    @property
    def settled(self) -> bool:
        """Whether nothing runs for the resident."""
        return self.stay.ticket is None and self._swap_check is None

    # --- her hands ----------------------------------------------------------------------------------------------------

    def pressed(self) -> None:
        """Somebody is there, and it is a hand that says so."""
        self._keep_alive.pressed()
        self._touched()

    def _touched(self) -> None:
        self.stay.touched = self._clock.monotonic()

    def answered(self, value: object) -> None:
        """The page was answered."""
        stay = self.stay
        if stay.cover is not None:
            self._cover_answered(stay.cover, value)
        elif isinstance(stay.engine.step, Ask):
            if stay.session is not None:
                stay.session.own(value)
            from kiosk.journeys.visit import MENU, MORE  # loaded with the stay

            if stay.engine.step.page.name in (MENU, MORE) and isinstance(value, str):
                stay.purposes.add(value)
            stay.engine.answer(value)
            self.go_on()
        elif isinstance(stay.engine.step, Effect):
            stay.engine.step.told(value)
            self._counter.show()

    def camera_gone(self) -> None:
        """The camera failed while its pictures were awaited."""
        step = self.stay.engine.step
        if self.stay.cover is None and isinstance(step, Ask) and isinstance(step.page, Viewfinder):
            self.stay.engine.answer(GONE, by_hand=False)
            self.go_on()

    def back(self) -> None:
        """もどる was pressed."""
        stay = self.stay
        if stay.cover is not None or stay.ticket is not None:
            return
        if stay.engine.can_go_back:
            stay.engine.back()
            self.go_on()
        elif stay.engine.at_start:
            self._counter.end("stopped")

    def stop(self) -> None:
        """やめる was pressed."""
        session = self.stay.session
        if session is None:
            return
        if session.logged_in:
            self._cover(Cover.REALLY_STOP)
        else:
            self._counter.end("stopped")

    def call_staff(self, number: str) -> None:
        """Show how a person can be asked; what she was doing is covered and stays."""
        if self.stay.cover is None and self.stay.session is not None:
            self.stay.call = number
            self._cover(Cover.STAFF)

    def touch_is(self, *, there: bool) -> None:
        """The touchscreen failed, or is back: she couldn't even leave what is shown."""
        stay = self.stay
        if not there and stay.cover is None and stay.session is not None:
            self._cover(Cover.NO_TOUCH)
        elif there and stay.cover is Cover.NO_TOUCH:
            self.uncover()
            self._counter.show()

    def choose_language(self) -> None:
        """Show the languages; what she was doing is covered and stays."""
        if self.stay.cover is None and self.stay.session is not None:
            self._cover(Cover.LANGUAGE)

    def _cover_answered(self, cover: Cover, value: object) -> None:
        if value == "stop":
            self._counter.end("stopped")
            return
        if value == "clerk":
            self._counter.clerk_comes()
            return
        if cover is Cover.TIME_LIMIT:
            self.stay.limit_warned = True
        if cover is Cover.LANGUAGE and isinstance(value, str):
            self._counter.language(value)
        self.stay.cover = None
        self._counter.show()

    def uncover(self) -> None:
        """The staff have gone: what lay below comes back."""
        self.stay.cover = None
        self._touched()

    def _cover(self, cover: Cover) -> None:
        self.stay.cover = cover
        self.stay.covered = self._clock.monotonic()
        self._counter.show()

    # --- what is done for her -----------------------------------------------------------------------------------------

    def _start(self, effect: Effect) -> None:
        stay = self.stay
        if stay.session is not None:
            stay.session.own(effect)
            if isinstance(effect, LogIn):
                stay.session.certificate = effect.certificate
        # After a stay the last page has been wiped: nothing of it may stand there even for a blink.
        stay.wait_shown = stay.session is None
        stay.ticket = self._workers.start(effect, self._clock.monotonic(), self._effect_settled)
        self._counter.show()

    def _effect_settled(self, ticket: Ticket, outcome: object) -> None:
        stay = self.stay
        effect = stay.engine.step
        if stay.ticket is not ticket or not isinstance(effect, Effect):
            return
        now = self._clock.monotonic()
        stay.ticket = None
        ticket.effect = None
        self._audit.log(
            "effect_settled",
            effect=type(effect).__name__,
            outcome=type(outcome).__name__,
            took=round(now - ticket.began, 3),
        )
        if isinstance(outcome, Crashed):
            self._counter.crashed(outcome.error)
            return
        self._hear_of_gateway(ticket, effect, outcome)
        if stay.session is not None:
            stay.session.own(outcome)
            self._learn(stay.session, outcome)
        if isinstance(outcome, NoCard | CardRemoved):
            # It left before the monitor says so: it isn't offered again until one is laid down anew.
            self._on_reader.card = None
        stay.touched = now
        stay.engine.settle(outcome)
        self.go_on()

    def _learn(self, session: Session, outcome: object) -> None:
        """What the terminal itself must know of an outcome: who is logged in, and how she is called."""
        match outcome:
            case LoggedIn():
                session.logged_in = True
                session.nickname = outcome.nickname
                self._keep_alive.logged_in(outcome.idle_s)
            case Account():
                session.nickname = outcome.nickname
            case Issued():
                session.own(outcome.document())

    def _hear_of_gateway(self, ticket: Ticket, effect: Effect, outcome: object) -> None:
        if not isinstance(effect, _GATEWAY_EFFECTS):
            return
        if isinstance(outcome, Unreachable | TimedOut | Overdue):
            self._gateway.doubted()
        elif isinstance(outcome, LoggedIn | Issued) or (
            isinstance(effect, PortalEffect) and not isinstance(outcome, PortalTrouble)
        ):
            self._gateway.reached()
            self._keep_alive.called(ticket.began)

    def _kept(self, ticket: Ticket, outcome: object) -> None:
        if isinstance(outcome, Crashed):
            self._counter.crashed(outcome.error)
        else:
            self._hear_of_gateway(ticket, KeepSession(), outcome)

    # --- her card -----------------------------------------------------------------------------------------------------

    def card_laid(self) -> None:
        """A card was laid down; perhaps another one than hers."""
        self._touched()
        if self.offer_card():
            return
        session = self.stay.session
        if session is not None and session.logged_in and self.stay.ticket is None:
            # Somebody may have stepped up to a stay that isn't theirs.
            self._swap_check = self._workers.start(InspectCard(), self._clock.monotonic(), self._swap_checked)
        self._counter.show()

    def card_taken(self) -> None:
        """The reader is empty."""
        self._touched()
        if not self.offer_card():
            self._counter.show()

    def offer_card(self) -> bool:
        """Give a card event to the journey if it waits for one."""
        if not self._card_answers():
            return False
        self.go_on()
        return True

    def _card_answers(self) -> bool:
        answer = self.stay.card_answer(self._on_reader)
        if answer is None:
            return False
        self.stay.engine.answer(answer, by_hand=False)
        return True

    def _swap_checked(self, ticket: Ticket, outcome: object) -> None:
        if self._swap_check is not ticket:
            return
        self._swap_check = None
        if isinstance(outcome, Crashed):
            self._counter.crashed(outcome.error)
            return
        session = self.stay.session
        if session is None or not session.logged_in or self._on_reader.card is None:
            return
        if isinstance(outcome, MyNumberCard) and outcome.auth_certificate == session.certificate:
            return
        self._audit.log("other_card_laid", session=session.id)
        self._counter.end("other_card")

    # --- her time -----------------------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Do what is due."""
        stay, ticket = self.stay, self.stay.ticket
        if self._swap_check is not None and now >= self._swap_check.deadline:
            self._workers.overdue(self._swap_check)
            return  # that may have been the end
        self._keep_alive.tick(now, busy=ticket is not None and isinstance(stay.engine.step, _GATEWAY_EFFECTS))
        if ticket is not None:
            if now >= ticket.deadline:
                name = type(stay.engine.step).__name__
                self._audit.log("effect_overdue", effect=name, after=round(now - ticket.began, 1))
                self._workers.overdue(ticket)
                return
            if not stay.wait_shown and now - ticket.began >= WAIT_SHOWN_AFTER_S:
                stay.wait_shown = True
                self._counter.show()
        match stay.due(now, self._limits):
            case Due.COVER_IDLE:
                self._cover(Cover.STILL_THERE)
            case Due.COVER_LIMIT:
                self._cover(Cover.TIME_LIMIT)
            case Due.TIMED_OUT:
                self._counter.end("timed_out")
            case Due.TIME_LIMIT:
                self._counter.end("time_limit")
            case Due.QUESTION_OVER:
                stay.engine.answer(TimeUp(), by_hand=False)
                self.go_on()
            case None:
                if stay.counts_down():
                    self._counter.show()

    def next_tick(self, now: float) -> float:
        """The instant (monotonic) at which `tick` has something to do at the latest."""
        due = min(self.stay.next_due(now, self._limits), self._keep_alive.next_tick())
        return due if self._swap_check is None else min(due, self._swap_check.deadline)
