"""`gateway --config GATEWAY.toml sandbox backoffice`: the sandbox municipality's back office beside a sandbox gateway.

Everything it needs it makes in a directory of its own: settings (`backoffice.toml`, for `gateway backoffice list` and
`decide`), database, and a first key, offered to terminals at once.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from pydantic import BaseModel

from gateway.backoffice import key_office, keys, settings, working
from gateway.backoffice.office import MIGRATIONS, build, utc_now
from gateway.config import ConfigError, Settings
from gateway.store import migrate
from gateway.store.database import Store


def prepare(gateway: Settings, cards: Path, folder: Path, unsigned: tuple[str, ...]) -> Path:
    """Make what is not there yet; returns the settings' file. unsigned: procedures that need no signature."""
    if gateway.profile != "sandbox":
        raise ConfigError("profile: there is a sandbox municipality in the sandbox only")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "backoffice.toml"
    tables: dict[str, dict[str, object]] = {
        "municipality": _plain(gateway.municipality),
        "intake": _plain(gateway.database),
        "database": {"url": f"sqlite:///{folder.resolve()}/backoffice.sqlite"},
        "signatures": {"anchors": str(gateway.jpki.anchors)},
        "revocation": _plain(gateway.revocation),
    }
    top = {"profile": "sandbox", "keys": "keys", "cards": str(cards.resolve()), "unsigned": list(unsigned)}
    lines = [_line(*pair) for pair in top.items()]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(_line(*pair) for pair in table.items())]
    # The URL of a database may have a password in it.
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    _first_key(settings.load(file))
    return file


def run(gateway: Settings, cards: Path, folder: Path, unsigned: tuple[str, ...]) -> int:
    """Prepare it, then take items up until SIGTERM."""
    office = build(settings.load(prepare(gateway, cards, folder, unsigned)))
    try:
        return working.run(office)
    finally:
        office.close()


def _first_key(wanted: settings.BackofficeSettings) -> None:
    own, intake = Store(wanted.database.url), Store(wanted.intake.url)
    try:
        migrate.upgrade(own, MIGRATIONS)
        if not keys.load(wanted.keys):
            key_office.new(intake, wanted, wanted.suite, utc_now())
    finally:
        own.close()
        intake.close()


def _plain(section: BaseModel) -> dict[str, object]:
    return section.model_dump(mode="json", exclude_none=True)


def _line(key: str, value: object) -> str:
    # A JSON scalar, or list of strings, is one of TOML, too.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"
