"""Puts the issuing side together from the settings; and the demo's keys.

statement.key, statement.pem   signs the answers; the public key is pinned by the terminals
CODE/seal-ca.pem               what terminals trust for this municipality's seals
CODE/seal.pem, CODE/seal.key   the municipality's seal
CODE/code.pem, CODE/code.key   the code on the back
"""

from __future__ import annotations

import os
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from gateway.certificates import catalogue_file
from gateway.certificates.catalogue import Catalogue, Channel, Municipality
from gateway.certificates.office import Issuing, version_of
from gateway.certificates.paper import sandbox
from gateway.certificates.paper.back import Office
from gateway.certificates.paper.press import Press
from gateway.certificates.paper.seal import SealKey
from gateway.certificates.records import Records, Unconnected
from gateway.certificates.statement import StatementKey, load_ec_key
from gateway.certificates.topology import take_seat
from gateway.config import CertificateSettings, ConfigError, Settings
from gateway.sandbox.registers import SandboxRecords
from gateway.store.database import Store
from kiosk.rules.strict_yaml import Faulty


def issuing_of(settings: Settings, store: Store) -> Issuing | None:
    """The issuing side, or None where the settings have none. ConfigError if it can't be used as it is declared."""
    wanted = settings.certificates
    if wanted is None:
        return None
    catalogue = catalogue_of(wanted.catalogue)
    presses = {each.code: _press(each, wanted) for each in catalogue.municipalities}
    return Issuing(
        catalogue=catalogue,
        records=records_of(settings),
        presses=presses,
        statement_key=_statement_key(wanted.keys / "statement.key"),
        oldest_terminal=version_of(wanted.oldest_terminal),
        channels=_channels(wanted),
        seat=take_seat(store, wanted.nodes),
    )


def catalogue_of(file: Path | None) -> Catalogue:
    """The catalogue in a file, or the sandbox's. ConfigError names every fault."""
    if file is None:
        found = catalogue_file.parse(files("gateway.sandbox").joinpath("certificates.yaml").read_text("utf-8"))
    else:
        found = catalogue_file.read(file)
    if isinstance(found, Faulty):
        raise ConfigError(f"certificates.catalogue: {'; '.join(map(str, found.faults))}")
    return found


def records_of(settings: Settings) -> Records:
    """Whose registers are asked: the sandbox's; in production nobody is connected yet."""
    if settings.profile == "production":
        return Unconnected()
    return SandboxRecords(timedelta(seconds=settings.sandbox.answer_delay_s), settings.sandbox.events)


def make_keys(folder: Path, catalogue: Catalogue) -> list[Path]:
    """Demo keys of everything in the catalogue; keeps what is there. Says what it wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [file for each in catalogue.municipalities for file in sandbox.make(folder / each.code, each.name.ja)]
    secret, public = folder / "statement.key", folder / "statement.pem"
    if secret.exists() and public.exists():
        return made
    key = ec.generate_private_key(ec.SECP256R1())
    with open(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return [*made, secret, public]


def _channels(wanted: CertificateSettings) -> dict[str, Channel]:
    in_post_offices: dict[str, Channel] = dict.fromkeys(wanted.post_offices, "post_office")
    in_shops: dict[str, Channel] = dict.fromkeys(wanted.shops, "shop")
    return in_post_offices | in_shops


def _press(municipality: Municipality, wanted: CertificateSettings) -> Press:
    folder = wanted.keys / municipality.code
    office = Office(
        code=municipality.code,
        prefecture=municipality.prefecture,
        name=municipality.name.ja,
        mayor=municipality.mayor,
        seal_columns=municipality.seal_columns,
    )
    try:
        seal = SealKey.load(folder / "seal.pem", folder / "seal.key")
        return Press(office, seal, load_ec_key(folder / "code.key"), str(wanted.inquiry_url))
    except (OSError, ValueError) as error:
        raise ConfigError(f"certificates.keys: {folder}: {error}") from None


def _statement_key(file: Path) -> StatementKey:
    try:
        return StatementKey.load(file)
    except (OSError, ValueError) as error:
        raise ConfigError(f"certificates.keys: {file}: {error}") from None
