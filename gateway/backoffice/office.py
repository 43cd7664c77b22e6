"""What a running back office is made of, and how it is put together from its settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gateway.backoffice.keys import KeyRing, Keys
from gateway.backoffice.linking import Linking, Unconnected
from gateway.backoffice.settings import BackofficeSettings
from gateway.backoffice.signatures import Judge
from gateway.config import ConfigError
from gateway.identity.anchors import load_anchors
from gateway.identity.asking import revocation_of
from gateway.sandbox.linking import SandboxLinking
from gateway.store import migrate
from gateway.store.database import Store

MIGRATIONS = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class Office:
    """own: its database. intake: the gateway's. keys: private keys. now: the time, aware."""

    settings: BackofficeSettings
    own: Store
    intake: Store
    keys: Keys = field(repr=False)
    judge: Judge
    linking: Linking
    now: Callable[[], datetime]

    def close(self) -> None:
        """Give the databases back."""
        self.own.close()
        self.intake.close()


def utc_now() -> datetime:
    """This machine's clock."""
    return datetime.now(UTC)


def build(settings: BackofficeSettings, now: Callable[[], datetime] = utc_now) -> Office:
    """Open everything the settings name. ConfigError if one of them can't be used."""
    judge = Judge(
        load_anchors(settings.signatures.anchors, settings.profile),
        settings.signatures.policies,
        revocation_of(settings.revocation),
    )
    private = KeyRing(settings.keys)
    linking: Linking = Unconnected() if settings.cards is None else SandboxLinking(settings.cards)
    intake = opened(settings.intake.url, "intake.url", migrate.GATEWAY)
    try:
        own = opened(settings.database.url, "database.url", MIGRATIONS)
    except ConfigError:
        intake.close()
        raise
    return Office(settings, own, intake, private, judge, linking, now)


def opened(url: str, key: str, migrations: Path) -> Store:
    """A database with the schema of this version. ConfigError names the settings' key."""
    store = Store(url)
    try:
        current = migrate.is_current(store, migrations)
    except SQLAlchemyError as error:
        store.close()
        raise ConfigError(f"{key}: no answer ({type(error).__name__})") from None
    if not current:
        store.close()
        raise ConfigError(f"{key}: the schema is not this version's; migrate it")
    return store
