"""`kiosk check queue|sync` against the real daemon."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.check.report import Result
from kiosk.cli import main
from offline_queue.values import Accepted, Dead, LinkState
from tests.offline_queue.peer import Intake, problem, serving
from tests.offline_queue.site import TERMINAL, Site, recipient, sealed_item

SETTINGS = """
profile = "demo"
[terminal]
id = "kiosk-01"
municipality = "架空市"
place = "架空中央郵便局"
[reader]
name = "none"
[gateway]
url = "https://127.0.0.1:1"
ca = "tls/ca.pem"
certificate = "tls/ca.pem"
key = "tls/ca.pem"
[queue]
socket = "s"
municipality = "132217"
follow = "https://gateway.example/follow"
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "kiosk.toml").write_text(SETTINGS)
    return Site(tmp_path, recipient())


@pytest.fixture
def intake(site: Site) -> Iterator[Intake]:
    with serving(site.tls, TERMINAL, (site.to,)) as intake:
        site.port = intake.port
        yield intake


def _check(site: Site, what: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    code = main(["--config", str(site.folder / "kiosk.toml"), "check", what, "--json"])
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert said["exit_code"] == code
    return said


def test_all_is_well(site: Site, intake: Intake, capsys: pytest.CaptureFixture[str]) -> None:
    with site.running():
        site.wait(lambda status: status.link is LinkState.ONLINE)
        queue, sync = _check(site, "queue", capsys), _check(site, "sync", capsys)
    assert (queue["result"], queue["findings"]["applications_waiting"], queue["findings"]["keys"]) == ("ok", 0, 1)
    assert (sync["result"], sync["findings"]["link"]) == ("ok", "online")
    assert len(intake.asked) >= 1


def test_nobody_listens(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert _check(site, "queue", capsys)["exit_code"] == Result.NO_QUEUE
    assert _check(site, "sync", capsys)["exit_code"] == Result.NO_QUEUE


def test_no_gateway_and_a_queue_that_fills(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.extra = "applications = {items = 2, megabytes = 100}"
    with site.running() as queue:
        assert isinstance(queue.put(sealed_item(site.to)), Accepted)
        site.wait(lambda status: status.link is LinkState.NO_GATEWAY)
        assert _check(site, "sync", capsys)["exit_code"] == Result.NO_GATEWAY_IN_NETWORK
        said = _check(site, "queue", capsys)
    assert said["exit_code"] == Result.QUEUE_FULL
    assert said["findings"]["applications_waiting"] == 1


def test_without_a_key_nothing_can_be_sealed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write_recipients(())
    with site.running():
        assert _check(site, "queue", capsys)["exit_code"] == Result.QUEUE_NO_KEYS


def test_dead_letters_and_a_refused_terminal(site: Site, intake: Intake, capsys: pytest.CaptureFixture[str]) -> None:
    intake.behave = lambda asked, answer: problem(422, "envelope-refused") if asked.method == "POST" else answer()
    with site.running() as queue:
        item = sealed_item(site.to)
        assert isinstance(queue.put(item), Accepted)
        assert queue.delivery(item.key, wait_s=30) == Dead("envelope-refused")
        said = _check(site, "queue", capsys)
        assert said["exit_code"] == Result.DEAD_LETTERS
        assert said["findings"]["dead_letters"] == [f"{item.key} envelope-refused"]
        intake.behave = lambda *_: problem(403, "terminal-unknown")
        assert isinstance(queue.put(sealed_item(site.to)), Accepted)
        site.wait(lambda status: status.link is LinkState.STOPPED)
        assert _check(site, "sync", capsys)["exit_code"] == Result.TERMINAL_REFUSED


def test_a_spoilt_file_is_told(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.directory / "applications.db").write_bytes(bytes(range(256)) * 100)
    with site.running():
        said = _check(site, "queue", capsys)
    assert said["exit_code"] == Result.QUEUE_SET_ASIDE
    assert len(said["findings"]["set_aside"]) == 1
