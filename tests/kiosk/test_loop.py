"""The loop sleeps, wakes, and survives a bug."""

from __future__ import annotations

import os
import threading

import pytest

from kiosk.loop import Loop


def run(loop: Loop, *, crashed: list[BaseException] | None = None, ticks: list[int] | None = None) -> None:
    def tick() -> None:
        if ticks is not None:
            ticks.append(1)

    def note(error: BaseException) -> None:
        assert crashed is not None, error
        crashed.append(error)

    guard = threading.Timer(10.0, loop.stop)
    guard.start()
    try:
        loop.run(tick, lambda: 30.0, note)
        assert guard.is_alive(), "the loop had to be stopped by the guard"
    finally:
        guard.cancel()
        loop.close()


def test_work_from_another_thread_wakes_the_loop() -> None:
    loop = Loop()
    where: list[threading.Thread] = []

    def work() -> None:
        where.append(threading.current_thread())
        loop.stop()

    threading.Thread(target=lambda: loop.post(work)).start()
    run(loop)
    assert where == [threading.current_thread()]


def test_a_readable_descriptor_is_served() -> None:
    loop = Loop()
    read, write = os.pipe()
    heard: list[bytes] = []

    def ready() -> None:
        heard.append(os.read(read, 10))
        loop.unwatch(read)
        loop.stop()

    loop.watch(read, ready)
    os.write(write, b"tap")
    run(loop)
    os.close(read)
    os.close(write)
    assert heard == [b"tap"]


def test_a_bug_is_told_and_the_rest_still_runs() -> None:
    loop = Loop()
    crashed: list[BaseException] = []

    def bug() -> None:
        raise ZeroDivisionError

    loop.post(bug)
    loop.post(loop.stop)
    run(loop, crashed=crashed)
    assert [type(error) for error in crashed] == [ZeroDivisionError]


def test_it_sleeps_when_nothing_happens() -> None:
    loop = Loop()
    ticks: list[int] = []
    timer = threading.Timer(0.3, loop.stop)
    timer.start()
    run(loop, ticks=ticks)
    assert len(ticks) <= 3


def test_many_wakes_do_not_block() -> None:
    loop = Loop()
    for _ in range(100_000):
        loop.wake()
    loop.post(loop.stop)
    run(loop)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_signals_stop_it_in_good_order(name: str) -> None:
    import signal

    loop = Loop()
    loop.post(lambda: os.kill(os.getpid(), getattr(signal, name)))
    with loop.stopped_by_signals():
        run(loop)


def test_nothing_due_ever_is_a_long_sleep() -> None:
    loop = Loop()
    loop.post(lambda: threading.Timer(0.05, loop.stop).start())
    loop.run(lambda: None, lambda: float("inf"), lambda error: pytest.fail(str(error)))
    loop.close()
