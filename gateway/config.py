"""Typed settings from a TOML file. A wrong file stops the start with a sentence that names the key (exit code 2)."""

from __future__ import annotations

import ssl
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator

from gateway.store.database import parse_url


class ConfigError(Exception):
    """The settings can't be used; the text says which key and why, for the operator."""


class Section(BaseModel):
    """What all sections share: no key that is not known, and values stay out of error texts."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Listen(Section):
    """Where to listen; port 0 takes a free one, which the ready line names."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8443


class Tls(Section):
    """The server's certificate (PEM, with its chain) and key, and the CA whose terminals are served."""

    certificate: Path
    key: Path
    client_ca: Path


def _database_url(url: str) -> str:
    parse_url(url)
    return url


class Database(Section):
    """sqlite:///file (relative to the settings' folder) or postgresql://…"""

    url: Annotated[str, AfterValidator(_database_url)] = Field(repr=False)


class Jpki(Section):
    """Trust anchors: a directory of *.pem. A log-in certificate must carry one of the policies (an empty list: any)."""

    anchors: Path
    authentication_policies: tuple[Annotated[str, Field(pattern=r"^[0-2](\.[0-9]+)+$")], ...] = (
        "1.2.392.200149.8.5.1.3.30",
    )


class OcspSettings(Section):
    """Ask an OCSP responder (RFC 6960). max_age_s: how old an answer without nextUpdate may be."""

    kind: Literal["ocsp"]
    url: HttpUrl
    timeout_s: Annotated[float, Field(gt=0, le=30)] = 5.0
    max_age_s: Annotated[int, Field(gt=0)] = 86_400


class CrlSettings(Section):
    """Look into CRLs: a file or a directory of them (`path`), or fetched by HTTP (`urls`); one for each authority.

    max_age_s: how old a CRL may be, whatever its nextUpdate says. refresh_s: how long a fetched one is used.
    """

    kind: Literal["crl"]
    path: Path | None = None
    urls: tuple[HttpUrl, ...] = ()
    timeout_s: Annotated[float, Field(gt=0, le=30)] = 5.0
    max_age_s: Annotated[int, Field(gt=0)] = 172_800
    refresh_s: Annotated[int, Field(ge=0)] = 300

    @model_validator(mode="after")
    def _one_source(self) -> CrlSettings:
        if (self.path is None) == (not self.urls):
            raise ValueError("give either path or urls")
        return self


class AssumeGoodSettings(Section):
    """Ask nobody. Refused in production."""

    kind: Literal["assume-good"]


RevocationSettings = Annotated[OcspSettings | CrlSettings | AssumeGoodSettings, Field(discriminator="kind")]


class SessionLimits(Section):
    """Seconds until a session ends without a request, and in any case.

    The terminal asks its resident much earlier; these end the sessions of terminals that died.
    """

    idle_s: Annotated[int, Field(ge=10, le=3600)] = 600
    absolute_s: Annotated[int, Field(ge=60, le=14_400)] = 2400


class MunicipalitySettings(Section):
    """Whose gateway this is."""

    code: Annotated[str, Field(pattern=r"^[0-9]{5,6}$")]
    name: Annotated[str, Field(min_length=1)]
    reading: str | None = None
    name_en: Annotated[str, Field(min_length=1)]


