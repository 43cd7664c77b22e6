"""A file that can't be used: nobody can tell what is in it, and nobody says that it is empty."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import StringIO

import pytest

from kiosk.check.queue import check_queue, check_sync
from kiosk.check.report import Result
from kiosk.config import load as load_terminal
from offline_queue.__main__ import main
from offline_queue.client import QueueClient
from offline_queue.desk import Desk
from offline_queue.identity import Files, load
from offline_queue.lane import LaneThread
from offline_queue.log import Log
from offline_queue.opening import Unusable
from offline_queue.recipients import Recipients
from offline_queue.sender import Sender
from offline_queue.server import Server
from offline_queue.signing import Signer
from offline_queue.space import Space
from offline_queue.store import Limits
from offline_queue.values import (
    Accepted,
    Lane,
    LaneStatus,
    NeverPut,
    No,
    Reason,
    Status,
    Unknown,
    Waiting,
    mint,
)
from offline_queue.wall import Wall
from offline_queue.wire import Gateway
from tests.kiosk.check.test_queue import SETTINGS
from tests.offline_queue.site import TERMINAL, Site, sealed_item

Break = Callable[[Lane], None]


@pytest.fixture
def breaking(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Break]:
    """The queue in this process, at its socket; calling it takes a lane's file away."""
    wall, log = Wall(), Log(StringIO())
    identity = load(Files(site.tls / "ca.pem", site.tls / f"{TERMINAL}.pem", site.tls / f"{TERMINAL}.key"))
    space, limits, signer = Space(site.directory, 1 << 20), Limits(1000, 1 << 30), Signer(identity, wall)
    with ExitStack() as parts:
        lanes = {}
        for lane in Lane:
            lanes[lane] = LaneThread(site.directory, lane, limits, signer.sign, space, wall, log)
            parts.callback(lanes[lane].close)
        recipients = Recipients(site.directory / "recipients.json", wall, log)
        sender = Sender(lanes, Gateway("localhost", 9, 30), identity, recipients.refresh, wall, log)
        parts.callback(sender.close)
        server = Server(
            site.socket,
            (os.getuid(),),
            Desk(site.directory, lanes, sender, recipients, space, wall, log).answer,
            log,
        )
        parts.callback(server.close)

        def take_away(lane: Lane) -> None:
            gone = Unusable("SQLITE_IOERR")
            monkeypatch.setattr(lanes[lane], "_open", lambda: gone)
            store, lanes[lane]._store = lanes[lane]._store, gone
            if not isinstance(store, Unusable):
                parts.callback(store.connection.close)

        yield take_away


def test_all_that_is_asked_about_it(site: Site, breaking: Break) -> None:
    queue, item, record = site.client, sealed_item(site.to), sealed_item(site.to, lane=Lane.RECORDS)
    assert isinstance(queue.put(item), Accepted)
    breaking(Lane.APPLICATIONS)
    status = queue.status()
    assert isinstance(status, Status)
    assert status.lanes[Lane.APPLICATIONS] == Unknown()
    assert queue.delivery(item.key) == Unknown()
    assert queue.delivery(mint()) == Unknown()  # it might be in there
    assert queue.retry(item.key) == Unknown()
    assert queue.may_accept(Lane.APPLICATIONS, 1000) == No(Reason.BROKEN)
    assert QueueClient(site.socket, timeout_s=0.3).put(item) == Unknown()
    # The other lane is not touched by it.
    assert isinstance(queue.put(record), Accepted)
    lane = site.status().lanes[Lane.RECORDS]
    assert isinstance(lane, LaneStatus)
    assert lane.depth == 1


def test_with_both_files_each_tells_for_itself(site: Site, breaking: Break) -> None:
    queue, record = site.client, sealed_item(site.to, lane=Lane.RECORDS)
    assert isinstance(queue.put(record), Accepted)
    assert queue.retry(mint()) == NeverPut()
    breaking(Lane.APPLICATIONS)
    assert isinstance(queue.delivery(record.key), Waiting | Unknown)


def test_what_the_technician_is_told(site: Site, breaking: Break, capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(site.client.put(sealed_item(site.to)), Accepted)
    breaking(Lane.APPLICATIONS)
    settings = str(site.settings())
    assert main(["status", "--config", settings]) == 0
    lanes = json.loads(capsys.readouterr().out)["lanes"]
    assert lanes["applications"] is None
    assert lanes["records"]["depth"] == 0
    assert main(["retry", "0" * 32, "--config", settings]) == 1
    assert "nobody can tell" in capsys.readouterr().err
    (site.folder / "kiosk.toml").write_text(SETTINGS)
    config = load_terminal(site.folder / "kiosk.toml")
    queue, sync = check_queue(config), check_sync(config)
    assert queue.result is Result.QUEUE_BROKEN
    assert queue.findings["applications_waiting"] is None
    assert queue.findings["records_waiting"] == 0
    assert sync.findings["waiting"] is None
