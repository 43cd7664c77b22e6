"""Work that may be walked away from: values in time, bugs told, nothing left over."""

from __future__ import annotations

import threading
import time

import pytest

from devices.cards.errand import Errand
from devices.cards.outcomes import Cancelled, CardMute


def soon() -> float:
    return time.monotonic() + 10


def test_the_value_comes_back() -> None:
    assert Errand(lambda _: 7).wait(soon()) == 7


def test_a_bug_is_raised_where_it_is_asked_for() -> None:
    with pytest.raises(ZeroDivisionError):
        Errand(lambda _: 1 // 0).wait(soon())


def test_stuck_work_is_left_behind_and_its_result_dropped() -> None:
    wake = threading.Event()
    errand = Errand(lambda _: wake.wait(10))
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

    errand = Errand(work)
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

    errand = Errand(work)
    assert first.wait(10)
    assert errand.wait(time.monotonic()) == CardMute()
    pin[:] = bytes(4)
    wake.set()
    assert errand.wait_ended(soon()) is None
    assert sent == [list(b"1234"), None, False]
