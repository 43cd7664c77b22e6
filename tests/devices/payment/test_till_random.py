"""Anything in any order: residents, clerks, coins, jams, lost answers, and the terminal dying at any moment.

The unit's mechanism is the world: it knows what really went in and what really came out. After everything the books
must agree with it, payment by payment.
"""

from __future__ import annotations

import tempfile
import threading
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from devices.payment.machine import Verdict, amounts
from devices.payment.outcomes import (
    CLOSED,
    CoinTrouble,
    Debt,
    Delivery,
    GiveUpReason,
    OwedBack,
    Paid,
    Quoted,
    Refunded,
    StaffDecide,
    Stopped,
    Way,
)
from devices.virtual.coin_unit.faults import NAMES, parse
from devices.virtual.coin_unit.mechanism import COINS, NOTE
from tests.devices.payment.bench import Bench, Died

DEATHS = st.none() | st.none() | st.integers(0, 50) | st.integers(0, 400)  # moments to live
PAYING_OUT = ("PAY", "VERIFY", "ACTIVITY", "MONEY_OUT", "MONEY_IN", "SERIAL")
MEMORY = Path("/dev/shm")
PIECES = st.sampled_from((*COINS, NOTE))
FAULTS = st.builds(
    "{}@{}{}".format,
    st.sampled_from(("mute", "drop", "corrupt", "double", "late", "off")),
    st.sampled_from(("before-", "after-")),
    st.sampled_from(PAYING_OUT) | st.sampled_from(tuple(NAMES.values())) | st.integers(1, 60).map(str),
)


IN_PAYING = st.sampled_from(("slot jams", "power fails", "mute@ANY", "mute@MONEY_IN")) | FAULTS
IN_PRINTING = (
    st.sampled_from(("power fails", "mute@PAY", "mute@after-PAY", "off@PAY", "off@after-PAY", "mute@after-VERIFY"))
    | FAULTS
)


@dataclass(frozen=True)
class Purchase:
    """yen: the price, in tens. wrong_…: what goes wrong in that stage. jam: coins until the hoppers jam. missing: a
    coin that the unit has fewer of than it thinks. dies: moments to live. clerk: whether the paper is earned, where one
    comes before the technician.
    """

    yen: int
    way: Way
    pieces: list[int]
    wrong_before: str | None
    wrong_paying: str | None
    wrong_printing: str | None
    jam: int | None
    missing: int | None
    pays: bool
    delivery: Delivery
    late: int | None
    dies: int | None
    dies_printing: int | None
    clerk: bool | None


PURCHASES = st.builds(
    Purchase,
    yen=st.integers(1, 45),
    way=st.sampled_from((Way.COINS, Way.COINS, Way.COINS, Way.COUNTER)),
    pieces=st.lists(PIECES, min_size=6, max_size=6),
    wrong_before=st.none() | st.none() | st.none() | FAULTS,
    wrong_paying=st.none() | st.none() | st.none() | IN_PAYING,
    wrong_printing=st.none() | st.none() | IN_PRINTING,
    jam=st.none() | st.integers(0, 3),
    missing=st.none() | st.none() | st.sampled_from(COINS),
    pays=st.sampled_from((True, True, True, False)),
    delivery=st.sampled_from((Delivery.PRINTED, *Delivery)),
    late=st.none() | st.none() | PIECES,
    dies=st.none() | st.none() | DEATHS,
    dies_printing=st.none() | st.none() | st.integers(0, 6) | st.integers(0, 60),
    clerk=st.none() | st.booleans(),
)


