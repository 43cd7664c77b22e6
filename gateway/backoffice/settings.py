"""The back office's own settings (TOML): another file than the gateway's, and not for the gateway's eyes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from gateway.config import (
    ConfigError,
    CrlSettings,
    Database,
    MunicipalitySettings,
    RevocationSettings,
    Section,
    complaints,
    paths,
    resolved,
)
from gateway.contract.sealing import SuiteName


class SignatureSettings(Section):
    """anchors: a directory of *.pem. policies: a 署名用 certificate must carry one of them (an empty list: any)."""

    anchors: Path
    policies: tuple[Annotated[str, Field(pattern=r"^[0-2](\.[0-9]+)+$")], ...] = ("1.2.392.200149.8.5.1.0.20",)


class BackofficeSettings(Section):
    """One municipality's back office.

    intake: the gateway's database. database: its own. keys: a directory that only its user can read. cards: sandbox
    only, the card issuer's state directory, which says whose account an application's certificate belongs to.
    unsigned: procedures that need no signature; any other e-application must be signed. overlap_days: how long an older
    key may still be sealed to after a new one came. notice_days: how long a notice stays. poll_s: how often it looks.
    """

    profile: Literal["sandbox", "production"]
    municipality: MunicipalitySettings
    intake: Database
    database: Database
    keys: Path
    suite: SuiteName = "MLKEM768_X25519"
    signatures: SignatureSettings
    revocation: RevocationSettings
    cards: Path | None = None
    unsigned: tuple[str, ...] = ()
    overlap_days: Annotated[int, Field(ge=1, le=3650)] = 90
    notice_days: Annotated[int, Field(ge=1, le=3650)] = 365
    poll_s: Annotated[float, Field(gt=0, le=3600)] = 1.0

    @model_validator(mode="after")
    def _production(self) -> BackofficeSettings:
        if self.profile == "production" and self.revocation.kind == "assume-good":
            raise ValueError("revocation.kind: assume-good is refused in the production profile")
        if self.profile == "production" and self.cards is not None:
            raise ValueError("cards: there is a card issuer's directory in the sandbox only")
        return self


def load(path: Path) -> BackofficeSettings:
    """Read settings; relative paths in them count from the file's folder. ConfigError names the key."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        settings = BackofficeSettings.model_validate(raw)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({type(error).__name__})") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None
    except ValidationError as error:
        raise ConfigError(f"{path}: {'; '.join(complaints(error))}") from None
    return _resolve(settings, path.resolve().parent)


def _resolve(settings: BackofficeSettings, base: Path) -> BackofficeSettings:
    settings = paths(settings, base, ("keys", *(("cards",) if settings.cards else ())))
    revocation = settings.revocation
    if isinstance(revocation, CrlSettings) and revocation.path is not None:
        revocation = paths(revocation, base, ("path",))
    return settings.model_copy(
        update={
            "signatures": paths(settings.signatures, base, ("anchors",)),
            "revocation": revocation,
            "intake": resolved(settings.intake, base),
            "database": resolved(settings.database, base),
        }
    )