class Hours(Section):
    """When residents may log in, in Japan's time: from `opens` on, until before `closes`."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _in_order(self) -> Hours:
        if self.opens >= self.closes:
            raise ValueError("opens must lie before closes")
        return self


class CertificateSettings(Section):
    """Issuing certificates. keys: a directory as `gateway certificates keys` makes it. nodes: how many gateways share
    the database. oldest_terminal: software of terminals older than this is refused. post_offices, shops: names of the
    terminals that stand there; any other stands in a municipal office. catalogue: a file; the sandbox has its own.
    """

    keys: Path
    inquiry_url: HttpUrl
    nodes: Annotated[int, Field(ge=1, le=64)] = 1
    oldest_terminal: Annotated[str, Field(pattern=r"^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$")] = "0.0.0"
    post_offices: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()
    catalogue: Path | None = None

    @model_validator(mode="after")
    def _one_place_each(self) -> CertificateSettings:
        if set(self.post_offices) & set(self.shops):
            raise ValueError("post_offices, shops: a terminal stands in one place")
        return self


class InquirySettings(Listen):
    """The public inquiry page (`gateway inquiry`): a listener of its own, for everybody.

    Without certificate and key it speaks plain HTTP on a loopback address, to a proxy. per_minute: questions from one
    address.
    """

    port: Annotated[int, Field(ge=0, le=65535)] = 8444
    certificate: Path | None = None
    key: Path | None = None
    per_minute: Annotated[int, Field(ge=1, le=10_000)] = 30

    @model_validator(mode="after")
    def _both_or_none(self) -> InquirySettings:
        if (self.certificate is None) != (self.key is None):
            raise ValueError("give certificate and key, or neither")
        return self


class IntakeSettings(Section):
    """Sealed items. requests_per_minute, loose_bytes: of one terminal, at one node; see `gateway.intake.limits`."""

    requests_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 6000
    loose_bytes: Annotated[int, Field(ge=1 << 20, le=1 << 34)] = 128 << 20


class SandboxSettings(Section):
    """Profile sandbox only: how long its slow holders take to answer, and a file (TOML) of what happens to its people
    while the gateway runs; it need not be there.
    """

    answer_delay_s: Annotated[int, Field(ge=0, le=86_400)] = 60
    events: Path | None = None


class Settings(Section):
    """One gateway. id: its name in log-in messages (`aud`). Without hours it is always open."""

    profile: Literal["sandbox", "production"]
    id: Annotated[str, Field(pattern=r"^[\x21-\x7e]{1,100}$")]
    listen: Listen = Listen()
    tls: Tls
    database: Database
    jpki: Jpki
    revocation: RevocationSettings
    sessions: SessionLimits = SessionLimits()
    municipality: MunicipalitySettings
    hours: Hours | None = None
    certificates: CertificateSettings | None = None
    inquiry: InquirySettings | None = None
    intake: IntakeSettings = IntakeSettings()
    sandbox: SandboxSettings = SandboxSettings()

    @model_validator(mode="after")
    def _production_asks(self) -> Settings:
        if self.profile == "production" and self.revocation.kind == "assume-good":
            raise ValueError("revocation.kind: assume-good is refused in the production profile")
        return self

    @model_validator(mode="after")
    def _production_has_its_catalogue(self) -> Settings:
        if self.profile == "production" and self.certificates is not None and self.certificates.catalogue is None:
            raise ValueError("certificates.catalogue: missing")
        return self


def load(path: Path) -> Settings:
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
        settings = Settings.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(f"{path}: {'; '.join(complaints(error))}") from None
    return _resolve(settings, path.resolve().parent)


def tls_context(tls: Tls) -> ssl.SSLContext:
    """Server side of mutual TLS: 1.2 or newer, no peer without a certificate of `client_ca`. Raises ConfigError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_mode = ssl.CERT_REQUIRED
    context.options |= ssl.OP_NO_RENEGOTIATION
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(tls.certificate, tls.key)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"tls.certificate, tls.key: not a certificate with its key: {tls.certificate}") from error
    try:
        context.load_verify_locations(tls.client_ca)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"tls.client_ca: no CA certificate in {tls.client_ca}") from error
    return context


def complaints(error: ValidationError) -> list[str]:
    """One sentence a fault: key, and what is wrong with it."""
    lines = []
    for complaint in error.errors(include_input=False, include_url=False):
        key = ".".join(str(part) for part in complaint["loc"]) or "settings"
        what = {"extra_forbidden": "unknown key", "missing": "missing"}.get(complaint["type"], complaint["msg"])
        lines.append(f"{key}: {what}")
    return lines


def _resolve(settings: Settings, base: Path) -> Settings:
    tls = paths(settings.tls, base, ("certificate", "key", "client_ca"))
    for key in ("certificate", "key", "client_ca"):
        if not getattr(tls, key).is_file():
            raise ConfigError(f"tls.{key}: no such file: {getattr(tls, key)}")
    jpki = paths(settings.jpki, base, ("anchors",))
    if not jpki.anchors.is_dir():
        raise ConfigError(f"jpki.anchors: no such directory: {jpki.anchors}")
    revocation = settings.revocation
    if isinstance(revocation, CrlSettings) and revocation.path is not None:
        revocation = paths(revocation, base, ("path",))
        if not revocation.path.exists():
            raise ConfigError(f"revocation.path: no such file or directory: {revocation.path}")
    certificates = settings.certificates
    if certificates is not None:
        certificates = paths(certificates, base, ("keys", *(("catalogue",) if certificates.catalogue else ())))
        if not certificates.keys.is_dir():
            raise ConfigError(f"certificates.keys: no such directory: {certificates.keys}")
        if certificates.catalogue is not None and not certificates.catalogue.is_file():
            raise ConfigError(f"certificates.catalogue: no such file: {certificates.catalogue}")
    inquiry = settings.inquiry
    if inquiry is not None and inquiry.certificate is not None:
        inquiry = paths(inquiry, base, ("certificate", "key"))
    sandbox = paths(settings.sandbox, base, ("events",)) if settings.sandbox.events else settings.sandbox
    return settings.model_copy(
        update={
            "tls": tls,
            "jpki": jpki,
            "revocation": revocation,
            "certificates": certificates,
            "inquiry": inquiry,
            "sandbox": sandbox,
            "database": resolved(settings.database, base),
        }
    )


def resolved(database: Database, base: Path) -> Database:
    """An SQLite file counted from `base`."""
    url = parse_url(database.url)
    if url.get_backend_name() == "sqlite":
        url = url.set(database=str(base / (url.database or "")))
    return Database(url=url.render_as_string(hide_password=False))


def paths(section: Any, base: Path, keys: tuple[str, ...]) -> Any:
    """The section with these keys' paths counted from `base`."""
    return section.model_copy(update={key: base / getattr(section, key) for key in keys})
