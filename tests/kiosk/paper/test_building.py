"""A desk is built only where documents can't last on their way to the printer."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from devices.printers.documents.spool import why_lasting
from devices.virtual.printer import spooler as spooler_module
from devices.virtual.printer.spooler import Spooler
from kiosk.clock import Clock
from kiosk.config import (
    Config,
    ConfigError,
    CupsSettings,
    Gateway,
    IssuingSettings,
    PaymentSettings,
    Reader,
    Terminal,
)
from kiosk.paper.building import desk_of
from kiosk.paper.desk import PaperDesk
from tests.kiosk.paper.counter import Issuing
from tests.kiosk.paper.test_sealed import trust


def build(folder: Path, spooler: Path) -> PaperDesk | None:
    """The desk of a terminal that prints through the cupsd at this socket."""
    authorities, key = folder / "ca.pem", folder / "statement.pem"
    authorities.write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in trust().seal_authorities))
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    key.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    config = Config(
        profile="demo",
        terminal=Terminal(id="t-0001", municipality="こもれび市", place="市役所"),
        reader=Reader(name="none"),
        gateway=Gateway.model_validate({"url": "https://127.0.0.1:1", "ca": key, "certificate": key, "key": key}),
        printer=CupsSettings(kind="cups", queue="certificates", spooler=spooler),
        payment=PaymentSettings(journal=folder / "payments.sqlite"),
        issuing=IssuingSettings(seal_cas=(authorities,), statement_keys=(key,)),
        staff=folder / "staff.toml",
    )
    with ExitStack() as stack:
        return desk_of(config, Issuing(), Clock(), lambda event, **fields: None, lambda: None, stack)


def test_through_a_cupsd_that_forgets(tmp_path: Path) -> None:
    with Spooler() as spooler:
        if why_lasting(spooler.folder) is not None:
            pytest.skip("no folder in memory")
        assert build(tmp_path, spooler.socket) is not None


def test_not_through_one_with_a_spool_on_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs and would take documents; the terminal does not start."""
    on_disk = Path(tempfile.mkdtemp(prefix="madoguchi-cups-", dir="/var/tmp"))
    monkeypatch.setattr(spooler_module, "memory_folder", lambda prefix: on_disk)
    with Spooler() as spooler:
        if why_lasting(spooler.folder) is None:
            pytest.skip("no folder on a disk")
        with pytest.raises(ConfigError, match=r"^printer\.spooler: .*not in memory"):
            build(tmp_path, spooler.socket)


def test_not_through_the_machines_own(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^printer\.spooler: .*not the terminal's own"):
        build(tmp_path, Path("/run/cups/cups.sock"))
