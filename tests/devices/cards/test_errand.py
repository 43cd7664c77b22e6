"""Work that may be walked away from: values in time, bugs told, nothing left over."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable
from typing import TypeVar

import pytest

from devices.cards.errand import Errand, ErrandLink, Errands
from devices.cards.link import Response
from devices.cards.outcomes import Cancelled, CardFault, CardMute, CardRemoved, CardTrouble

T = TypeVar("T")


def soon() -> float:
    return time.monotonic() + 10


def begun(work: Callable[[Errand[T]], T]) -> Errand[T]:
    errand = Errand[T]()
    threading.Thread(target=errand.run, args=(work,), daemon=True).start()
    return errand


def test_the_value_comes_back() -> None:
    assert begun(lambda _: 7).wait(soon()) == 7


def test_a_bug_is_raised_where_it_is_asked_for() -> None:
    with pytest.raises(ZeroDivisionError):
        begun(lambda _: 1 // 0).wait(soon())


def test_stuck_work_is_left_behind_and_its_result_dropped() -> None:
    wake = threading.Event()
    errand = begun(lambda _: wake.wait(10))
    assert errand.wait(time.monotonic()) == CardMute()
    assert errand.wait_ended(time.monotonic()) == CardMute()
    wake.set()
    assert errand.wait_ended(soon()) is None
    assert errand._came == []


def test_calling_off_wakes_the_asker() -> None:
    wake, began = threading.Event(), threading.Event()

    def work(_: Errand[bool]) -> bool:
        began.set()
        return wake.wait(10)

    errand = begun(work)
    assert began.wait(10)
    threading.Thread(target=errand.call_off).start()
    assert errand.wait(soon()) == Cancelled()
    waiting: list[object] = []
    asker = threading.Thread(target=lambda: waiting.append(errand.wait_ended(soon())))
    asker.start()
    while not waiting:
        errand.call_off()
        asker.join(0.01)
    assert waiting == [Cancelled()]
    wake.set()
    assert errand.wait_ended(soon()) is None


def test_nothing_is_sent_once_the_asker_has_gone() -> None:
    """The PIN is wiped after walking away: a command made from it later must not be sent."""
    first, wake = threading.Event(), threading.Event()
    sent: list[object] = []
    pin = bytearray(b"1234")

    def work(errand: Errand[bool]) -> bool:
        sent.append(errand.copy_if_wanted(pin))
        first.set()
        wake.wait(10)
        sent.append(errand.copy_if_wanted(pin))
        sent.append(errand.pause(10))
        return True

    errand = begun(work)
    assert first.wait(10)
    assert errand.wait(time.monotonic()) == CardMute()
    pin[:] = bytes(4)
    wake.set()
    assert errand.wait_ended(soon()) is None
    assert sent == [list(b"1234"), None, False]


# --- one after the other ---------------------------------------------------------------------------------------------


def test_all_errands_run_in_one_thread_that_is_not_the_asker_s() -> None:
    errands = Errands()
    threads = {errands.send(lambda _: threading.get_ident(), soon()) for _ in range(5)}
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_the_next_errand_waits_until_the_stuck_one_has_let_go() -> None:
    errands, wake = Errands(), threading.Event()
    assert errands.send(lambda _: wake.wait(10), time.monotonic() + 0.05) == CardMute()
    assert errands.send(lambda _: 7, time.monotonic() + 0.05) == CardMute()
    wake.set()
    assert errands.send(lambda _: 7, soon()) == 7


def test_cancelling_wakes_whoever_waits_and_nobody_else() -> None:
    errands, began, wake = Errands(), threading.Event(), threading.Event()
    errands.cancel()

    def work(_: Errand[bool]) -> bool:
        began.set()
        return wake.wait(10)

    came: list[object] = []
    asker = threading.Thread(target=lambda: came.append(errands.send(work, soon())))
    asker.start()
    assert began.wait(10)
    errands.cancel()
    asker.join(10)
    assert came == [Cancelled()]
    wake.set()
    errands.cancel()
    assert errands.send(lambda _: 7, soon()) == 7


def test_a_bug_that_nobody_waits_for_is_told_and_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: told.append(args.exc_type))
    errands, wake = Errands(), threading.Event()

    def work(_: Errand[None]) -> None:
        wake.wait(10)
        raise ZeroDivisionError

    assert errands.send(work, time.monotonic() + 0.05) == CardMute()
    wake.set()
    assert errands.send(lambda _: 7, soon()) == 7
    assert told == [ZeroDivisionError]


class _Personal:
    """Something that must not outlive whoever asked for it."""


def test_the_idle_thread_keeps_nothing_of_the_last_errand() -> None:
    errands, ended = Errands(), threading.Event()

    def work(_: Errand[_Personal]) -> _Personal:
        secret = _Personal()
        weakref.finalize(secret, ended.set)
        return secret

    assert isinstance(errands.send(work, soon()), _Personal)
    del work
    assert ended.wait(10)


def test_the_thread_ends_with_its_errands() -> None:
    errands = Errands()
    thread = errands.send(lambda _: threading.current_thread(), soon())
    assert isinstance(thread, threading.Thread)
    del errands
    gc.collect()
    thread.join(10)
    assert not thread.is_alive()


# --- commands to the card --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "came"),
    [
        (b"\x01\x02\x90\x00", Response(b"\x01\x02", 0x9000)),
        (b"\x90", CardFault("answer without status")),
        (b"", CardRemoved()),
        (CardRemoved(), CardRemoved()),
    ],
)
def test_what_an_answer_means(answer: bytes | CardTrouble, came: Response | CardTrouble) -> None:
    link = ErrandLink(Errand[None](), lambda _: answer)
    assert link.transmit(b"\x00") == came


def test_after_trouble_nothing_more_is_sent() -> None:
    sent: list[list[int]] = []

    def exchange(command: list[int]) -> bytes:
        sent.append(command)
        return b""

    link = ErrandLink(Errand[None](), exchange)
    assert link.transmit(b"\x01") == link.transmit(b"\x02") == CardRemoved()
    assert sent == [[1]]


def test_a_link_sends_nothing_for_an_asker_who_has_gone() -> None:
    errand = Errand[None]()
    assert errand.wait(time.monotonic()) == CardMute()
    assert ErrandLink(errand, lambda _: b"\x90\x00").transmit(b"\x01") == Cancelled()
