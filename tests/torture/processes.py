"""Ordeals of the processes: killed at any instant, and living with a clock that jumps."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path

from tests.offline_queue.nursery import Nursery
from tests.torture.site import Site, reckon
from tests.torture.terminal import pause

_GATEWAY_EVERY = 25
_STARTING_S = 0.3
_ANEW_EVERY = 10


def kills(here: Site, count: int) -> None:
    """SIGKILL to the daemon while it starts, works, or at the moment of an acceptance or delivery; and to the gateway.

    One start in ten is a new interpreter, the others are forked. The gateway comes back in its own time, while the
    daemon is killed on.
    """
    rng, terminal, figures = here.rng, here.terminal, here.figures
    starting_s, returning = _STARTING_S, threading.Thread()
    with contextlib.closing(Nursery()) as nursery, here.traffic(pace_s=0.1) as traffic:
        for number in range(count):
            if here.over:
                break
            began = time.monotonic()
            if number % _ANEW_EVERY:
                terminal.fork(nursery)
            else:
                terminal.spawn()
            how = rng.choices(("starting", "working", "accepting", "delivering"), (1, 3, 3, 3))[0]
            if how == "starting":
                pause(rng.uniform(0, 1.5 * starting_s))
            elif not terminal.ready():
                figures.finding("the queue does not start")
            else:
                if number % _ANEW_EVERY:
                    starting_s = 0.8 * starting_s + 0.2 * (time.monotonic() - began)
                if how == "working":
                    pause(rng.uniform(0, 4 * starting_s))
                elif how == "accepting":
                    traffic.when_accepted = terminal.strike
                    here.accepted_more(1, within_s=5.0)
                else:
                    # Several are in flight: one that the gateway has just taken, others that it is about to.
                    here.delivered_more(rng.randrange(1, 6), within_s=10.0)
            terminal.kill()
            figures.faults[f"killed {how}"] += 1
            if number % _GATEWAY_EVERY == 5 and not returning.is_alive():
                here.gateway.kill()
                figures.faults["gateway killed"] += 1
                returning = threading.Thread(target=here.gateway.start)
                returning.start()
        if returning.ident is not None:
            returning.join()
        terminal.start()
    reckon(here)


def clock(here: Site, jumps: int) -> None:
    """The terminal's wall clock is a year ahead, a year behind and right again, while it accepts and delivers."""
    setting = here.terminal.folder / "clock"
    env = _faketime(setting)
    here.terminal.start(env=env)
    with here.traffic():
        here.accepted_more(10)
        for _ in range(jumps):
            for jump in ("+1y", "-1y", "+0"):
                setting.write_text(jump)
                here.figures.faults[f"clock {jump}"] += 1
                if not here.accepted_more(15):
                    here.figures.finding(f"nothing is accepted while the clock is {jump}")
    if here.terminal.stop() != 0:
        here.figures.finding("it does not stop in order under a wrong clock")
    here.terminal.start()
    reckon(here)


def gateway_clock(here: Site) -> None:
    """The gateway is started with a clock a year ahead, and again with the right one."""
    here.terminal.start()
    setting = here.gateway.folder / "clock"
    with here.traffic():
        here.accepted_more(10)
        for jump in ("+1y", "+0"):
            here.gateway.kill()
            env = _faketime(setting)
            setting.write_text(jump)
            here.gateway.start(env)
            here.figures.faults[f"gateway's clock {jump}"] += 1
            here.accepted_more(20)
    reckon(here)


def _faketime(setting: Path) -> dict[str, str]:
    (library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
    setting.write_text("+0")
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(setting),
        "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }


def why_no_clock() -> str | None:
    """Why the clock can't be turned here; None: it can."""
    with contextlib.suppress(StopIteration):
        next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        return None
    return "faketime is not installed"
