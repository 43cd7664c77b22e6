"""The terminal's side of the gateway, when something else stands there: silent, slow, babbling, lying, endless."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID

from gateway.dev_certs import make
from kiosk.portal import Portal
from kiosk.portal_outcomes import (
    Cancelled,
    Nonsense,
    Oddity,
    Refused,
    ServerTrouble,
    ServiceClosed,
    TimedOut,
    TlsRefused,
    TlsTrouble,
    Unreachable,
)
from tests.parts.http_server import Speak, answer, http_server

PROBLEM = "application/problem+json"
SERVICE = {
    "version": "1",
    "municipality": {"code": "132217", "name": {"ja": "架空市", "en": "Kaku"}},
    "server_time": "2026-11-21T03:00:00Z",
    "state": "open",
}


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificates of a CA that the terminal trusts."""
    folder = tmp_path_factory.mktemp("tls")
    make(folder, "kiosk", ("localhost",))
    return folder


def _server_tls(folder: Path, name: str = "server") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return context


def _portal(folder: Path, port: int, timeout_s: float = 20.0) -> Portal:
    return Portal(f"https://localhost:{port}", folder / "ca.pem", folder / "kiosk.pem", folder / "kiosk.key", timeout_s)


def _says(*pieces: bytes) -> Speak:
    def speak(line: socket.socket, request: bytes) -> None:
        for piece in pieces:
            line.sendall(piece)

    return speak


def _problem(type: str, status: str, **more: object) -> bytes:
    body = {"type": f"/problems/{type}", "title": "x", "status": int(status[:3])} | more
    return answer(json.dumps(body).encode(), PROBLEM, status)


ODD: dict[str, tuple[bytes, object]] = {
    "web page": (answer(b"<html>Please log in to the free WLAN</html>", "text/html"), Nonsense(Oddity.CONTENT_TYPE)),
    "no content type": (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", Nonsense(Oddity.CONTENT_TYPE)),
    "not JSON": (answer(b"{", "application/json"), Nonsense(Oddity.NOT_THE_CONTRACT)),
    "empty": (answer(b"", "application/json"), Nonsense(Oddity.NOT_THE_CONTRACT)),
    "deep": (answer(b"[" * 1_000_000, "application/json"), Nonsense(Oddity.NOT_THE_CONTRACT)),
    "other contract": (answer(b'{"status": "ok"}', "application/json"), Nonsense(Oddity.NOT_THE_CONTRACT)),
    "more than the contract": (
        answer(json.dumps(SERVICE | {"advert": "x"}).encode(), "application/json"),
        Nonsense(Oddity.NOT_THE_CONTRACT),
    ),
    "time without zone": (
        answer(json.dumps(SERVICE | {"server_time": "2026-11-21T03:00:00"}).encode(), "application/json"),
        Nonsense(Oddity.NOT_THE_CONTRACT),
    ),
    "other success": (answer(b"{}", "application/json", "202 Accepted"), Nonsense(Oddity.CONTENT_TYPE)),
    "redirect": (
        answer(b"", "text/html", "307 Temporary Redirect", "Location: https://localhost:1/\r\n"),
        Nonsense(Oddity.REDIRECT),
    ),
    "other protocol": (b"SSH-2.0-OpenSSH_9.2\r\n", Nonsense(Oddity.NOT_HTTP)),
    "long header": (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", Nonsense(Oddity.NOT_HTTP)),
    "many headers": (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 200 + b"\r\n", Nonsense(Oddity.NOT_HTTP)),
    "wrong chunks": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        Unreachable(),  # http.client calls that an incomplete answer
    ),
    "large": (answer(b" " * 2_100_000, "application/json"), Nonsense(Oddity.TOO_LARGE)),
    "large without length": (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + b" " * 2_100_000,
        Nonsense(Oddity.TOO_LARGE),
    ),
    "500 of a proxy": (answer(b"<html>", "text/html", "502 Bad Gateway"), ServerTrouble(502)),
    "500": (_problem("internal", "500 x", incident="0a1b2c3d"), ServerTrouble(500, "0a1b2c3d")),
    "503": (_problem("unavailable", "503 x"), ServerTrouble(503)),
    "500 of nobody": (answer(b"{}", PROBLEM, "500 x"), ServerTrouble(500)),
    "404 of a proxy": (answer(b"<html>", "text/html", "404 Not Found"), Nonsense(Oddity.CONTENT_TYPE)),
    "problem of nobody": (_problem("brand-new", "409 x"), Nonsense(Oddity.NOT_THE_CONTRACT)),
    "closed": (_problem("service-closed", "503 x"), ServiceClosed(None)),
    "cut in the headers": (b"HTTP/1.1 200 OK\r\nContent-Ty", Nonsense(Oddity.CONTENT_TYPE)),
    "cut in the body": (answer(b"x" * 100, "application/json")[:-50], Unreachable()),
    "cut in the chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{}", Unreachable()),
    "nothing": (b"", Unreachable()),
}


