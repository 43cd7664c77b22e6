"""A request that was cut off is settled at the gateway, however the terminal ended."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.payment import outcomes as money
from devices.payment.outcomes import Way
from gateway.contract.certificates import IssueReport, Payment
from kiosk.paper import effects, reporter
from kiosk.paper.open_requests import MOST, OpenRequests, Told
from tests.kiosk.paper.counter import WAIT_S, Counter

REQUEST = "11111111-1111-4111-8111-111111111111"
FILE = "payments.sqlite-requests"


def started(counter: Counter) -> Counter:
    """As a start does it."""
    counter.desk.recovered(counter.till.recover())
    assert counter.desk._reporter.wait_told(WAIT_S)
    return counter


# --- cut off ----------------------------------------------------------------------------------------------------------

_DIES = """
import sys, threading
from contextlib import ExitStack
from pathlib import Path
from devices.payment.outcomes import Way
from kiosk.paper import effects
from tests.kiosk.paper.counter import Counter

def dies(*_):
    print(counter.issuing.asked[-1].request_id, flush=True)
    sys.stdin.read()

with ExitStack() as stack:
    counter = Counter(Path(sys.argv[1]), stack, Way[sys.argv[2]])
    fee = 0 if counter.desk._readiness._parts.way is Way.FREE else 200
    if sys.argv[3] == "asked":
        counter.issuing.while_asked = dies
    counter.issue(fee=fee)
    if sys.argv[3] == "issued":
        dies()
    counter.pay(effects.Pay(fee, Way[sys.argv[2]]))
    counter.printer.print = dies if sys.argv[3] == "printing" else None
    if sys.argv[3] == "paid":
        dies()
    counter.print()
