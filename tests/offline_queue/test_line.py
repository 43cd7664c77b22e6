"""The line as it may be: foreign, silent, refusing, absent; and when it is tried again."""

from __future__ import annotations

import select
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dev_certs import make
from offline_queue import netlink
from offline_queue.answers import Later, Never, SendChunks, Stop, Taken, of_item, retry_after_s
from offline_queue.deadlines import Deadlines
from offline_queue.identity import Files, load
from offline_queue.line import LONGEST_S, Line, jitter
from offline_queue.values import Accepted, LinkState, Received, Trouble
from offline_queue.wall import Wall
from offline_queue.wire import Answer, Ask, Gateway, Wire
from tests.offline_queue.peer import Intake, problem
from tests.offline_queue.site import TERMINAL, Site, sealed_item
from tests.parts.http_server import http_server


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    make(folder, TERMINAL, ("localhost", "127.0.0.1"))
    return folder


@contextmanager
def _wire(tls: Path, port: int, timeout_s: float = 30.0) -> Iterator[Callable[[], Answer | Trouble]]:
    identity = load(Files(tls / "ca.pem", tls / f"{TERMINAL}.pem", tls / f"{TERMINAL}.key"))
    deadlines = Deadlines()
    wire = Wire(Gateway("localhost", port, timeout_s), deadlines, Wall())
    try:
        yield lambda: wire.exchange(identity, Ask("GET", "/v1/intake/recipients"))
    finally:
        wire.close()
        deadlines.close()


