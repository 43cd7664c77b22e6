"""The line between terminal and gateway, against Python's own HTTP server and client."""

from __future__ import annotations

import contextlib
import gc
import http.client
import ipaddress
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.demo.line import CutAfter, Good, Lie, Line, Mute, Nonsense, Refused, Slow

ANSWER = b"from the gateway " * 4000


class _Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def gateway() -> Iterator[tuple[str, int]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Gateway)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield "127.0.0.1", server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def line(gateway: tuple[str, int]) -> Iterator[Line]:
    with Line(gateway) as line:
        yield line


@pytest.fixture(scope="module")
def gateway_pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gateway's key and self-signed certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gateway")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(hours=1), now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path_factory.mktemp("tls") / "gateway.pem"
    encoding = serialization.Encoding.PEM
    key_pem = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(key_pem + certificate.public_bytes(encoding))
    return pem


def ask(line: Line, timeout: float = 30) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", line.port, timeout=timeout)
    try:
        connection.request("POST", "/", b"question")
        return connection.getresponse().read()
    finally:
        connection.close()


def ask_with_tls(line: Line, gateway_pem: Path) -> tuple[int, bytes]:
    trusting = ssl.create_default_context(cafile=str(gateway_pem))
    connection = http.client.HTTPSConnection("127.0.0.1", line.port, timeout=30, context=trusting)
    try:
        connection.request("POST", "/", b"question")
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_a_good_line_changes_nothing(line: Line) -> None:
    assert ask(line) == ANSWER


def test_one_connection_can_be_used_again(line: Line) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", line.port, timeout=30)
    for _ in range(3):
        connection.request("POST", "/", b"question")
        assert connection.getresponse().read() == ANSWER
    connection.close()


def test_refused_and_good_again_on_the_same_port(line: Line) -> None:
    port = line.port
    for _ in range(3):
        line.set(Refused())
        with pytest.raises(ConnectionRefusedError):
            ask(line)
        line.set(Good())
        assert ask(line) == ANSWER
    assert line.port == port


def test_a_pulled_cable_takes_the_connection_and_stays_mute(line: Line) -> None:
    line.set(Mute())
    with pytest.raises(TimeoutError):
        ask(line, timeout=0.2)


def test_pulling_the_cable_breaks_a_connection_that_waits(line: Line) -> None:
    line.set(Mute())
    with socket.create_connection(("127.0.0.1", line.port), timeout=30) as waiting:
        waiting.sendall(b"POST")
        line.set(Refused())
        with contextlib.suppress(ConnectionResetError):
            assert waiting.recv(1) == b""


def test_a_slow_line_holds_answers_back_but_keeps_them_whole(line: Line) -> None:
    line.set(Slow(delay_s=1000))
    with pytest.raises(TimeoutError):
        ask(line, timeout=0.2)
    line.set(Slow(delay_s=0.001))
    assert ask(line) == ANSWER


def test_an_answer_cut_short(line: Line) -> None:
    line.set(CutAfter(bytes=5000))
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        ask(line)


@pytest.mark.parametrize("lie", Lie)
def test_a_lie_is_told_in_the_gateways_name(line: Line, gateway_pem: Path, lie: Lie) -> None:
    gateway_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    gateway_tls.load_cert_chain(gateway_pem)
    line.set(Nonsense(gateway_tls, lie))
    status, body = ask_with_tls(line, gateway_pem)
    assert status == int(lie.value[0].split()[0])
    assert body == lie.value[2]


def test_closed_means_nobody_listens(gateway: tuple[str, int]) -> None:
    line = Line(gateway)
    port = line.port
    line.close()
    line.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=30)


def test_a_client_that_hangs_up_in_the_middle_leaves_no_trace(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", line.port), timeout=30) as client:
            client.sendall(b"POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n.")
            client.recv(1)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, not an end
    assert ask(line) == ANSWER
    line.close()
    gc.collect()
    assert [record.getMessage() for record in caplog.records] == []


def test_a_gateway_that_is_down_breaks_the_connection(gateway: tuple[str, int]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with Line(unused.getsockname()) as line, pytest.raises(ConnectionError):
            ask(line)