@pytest.mark.parametrize(("said", "outcome"), ODD.values(), ids=ODD.keys())
def test_odd_answers(tls: Path, said: bytes, outcome: object) -> None:
    with http_server(_says(said), _server_tls(tls)) as listening:
        assert _portal(tls, listening.port).service() == outcome


def test_known_problem_of_another_call(tls: Path) -> None:
    with http_server(_says(_problem("account-exists", "409 x")), _server_tls(tls)) as listening:
        outcome = _portal(tls, listening.port).service()
    assert isinstance(outcome, Refused)


def test_token_that_would_break_the_headers(tls: Path) -> None:
    """A hostile token must not become an exception that shows it."""
    started = {
        "token": "x\r\nX-Evil: " + "y" * 30,
        "idle_seconds": 1,
        "absolute_expires_at": "2026-11-21T03:00:00Z",
        "server_time": "2026-11-21T03:00:00Z",
        "certificate": {"not_after": "2026-11-21T03:00:00Z", "expires_soon": False},
        "account": None,
    }
    said = answer(json.dumps(started).encode(), "application/json", "201 Created")
    with http_server(_says(said), _server_tls(tls)) as listening:
        assert _portal(tls, listening.port).log_in("a.b.c") == Nonsense(Oddity.NOT_THE_CONTRACT)


# --- time -------------------------------------------------------------------------------------------------------------


def _until_hung_up(line: socket.socket, step: Callable[[], None] = lambda: None) -> None:
    line.settimeout(0.02)
    while True:
        step()
        try:
            if line.recv(1) == b"":
                return
        except TimeoutError:
            continue


def _drip(line: socket.socket, request: bytes) -> None:
    said = iter(answer(b" " * 10_000, "application/json"))
    _until_hung_up(line, lambda: line.sendall(bytes([next(said)])))


def _drip_body(line: socket.socket, request: bytes) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n")
    _until_hung_up(line, lambda: line.sendall(b" "))


def _silent(line: socket.socket, request: bytes) -> None:
    _until_hung_up(line)


@pytest.mark.parametrize("speak", [_silent, _drip, _drip_body])
def test_slow_servers(tls: Path, speak: Speak) -> None:
    hung_up = threading.Event()

    def watched(line: socket.socket, request: bytes) -> None:
        try:
            speak(line, request)
        finally:
            hung_up.set()

    with http_server(watched, _server_tls(tls)) as listening:
        assert _portal(tls, listening.port, timeout_s=0.3).service() == TimedOut()
        # And the line is not left open.
        assert hung_up.wait(10)
    _no_exchange_left()