def _server(folder: Path, *, client_ca: Path | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    if client_ca is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(client_ca)
    return context


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


def test_somebody_elses_certificate_is_a_captive_network(tls: Path, tmp_path: Path) -> None:
    make(tmp_path, TERMINAL, ("localhost",))
    with http_server(lambda line, _: line.sendall(OK), _server(tmp_path)) as there, _wire(tls, there.port) as ask:
        assert ask() is Trouble.FOREIGN


def test_plain_http_is_a_captive_network(tls: Path) -> None:
    page = b"HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n"
    with http_server(lambda line, _: line.sendall(page), asked=False) as there, _wire(tls, there.port) as ask:
        assert ask() is Trouble.FOREIGN


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_our_certificate_is_not_trusted(tls: Path, tmp_path: Path, newest: ssl.TLSVersion) -> None:
    make(tmp_path, TERMINAL, ("localhost",))
    context = _server(tls, client_ca=tmp_path / "ca.pem")
    context.maximum_version = newest
    with http_server(lambda line, _: line.sendall(OK), context) as there, _wire(tls, there.port) as ask:
        assert ask() is Trouble.IDENTITY


def test_nobody_listens(tls: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with _wire(tls, port) as ask:
        assert ask() is Trouble.UNREACHABLE


@pytest.mark.parametrize("sent", [b"", OK[:-1], OK[:20], b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"])
def test_half_an_answer_is_none(tls: Path, sent: bytes) -> None:
    with http_server(lambda line, _: line.sendall(sent), _server(tls)) as there, _wire(tls, there.port) as ask:
        assert ask() is Trouble.CUT_OFF


def test_what_is_not_http_is_nonsense(tls: Path) -> None:
    with (
        http_server(lambda line, _: line.sendall(b"SSH-2.0-x\r\n\r\n"), _server(tls)) as there,
        _wire(tls, there.port) as ask,
    ):
        assert ask() is Trouble.NONSENSE


def test_a_dripping_answer_ends_at_the_deadline(tls: Path) -> None:
    over = threading.Event()

    def drip(line: socket.socket, _: bytes) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not over.wait(0.05):
            line.sendall(b"x")

    with http_server(drip, _server(tls)) as there, _wire(tls, there.port, timeout_s=0.5) as ask:
        assert ask() is Trouble.TIMED_OUT
        over.set()


def test_lines_are_kept(site: Site, intake: Intake) -> None:
    """What many items go through is a few connections, not one for each."""
    with site.running() as queue:
        items = [sealed_item(site.to) for _ in range(30)]
        for item in items:
            assert isinstance(queue.put(item), Accepted)
            assert isinstance(queue.delivery(item.key, wait_s=30), Received)
    assert intake.connections <= 8


def test_a_captive_network_is_told(site: Site, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    make(foreign, TERMINAL, ("localhost",))
    with http_server(lambda line, _: line.sendall(OK), _server(foreign)) as there:
        site.port = there.port
        with site.running():
            site.wait(lambda status: status.link is LinkState.CAPTIVE)


_IN_ITS_OWN_NETWORK = """
import select, subprocess, sys
from pathlib import Path
from offline_queue import netlink
from tests.offline_queue.test_line import TERMINAL, _wire
with netlink.changes() as changes:
    with _wire(Path(sys.argv[1]), 9) as ask:
        print(netlink.has_network(), ask().value)
        assert select.select([changes], [], [], 0)[0] == []
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        assert select.select([changes], [], [], 30)[0] == [changes]
        netlink.drain(changes)
        print(ask().value)
        subprocess.run(["ip", "link", "add", "one", "type", "veth", "peer", "two"], check=True)
        subprocess.run(["ip", "link", "set", "two", "up"], check=True)
        subprocess.run(["ip", "link", "set", "one", "up"], check=True)
        assert select.select([changes], [], [], 30)[0] == [changes]
        print(netlink.has_network())
"""


# What /sys shows belongs to the network that it was mounted in.
_UNSHARED = ["unshare", "-n", "-m", "sh", "-c", 'mount -t sysfs sysfs /sys && exec "$@"', "sh"]


def _own_network() -> bool:
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    return subprocess.run([*_UNSHARED, "true"], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not _own_network(), reason="needs a network namespace")
def test_no_network_is_told_from_no_gateway_and_changes_are_noticed(tls: Path) -> None:
    """In a network of its own: loopback down, loopback up, a cable plugged in."""
    command = [*_UNSHARED, sys.executable, "-c", _IN_ITS_OWN_NETWORK, str(tls)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.stdout.split() == ["False", "no-network", "unreachable", "True"], done.stderr


def test_nothing_has_changed_is_nothing_to_read() -> None:
    with netlink.changes() as changes:
        netlink.drain(changes)
        assert select.select([changes], [], [], 0)[0] == []


# --- when -------------------------------------------------------------------------------------------------------------


@given(st.integers(1, 10_000))
def test_the_next_try_is_at_a_random_time_within_a_bound(failures: int) -> None:
    assert 0 <= jitter(failures) <= min(LONGEST_S, 2.0 ** min(failures, 30))


def _line() -> Line:
    return Line(_jitter=lambda failures: float(failures))


def test_failures_in_a_row_put_it_off_longer_and_one_success_ends_that() -> None:
    line = _line()
    for count in range(1, 5):
        line.failed(Trouble.UNREACHABLE, time.monotonic())
        assert count - 1 < line.wait_s() <= count
    assert line.state is LinkState.NO_GATEWAY
    assert not line.certain
    line.succeeded()
    assert line.certain
    assert line.wait_s() == 0


def test_those_that_fail_together_count_once() -> None:
    line = _line()
    began = time.monotonic()
    for _ in range(6):
        line.failed(Trouble.TIMED_OUT, began)
    assert line.wait_s() <= 1


def test_a_try_out_of_turn_does_not_count() -> None:
    line = _line()
    line.failed(Trouble.UNREACHABLE, time.monotonic())
    for _ in range(20):
        line.wake()
        assert line.wait_s() == 0
        line.failed(Trouble.UNREACHABLE, time.monotonic())
    assert line.wait_s() <= 1


def test_nothing_but_the_technician_or_the_gateway_itself_ends_a_stop() -> None:
    line = _line()
    line.stop(time.monotonic())
    line.wake()
    line.failed(Trouble.UNREACHABLE, time.monotonic())
    assert line.stopped
    assert line.wait_s() > 1000
    under_way = time.monotonic()
    line.resume()
    assert not line.stopped
    assert line.wait_s() == 0
    # What was asked before is no answer to what the technician did.
    line.stop(under_way)
    assert not line.stopped


def test_retry_after_is_not_overruled() -> None:
    line = _line()
    line.failed(Trouble.BUSY, time.monotonic(), 100.0)
    line.wake()
    assert line.wait_s() > 99
    # By somebody whose question was under way meanwhile neither.
    line.succeeded()
    assert line.wait_s() > 99


# --- what answers mean ------------------------------------------------------------------------------------------------


def _answer(status: int, name: str, **headers: str) -> Answer:
    _, sent, body = problem(status, name, missing=["a" * 64] if name == "chunks-missing" else [])
    return Answer(status, sent["Content-Type"], headers.get("retry_after"), headers.get("date"), body)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (_answer(409, "digest-differs"), Never("digest-differs")),
        (_answer(422, "envelope-refused"), Never("envelope-refused")),
        (_answer(422, "recipient-unknown"), Never("recipient-unknown")),
        (_answer(413, "too-large"), Never("too-large")),
        (_answer(400, "malformed-request"), Never("malformed-request")),
        (_answer(400, "digest-wrong"), Later(Trouble.DAMAGED)),
        (_answer(409, "sequence-gap"), Later(Trouble.SEQUENCE_GAP)),
        (_answer(409, "chunks-missing"), SendChunks(frozenset({"a" * 64}))),
        (_answer(401, "session-over"), Stop(401)),
        (_answer(403, "terminal-unknown"), Stop(403)),
        (_answer(429, "too-many-requests", retry_after="7"), Later(Trouble.BUSY, 7.0, line=True)),
        (_answer(503, "unavailable"), Later(Trouble.BUSY, 0.0, line=True)),
        (_answer(500, "internal"), Later(Trouble.SERVER)),
        (_answer(404, "not-found"), Later(Trouble.NONSENSE)),
        (Answer(422, "text/html", None, None, b"<p>"), Later(Trouble.NONSENSE)),
        (Answer(201, "application/json", None, None, b"null"), Later(Trouble.NONSENSE)),
        (Trouble.CUT_OFF, Later(Trouble.CUT_OFF, line=True)),
        (Trouble.IDENTITY, Stop(0)),
    ],
)
def test_every_answer_has_its_meaning(answer: Answer | Trouble, meaning: object) -> None:
    assert of_item(answer) == meaning


@given(st.integers(100, 599), st.binary(max_size=60), st.sampled_from(["application/json", "application/problem+json"]))
def test_no_rubbish_is_an_acknowledgement(status: int, body: bytes, kind: str) -> None:
    assert not isinstance(of_item(Answer(status, kind, None, None, body)), Taken)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        ("0", 0.0),
        ("999999999", 86_400.0),
        ("soon", None),
        ("-5", None),
        ("Sun, 22 Nov 2026 00:01:00 GMT", 60.0),
        ("Sat, 21 Nov 2026 00:00:00 GMT", 0.0),
    ],
)
def test_retry_after(told: str | None, seconds: float | None) -> None:
    answer = Answer(503, "", told, "Sun, 22 Nov 2026 00:00:00 GMT", b"")
    assert retry_after_s(answer) == seconds


def test_the_gateways_clock_survives_ours() -> None:
    wall = Wall()
    assert wall.offset_s() is None
    now = time.monotonic()
    wall.heard((datetime.now(UTC) + timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT"), now, now)
    offset, theirs = wall.offset_s(), wall.theirs()
    assert offset is not None
    assert theirs is not None
    assert abs(offset - 3600) < 2
    wall.heard("nonsense", now, now)
    wall.heard("Fri, 31 Dec 9999 23:59:59 GMT", now, now)
    again = wall.offset_s()
    assert again is not None
