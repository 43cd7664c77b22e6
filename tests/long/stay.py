"""One resident's stay: she logs in with her card, asks, pays, takes – or is gone at any instant."""

from __future__ import annotations

import random
import threading
import weakref
from collections import Counter
from dataclasses import dataclass, field

from devices.cards.outcomes import Signed
from devices.cards.recognise import MyNumberCard
from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from devices.virtual.personas import Person, personas
from gateway.contract.certificates import (
    Available,
    FamilyRegisterPersonWanted,
    FamilyRegisterWanted,
    MyNumber,
    Offer,
    PersonRef,
    ResidentRecordItemsWanted,
    ResidentRecordWanted,
    SealRegistrationWanted,
    TaxWanted,
    Wanted,
)
from kiosk.paper import effects
from kiosk.paper.outcomes import Decision, Delivered, Document, Issued, NobodyKnows, PaperReady
from kiosk.portal import assemble, login_message
from kiosk.portal_outcomes import LoggedIn, Offers, OpenChallenge, Refused
from tests.long.booth import Booth, wait_until
from tests.long.faults import Faults, Gremlin, draw
from tests.long.tray import Tray

CARD_S = 20.0
CLERK = "0417"
_REFUSED = ("child", "minor", "newborn", "dv")
PIECES = (10, 50, 100, 100, 500, 500, 1000)


