"""Where an ordeal happens: a gateway with a database of its own, a terminal, and the reckoning at the end."""

from __future__ import annotations

import base64
import random
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.contract.sealing import Recipient, key_id_of
from offline_queue.values import Status, Unknown
from tests.torture import audit
from tests.torture.books import Books, Traffic
from tests.torture.gateway import Databases, Gateway
from tests.torture.report import Figures
from tests.torture.terminal import Terminal, pause

MUNICIPALITY = "132217"
DRAINED_WITHIN_S = 600.0


@dataclass(frozen=True, slots=True)
class Site:
    """What an ordeal has to do with. rng: its own, from the seed. enough: set when it has to end early."""

    figures: Figures
    gateway: Gateway
    terminal: Terminal
    books: Books
    rng: random.Random
    seed: str
    enough: threading.Event

    @property
    def over(self) -> bool:
        """Whether it is time to end early; the figures say how far it came."""
        return self.enough.is_set()

    def traffic(self, pace_s: float = 0.15) -> Traffic:
        """Two people at the terminal; pace_s: between two items of one, on average."""
        return Traffic(self.terminal, self.books, f"{self.seed}/{self.rng.random()}", pace_s)

    def accepted_more(self, count: int, within_s: float = 240.0) -> bool:
        """Wait until so many more have been accepted."""
        until, deadline = self.books.accepted + count, time.monotonic() + within_s
        while self.books.accepted < until and time.monotonic() < deadline:
            pause(0.02)
        return self.books.accepted >= until

    def delivered_more(self, count: int, within_s: float) -> bool:
        """Wait until the terminal has said so of so many more."""
        log = self.terminal.folder / "log"
        end, deadline, came = log.stat().st_size, time.monotonic() + within_s, 0
        while came < count and time.monotonic() < deadline:
            pause(0.02)
            with log.open("rb") as content:
                content.seek(end)
                came = content.read().count(b'"event": "delivered"')
        return came >= count


def new_recipient() -> Recipient:
    """A municipality's key."""
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    key_id = key_id_of("X25519", public)
    return Recipient(municipality=MUNICIPALITY, key_id=key_id, suite="X25519", public_key=base64.b64encode(public))


@contextmanager
def site(name: str, seed: int, folder: Path, databases: Databases, enough: threading.Event) -> Iterator[Site]:
    """The gateway runs; the terminal's process does not yet."""
    home = folder / name
    home.mkdir(parents=True)
    gateway = Gateway(home / "g", databases.fresh(home))
    to = new_recipient()
    terminal = Terminal(home / "t", "kiosk-01", gateway.tls, to, gateway.port)
    rng = random.Random(f"{seed}/{name}")
    with gateway.running():
        gateway.publish(to)
        terminal.knows(to)
        try:
            yield Site(Figures(name), gateway, terminal, Books(), rng, f"{seed}/{name}", enough)
        finally:
            terminal.kill()


def reckon(here: Site, *, dead: Iterable[str] = (), aside: Iterable[str] = (), places: Iterable[Path] = ()) -> None:
    """The end: both run, and the line is good. What had no answer is put again, all is delivered, books are compared.

    dead: keys that are meant to be dead letters, or behind one. aside: those that a file set aside has. places: more to
    search.
    """
    figures, terminal, books = here.figures, here.terminal, here.books
    for item in list(books.unanswered.values()):
        answer = terminal.client.put(item)
        books.answered(item, answer)
        if isinstance(answer, Unknown):
            figures.finding("no answer to a repeated put, though all is well")
    status = terminal.drained(DRAINED_WITHIN_S)
    meant, unexpected = set(dead), []
    if status is None:
        figures.finding("the queue does not answer")
    else:
        unexpected = _letters(figures, status, meant)
    audit.compare(figures, here.gateway.store, terminal.name, books, dead=[*meant, *unexpected], aside=aside)
    audit.search(figures, [terminal.folder, here.gateway.folder, *places])
    _logs(here)
    figures.end()


def _letters(figures: Figures, status: Status, meant: set[str]) -> list[str]:
    unexpected = [letter.key for letter in status.dead_letters if letter.key not in meant]
    figures.dead = len(status.dead_letters)
    if unexpected:
        problems = sorted({letter.problem for letter in status.dead_letters})
        figures.finding(f"{len(unexpected)} dead letters that nobody meant: {', '.join(problems)}")
    lanes = [lane for lane in status.lanes.values() if not isinstance(lane, Unknown)]
    if len(lanes) < len(status.lanes):
        figures.finding("a lane can't be used at the end")
    left = sum(lane.depth - lane.dead - lane.held for lane in lanes)
    if left:
        figures.finding(f"{left} items are still not delivered; the line: {status.link}, {status.last_trouble}")
    return unexpected


def _logs(here: Site) -> None:
    """What neither side should ever have to say."""
    events = here.terminal.events()
    for event, times in events.items():
        if event == "bug":
            here.figures.finding(f"{times} bugs in the daemon: {_bugs(here.terminal.log())}")
        elif event == "not_delivered sequence-gap":
            here.figures.finding(f"{times} items were sent before their predecessors")
        elif event.startswith(("not_delivered", "disk_", "file_", "ballast_", "dead_letter", "stopped_by", "retried")):
            here.figures.notes[event] += times
    if "Traceback" in here.terminal.log():
        here.figures.finding("a traceback in the daemon's log")
    incidents = [line for line in here.gateway.log().splitlines() if '"event": "incident"' in line]
    if incidents:
        here.figures.finding(f"{len(incidents)} bugs in the gateway: {incidents[0][:300]}")


def _bugs(log: str) -> str:
    found = {line[line.index('"kind"') :] for line in log.splitlines() if '"event": "bug"' in line and '"kind"' in line}
    return ", ".join(sorted(found)[:5])
