"""The gateway as a process: mutual TLS with clients we did not write, bad HTTP, slow clients, two nodes."""

from __future__ import annotations

import json
import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier

import pytest

from gateway.config import Listen
from gateway.dev_certs import make
from gateway.server import HEADERS_WITHIN_S, listener
from kiosk.portal import ChallengeUsed, LoggedIn, OpenChallenge, Portal, assemble, login_message
from tests.parts.authority import Authority
from tests.parts.served import Served, gateway, serve, write_settings


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Iterator[Served]:
    """A gateway over SQLite."""
    file = write_settings(tmp_path_factory.mktemp("served"), "sqlite:///gateway.db", authority)
    assert gateway("--config", file, "migrate").returncode == 0
    with serve(file) as running:
        yield running


def _context(served: Served, certificate: str | None = "kiosk-01") -> ssl.SSLContext:
    tls = served.folder / "tls"
    context = ssl.create_default_context(cafile=tls / "ca.pem")
    if certificate is not None:
        context.load_cert_chain(tls / f"{certificate}.pem", tls / f"{certificate}.key")
    return context


def _raw(served: Served, request: bytes) -> bytes:
    """Send bytes over mutual TLS; everything that comes back until the server closes."""
    with (
        socket.create_connection(("127.0.0.1", served.port), 10) as raw,
        _context(served).wrap_socket(raw, server_hostname="localhost") as line,
    ):
        line.settimeout(HEADERS_WITHIN_S + 20)
        line.sendall(request)
        answer = b""
        while piece := line.recv(65_536):
            answer += piece
        return answer


def _s_client(served: Served, *options: str) -> subprocess.CompletedProcess[str]:
    """OpenSSL's client asks for /v1/service, and waits for the answer although stdin has ended (-ign_eof)."""
    address = ["openssl", "s_client", "-connect", f"127.0.0.1:{served.port}", "-servername", "localhost"]
    command = [*address, "-CAfile", "ca.pem", "-verify_return_error", "-quiet", "-ign_eof", *options]
    request = "GET /v1/service HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    return subprocess.run(
        command, cwd=served.folder / "tls", input=request, capture_output=True, text=True, timeout=30, check=False
    )


OWN = ("-cert", "kiosk-01.pem", "-key", "kiosk-01.key")


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_openssl_with_a_certificate_is_served(served: Served, version: str) -> None:
    done = _s_client(served, version, *OWN)
    assert "HTTP/1.1 200 OK" in done.stdout
    assert "架空市" in done.stdout


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_openssl_without_a_certificate_is_refused(served: Served, version: str) -> None:
    done = _s_client(served, version)
    assert "HTTP/" not in done.stdout
    assert done.returncode != 0


def test_certificate_of_another_ca_is_refused(served: Served, tmp_path: Path) -> None:
    make(tmp_path, "kiosk-01", ("localhost",))
    stolen = ("-cert", str(tmp_path / "kiosk-01.pem"), "-key", str(tmp_path / "kiosk-01.key"))
    done = _s_client(served, *stolen)
    assert "HTTP/" not in done.stdout
    assert done.returncode != 0


def test_server_certificate_is_no_terminal(served: Served) -> None:
    done = _s_client(served, "-cert", "server.pem", "-key", "server.key")
    assert "HTTP/" not in done.stdout


def test_old_tls_is_refused(served: Served) -> None:
    # SECLEVEL=0: so that the client itself would do it.
    done = _s_client(served, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0", *OWN)
    assert "HTTP/" not in done.stdout
    assert done.returncode != 0


def test_plain_http_is_refused(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), 10) as line:
        line.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = line.recv(1000)
        assert not answer.startswith(b"HTTP/")


def test_curl_sees_problem_details(served: Served) -> None:
    tls = served.folder / "tls"
    command = ["curl", "-s", "-i", "--noproxy", "*", "--cacert", tls / "ca.pem", "--cert", tls / "kiosk-01.pem"]
    command += ["--key", tls / "kiosk-01.key", f"{served.url}/v1/account"]
    said = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=30, check=True)
    head, _, body = said.stdout.partition("\n\n")
    assert "content-type: application/problem+json" in head
    assert json.loads(body)["type"] == "/problems/session-over"


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),  # no Host
        (b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000, b"431"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000 + b"\r\nConnection: close\r\n\r\n", b"431"),
        (b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", b"413"),
        (b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nUpgrade: websocket\r\n\r\n", b"200"),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_bad_http(served: Served, request_bytes: bytes, status: bytes) -> None:
    answer = _raw(served, request_bytes)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split()[1] == status
    if status != b"200":
        assert b"application/problem+json" in head
        assert json.loads(body)["status"] == int(status)


def test_answers_are_not_held_back() -> None:
    """asyncio sends at once (TCP_NODELAY) only on sockets that name their protocol."""
    with listener(Listen(port=0)) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_two_requests_on_one_connection(served: Served) -> None:
    one = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert _raw(served, one + last).count(b"200 OK") == 2


def test_who_never_finishes(served: Served) -> None:
    """Headers: hung up on. Body: told so. Both at once, because each takes the server's whole patience."""
    headers = b"GET / HTTP/1.1\r\nHost:"
    body = b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    with ThreadPoolExecutor(2) as pool:
        to_headers, to_body = pool.map(lambda request: _raw(served, request), (headers, body))
    assert to_headers == b""
    assert to_body.split()[1] == b"408"
    assert b"/problems/request-timeout" in to_body


def test_nothing_personal_is_logged(served: Served, authority: Authority) -> None:
    portal = served.portal()
    card = authority.card(serial=31337)
    challenge = portal.challenge()
    assert isinstance(challenge, OpenChallenge)
    message = login_message(challenge, card.der)
    signed = assemble(message, card.sign(message))
    assert isinstance(portal.log_in(signed), LoggedIn)
    portal.open_account("ひみつのなまえ", ("himitsu@example.jp",))
    portal.items("himitsu-search")
    portal.log_out()
    said = served.log()
    assert "/v1/self-information/items" in said
    for secret in (
        "ひみつ",
        "\\u3072",
        "himitsu",
        "31337",
        "7a69",
        signed[-40:],
        challenge.nonce,
        challenge.challenge_id,
    ):
        assert secret not in said


def test_two_nodes_and_one_database(database_url: str, tmp_path: Path, authority: Authority) -> None:
    """A challenge is used once, a session is good everywhere, whichever node is asked."""
    with ExitStack() as stack:
        nodes = []
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            if name == "b":
                os.symlink(tmp_path / "a" / "tls", tmp_path / "b" / "tls")
            nodes.append(stack.enter_context(serve(write_settings(tmp_path / name, database_url, authority))))
        here, there = (node.portal() for node in nodes)
        card, barrier = authority.card(), Barrier(2)
        for _ in range(5):
            challenge = here.challenge()
            assert isinstance(challenge, OpenChallenge)
            message = login_message(challenge, card.der)
            signed = assemble(message, card.sign(message))

            def use(portal: Portal, signed: str = signed) -> object:
                barrier.wait(20)
                return portal.log_in(signed)

            with ThreadPoolExecutor(2) as pool:
                outcomes = list(pool.map(use, (here, there)))
            assert sorted(type(each).__name__ for each in outcomes) == ["ChallengeUsed", "LoggedIn"]
            assert ChallengeUsed() in outcomes
