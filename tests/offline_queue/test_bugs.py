"""Bugs, planted: none of them may end a thread in silence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest

from offline_queue.identity import Files, load
from offline_queue.lane import LaneThread
from offline_queue.log import Log
from offline_queue.recipients import Recipients
from offline_queue.sender import Sender
from offline_queue.signing import Signer
from offline_queue.space import Space
from offline_queue.store import Limits, Store, ToSend
from offline_queue.values import Accepted, Lane
from offline_queue.wall import Wall
from offline_queue.wire import Gateway
from tests.offline_queue.keeping import put_of
from tests.offline_queue.peer import Intake
from tests.offline_queue.site import TERMINAL, WITHIN_S, Site

PLANTED = """
import sys
from offline_queue.__main__ import main
from offline_queue.{module} import {owner}

def broken(*_args, **_kwargs):
    raise ValueError("words that nobody may read")

setattr({owner}, "{name}", broken)
sys.exit(main(["run", "--config", sys.argv[1]]))
"""


@contextmanager
def _sender(site: Site, log: Log) -> Iterator[tuple[LaneThread, Sender]]:
    """Its parts in this process."""
    wall = Wall()
    identity = load(Files(site.tls / "ca.pem", site.tls / f"{TERMINAL}.pem", site.tls / f"{TERMINAL}.key"))
    space, limits = Space(site.directory, 1 << 20), Limits(1000, 1 << 30)
    sign = Signer(identity, wall).sign
    lanes = {lane: LaneThread(site.directory, lane, limits, sign, space, wall, log) for lane in Lane}
    recipients = Recipients(site.directory / "recipients.json", wall, log)
    sender = Sender(lanes, Gateway("localhost", site.port, 30), identity, recipients.refresh, wall, log)
    try:
        yield lanes[Lane.APPLICATIONS], sender
    finally:
        sender.close()
        for each in lanes.values():
            each.close()


def test_a_look_that_ends_in_a_bug_is_done_again(site: Site, intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every worker meets it once, and nobody puts anything afterwards: the item goes all the same."""
    monkeypatch.setattr("offline_queue.sender._AFTER_BUG_S", 0.05)
    really, planted, met = Store.heads, threading.Event(), []

    def heads(store: Store, after: int, most: int) -> list[ToSend]:
        if planted.is_set() and store.lane is Lane.APPLICATIONS and len(met) < 12:
            met.append(after)
            raise ValueError("words that nobody may read")
        return really(store, after, most)

    monkeypatch.setattr(Store, "heads", heads)
    said = StringIO()
    with _sender(site, Log(said)) as (lane, sender):
        planted.set()
        put = put_of("0" * 32, "1" * 32)
        assert isinstance(lane.change(lambda store: store.put(put)), Accepted)
        settled = sender.when_settled(put.key)
        sender.put_came()
        assert settled.wait(WITHIN_S)
        sender.forget(put.key, settled)
    assert intake.effects[put.key] == 1
    assert len(met) == 12
    bugs = [json.loads(line) for line in said.getvalue().splitlines() if '"bug"' in line]
    assert {each["kind"] for each in bugs} == {"ValueError"}
    assert "words" not in said.getvalue()


@pytest.mark.parametrize(
    ("module", "owner", "name"),
    [
        ("sender", "Sender", "_recover"),
        ("lane", "LaneThread", "_clean"),
        ("server", "Server", "_may"),
        ("deadlines", "Deadlines", "_run"),
        ("desk", "Desk", "sweep"),  # the main thread
    ],
)
def test_a_thread_that_ends_by_a_bug_ends_the_process(site: Site, module: str, owner: str, name: str) -> None:
    """Loudly, with its own exit code, and without the words of the exception. systemd starts it again."""
    script = PLANTED.format(module=module, owner=owner, name=name)
    if name == "_recover":
        script = script.replace("sys.exit(main", "Sender._next = broken\nsys.exit(main")
    command = [sys.executable, "-c", script, str(site.settings())]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_watched())
    try:
        if name == "_may":
            assert daemon.stdout is not None
            daemon.stdout.readline()
            site.client.status()  # somebody comes in
        _, said = daemon.communicate(timeout=WITHIN_S)
    finally:
        daemon.kill()
        daemon.communicate()
    assert daemon.returncode == 70, said
    bugs: list[dict[str, Any]] = [json.loads(line) for line in said.splitlines() if '"bug"' in line]
    assert bugs
    assert {(each["kind"], each["level"]) for each in bugs} == {("ValueError", "alarm")}
    assert "words" not in said
    assert "Traceback" not in said


def _watched() -> dict[str, str]:
    """systemd's watchdog makes the main thread look soon."""
    return {**os.environ, "WATCHDOG_USEC": "200000"}
