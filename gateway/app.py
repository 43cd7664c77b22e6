"""A gateway, put together from its settings; and the web application over it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from gateway import accounts, log, service
from gateway.certificates import routes as certificates
from gateway.certificates.building import issuing_of
from gateway.config import ConfigError, Settings
from gateway.contract import VERSION as CONTRACT_VERSION
from gateway.contract.problem import Problem
from gateway.envelope import Envelope
from gateway.identity import routes as identity
from gateway.identity.anchors import load_anchors
from gateway.identity.asking import revocation_of
from gateway.intake import chunks
from gateway.intake import routes as intake
from gateway.intake.limits import usual_limits
from gateway.parts import Parts
from gateway.portal import notice_routes as notices
from gateway.portal import routes as portal
from gateway.portal.holder import InformationHolder
from gateway.portal.unconnected import Unconnected
from gateway.problems import Refusal, on_http_exception, on_invalid_request, on_refusal, only_known_query
from gateway.sandbox.municipality import SandboxMunicipality
from gateway.sessions import SessionEnd, Sessions
from gateway.store import migrate
from gateway.store.database import Store

ROUTERS = (
    service.router,
    identity.router,
    accounts.router,
    portal.router,
    notices.router,
    certificates.router,
    intake.router,
)
# What has to happen when a session ends, in its transaction.
SESSION_ENDS: tuple[SessionEnd, ...] = portal.SESSION_ENDS
SWEEP_EVERY_S = 5.0


def utc_now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


def build(settings: Settings, now: Callable[[], datetime] = utc_now) -> Parts:
    """Open everything the settings name. ConfigError if one of them can't be used."""
    anchors = load_anchors(settings.jpki.anchors, settings.profile)
    store = Store(settings.database.url)
    try:
        current = migrate.is_current(store)
    except SQLAlchemyError as error:
        store.close()
        raise ConfigError(f"database.url: no answer ({type(error).__name__})") from None
    if not current:
        store.close()
        raise ConfigError("database.url: the schema is not this version's; run `gateway --config FILE migrate`")
    sessions = Sessions(store, settings.sessions, SESSION_ENDS)
    revocation = revocation_of(settings.revocation)
    try:
        issuing = issuing_of(settings, store)
    except ConfigError:
        store.close()
        raise
    limits = usual_limits(settings.intake)
    return Parts(settings, store, anchors, revocation, sessions, information_holder(settings), now, issuing, limits)


def information_holder(settings: Settings) -> InformationHolder:
    """Who is asked for residents' information: the sandbox municipality; in production nobody is connected yet."""
    if settings.profile == "production":
        return Unconnected()
    return SandboxMunicipality(timedelta(seconds=settings.sandbox.answer_delay_s))


def create_app(parts: Parts) -> FastAPI:
    """The ASGI application. The server must put the caller's `Terminal` into scope["state"]["terminal"]."""
    app = _bare_app()
    app.state.parts = parts
    return app


def openapi_document() -> dict[str, Any]:
    """The contract as OpenAPI 3.1, without any running part."""
    document = _bare_app().openapi()
    for path in document["paths"].values():
        for operation in path.values():
            # Was only there to bring in the schema of Problem; what can be refused is listed one by one.
            del operation["responses"]["default"]
    return document


def _bare_app() -> FastAPI:
    app = FastAPI(
        title="Madoguchi gateway",
        version=CONTRACT_VERSION,
        description="The other end of the terminal's wire. Mutual TLS only; errors are RFC 9457 problem details.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(only_known_query)],
        redirect_slashes=False,
        lifespan=_lifespan,
        exception_handlers={
            Refusal: on_refusal,
            RequestValidationError: on_invalid_request,
            HTTPException: on_http_exception,
        },
        generate_unique_id_function=lambda route: route.name,
        # Brings the schema of Problem into the document; see `openapi_document`.
        responses={"default": {"model": Problem, "description": "RFC 9457 problem details"}},
    )
    app.add_middleware(Envelope)
    for router in ROUTERS:
        app.include_router(router)
    return app


def sweep(parts: Parts) -> None:
    """Automatic log-out of everybody whose time is over, wherever she went; and what is kept only for a time."""
    with parts.store.write() as conn:
        ended = parts.sessions.end_expired(conn, parts.now())
        portal.sweep(conn, parts.now())
        chunks.sweep(conn, parts.now())
    parts.store.tidy()
    if ended:
        log.event("sessions_timed_out", count=ended)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    sweeper = asyncio.create_task(_sweep_forever(app.state.parts))
    try:
        yield
    finally:
        sweeper.cancel()
        await asyncio.gather(sweeper, return_exceptions=True)
        if app.state.parts.certificates is not None:
            app.state.parts.certificates.close()
        app.state.parts.store.close()


async def _sweep_forever(parts: Parts) -> None:
    while True:
        await asyncio.sleep(SWEEP_EVERY_S)
        try:
            await run_in_threadpool(sweep, parts)
        except Exception as error:
            # The database may be away for a while, and a mistake of ours must be seen: the next round tries again.
            log.event("sweep_failed", kind=type(error).__name__)
