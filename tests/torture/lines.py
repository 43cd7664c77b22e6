"""Ordeals of the line: a gateway that is slow, silent, foreign, lying or cut off; a line that comes and goes."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from functools import partial

from gateway.dev_certs import make
from gateway.intake.schema import recipients as published
from kiosk.demo.line import CutAfter, Good, Lie, Line, Mute, Nonsense, Refused, Slow
from offline_queue.values import LinkState, Status, Yes
from tests.torture import between as somebody
from tests.torture.between import Between, between
from tests.torture.site import Site, new_recipient, reckon
from tests.torture.terminal import pause

_IMPATIENT = "tests.torture.impatient"


def lies(here: Site, rounds: int) -> None:
    """Everything that can be answered but the truth, each for a while, and good answers in between."""
    terminal, gateway = here.terminal, here.gateway
    with between(gateway.tls, terminal.name, gateway.port) as other, Line(("127.0.0.1", other.port)) as line:
        terminal.port, terminal.module = line.port, _IMPATIENT
        terminal.start()
        with here.traffic(pace_s=0.05):
            for _ in range(rounds):
                for name, begin in here.rng.sample(_lies(here, line, other), len(_lies(here, line, other))):
                    if here.over:
                        break
                    begin()
                    here.figures.faults[name] += 1
                    pause(here.rng.uniform(0.3, 1.2))
                    line.set(Good())
                    other.meddle = somebody.honest
                    _heard_again(here)
            _refused_for_a_while(here, other)
        reckon(here)
        terminal.stop()


def _lies(here: Site, line: Line, other: Between) -> list[tuple[str, Callable[[], None]]]:
    own, foreign = _context(here, "tls"), _context(here, "foreign")

    def meddling(how: somebody.Meddle) -> Callable[[], None]:
        return lambda: setattr(other, "meddle", how)

    cut = here.rng.randrange(200, 6000)
    return [
        ("refused", partial(line.set, Refused())),
        ("mute", partial(line.set, Mute())),
        ("slow", partial(line.set, Slow(0.3))),
        ("slower than its deadline", partial(line.set, Slow(6.0))),
        ("cut in mid-answer", partial(line.set, CutAfter(cut))),
        ("foreign certificate", partial(line.set, Nonsense(foreign, Lie.OTHER_SHAPE))),
        *((f"200 with {lie.name.lower()}", partial(line.set, Nonsense(own, lie))) for lie in Lie),
        ("lost after the commit", meddling(somebody.lose_it)),
        ("another receipt", meddling(somebody.another_receipt)),
        ("answers of a batch turned round", meddling(somebody.turned_round)),
        ("an answer of a batch missing", meddling(somebody.one_missing)),
        ("half of the text", meddling(somebody.half_json)),
        ("an empty 200", meddling(somebody.nothing_in_it)),
        ("500 after the commit", meddling(somebody.wrong_status(500))),
        ("a page with 404", meddling(somebody.wrong_status(404))),
        ("a page with 409", meddling(somebody.wrong_status(409))),
        ("503 after the commit", meddling(somebody.wrong_status(503, **{"Retry-After": "1"}))),
        ("429 after the commit", meddling(somebody.wrong_status(429, **{"Retry-After": "1"}))),
    ]


def _context(here: Site, name: str) -> ssl.SSLContext:
    """A server's: the gateway's own, or somebody's with the same name from another authority."""
    folder = here.gateway.folder / name
    make(folder, "nobody", ("localhost", "127.0.0.1"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return context


def _refused_for_a_while(here: Site, other: Between) -> None:
    """403 by the contract stops all sending, and it goes on when a technician says so."""
    other.meddle = somebody.refuses_terminal
    here.figures.faults["terminal refused"] += 1
    if not _until(here, lambda status: status.link is LinkState.STOPPED):
        here.figures.finding("a refused terminal goes on sending")
    if not here.accepted_more(3):
        here.figures.finding("a refused terminal accepts no more")
    other.meddle = somebody.honest
    if here.terminal.client.resume() != Yes():
        here.figures.finding("it can't be resumed")


def _heard_again(here: Site) -> None:
    if not _until(here, lambda status: status.link is LinkState.ONLINE and status.last_trouble is None):
        here.figures.finding("the line is good, and the queue does not notice")


def _until(here: Site, ready: Callable[[Status], bool], within_s: float = 240.0) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        status = here.terminal.client.status()
        if isinstance(status, Status) and ready(status):
            return True
        pause(0.05)
    return False


def flapping(here: Site, minutes: float, pace: float) -> None:
    """A line that comes and goes by the minute. Time runs `pace` times as fast for it, for people and for the limit of
    the queue's back-off; both processes are killed now and then."""
    terminal, gateway, rng = here.terminal, here.gateway, here.rng
    with Line(("127.0.0.1", gateway.port)) as line:
        terminal.port, terminal.module = line.port, _IMPATIENT
        terminal.start()
        end = time.monotonic() + minutes * 60 / pace
        with here.traffic(pace_s=8 / pace):
            while time.monotonic() < end and not here.over:
                cut = CutAfter(rng.randrange(100, 30_000))
                line.set(rng.choice((Refused(), Refused(), Mute(), cut, cut, Slow(rng.uniform(0.05, 0.5)))))
                here.figures.faults["line down"] += 1
                pause(rng.expovariate(pace / 45))
                line.set(Good())
                pause(rng.expovariate(pace / 60))
                if rng.random() < 0.03:
                    terminal.kill()
                    here.figures.faults["killed"] += 1
                    terminal.start()
                if rng.random() < 0.02:
                    gateway.kill()
                    here.figures.faults["gateway killed"] += 1
                    gateway.start()
        line.set(Good())
        reckon(here)
        terminal.stop()


def dead_letters(here: Site) -> None:
    """A municipality's key is struck off at the gateway while items that are sealed to it wait: these die and hold
    their cases, and nothing else. When it is there again, the operator takes each up, and all is delivered in order."""
    terminal, gateway = here.terminal, here.gateway
    other = new_recipient()
    gateway.publish(other)
    terminal.knows(terminal.to, other)
    terminal.start()
    with here.traffic(pace_s=0.05) as traffic:
        traffic.to = [terminal.to, other]
        here.accepted_more(10)
        gateway.kill()
        # Those that know the key go on putting; the gateway does not know it any more when it comes back.
        here.accepted_more(40)
        traffic.to = [terminal.to]
        here.accepted_more(5)
        with gateway.store.write() as conn:
            conn.execute(published.delete().where(published.c.key_id == other.key_id))
        gateway.start()
        here.figures.faults["key struck off"] += 1
    status = terminal.drained(300)
    letters = () if status is None else status.dead_letters
    here.figures.notes["dead letters that were meant"] = len(letters)
    if not letters or {letter.problem for letter in letters} != {"recipient-unknown"}:
        here.figures.finding(f"dead letters: {sorted({letter.problem for letter in letters})}")
    gateway.publish(other)
    # Behind one that is taken up there may be another that is dead already only in the eyes of nobody: it is tried.
    for letter in letters:
        if terminal.client.retry(letter.key) != Yes():
            here.figures.finding("a dead letter can't be taken up")
    reckon(here)
