"""A whole terminal under a real X server: start, memory, idle, from a finger to a changed pixel."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import psutil

from kiosk.bench.glass import Glass
from kiosk.bench.table import Figure, at_most
from kiosk.demo.driver import find
from kiosk.demo.parts import Display, Parts, Terminal

PANEL = Display(headless=False, window=False)
STARTS = 5
PRESSES = 100
IDLE_S = 20.0
SETTLE_S = 3.0
READY_S = 10.0
"""After the first page, until all that it does without (`kiosk.late`) is there for sure."""


def terminal_figures(parts: Parts) -> list[Figure]:
    """Everything that needs a terminal with a screen."""
    with _x_server() as display:
        env = {"DISPLAY": display}
        starts = []
        for number in range(STARTS):
            began = time.perf_counter()
            with parts.terminal(PANEL, f"start-{number}", env):
                starts.append(time.perf_counter() - began)
        with parts.terminal(PANEL, "bench", env) as terminal:
            process = psutil.Process(terminal.process.pid)
            presses = _presses(terminal, display)
            idle = _idle_percent(process)
            rss = process.memory_info().rss / 1e6
    return [
        at_most("terminal: start to first page", median(starts), "s", 1.5),
        at_most("terminal: finger to changed pixel, p50", median(presses) * 1000, "ms", 20),
        at_most("terminal: finger to changed pixel, p95", quantiles(presses, n=20)[18] * 1000, "ms", 20),
        at_most("terminal: idle CPU over 20 s", idle, "%", 0.3),
        at_most("terminal: resident memory", rss, "MB", 120),
    ]


def full_terminal_figures(folder: Path) -> list[Figure]:
    """The start of a terminal with all that one can have: printers, slips, queue, scanner, camera. folder: to be made;
    a short path.
    """
    paper = folder / "paper"
    paper.mkdir(parents=True)
    starts = []
    with Parts(folder, paper=paper, applying=True) as parts, _x_server() as display:
        for number in range(STARTS):
            began = time.perf_counter()
            with parts.terminal(
                PANEL, f"full-{number}", {"DISPLAY": display}, way="counter", applying=True
            ) as terminal:
                starts.append(time.perf_counter() - began)
                process = psutil.Process(terminal.process.pid)
                first = process.memory_info().rss / 1e6
                time.sleep(READY_S if number == STARTS - 1 else 0)
                ready = process.memory_info().rss / 1e6
    return [
        at_most("full terminal: start to first page", median(starts), "s", 1.5),
        at_most("full terminal: resident memory at the first page", first, "MB", 120),
        at_most("full terminal: resident memory, all loaded", ready, "MB", 120),
    ]


def _presses(terminal: Terminal, display: str) -> list[float]:
    """Press the first big key and slide off it, again and again: nothing is chosen."""
    key = find(terminal.driver.tree()["tree"], "option.with_card")
    if key is None:
        raise LookupError("no key to press")
    left, top, _, height = key["box"]
    scale = PANEL.width_px / PANEL.width_mm
    x, y = round((left + 2.5) * scale), round((top + height / 2) * scale)  # on the key's face, beside what stands on it
    away = round((top - 6) * scale)
    glass = Glass(display)
    time.sleep(SETTLE_S)  # a window that has only just been mapped is still being painted
    found = []
    for _ in range(PRESSES):
        glass.move(x, y)
        time.sleep(0.02)
        before = glass.pixel(x, y)
        began = time.perf_counter()
        glass.button(down=True)
        found.append(glass.seconds_until_change(x, y, before, began))
        pressed = glass.pixel(x, y)
        glass.move(x, away)
        glass.button(down=False)
        glass.seconds_until_change(x, y, pressed, time.perf_counter())
        time.sleep(0.55)  # a second touch on the same key within half a second is taken for a trembling hand
    glass.close()
    return found


def _idle_percent(process: psutil.Process) -> float:
    time.sleep(SETTLE_S)
    before, began = process.cpu_times(), time.monotonic()
    time.sleep(IDLE_S)
    after, took = process.cpu_times(), time.monotonic() - began
    return (after.user + after.system - before.user - before.system) / took * 100


@contextmanager
def _x_server() -> Iterator[str]:
    read, write = os.pipe()
    size = f"{PANEL.width_px}x{PANEL.height_px}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
