"""Typed settings from a TOML file. A wrong file stops the start with a sentence that names the key."""

from __future__ import annotations

import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, ValidationError


class ConfigError(Exception):
    """The settings can't be used; the text says which key and why, for the technician."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _https(url: HttpUrl) -> HttpUrl:
    if url.scheme != "https":
        raise ValueError("must be https: the gateway is only spoken to over mutual TLS")
    return url


class Terminal(_Section):
    """Who this terminal is and where it stands."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,62}$")]
    municipality: str
    place: str
    opens: time = time(8, 30)
    closes: time = time(20, 0)
    staff_from: time | None = None
    staff_to: time | None = None


class Display(_Section):
    """The panel: pixels and millimetres as its data sheet gives them."""

    width_px: Annotated[int, Field(ge=640, le=7680)] = 1920
    height_px: Annotated[int, Field(ge=640, le=7680)] = 1080
    width_mm: Annotated[float, Field(gt=100)] = 345.4
    height_mm: Annotated[float, Field(gt=100)] = 194.3
    window: bool = False


class Reader(_Section):
    """Readers by a part of their PC/SC name."""

    name: Annotated[str, Field(min_length=1)]
    second: str | None = None


class Gateway(_Section):
    """The other end of the wire, and the terminal's TLS identity."""

    url: Annotated[HttpUrl, AfterValidator(_https)]
    ca: Path
    certificate: Path
    key: Path
    timeout_s: Annotated[float, Field(gt=0, le=60)] = 10.0


class Limits(_Section):
    """How long a stay may last, in seconds. A warning is never shorter than 20 s (EN 301 549 / WCAG 2.2.1)."""

    idle_s: Annotated[float, Field(ge=20)] = 120.0
    warning_s: Annotated[int, Field(ge=20, le=120)] = 60
    absolute_s: Annotated[float, Field(ge=120)] = 1800.0
    probe_s: Annotated[float, Field(ge=1)] = 30.0


class Config(_Section):
    """One terminal."""

    profile: Literal["production", "training", "demo"]
    terminal: Terminal
    display: Display = Display()
    reader: Reader
    gateway: Gateway
    limits: Limits = Limits()
    log: Path | None = None


def load(path: Path) -> Config:
    """Read settings; relative paths in them count from the file's folder."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({type(error).__name__})") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(f"{path}: {'; '.join(_complaints(error))}") from error
    return _resolve(config, path.resolve().parent)


def _complaints(error: ValidationError) -> list[str]:
    lines = []
    for complaint in error.errors(include_input=False, include_url=False):
        key = ".".join(str(part) for part in complaint["loc"])
        what = "unknown key" if complaint["type"] == "extra_forbidden" else complaint["msg"]
        lines.append(f"{key}: {what}")
    return lines


def _resolve(config: Config, base: Path) -> Config:
    files = {key: base / getattr(config.gateway, key) for key in ("ca", "certificate", "key")}
    for key, file in files.items():
        if not file.is_file():
            raise ConfigError(f"gateway.{key}: no such file: {file}")
    return config.model_copy(
        update={
            "gateway": config.gateway.model_copy(update=files),
            "log": None if config.log is None else base / config.log,
        }
    )
