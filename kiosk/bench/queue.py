"""The queue: what a put takes with few and with many items waiting, memory, idle, and how fast it empties itself.

The daemon, the gateway and its PostgreSQL are the real programs, on the cores that they share with this one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import psutil

from gateway.contract.sealing import ITEM, Recipient, RecipientList, seal
from kiosk.bench.postgres import postgres
from kiosk.bench.table import Figure, at_most, plain
from kiosk.demo.child import Child
from offline_queue.client import QueueClient
from offline_queue.identity import Files, load
from offline_queue.opening import Opened, open_lane
from offline_queue.signing import Signer
from offline_queue.store import Limits, Put, Store
from offline_queue.values import Accepted, Lane, LinkState, NewItem, Status, Unknown, mint
from offline_queue.wall import Wall

TERMINAL = "bench-1"
MUNICIPALITY = "132217"
PLAIN = 4096
"""Bytes of what is sealed: a long form."""
PUTS = 400
MANY = 100_000
DRAINED = 10_000
IDLE_S = 20.0
_NOBODY = 9
"""A port where no gateway is."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Settings and files of a queue; the TLS files are in `tls`, beside `folder`."""

    folder: Path
    tls: Path
    recipient: Recipient

    @property
    def files(self) -> Files:
        return Files(self.tls / "ca.pem", self.tls / f"{TERMINAL}.pem", self.tls / f"{TERMINAL}.key")

    @property
    def directory(self) -> Path:
        return self.folder / "queue"

    @contextmanager
    def running(self, port: int) -> Iterator[tuple[QueueClient, psutil.Process]]:
        """The daemon, with a gateway at `port`."""
        settings = self.folder / "sync.toml"
        settings.write_text(
            f'directory = "queue"\nsocket = "s"\nallowed_uids = [{psutil.Process().uids().real}]\n'
            f"applications = {{ items = {2 * MANY}, megabytes = 4096 }}\n"
            f'[gateway]\nurl = "https://localhost:{port}"\ntimeout_s = 30\n'
            f'ca = "{self.files.ca}"\ncertificate = "{self.files.certificate}"\nkey = "{self.files.key}"\n'
        )
        command: list[str | Path] = [sys.executable, "-m", "offline_queue", "run", "--config", settings]
        with Child("kiosk-sync", command, self.folder / "log", ready=r'^\{"ready"') as child:
            yield QueueClient(self.folder / "s", 30.0), psutil.Process(child.pid)

    def fill(self, items: int) -> None:
        """Put so many with the daemon's own code, but all in one transaction."""
        self.directory.mkdir(parents=True, exist_ok=True)
        rows = RecipientList(recipients=(self.recipient,), server_time=Wall().now())
        (self.directory / "recipients.json").write_text(rows.model_dump_json())
        opened = open_lane(self.directory, Lane.APPLICATIONS, Wall().now())
        if not isinstance(opened, Opened):
            raise TypeError(opened.why)
        signer = Signer(load(self.files), Wall())
        limits = Limits(2 * MANY, 1 << 40)
        store = Store(Lane.APPLICATIONS, opened.connection, opened.mark, limits, signer.sign)
        store.connection.execute("BEGIN")
        for _ in range(items):
            item = self.item()
            digest = sha256(item.sealed).digest()
            store.put(
                Put(
                    item.kind,
                    item.key,
                    item.case,
                    item.municipality,
                    item.recipient,
                    item.suite,
                    (),
                    None,
                    item.sealed,
                    digest,
                )
            )
        store.connection.execute("COMMIT")
        store.connection.close()

    def item(self) -> NewItem:
        """An application of the usual length, sealed."""
        key, to = mint(), self.recipient
        sealed = seal(to, "inquiry", key, ITEM, bytes(PLAIN))
        return NewItem(Lane.APPLICATIONS, "inquiry", key, mint(), MUNICIPALITY, to.key_id, to.suite, sealed)


@dataclass(frozen=True, slots=True)
class Far:
    """The gateway that runs, and its database."""

    port: int
    recipient: Recipient
    gateway: psutil.Process
    database: psutil.Process


def queue_figures(folder: Path) -> list[Figure]:
    """Everything about the queue."""
    folder.mkdir()
    with postgres() as url, _gateway(folder, url) as far:
        few, many = (Terminal(folder / name, folder / "tls", far.recipient) for name in ("few", "many"))
        return [*_puts(few, 10), *_puts(many, MANY), *_drain(folder, far)]


def drain_figures(folder: Path) -> list[Figure]:
    """Only how fast it empties itself."""
    folder.mkdir()
    with postgres() as url, _gateway(folder, url) as far:
        return _drain(folder, far)


