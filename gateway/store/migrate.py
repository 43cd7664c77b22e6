"""Alembic, called by function: the migrations lie in the package, so no alembic.ini has to be found."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from gateway.store.database import Store

GATEWAY = Path(__file__).with_name("migrations")


def upgrade(store: Store, migrations: Path = GATEWAY) -> None:
    """Bring the database to the newest revision. migrations: their folder; each kind of database has its own."""
    with store.engine.connect() as conn:
        config = _config(migrations)
        config.attributes["connection"] = conn
        command.upgrade(config, "head")


def downgrade(store: Store, revision: str, migrations: Path = GATEWAY) -> None:
    """Go back to a revision ("base" empties the database)."""
    with store.engine.connect() as conn:
        config = _config(migrations)
        config.attributes["connection"] = conn
        command.downgrade(config, revision)


def is_current(store: Store, migrations: Path = GATEWAY) -> bool:
    """Whether the database stands at the newest revision."""
    newest = set(ScriptDirectory.from_config(_config(migrations)).get_heads())
    with store.read() as conn:
        return set(MigrationContext.configure(conn).get_current_heads()) == newest


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.set_main_option("path_separator", "os")
    return config
