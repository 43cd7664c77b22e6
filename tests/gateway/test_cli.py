"""The command: settings that can't be used are named, a gateway that is ready says so, SIGTERM ends it in order."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from gateway.app import openapi_document
from gateway.cli import main
from gateway.config import ConfigError, load
from tests.parts.authority import Authority
from tests.parts.served import gateway, serve, toml, write_settings

COMMITTED_CONTRACT = Path(__file__).parents[2] / "docs" / "gateway-openapi.json"


@pytest.fixture
def file(tmp_path: Path, authority: Authority) -> Path:
    """Settings that can be used, over SQLite."""
    return write_settings(tmp_path, "sqlite:///gateway.db", authority)


def _change(file: Path, section: str | None, **values: Any) -> None:
    settings = tomllib.loads(file.read_text())
    place = settings if section is None else settings.setdefault(section, {})
    for key, value in values.items():
        if value is None:
            place.pop(key)
        else:
            place[key] = value
    file.write_text(toml(settings))


def test_settings_are_read(file: Path) -> None:
    settings = load(file)
    assert settings.tls.certificate == file.parent / "tls" / "server.pem"
    assert settings.database.url == f"sqlite:///{file.parent}/gateway.db"
    assert settings.jpki.authentication_policies == ("1.2.392.200149.8.5.1.3.30",)


@pytest.mark.parametrize(
    ("section", "values", "key"),
    [
        (None, {"profile": "prod"}, "profile: "),
        (None, {"id": None}, "id: missing"),
        (None, {"colour": "red"}, "colour: unknown key"),
        ("listen", {"port": "x"}, "listen.port: "),
        ("listen", {"port": 70000}, "listen.port: "),
        ("listen", {"plain_http": 1}, "listen.plain_http: unknown key"),
        ("tls", {"key": "tls/nothing.key"}, "tls.key: no such file"),
        ("tls", {"client_ca": None}, "tls.client_ca: missing"),
        ("database", {"url": "mysql://root:secret@h/d"}, "database.url: "),
        ("jpki", {"anchors": "nowhere"}, "jpki.anchors: no such directory"),
        ("jpki", {"authentication_policies": ["x"]}, "jpki.authentication_policies.0: "),
        ("revocation", {"kind": "hope"}, "revocation: "),
        ("revocation", {"kind": "ocsp"}, "revocation.ocsp.url: missing"),
        ("revocation", {"kind": "ocsp", "url": "ftp://x/"}, "revocation.ocsp.url: "),
        ("revocation", {"kind": "crl"}, "revocation.crl: "),
        ("revocation", {"kind": "crl", "path": "nowhere.crl"}, "revocation.path: no such file"),
        ("sessions", {"idle_s": 1}, "sessions.idle_s: "),
        ("hours", {"opens": "23:00", "closes": "06:30"}, "hours: "),
        ("municipality", {"code": "1"}, "municipality.code: "),
    ],
)
def test_bad_settings_are_named(
    file: Path, section: str | None, values: dict[str, Any], key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _change(file, section, **values)
    assert main(["--config", str(file), "serve"]) == 2
    said = capsys.readouterr().err
    assert said.startswith((f"gateway: {file}: {key}", f"gateway: {key}"))
    assert "secret" not in said


@pytest.mark.parametrize("content", [b"profile = ", b"\xff\xfe"])
def test_no_toml(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "gateway.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=r"gateway\.toml"):
        load(tmp_path / "gateway.toml")


def test_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config", "/nonexistent.toml", "serve"]) == 2
    assert "/nonexistent.toml: no such file" in capsys.readouterr().err
    assert main(["serve"]) == 2


def test_production_never_assumes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _change(file, None, profile="production")
    assert main(["--config", str(file), "serve"]) == 2
    assert "revocation.kind: assume-good is refused" in capsys.readouterr().err


@pytest.mark.parametrize("organization", ["JPKI-TEST", "JPKI-SANDBOX", "Madoguchi demo"])
def test_production_refuses_test_authorities(file: Path, organization: str, capsys: pytest.CaptureFixture[str]) -> None:
    _change(file, None, profile="production")
    _change(file, "revocation", kind="ocsp", url="http://127.0.0.1:1/")
    (file.parent / "anchors" / "ca.pem").write_bytes(Authority(organization=organization).pem)
    assert main(["--config", str(file), "serve"]) == 2
    assert "jpki.anchors: a test authority is refused" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "not a certificate", None])
def test_bad_anchors(file: Path, authority: Authority, content: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    anchor = file.parent / "anchors" / "ca.pem"
    if content is None:
        anchor.write_bytes((file.parent / "tls" / "server.pem").read_bytes())
    else:
        anchor.write_text(content)
    assert main(["--config", str(file), "serve"]) == 2
    assert "jpki.anchors: " in capsys.readouterr().err


def test_no_anchor(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file.parent / "anchors" / "ca.pem").unlink()
    assert main(["--config", str(file), "serve"]) == 2
    assert "jpki.anchors: no *.pem" in capsys.readouterr().err


def test_database_must_be_migrated(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config", str(file), "serve"]) == 2
    assert "database.url: the schema is not this version's" in capsys.readouterr().err
    assert main(["--config", str(file), "migrate"]) == 0
    assert main(["--config", str(file), "migrate"]) == 0


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_database_must_be_there(file: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    _change(file, "database", url="postgresql://someone:secret@/nothing?host=/nonexistent")
    assert main(["--config", str(file), command]) == 2
    said = capsys.readouterr().err
    assert "database.url: no answer" in said
    assert "secret" not in said


def test_key_of_another_certificate(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--config", str(file), "migrate"])
    _change(file, "tls", key="tls/kiosk-01.key")
    assert main(["--config", str(file), "serve"]) == 2
    assert "tls.certificate, tls.key: " in capsys.readouterr().err


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_serve_until_told_to_stop(file: Path, how: signal.Signals) -> None:
    assert gateway("--config", file, "migrate").returncode == 0
    with serve(file) as served:
        assert served.port > 0
        served.process.send_signal(how)
        assert served.process.wait(20) == 0
        assert served.log() == ""


def test_port_taken(file: Path) -> None:
    assert gateway("--config", file, "migrate").returncode == 0
    with serve(file) as served:
        _change(file, "listen", port=served.port)
        second = gateway("--config", file, "serve")
    assert second.returncode == 2
    assert f"gateway: listen: 127.0.0.1 port {served.port}: Address already in use" in second.stderr


def test_migrated_by_the_command_on_both(tmp_path: Path, authority: Authority, database_url: str) -> None:
    file = write_settings(tmp_path, database_url, authority)
    with serve(file) as served:
        assert served.process.poll() is None


# --- dev-certs --------------------------------------------------------------------------------------------------------


def test_dev_certs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "tls"
    assert main(["dev-certs", str(folder), "--terminal", "kiosk.01"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6
    for name in ("ca", "server", "kiosk.01"):
        assert stat.S_IMODE((folder / f"{name}.key").stat().st_mode) == 0o600
    server = x509.load_pem_x509_certificate((folder / "server.pem").read_bytes())
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    # A second call keeps what is there and only adds.
    before = (folder / "ca.pem").read_bytes(), (folder / "server.key").read_bytes()
    assert main(["dev-certs", str(folder), "--terminal", "kiosk.02"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert ((folder / "ca.pem").read_bytes(), (folder / "server.key").read_bytes()) == before


@pytest.mark.parametrize(
    ("name", "purpose", "good"),
    [
        ("server", "sslserver", True),
        ("kiosk", "sslclient", True),
        ("server", "sslclient", False),
        ("kiosk", "sslserver", False),
    ],
)
def test_openssl_accepts_dev_certs_for_their_purpose_only(tmp_path: Path, name: str, purpose: str, good: bool) -> None:
    main(["dev-certs", str(tmp_path), "--terminal", "kiosk"])
    command = ["openssl", "verify", "-x509_strict", "-CAfile", "ca.pem", "-purpose", purpose, f"{name}.pem"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is good, done.stderr


# --- the contract -----------------------------------------------------------------------------------------------------


def test_openapi_is_printed_and_committed(capsys: pytest.CaptureFixture[str]) -> None:
    """If this fails after a wanted change of the contract: `gateway openapi > docs/gateway-openapi.json`."""
    assert main(["openapi"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == openapi_document()
    assert COMMITTED_CONTRACT.read_text() == printed