def test_silent_in_the_handshake(tls: Path) -> None:
    """It accepts, and says nothing at all."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        outcome = _portal(tls, listener.getsockname()[1], timeout_s=0.3).service()
        assert outcome == TimedOut()
        line, _ = listener.accept()
        with line:
            line.settimeout(10)
            while line.recv(65_536):
                pass
    _no_exchange_left()


def test_name_server_that_never_answers(tls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def stuck(*_: object, **__: object) -> object:
        released.wait(30)
        raise socket.gaierror("no answer")

    monkeypatch.setattr(socket, "getaddrinfo", stuck)
    assert _portal(tls, 443, timeout_s=0.2).service() == TimedOut()
    released.set()
    _no_exchange_left()


@pytest.mark.parametrize("speak", [_silent, _drip])
def test_cancel_from_another_thread(tls: Path, speak: Speak) -> None:
    cancel, asked = threading.Event(), threading.Event()

    def then(line: socket.socket, request: bytes) -> None:
        asked.set()
        speak(line, request)

    with http_server(then, _server_tls(tls)) as listening:

        def cancel_when_asked() -> None:
            asked.wait(10)
            cancel.set()

        canceller = threading.Thread(target=cancel_when_asked)
        canceller.start()
        assert _portal(tls, listening.port, timeout_s=60.0).service(cancel) == Cancelled()
        canceller.join(10)
    _no_exchange_left()


def test_cancelled_before(tls: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with http_server(_silent, _server_tls(tls)) as listening:
        assert _portal(tls, listening.port, timeout_s=60.0).service(cancel) == Cancelled()
    _no_exchange_left()


def _no_exchange_left() -> None:
    deadline = time.monotonic() + 10
    while [each for each in threading.enumerate() if each.name == "portal-exchange"]:
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


# --- who is there -----------------------------------------------------------------------------------------------------


def test_nobody_there(tls: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert _portal(tls, port).service() == Unreachable()


def test_no_such_name(tls: Path) -> None:
    portal = Portal("https://gateway.invalid", tls / "ca.pem", tls / "kiosk.pem", tls / "kiosk.key", 20.0)
    assert portal.service() == Unreachable()


def test_plain_http(tls: Path) -> None:
    with http_server(_says(answer(b"{}", "application/json", "400 x")), asked=False) as listening:
        assert _portal(tls, listening.port).service() == TlsRefused(TlsTrouble.OTHER)


def test_server_of_another_ca(tls: Path, tmp_path: Path) -> None:
    make(tmp_path, "kiosk", ("localhost",))
    with http_server(_silent, _server_tls(tmp_path)) as listening:
        assert _portal(tls, listening.port).service() == TlsRefused(TlsTrouble.SERVER_NOT_TRUSTED)


def test_server_of_another_name(tls: Path) -> None:
    with http_server(_silent, _server_tls(tls)) as listening:
        portal = Portal(
            f"https://127.0.0.1:{listening.port}", tls / "ca.pem", tls / "kiosk.pem", tls / "kiosk.key", 20.0
        )
        assert portal.service() == TlsRefused(TlsTrouble.SERVER_NOT_TRUSTED)


def test_another_terminal_plays_server(tls: Path) -> None:
    """Same CA, but a certificate for clients."""
    make(tls, "localhost", ())
    with http_server(_silent, _server_tls(tls, "localhost")) as listening:
        assert _portal(tls, listening.port).service() == TlsRefused(TlsTrouble.SERVER_NOT_TRUSTED)


@pytest.mark.parametrize("days", [(-20, -10), (10, 20)])
def test_server_certificate_out_of_its_time(tls: Path, tmp_path: Path, days: tuple[int, int]) -> None:
    """Expired, or not yet valid: which is also how a terminal with a wrong clock sees any gateway."""
    ca = x509.load_pem_x509_certificate((tls / "ca.pem").read_bytes())
    ca_key = load_pem_private_key((tls / "ca.key").read_bytes(), None)
    key = load_pem_private_key((tls / "server.key").read_bytes(), None)
    assert isinstance(ca_key, ec.EllipticCurvePrivateKey)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    begins, ends = (datetime.now(UTC) + timedelta(days=each) for each in days)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gateway")]))
        .issuer_name(ca.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    (tmp_path / "server.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (tmp_path / "server.key").write_bytes((tls / "server.key").read_bytes())
    with http_server(_silent, _server_tls(tmp_path)) as listening:
        assert _portal(tls, listening.port).service() == TlsRefused(TlsTrouble.SERVER_OUT_OF_DATE)


@pytest.fixture
def choosy(tls: Path, tmp_path: Path) -> Iterator[int]:
    """OpenSSL's server, which wants a client of another CA and says so in an alert."""
    make(tmp_path, "other", ("localhost",))
    command = ["openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-Verify", "1", "-verify_return_error"]
    command += ["-cert", str(tls / "server.pem"), "-key", str(tls / "server.key"), "-CAfile", str(tmp_path / "ca.pem")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        line = next(each for each in process.stdout if each.startswith("ACCEPT"))
        yield int(line.rsplit(":", 1)[1])
        process.terminate()
        process.wait(10)


def test_openssl_does_not_want_this_terminal(tls: Path, choosy: int) -> None:
    assert _portal(tls, choosy).service() == TlsRefused(TlsTrouble.TERMINAL_NOT_TRUSTED)


def test_proxies_of_the_environment_are_not_asked(tls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with http_server(_says(_problem("unavailable", "503 x")), _server_tls(tls)) as listening:
        assert _portal(tls, listening.port).service() == ServerTrouble(503)
