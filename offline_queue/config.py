"""The daemon's settings, from a TOML file. A wrong file stops the start with a sentence that names the key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from offline_queue.identity import Files
from offline_queue.store import Limits
from offline_queue.wire import Gateway, gateway_at


class ConfigError(Exception):
    """The settings can't be used; the text says which key and why, for the technician."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class GatewaySettings(_Section):
    """The other end of the wire, and the terminal's TLS identity (PEM files)."""

    url: str
    ca: Path
    certificate: Path
    key: Path
    timeout_s: Annotated[float, Field(gt=0, le=60)] = 10.0

    @property
    def files(self) -> Files:
        """The identity's files."""
        return Files(self.ca, self.certificate, self.key)

    @property
    def gateway(self) -> Gateway:
        """Where it is. Raises ValueError."""
        return gateway_at(self.url, self.timeout_s)


class LaneSettings(_Section):
    """What a lane holds at most. The queue's disk should have room for both, and for `keep_free`."""

    items: Annotated[int, Field(ge=1)]
    megabytes: Annotated[int, Field(ge=1)]

    @property
    def limits(self) -> Limits:
        """As the store wants them."""
        return Limits(self.items, self.megabytes * 1024 * 1024)


class Settings(_Section):
    """directory: the queue's own, on a disk that lasts. socket: where the terminal puts. allowed_uids: who may; root
    is not among them by itself. keep_free: MiB of the disk that accepting never touches.
    """

    directory: Path
    socket: Path
    allowed_uids: Annotated[tuple[int, ...], Field(min_length=1)]
    gateway: GatewaySettings
    applications: LaneSettings = LaneSettings(items=20_000, megabytes=1024)
    records: LaneSettings = LaneSettings(items=200_000, megabytes=256)
    keep_free: Annotated[int, Field(ge=1)] = 32


def load(path: Path) -> Settings:
    """Read settings; relative paths in them count from the file's folder. Raises ConfigError."""
    try:
        settings = Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        settings.gateway.gateway  # noqa: B018 - raises
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({type(error).__name__})") from None
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors(include_input=False)]
        raise ConfigError(f"{path}: {'; '.join(lines)}") from None
    except ValueError as error:  # not TOML, not UTF-8, no such URL
        raise ConfigError(f"{path}: {error}") from None
    base = path.resolve().parent
    theirs = {key: base / getattr(settings.gateway, key) for key in ("ca", "certificate", "key")}
    ours = {key: base / getattr(settings, key) for key in ("directory", "socket")}
    return settings.model_copy(update={**ours, "gateway": settings.gateway.model_copy(update=theirs)})