"""


@pytest.mark.parametrize("way", ["FREE", "COUNTER"])
@pytest.mark.parametrize("when", ["asked", "issued", "paid", "printing"])
def test_a_terminal_that_dies(tmp_path: Path, way: str, when: str) -> None:
    """Before the payment the books know nothing of it; it is settled all the same."""
    with subprocess.Popen(
        [sys.executable, "-c", _DIES, str(tmp_path), way, when],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as terminal:
        assert terminal.stdout is not None
        request = terminal.stdout.readline().strip()
        terminal.kill()
        terminal.wait(WAIT_S)
    assert request
    with ExitStack() as stack:
        again = started(Counter(tmp_path, stack, Way[way]))
        report = again.issuing.reports[request]
        assert report.result == ("unknown" if when == "printing" else "not_printed")
        paid = way == "COUNTER" and when in ("paid", "printing")
        assert report.payment.state == ("nothing" if not paid else "unclear" if when == "printing" else "owed")
        assert len(again.issuing.told) == 1
    assert not (tmp_path / FILE).exists(), "it is told once"


def test_it_is_on_the_disk_before_the_gateway_is_asked(tmp_path: Path) -> None:
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack)
        seen: list[str] = []
        counter.issuing.while_asked = lambda: seen.append((tmp_path / FILE).read_text())
        counter.issue()
        assert counter.issuing.asked[0].request_id in seen[0]


@pytest.mark.parametrize("books", ["corrupt", "not writable"])
def test_without_the_books_nothing_is_said(tmp_path: Path, books: str) -> None:
    """It may have been paid: the gateway shows it as unaccounted, for somebody to look."""
    with ExitStack() as stack:
        OpenRequests(tmp_path / FILE).begins(REQUEST)
        counter = Counter(tmp_path, stack)
        if books == "corrupt":
            found = replace(counter.till.recover(), set_aside="payments.sqlite.corrupt")
        else:
            found = counter.till.recover()
            counter.till.give_up = lambda *_: money.BooksNotWritable()  # type: ignore[method-assign]
        counter.desk.recovered(found)
        assert counter.desk._reporter.wait_told(WAIT_S)
        assert counter.issuing.told == []
    with ExitStack() as stack:
        OpenRequests(tmp_path / FILE).begins("22222222-2222-4222-8222-222222222222")
        assert list(started(Counter(tmp_path, stack)).issuing.reports) == ["22222222-2222-4222-8222-222222222222"]


# --- not heard --------------------------------------------------------------------------------------------------------


def ends_before_paying(counter: Counter) -> None:
    counter.issue()
    counter.desk.end_of_stay()
    counter.wait_idle()


def prints(counter: Counter) -> None:
    counter.issue()
    counter.pay()
    counter.print()


@pytest.mark.parametrize(("stay", "result"), [(ends_before_paying, "not_printed"), (prints, "printed")])
def test_a_report_that_never_got_through_is_told_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stay: Callable[[Counter], None], result: str
) -> None:
    monkeypatch.setattr(reporter, "PAUSES_S", (0.0, 0.01))
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack)
        counter.issuing.deaf = True
        stay(counter)
        assert counter.desk._reporter.wait_told(WAIT_S)
        assert counter.events("report_undelivered")
    with ExitStack() as stack:
        again = started(Counter(tmp_path, stack))
        assert [report.result for report in again.issuing.told] == [result]
    with ExitStack() as stack:
        assert started(Counter(tmp_path, stack)).issuing.told == []


def test_what_staff_settled_is_told_after_what_it_settles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporter, "PAUSES_S", (0.0,))
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack)
        counter.issuing.deaf = True
        counter.issue()
        counter.pay()
        counter.desk.end_of_stay()
        counter.wait_idle()
        [debt] = counter.desk.open_debts()
        how: effects.Settling = "handed_back"
        counter.desk.settle_debt(debt.payment, how, "0417")
        assert counter.desk._reporter.wait_told(WAIT_S)
    with ExitStack() as stack:
        told = started(Counter(tmp_path, stack)).issuing.told
        assert [report.payment.state for report in told] == ["owed", "returned"]


# --- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"[", b"[1]", b'[{"request":"x"}]', b"\xff\x00", b'[{"name":"x"}]'])
def test_what_cannot_be_read_is_not_known(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "requests").write_bytes(content)
    requests = OpenRequests(tmp_path / "requests")
    assert (requests.left().cut_off, requests.left().untold) == ((), ())


def test_a_disk_that_does_not_take_it_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "requests.new").mkdir()
    OpenRequests(tmp_path / "requests").begins(REQUEST)


def told(number: int, result: str, settles: bool = False) -> Told:
    payment = Payment(way="free", state="nothing", yen=0)
    report = IssueReport(result=result, payment=payment)  # type: ignore[arg-type]
    return Told(request=f"{number:08x}-1111-4111-8111-111111111111", report=report, settles=settles)


STEPS = st.lists(
    st.tuples(st.sampled_from(["begins", "told", "heard"]), st.integers(0, 3), st.sampled_from(["printed", "unknown"]))
)


@given(steps=STEPS, restarts=st.sets(st.integers(0, 20)))
def test_nothing_is_forgotten_and_nothing_kept_that_was_heard(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]], restarts: set[int]
) -> None:
    file = tmp_path_factory.mktemp("open") / "requests"
    requests, cut_off, untold = OpenRequests(file), list[str](), list[Told]()
    for at, (act, number, result) in enumerate(steps):
        one = told(number, result)
        match act:
            case "begins":
                requests.begins(one.request)
                cut_off.append(one.request)
            case "told":
                requests.is_told(one)
                cut_off = [each for each in cut_off if each != one.request]
                untold += [] if one in untold else [one]
            case _:
                requests.heard(one)
                untold = [each for each in untold if each != one]
        if at in restarts:
            requests = OpenRequests(file)
            left = requests.left()
            assert (list(left.cut_off), list(left.untold)) == (cut_off, untold)
            cut_off = []
    assert list(requests.left().untold) == untold


def test_it_does_not_grow_for_ever(tmp_path: Path) -> None:
    requests = OpenRequests()
    for number in range(MOST + 5):
        requests.is_told(told(number, "printed"))
    assert len(requests.left().untold) == MOST