def _puts(terminal: Terminal, waiting: int) -> list[Figure]:
    terminal.fill(waiting)
    began = time.monotonic()
    with terminal.running(_NOBODY) as (queue, process):
        ready_s = time.monotonic() - began
        took = sorted(_put_s(queue, terminal.item()) * 1000 for _ in range(PUTS))
        name = f"queue: put, {waiting:,} waiting"
        figures = [plain(f"{name}, p50", took[PUTS // 2], "ms"), plain(f"{name}, p99", took[PUTS * 99 // 100], "ms")]
        if waiting == MANY:
            figures.append(at_most(f"queue: memory, {waiting:,} waiting", process.memory_info().rss / 1e6, "MB", 80))
            figures.append(plain(f"queue: start, {waiting:,} waiting", ready_s, "s"))
    return figures


def _put_s(queue: QueueClient, item: NewItem) -> float:
    began = time.perf_counter()
    outcome = queue.put(item)
    if not isinstance(outcome, Accepted):
        raise TypeError(type(outcome).__name__)
    return time.perf_counter() - began


def _drain(folder: Path, far: Far) -> list[Figure]:
    terminal = Terminal(folder / "full", folder / "tls", far.recipient)
    terminal.fill(DRAINED)
    with terminal.running(far.port) as (queue, process):
        parts = {"daemon": process, "gateway": far.gateway, "database": far.database}
        # It began before we could look.
        began, waiting = time.monotonic(), _depth(queue)
        before = {part: _cpu_s(each) for part, each in parts.items()}
        while _depth(queue):
            time.sleep(0.2)
        per_second = waiting / (time.monotonic() - began)
        used = {part: (_cpu_s(each) - before[part]) / waiting * 1000 for part, each in parts.items()}
        _until_online(queue)
        time.sleep(2.0)  # what it cleans up after the last delivery is not idling
        quiet = _cpu_s(process)
        time.sleep(IDLE_S)
        idle = (_cpu_s(process) - quiet) / IDLE_S * 100
    name = f"queue: {DRAINED:,} items to PostgreSQL"
    return [
        Figure(name, float(round(per_second)), "/s", "≥ 400", per_second >= 400),
        *(plain(f"{name}, {part}", used_ms, "ms CPU/item") for part, used_ms in used.items()),
        at_most("queue: idle", idle, "% CPU", 0.2),
    ]


def _cpu_s(process: psutil.Process) -> float:
    """Processor time so far, with that of its children, ended ones included."""
    spent = [each.cpu_times() for each in (process, *process.children())]
    return float(sum(each.user + each.system + each.children_user + each.children_system for each in spent))


def _depth(queue: QueueClient) -> int:
    status = queue.status()
    if not isinstance(status, Status):
        raise TypeError(type(status).__name__)
    lane = status.lanes[Lane.APPLICATIONS]
    if isinstance(lane, Unknown):
        raise TypeError(type(lane).__name__)
    return lane.depth


def _until_online(queue: QueueClient) -> None:
    while not (isinstance(status := queue.status(), Status) and status.link is LinkState.ONLINE):
        time.sleep(0.1)


@contextmanager
def _gateway(folder: Path, database: str) -> Iterator[Far]:
    """A gateway on `database` that offers a municipality's key."""
    _gateway_command("dev-certs", folder / "tls", "--terminal", TERMINAL)
    (folder / "anchors").mkdir()
    (folder / "anchors" / "ca.pem").write_bytes((folder / "tls" / "ca.pem").read_bytes())
    common = (
        'profile = "sandbox"\n[revocation]\nkind = "assume-good"\n'
        f'[municipality]\ncode = "{MUNICIPALITY}"\nname = "架空市"\nreading = "かくうし"\nname_en = "Kaku City"\n'
    )
    settings, office = folder / "gateway.toml", folder / "office.toml"
    settings.write_text(
        'id = "gateway-bench"\n'
        + common
        + f'[listen]\nport = 0\n[database]\nurl = "{database}"\n[jpki]\nanchors = "anchors"\n'
        + '[tls]\ncertificate = "tls/server.pem"\nkey = "tls/server.key"\nclient_ca = "tls/ca.pem"\n'
        + "[intake]\nrequests_per_minute = 1000000\n"
    )
    office.write_text(
        'keys = "keys"\n'
        + common
        + f'[intake]\nurl = "{database}"\n[database]\nurl = "sqlite:///office.sqlite"\n'
        + '[signatures]\nanchors = "anchors"\n'
    )
    for file in (settings, office):
        file.chmod(0o600)
    _gateway_command("--config", settings, "migrate")
    _gateway_command("--config", office, "backoffice", "migrate")
    _gateway_command("--config", office, "backoffice", "keys", "new")
    command: list[str | Path] = [sys.executable, "-m", "gateway.cli", "--config", settings, "serve"]
    with Child("gateway", command, folder / "gateway.log", ready=r'^(\{"ready": true.*\})$') as child:
        port = int(json.loads(child.ready_line[1])["port"])
        yield Far(port, _offered(folder, port), psutil.Process(child.pid), _server_of(database))


def _server_of(database: str) -> psutil.Process:
    """PostgreSQL's first process; the others are its children."""
    data = Path(database.partition("?host=")[2]) / "data"
    return psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))


def _offered(folder: Path, port: int) -> Recipient:
    """The key, as a terminal's queue fetches it."""
    tls = folder / "tls"
    asking = Terminal(folder / "asking", tls, Recipient.model_construct())
    asking.folder.mkdir()
    with asking.running(port) as (queue, _):
        while not (found := queue.recipients(MUNICIPALITY)):
            time.sleep(0.1)
    if not isinstance(found, tuple):
        raise TypeError(type(found).__name__)
    return found[0]


def _gateway_command(*arguments: str | Path) -> None:
    command: list[str | Path] = [sys.executable, "-m", "gateway.cli", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
