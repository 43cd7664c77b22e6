"""Programs that we start: ready, dying, stubborn, orphaned."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from kiosk.demo.child import Child, ChildError

SAYS_READY = "print('starting', flush=True); print('ready on port 4711', flush=True); import signal; signal.pause()"
STUBBORN = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('ready', flush=True)
while True:
    signal.pause()
"""


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_child_says_where_it_listens(tmp_path: Path) -> None:
    with Child("part", python(SAYS_READY), tmp_path / "log", ready=r"ready on port (\d+)") as child:
        assert child.ready_line[1] == "4711"
        assert child.exit_code() is None
    assert child.exit_code() == -signal.SIGTERM
    assert (tmp_path / "log").read_text() == "starting\nready on port 4711\n"


def test_a_child_that_dies_before_it_is_ready(tmp_path: Path) -> None:
    with pytest.raises(ChildError, match="part ended:\nno such thing"):
        Child("part", python("import sys; sys.exit('no such thing')"), tmp_path / "log", ready="ready")


def test_a_child_that_is_never_ready_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.demo.child.READY_WITHIN_S", 0.2)
    before = set(psutil.Process().children())
    with pytest.raises(ChildError, match="not ready within"):
        Child("part", python("import signal; signal.pause()"), tmp_path / "log", ready="ready")
    assert set(psutil.Process().children()) == before


def test_a_child_that_ends_by_itself(tmp_path: Path) -> None:
    child = Child("part", python("raise SystemExit(3)"), tmp_path / "log")
    assert child.wait(30) == 3
    assert child.stop() == 3


def test_a_stubborn_child_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.demo.child.STOP_WITHIN_S", 0.2)
    child = Child("part", python(STUBBORN), tmp_path / "log", ready="ready")
    assert child.stop() == -signal.SIGKILL


def test_a_child_does_not_outlive_us(tmp_path: Path) -> None:
    """Even if we are killed without a chance to clean up."""
    parent_code = f"""
        from pathlib import Path
        import signal
        from kiosk.demo.child import Child
        child = Child("part", {python(SAYS_READY)!r}, Path({str(tmp_path / "log")!r}), ready="ready")
        print(child.pid, flush=True)
        signal.pause()
    """
    with subprocess.Popen(python(textwrap.dedent(parent_code)), stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    child.wait(30)
