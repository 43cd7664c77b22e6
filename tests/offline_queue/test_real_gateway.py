"""Our queue and the real gateway: its intake, its keys, its database."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.dev_certs import make
from offline_queue.values import Accepted, Lane, LinkState, Received, mint
from tests.offline_queue.site import MUNICIPALITY, TERMINAL, Site, recipient, sealed_item
from tests.parts.authority import Authority
from tests.parts.served import Served, gateway, serve, toml, write_settings


@pytest.fixture
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a gateway that offers a municipality's key."""
    folder = tmp_path_factory.mktemp("gateway")
    file = write_settings(folder, "sqlite:///gateway.sqlite", Authority())
    office = folder / "office.toml"
    office.write_text(
        toml(
            {
                "profile": "sandbox",
                "keys": "keys",
                "municipality": {"code": MUNICIPALITY, "name": "架空市", "reading": "かくうし", "name_en": "Kaku City"},
                "intake": {"url": f"sqlite:///{folder}/gateway.sqlite"},
                "database": {"url": "sqlite:///office.sqlite"},
                "signatures": {"anchors": "anchors"},
                "revocation": {"kind": "assume-good"},
            }
        )
    )
    for command in (("--config", file, "migrate"), ("--config", office, "backoffice", "migrate")):
        assert gateway(*command).returncode == 0
    made = gateway("--config", office, "backoffice", "keys", "new")
    assert made.returncode == 0, made.stderr
    return file


def test_what_is_put_arrives_at_the_real_intake(settings: Path, tmp_path: Path) -> None:
    site = Site(tmp_path, recipient())
    with serve(settings) as served:
        _with_its_certificates(site, served)
        with site.running() as queue:
            site.wait_event("recipients")
            found = queue.recipients(MUNICIPALITY)
            assert isinstance(found, tuple)
            to = found[0]
            assert to.suite == "MLKEM768_X25519"
            case = mint()
            items = [sealed_item(to, attachments=(bytes(700_000), b"second"))]
            items += [sealed_item(to, case=case) for _ in range(5)]
            items += [sealed_item(to, lane=Lane.RECORDS) for _ in range(5)]
            receipts = []
            for item in items:
                accepted = queue.put(item)
                assert isinstance(accepted, Accepted)
                receipts.append(accepted.receipt)
            for item, receipt in zip(items, receipts, strict=True):
                fate = queue.delivery(item.key, wait_s=50)
                assert isinstance(fate, Received)
                assert fate.receipt == receipt
            status = site.status()
            assert status.link is LinkState.ONLINE
            assert status.dead_letters == ()
        assert '"incident"' not in served.log().replace('"incident": null', "")
    holes = gateway("--config", settings, "intake", "holes")
    assert (holes.returncode, holes.stdout.strip()) == (0, "no holes")


def test_a_certificate_that_was_renewed_before_there_was_a_line_and_a_file_that_was_lost(
    settings: Path, tmp_path: Path
) -> None:
    """The gateway never sees the certificate that signed the first item, nor the numbers that its case had before."""
    site = Site(tmp_path, recipient())
    with serve(settings) as served:
        _with_its_certificates(site, served)
        with site.running() as queue:
            site.wait_event("recipients")
            found = queue.recipients(MUNICIPALITY)
            assert isinstance(found, tuple)
        case, port, site.port = mint(), site.port, 9
        _renew(site)
        unseen, after = sealed_item(found[0]), sealed_item(found[0], case=case)
        with site.running() as queue:
            assert isinstance(queue.put(unseen), Accepted)
        _renew(site)
        site.port = port
        with site.running() as queue:
            assert isinstance(queue.delivery(unseen.key, wait_s=50), Received)
            before = sealed_item(found[0], case=case)
            assert isinstance(queue.put(before), Accepted)
            assert isinstance(queue.delivery(before.key, wait_s=50), Received)
        file = site.directory / "applications.db"
        file.write_bytes(b"\xa5" * file.stat().st_size)
        with site.running() as queue:
            assert isinstance(queue.put(after), Accepted)
            assert isinstance(queue.delivery(after.key, wait_s=50), Received)
            assert site.status().dead_letters == ()


def _renew(site: Site) -> None:
    """Another certificate of this terminal, by the same authority."""
    for suffix in ("pem", "key"):
        (site.tls / f"{TERMINAL}.{suffix}").unlink()
    make(site.tls, TERMINAL, ())


def _with_its_certificates(site: Site, served: Served) -> None:
    for file in (served.folder / "tls").iterdir():
        (site.tls / file.name).write_bytes(file.read_bytes())
    site.port = served.port