@dataclass(slots=True)
class Stay:
    """number: of this booth. came: names of outcomes, in order. delivered: request ids of which she was told "done".

    hers: whether she herself must be named on the paper, by request. closed_late: the terminal would have served the
    next one, and closed only then.
    """

    booth: Booth
    tray: Tray
    number: int
    person: Person
    rng: random.Random
    faults: Faults = field(init=False)
    leaves_after_s: float | None = field(init=False)
    came: list[str] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    documents: list[weakref.ref[Document]] = field(default_factory=list)
    hers: dict[str, bool] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    trouble: BaseException | None = None
    closed_late: bool = False
    _left: threading.Event = field(default_factory=threading.Event)
    _gremlin: Gremlin = field(init=False)

    def __post_init__(self) -> None:
        self.faults = draw(self.rng, self.booth.way)
        self.leaves_after_s = self.rng.choice((0.3, 1.0, 1.5, 2.0, 3.0, 5.0)) if self.rng.random() < 0.25 else None
        self._gremlin = Gremlin(self.booth, self.faults)

    @property
    def requests(self) -> list[str]:
        """Ids that went to the gateway in this stay."""
        return [id for id, stay in self.booth.heard.asked.items() if stay == self.number]

    def run(self) -> bool:
        """To the very end: the desk is free, whoever comes next may be served. False: it does not become free."""
        booth = self.booth
        booth.heard.stay = self.number
        booth.reader.insert(self.person.id)
        self._gremlin.at_the_start()
        visit = threading.Thread(target=self._visit, name=f"{booth.name}-visit", daemon=True)
        visit.start()
        visit.join(self.leaves_after_s)
        # The terminal's own thread: she takes her card, or her time is over.
        self._left.set()
        booth.desk.end_of_stay()
        booth.portal.forget()
        booth.reader.remove()
        free = wait_until(lambda: not booth.desk.busy)
        seen_clear = booth.desk.clear
        visit.join(CARD_S)
        self.closed_late = seen_clear and not booth.desk.clear
        self._gremlin.stop()
        return free and not visit.is_alive()

    def _visit(self) -> None:
        try:
            if self._log_in():
                self._certificates()
        except BaseException as error:
            self.trouble = error

    def _came(self, outcome: object) -> None:
        """Refusals by their problem: they may well be right."""
        named = outcome.problem.name if isinstance(outcome, Refused) else type(outcome).__name__
        self.came.append(named)

    # --- her way -----------------------------------------------------------------------------------------------------

    def _log_in(self) -> bool:
        booth = self.booth
        card = booth.cards.inspect(CARD_S)
        challenge = booth.portal.challenge()
        if not isinstance(card, MyNumberCard) or not isinstance(challenge, OpenChallenge):
            self._came(challenge if isinstance(card, MyNumberCard) else card)
            return False
        pin = bytearray(_pin(self.person))
        signed = booth.cards.authenticate(
            pin, card.auth_certificate, lambda certificate: login_message(challenge, certificate), CARD_S
        )
        if not isinstance(signed, Signed):
            self._came(signed)
            return False
        come = booth.portal.log_in(assemble(signed.message, signed.signature))
        if not isinstance(come, LoggedIn):
            self._came(come)
        return isinstance(come, LoggedIn)

    def _certificates(self) -> None:
        offers = self.booth.portal.offers()
        if not isinstance(offers, Offers):
            self._came(offers)
            return
        here = [offer for offer in offers.offers if isinstance(offer.availability, Available)]
        for _ in range(2 if self.rng.random() < 0.25 else 1):
            if not self._one(self.rng.choice(here)):
                return

    def _one(self, offer: Offer) -> bool:
        """One certificate. Whether she may want another."""
        desk, rng = self.booth.desk, self.rng
        looked = desk.look()
        if not isinstance(looked, PaperReady):
            self._came(looked)
            return False
        wanted, hers = self._wanted(offer)
        copies = rng.randrange(1, min(3, offer.most_copies) + 1)
        fee = 0 if offer.fee is None else offer.fee.yen
        if rng.random() < 0.03:
            fee += 50  # the fee has changed since she saw it
        self._gremlin.before_issue()
        known = set(self.requests)
        issued = desk.issue(effects.Issue(wanted, copies, fee), self._left)
        for request in set(self.requests) - known:
            self.hers[request] = hers
        self.kinds[offer.kind] += 1
        if not isinstance(issued, Issued):
            self._came(issued)
            return False
        self.documents.append(issued.document)
        paid = self._pay(issued)
        if not isinstance(paid, money.Paid):
            self._came(paid)
            return False
        self._gremlin.before_print()
        printed = desk.print_paper(effects.PrintPaper(issued.yen))
        self._came(printed)
        match printed:
            case Delivered():
                self.delivered += list(set(self.requests) - known)
                if rng.random() < 0.9:
                    desk.taken()
                return True
            case NobodyKnows():
                return self._staff_look(rng.random() < 0.6)
            case _:
                return False

    def _wanted(self, offer: Offer) -> tuple[Wanted, bool]:
        """Something of what may be asked; and whether she must be named on it."""
        rng = self.rng
        refs, hers = self._persons(offer)
        match offer.kind:
            case "resident_record":
                yes = {each: each in offer.options and rng.random() < 0.5 for each in ("relation", "domicile")}
                foreign = "foreign_items" in offer.options and rng.random() < 0.5
                number = MyNumber(purpose="tax") if "my_number" in offer.options and rng.random() < 0.2 else None
                return ResidentRecordWanted(
                    kind="resident_record", persons=refs, foreign_items=foreign, my_number=number, **yes
                ), hers
            case "resident_record_items":
                items = tuple(each for each in offer.items if each in ("name", "address") or rng.random() < 0.5)
                return ResidentRecordItemsWanted(kind=offer.kind, persons=refs, items=items), hers
            case "seal_registration":
                return SealRegistrationWanted(kind=offer.kind), True
            case "tax_income" | "tax_assessment" | "tax_payment":
                return TaxWanted(kind=offer.kind, year=rng.choice(offer.years)), True
            case "family_register_full" | "family_register_supplement":
                return FamilyRegisterWanted(kind=offer.kind), True
            case "family_register_individual":
                person = rng.choice(offer.persons)
                return FamilyRegisterPersonWanted(kind=offer.kind, person=person.ref), person.self_

    def _persons(self, offer: Offer) -> tuple[tuple[PersonRef, ...] | None, bool]:
        if "persons" not in offer.options or len(offer.persons) < 2 or self.rng.random() < 0.4:
            return None, True
        chosen = [each for each in offer.persons if self.rng.random() < 0.6] or [offer.persons[0]]
        return tuple(each.ref for each in chosen), any(each.self_ for each in chosen)

    # --- money -------------------------------------------------------------------------------------------------------

    def _pay(self, issued: Issued) -> object:
        """Coins by her hand, or the clerk's confirmation; or she thinks better of it."""
        effect = effects.Pay(issued.yen, issued.way)
        over = threading.Event()
        stops_after = self.rng.randrange(0, 6) if self.rng.random() < 0.08 else None
        hands = {money.Way.COINS: self._put_in, money.Way.COUNTER: self._clerk}.get(issued.way)
        if hands is None:
            return self.booth.desk.pay(effect)
        seed = self.rng.random()
        hand = threading.Thread(target=hands, args=(effect, over, stops_after, seed), name="hands", daemon=True)
        hand.start()
        try:
            return self.booth.desk.pay(effect)
        finally:
            over.set()
            hand.join()

    def _put_in(self, effect: effects.Pay, over: threading.Event, stops_after: int | None, seed: float) -> None:
        rng, mechanism, put = random.Random(seed), self.booth.mechanism, 0
        while not over.wait(0.03):
            if put == stops_after:
                effect.told("stop_paying")
                return
            open_now = mechanism.accepting()
            if not open_now or self._left.is_set():
                continue
            put += mechanism.insert(rng.choice([piece for piece in PIECES if piece in open_now] or [10])) == "taken"

    def _clerk(self, effect: effects.Pay, over: threading.Event, stops_after: int | None, seed: float) -> None:
        looks = 0
        while not over.wait(0.02 + seed * 0.1):
            slip = self.booth.desk.open_slip
            if slip is None:
                continue
            looks += 1
            if stops_after is not None:
                if looks > stops_after:
                    effect.told("stop_paying")
                    return
                continue
            confirmed = self.booth.desk.confirm_slip(slip.number, CLERK)
            if isinstance(confirmed, money.Confirmed):
                self.booth.cash += confirmed.yen
                return

    # --- staff -------------------------------------------------------------------------------------------------------

    def _staff_look(self, come: bool) -> bool:
        """Somebody comes and decides, or nobody does."""
        desk = self.booth.desk
        staff = threading.Thread(target=self._decide, name="staff", daemon=True)
        if come:
            staff.start()
        self._came(desk.await_decision())
        if come:
            staff.join()
        return False

    def _decide(self) -> None:
        booth = self.booth
        undecided = booth.desk.undecided
        if undecided is None:
            return
        booth.mend()
        wait_until(lambda: self._left.is_set() or isinstance(booth.desk.devices()[0], printing.Ready))
        whole = self.tray.is_whole(undecided[0])
        booth.desk.decide(Decision.GOOD if whole else self.rng.choice((Decision.VOID, Decision.VOID_AND_AGAIN)), CLERK)


def _pin(person: Person) -> bytes:
    """The PIN of the authentication certificate."""
    return person.pins["auth"].encode()


def usable() -> tuple[list[Person], list[Person]]:
    """Who can log in, of those who live in こもれび市; then those of them who get no certificate, being children or
    having theirs kept for the counter.
    """
    able = [
        each
        for each in personas().values()
        if isinstance(each, Person)
        and each.resident
        and each.auth in ("valid", "expiring")
        and "auth" in each.pins
        and "auth" not in each.locked
    ]
    return [each for each in able if each.id not in _REFUSED], [each for each in able if each.id in _REFUSED]