class Town(RuleBasedStateMachine):
    @initialize(float_coins=st.integers(0, 12), morning=st.lists(PURCHASES, min_size=1, max_size=6))
    def open(self, float_coins: int, morning: list[Purchase]) -> None:
        # In memory where possible: thousands of commits, and what a disk does is tested elsewhere.
        self.directory = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.bench = Bench(Path(self.directory.name) / "j.db", float_coins=float_coins)
        self.count = 0
        self.put_in: Counter[str] = Counter()  # what each payment's resident really put in
        self.paper: dict[str, Delivery | None] = {}  # None: the printer may have got the document
        self.confirmed: set[str] = set()
        self.said_earned: dict[str, bool] = {}
        self.stuck: set[str] = set()  # whose coin stuck in the slot
        self.purchases(morning)

    def teardown(self) -> None:
        if hasattr(self, "bench"):
            try:
                self._everything_is_accounted_for()
            finally:
                self.bench.journal.close()
                self.directory.cleanup()

    # --- hands -------------------------------------------------------------------------------------------------------

    def _insert(self, piece: int, *, late: bool = False) -> None:
        """A piece that falls through is followed by smaller ones, as people do."""
        owner = self.bench.journal.last_with_meters()
        if owner is None:
            return
        for each in (piece, 100, 50, 10):
            match self.bench.mechanism.insert(each, late=late):
                case "taken":
                    self.put_in[owner.payment.id] += each
                    return
                case "stuck":
                    self.stuck.add(owner.payment.id)
                    return

    def _living(self, act: object) -> None:
        """Do it; if the terminal dies meanwhile, it starts again."""
        assert callable(act)
        try:
            act()
        except Died:
            self._restart()
        self.bench.moments_left = None

    def _restart(self) -> None:
        self.bench.restart()
        moving = self.bench.mechanism.volatile.order is not None
        before = self.bench.mechanism.vault.tray
        recovery = self.bench.till.recover()
        assert moving or self.bench.mechanism.vault.tray == before, "coins for whoever stands there now"
        assert recovery.unit is CoinTrouble.SILENT or not self.bench.mechanism.accepting(), "open, and nobody pays"
        assert all(each.payment.state in CLOSED for each in self.bench.journal.all())
        assert {debt.payment for debt in recovery.debts} <= set(recovery.interrupted)
        for ended in recovery.ended:
            recorded = self.bench.journal.payment(ended.payment)
            assert recorded is not None
            paying = ended.way is Way.COINS and recorded.payment.received < recorded.payment.yen
            if paying and not isinstance(ended.result, StaffDecide):
                assert recorded.payment.received == self.put_in[ended.payment], "said as certain, and not counted"

    @property
    def _current(self) -> str:
        return f"r-{self.count}"

    # --- rules -------------------------------------------------------------------------------------------------------

    @rule(
        way=st.sampled_from((Way.COINS, Way.COINS, Way.COUNTER, Way.FREE)),
        yen=st.integers(1, 60),
        dies=DEATHS,
    )
    def quote(self, way: Way, yen: int, dies: int | None) -> None:
        self.quote_living(way, yen, dies)

    def quote_living(self, way: Way, yen: int, dies: int | None) -> None:
        self.bench.moments_left = dies
        id = f"r-{self.count + 1}"

        def act() -> None:
            asked = self.bench.till.quote(id, 0 if way is Way.FREE else yen * 10, way)
            if isinstance(asked, Quoted) and way is Way.COINS:
                assert asked.takes

        self._living(act)
        if self.bench.journal.payment(id) is not None:
            self.count += 1

    @rule(hands=st.lists(PIECES | FAULTS, max_size=12), dies=DEATHS)
    def pay(self, hands: list[int | str], dies: int | None) -> None:
        recorded = self.bench.journal.payment(self._current)
        if recorded is not None and recorded.payment.way is Way.COUNTER:
            return
        self.bench.moments_left = dies
        self._living(lambda: self._pay(hands))

    def _pay(self, hands: list[int | str]) -> None:
        def hand(what: int | str) -> None:
            if isinstance(what, int):
                self._insert(what)
            else:
                self._goes_wrong(what)
                self._insert(100)

        outcome = self.bench.pay([partial(hand, what) for what in hands], self._current)
        if isinstance(outcome, Stopped) and isinstance(outcome.result, Refunded | OwedBack):
            recorded = self.bench.journal.payment(self._current)
            assert recorded is not None
            assert recorded.payment.received == self.put_in[self._current], "said as certain, and not counted"
            assert self._current not in self.stuck, "said as certain, and a coin is stuck"

    def _goes_wrong(self, what: str) -> None:
        match what:
            case "slot jams":
                self.bench.mechanism.jam("slot")
            case "power fails":
                self.bench.mechanism.power(False)
            case fault:
                self.bench.program.order(parse(fault))

    @rule(more=st.lists(PURCHASES, min_size=1, max_size=4))
    def more_purchases(self, more: list[Purchase]) -> None:
        self.purchases(more)

    def purchases(self, purchases: list[Purchase]) -> None:
        """Whole ones, each with few mishaps, on a unit that works: what nearly always happens."""
        for purchase in purchases:
            self._purchase(purchase)

    def _purchase(self, a: Purchase) -> None:
        self._service()
        self.bench.till.give_up(self._current, GiveUpReason.RESIDENT)
        if a.wrong_before is not None:
            self._goes_wrong(a.wrong_before)
        self.quote_living(a.way, a.yen, None)
        if a.way is Way.COUNTER:
            self.pay_at_counter(a.pays)
        elif a.pays:
            on_the_way = [] if a.wrong_paying is None else [a.wrong_paying]
            self.bench.moments_left = a.dies
            self._living(lambda: self._pay([*a.pieces[:1], *on_the_way, *a.pieces[1:], *[100] * 9]))
        if a.jam is not None:
            self.bench.mechanism.jam("payout", a.jam)
        if a.missing is not None:
            self.bench.mechanism.empty(a.missing, leave=1)
        self._print(a.delivery, a.dies_printing, a.late, a.wrong_printing)
        self._books_are_in_order()
        if a.clerk is not None:
            self._all_debts(a.clerk)

    @rule(comes=st.booleans())
    def counter(self, comes: bool) -> None:
        self.pay_at_counter(comes)

    def pay_at_counter(self, comes: bool) -> None:
        recorded = self.bench.journal.payment(self._current)
        if recorded is None or recorded.payment.way is not Way.COUNTER or recorded.payment.state.value != "quoted":
            return
        if not comes:
            self.bench.till.pay(self._current, 0, lambda _: None)
            return
        payer = threading.Thread(target=self.bench.till.pay, args=(self._current, 10, lambda _: None))
        payer.start()
        with self.bench.till._register.news:
            assert self.bench.till._register.news.wait_for(lambda: self.bench.state(self._current) == "paying", 10)
        self.bench.till.confirm_slip(recorded.payment.slip, "clerk-1")
        self.confirmed.add(self._current)
        payer.join()

    @rule(delivery=st.sampled_from(Delivery), dies=DEATHS, late=st.none() | PIECES)
    def print(self, delivery: Delivery, dies: int | None, late: int | None) -> None:
        self._print(delivery, dies, late)

    def _print(self, delivery: Delivery, dies: int | None, late: int | None, wrong: str | None = None) -> None:
        self.bench.moments_left = dies
        id = self._current

        def act() -> None:
            if not isinstance(self.bench.till.print_begins(id), Paid):
                return
            recorded = self.bench.journal.payment(id)
            assert recorded is not None
            match recorded.payment.way:
                case Way.COINS:
                    assert self.put_in[id] >= recorded.payment.yen, "printed and not paid"
                case Way.COUNTER:
                    assert id in self.confirmed, "printed and not paid"
                case Way.FREE:
                    pass
            self.paper[id] = None
            if late is not None:
                self._insert(late, late=True)
            self.paper[id] = delivery
            if wrong is not None:
                self._goes_wrong(wrong)
            self.bench.till.print_ended(id, delivery)

        orders = self.bench.program.commands.count("PAY")
        self._living(act)
        assert self.bench.program.commands.count("PAY") <= orders + 1, "ordered out twice"

    @rule(dies=DEATHS)
    def give_up(self, dies: int | None) -> None:
        self.bench.moments_left = dies
        self._living(lambda: self.bench.till.give_up(self._current, GiveUpReason.SESSION_END))

    @rule(
        what=st.sampled_from(
            ("late coin", "fault", "slot jams", "payout jams", "missing", "refill", "twice", "service")
        ),
        coin=st.sampled_from(COINS),
        few=st.integers(0, 3),
        fault=FAULTS,
    )
    def the_unit(self, what: str, coin: int, few: int, fault: str) -> None:
        machine = self.bench.mechanism
        match what:
            case "late coin":
                self._insert(coin, late=True)
            case "fault":
                self.bench.program.order(parse(fault))
            case "slot jams":
                machine.jam("slot")
            case "payout jams":
                machine.jam("payout", few)
            case "missing":
                machine.empty(coin, few)
            case "refill":
                machine.refill(coin, 20)
            case "twice":
                machine.report_twice()
            case "service":
                self._service()

    def _service(self) -> None:
        self.bench.program.clear()
        self.bench.mechanism.repair()
        self.bench.mechanism.power(True)

    @rule()
    def kill(self) -> None:
        self._restart()

    @rule(earned=st.booleans())
    def staff(self, earned: bool) -> None:
        self._all_debts(earned)

    def _all_debts(self, earned: bool) -> None:
        for debt in self.bench.till.debts():
            if debt.paper_unknown:
                self.bench.till.decide_paper(debt.payment, "clerk-1", earned)
                self.said_earned[debt.payment] = earned
            elif debt.owed:
                self.bench.till.handed_back(debt.payment, "clerk-1")
            elif (came_out := self._came_out(debt)) is not None:
                self.bench.till.decide_doubt(debt.payment, "clerk-1", came_out)

    def _came_out(self, debt: Debt) -> bool | None:
        """What a clerk sees who opens the unit and counts; None: some of it, or coins are still moving."""
        with_coins = [each.payment for each in self.bench.journal.all() if each.payment.way is Way.COINS]
        out = self.bench.mechanism.vault.tray - sum(each.returned for each in with_coins)
        if self.bench.mechanism.volatile.order is not None or out not in (0, debt.unclear):
            return None
        return out > 0

    # --- what always holds -------------------------------------------------------------------------------------------

    @invariant()
    @precondition(lambda self: hasattr(self, "bench"))
    def balanced(self) -> None:
        self._books_are_in_order()

    def _books_are_in_order(self) -> None:
        balance = self.bench.till.reconcile()
        assert balance is not None
        parts = balance.kept, balance.returned, balance.by_hand, balance.owed, balance.unclear, balance.held
        assert balance.received == sum(parts)
        for each in self.bench.journal.all():
            assert amounts(each.payment).kept <= each.payment.yen, "charged twice"
        with_coins = [each.payment for each in self.bench.journal.all() if each.payment.way is Way.COINS]
        certain = sum(amounts(each).owed + amounts(each).kept + each.by_hand for each in with_coins)
        inside = self.put_in.total() - self.bench.mechanism.vault.tray
        assert certain <= inside, "promised as certain, but came out already"

    def _everything_is_accounted_for(self) -> None:
        """A technician comes, everything works again: now every yen must be where the books say."""
        self._service()
        while self.bench.mechanism.volatile.order is not None:
            self.bench.mechanism.tick()
        self._restart()
        vault = self.bench.mechanism.vault
        payments = [each.payment for each in self.bench.journal.all()]
        for payment in payments:
            money, earned = amounts(payment), self._earned(payment.id)
            if payment.way is Way.COINS:
                assert payment.received == self.put_in[payment.id]
            assert payment.in_doubt == 0
            if earned is not None:
                assert payment.verdict is (Verdict.EARNED if earned else Verdict.NOT_EARNED)
                assert money.unclear == 0
                assert money.kept == (payment.yen if earned else 0)
        inside = sum(each.received - each.returned for each in payments if each.way is Way.COINS)
        assert vault.swallowed - vault.stuck - vault.tray == inside
        balance = self.bench.till.reconcile()
        assert balance is not None
        assert balance.held == 0
        assert balance.unit_difference in (0, None)

    def _earned(self, id: str) -> bool | None:
        """Whether the fee must be kept, as the people in town see it; None: they don't know."""
        if id in self.said_earned:
            return self.said_earned[id]
        recorded = self.bench.journal.payment(id)
        assert recorded is not None
        if id not in self.paper:  # perhaps it died when it was just about to print
            return None if recorded.payment.verdict is Verdict.UNDECIDED else False
        match self.paper[id]:
            case Delivery.PRINTED:
                # The terminal may have died before it wrote down what the printer said.
                return None if recorded.payment.verdict is Verdict.UNDECIDED else True
            case Delivery.NOT_PRINTED | Delivery.PARTLY:
                return None if recorded.payment.verdict is Verdict.UNDECIDED else False
            case _:
                return None


TestTown = Town.TestCase
TestTown.settings = settings(
    max_examples=120, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)
