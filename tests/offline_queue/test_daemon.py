"""The process itself: what it tells systemd and the technician, and how it ends."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import offline_queue
from offline_queue.__main__ import main
from offline_queue.log import Log, UncataloguedError, catalogue
from offline_queue.values import Accepted, Dead, Received
from tests.offline_queue.peer import Intake, good, problem
from tests.offline_queue.site import WITHIN_S, Site, sealed_item


def _say(site: Site, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "offline_queue", *arguments, "--config", str(site.folder / "sync.toml")]
    return subprocess.run(command, capture_output=True, text=True, timeout=WITHIN_S, check=False)


def test_systemd_is_told_and_its_watchdog_fed(site: Site) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(site.folder / "notify"))
        systemd.settimeout(WITHIN_S)
        env = {"NOTIFY_SOCKET": str(site.folder / "notify"), "WATCHDOG_USEC": "200000"}
        with site.running(env=env):
            assert systemd.recv(100) == b"READY=1"
            assert [systemd.recv(100) for _ in range(2)] == [b"WATCHDOG=1"] * 2
        said = systemd.recv(100)
        while said == b"WATCHDOG=1":
            said = systemd.recv(100)
        assert said == b"STOPPING=1"
    assert site.events("stopped") != []
    assert not site.socket.exists()


def test_the_technicians_words(site: Site, intake: Intake) -> None:
    intake.behave = lambda asked, answer: problem(422, "envelope-refused") if asked.method == "POST" else answer()
    with site.running() as queue:
        item = sealed_item(site.to)
        assert isinstance(queue.put(item), Accepted)
        assert queue.delivery(item.key, wait_s=30) == Dead("envelope-refused")
        said = json.loads(_say(site, "status").stdout)
        assert said["dead_letters"][0]["key"] == item.key
        intake.behave = good
        assert _say(site, "retry", "0" * 32).returncode == 1
        assert _say(site, "retry", item.key).returncode == 0
        assert isinstance(queue.delivery(item.key, wait_s=30), Received)
        assert _say(site, "resume").returncode == 0
    assert _say(site, "status").returncode == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "directory = 1",
        'directory = "q"\nsocket = "s"\nallowed_uids = []\n[gateway]\nurl="https://x"\nca="a"\ncertificate="b"\nkey="c"',
        'directory = "q"\nsocket = "s"\nallowed_uids = [0]\n[gateway]\nurl="http://x"\nca="a"\ncertificate="b"\nkey="c"',
        'directory = "q"\nsocket = "s"\nallowed_uids = [0]\n[gateway]\nurl="https://x"\nca="a"\ncertificate="b"\nkey="c"',
        "= =",
    ],
)
def test_settings_that_cannot_be_used(site: Site, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "sync.toml").write_text(text)
    assert main(["run", "--config", str(site.folder / "sync.toml")]) == 2
    assert capsys.readouterr().err.startswith("kiosk-sync: ")


def test_nothing_personal_can_be_logged(tmp_path: Path) -> None:
    log = Log((tmp_path / "log").open("w"))
    for fields in ({}, {"why": "漢字"}, {"why": 1}, {"why": "ok", "more": "x"}, {"why": "a\nb"}):
        with pytest.raises(UncataloguedError):
            log.event("resumed", **fields)  # type: ignore[arg-type]
    with pytest.raises(UncataloguedError):
        log.event("something else")
    log.event("resumed", why="technician")
    log._sink.close()


def test_the_catalogue_is_whole() -> None:
    """Every event that the code logs is in the catalogue, and the other way round."""
    (folder,) = offline_queue.__path__
    code = "".join(file.read_text() for file in Path(folder).glob("*.py"))
    logged = set(re.findall(r"""event\(\s*"([a-z_]+)\"""", code))
    assert logged | {"stopped"} == set(catalogue())
    for kind in catalogue().values():
        assert kind["level"] in ("info", "notice", "warning", "alarm")
        assert kind["who"] in ("nobody", "staff", "technician", "operator", "vendor")
