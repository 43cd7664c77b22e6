"""`gateway inquiry`: the public page in a process of its own, away from terminals, sessions and private keys."""

from __future__ import annotations

import ipaddress
import ssl
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import uvicorn
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette

from gateway import log
from gateway.certificates.building import catalogue_of
from gateway.certificates.reports import Known, by_inquiry_number
from gateway.config import CertificateSettings, ConfigError, InquirySettings, Settings
from gateway.inquiry.answers import Issuer
from gateway.inquiry.app import create_app
from gateway.intake.follow import Standing, standing
from gateway.server import Server, listener
from gateway.store import migrate
from gateway.store.database import Store


def run(settings: Settings) -> int:
    """Serve until SIGTERM; the exit code. ConfigError if the settings can't be used."""
    wanted, certificates = settings.inquiry, settings.certificates
    if wanted is None or certificates is None:
        raise ConfigError("inquiry, certificates: both sections are needed")
    context = _tls(wanted)
    issuers = _issuers(certificates)
    store = _store(settings)

    def lookup(number: str) -> Known | None:
        with store.read() as conn:
            return by_inquiry_number(conn, number)

    def follow(token: str) -> Standing:
        with store.read() as conn:
            return standing(conn, token)

    log.to_stderr()
    path = certificates.inquiry_url.path or "/"
    clock = partial(datetime.now, UTC)
    app = create_app(lookup, issuers, path, wanted.per_minute, time.monotonic, (follow, clock))
    running = Server(_config(app, context))
    try:
        running.run(sockets=[listener(wanted)])
    finally:
        store.close()
    return 0 if running.started else 1


def _store(settings: Settings) -> Store:
    store = Store(settings.database.url)
    try:
        current = migrate.is_current(store)
    except SQLAlchemyError as error:
        store.close()
        raise ConfigError(f"database.url: no answer ({type(error).__name__})") from None
    if not current:
        store.close()
        raise ConfigError("database.url: the schema is not this version's; run `gateway --config FILE migrate`")
    return store


def _issuers(certificates: CertificateSettings) -> dict[str, Issuer]:
    return {
        each.code: Issuer(each.name, (_public_key(certificates.keys / each.code / "code.pem"),))
        for each in catalogue_of(certificates.catalogue).municipalities
    }


def _public_key(file: Path) -> EllipticCurvePublicKey:
    try:
        key = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError) as error:
        raise ConfigError(f"certificates.keys: {file}: {type(error).__name__}") from None
    if not isinstance(key, EllipticCurvePublicKey):
        raise ConfigError(f"certificates.keys: {file}: not an EC key")
    return key


def _config(app: Starlette, context: ssl.SSLContext | None) -> uvicorn.Config:
    """Without TLS there is a proxy on this machine, whose word about the caller's address counts."""
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        log_config=None,
        # Numbers and codes are in queries: they stay out of logs.
        access_log=False,
        proxy_headers=context is None,
        forwarded_allow_ips="127.0.0.1,::1",
        server_header=False,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=5,
        limit_concurrency=200,
        h11_max_incomplete_event_size=8_192,
        ssl_context_factory=None if context is None else lambda *_: context,
    )


def _tls(wanted: InquirySettings) -> ssl.SSLContext | None:
    if wanted.certificate is None or wanted.key is None:
        if not _is_loopback(wanted.host):
            raise ConfigError("inquiry.host: without a certificate only a loopback address, for a proxy")
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(wanted.certificate, wanted.key)
    except (OSError, ssl.SSLError):
        raise ConfigError(
            f"inquiry.certificate, inquiry.key: no certificate with its key: {wanted.certificate}"
        ) from None
    return context


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
