"""`gateway inquiry` as it really runs: a process of its own, beside a migrated database, until SIGTERM."""

from __future__ import annotations

import json
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import insert

from gateway.certificates.building import catalogue_of, make_keys
from gateway.certificates.paper import number
from gateway.certificates.schema import requests
from gateway.config import ConfigError, load
from gateway.inquiry import serve
from gateway.store.database import Store
from tests.parts.authority import Authority
from tests.parts.served import write_settings

CATALOGUE = catalogue_of(None)


@pytest.fixture
def database(store: Store) -> str:
    """A migrated database, on SQLite and on PostgreSQL."""
    return store.url.render_as_string(hide_password=False)


def settings_file(folder: Path, database: str, authority: Authority, **inquiry: Any) -> Path:
    """Settings with keys, for a page on a free port."""
    make_keys(folder / "keys", CATALOGUE)
    certificates = {"keys": "keys", "inquiry_url": "https://inquiry.komorebi.example/inquiry"}
    return write_settings(folder, database, authority, certificates=certificates, inquiry={"port": 0} | inquiry)


@contextmanager
def served(file: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command, running; and its port."""
    command = [sys.executable, "-m", "gateway.cli", "--config", str(file), "inquiry"]
    with (file.parent / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert process.stdout is not None
            ready = json.loads(process.stdout.readline())
            yield process, ready["port"]
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
            assert process.stdout is not None
            process.stdout.close()


def issued(store: Store) -> str:
    """The inquiry number of a document that was issued and printed."""
    fresh, now = number.fresh(), datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
    with store.write() as conn:
        conn.execute(
            insert(requests).values(
                id="0f8fad5b-d9cb-469f-a165-70867728950e",
                session_id="0" * 32,
                terminal="ab" * 32,
                terminal_id="kiosk-01",
                terminal_version="1.0.0",
                kind="seal_registration",
                copies=1,
                fee_yen=200,
                state="reported",
                requested_at=now,
                municipality=CATALOGUE.municipalities[0].code,
                inquiry_number=fresh,
                sha256="00" * 32,
                pages=2,
                issued_at=now,
                reported_at=now,
                result="printed",
                payment_way="free",
                payment_state="nothing",
                payment_yen=0,
            )
        )
    return fresh


def test_the_page_is_served_from_the_table(tmp_path: Path, store: Store, database: str, authority: Authority) -> None:
    fresh = issued(store)
    with served(settings_file(tmp_path, database, authority)) as (_, port):
        answer = httpx.get(f"http://127.0.0.1:{port}/inquiry", params={"n": fresh})
        assert answer.status_code == 200
        for expected in (
            "この証明書は発行されています",
            "印鑑登録証明書",
            "令和8年11月21日",
            CATALOGUE.municipalities[0].name.ja,
        ):
            assert expected in answer.text
        keys = httpx.get(f"http://127.0.0.1:{port}/inquiry/keys.json").json()["keys"]
        assert len(keys) == len(CATALOGUE.municipalities)
        # An application that nobody has sent yet, as far as this database knows.
        followed = httpx.get(f"http://127.0.0.1:{port}/follow/{'x' * 22}")
        assert (followed.status_code, "まだ届いていません" in followed.text) == (200, True)
        # Nothing of the terminals' side is here.
        assert httpx.get(f"http://127.0.0.1:{port}/v1/service").status_code == 404
    said = (tmp_path / "log").read_text()
    assert '{"event": "inquiry", "answer": "Genuine"}' in said
    assert fresh not in said


def test_with_a_certificate_it_speaks_tls_to_everybody(tmp_path: Path, database: str, authority: Authority) -> None:
    """Without asking for a client's certificate."""
    file = settings_file(tmp_path, database, authority, certificate="tls/server.pem", key="tls/server.key")
    with served(file) as (_, port):
        trusting = ssl.create_default_context(cafile=str(tmp_path / "tls" / "ca.pem"))
        answer = httpx.get(f"https://localhost:{port}/inquiry", verify=trusting)
        assert answer.status_code == 200
        assert "証明書の照会" in answer.text


@pytest.mark.parametrize(
    ("inquiry", "word"),
    [
        ({"host": "192.0.2.1"}, "loopback"),
        ({"certificate": "tls/ca.pem", "key": "tls/server.key"}, "inquiry.certificate"),
    ],
)
def test_bad_settings_are_named(tmp_path: Path, authority: Authority, inquiry: dict[str, Any], word: str) -> None:
    settings = load(settings_file(tmp_path, "sqlite:///gateway.db", authority, **inquiry))
    with pytest.raises(ConfigError, match=word):
        serve.run(settings)


def test_half_a_certificate_is_refused(tmp_path: Path, authority: Authority) -> None:
    with pytest.raises(ConfigError, match="certificate and key"):
        load(settings_file(tmp_path, "sqlite:///gateway.db", authority, certificate="tls/server.pem"))


def test_a_database_of_another_version_is_refused(tmp_path: Path, authority: Authority) -> None:
    with pytest.raises(ConfigError, match="migrate"):
        serve.run(load(settings_file(tmp_path, "sqlite:///gateway.db", authority)))
