"""The inquiry page as an ASGI application. It can read one table and change nothing; it holds no private key.

GET PATH            the form
GET PATH?n=NUMBER   the answer to a number that a person typed
GET PATH?c=CODE     the answer to what the QR on the paper says
GET PATH/keys.json  the public keys of the codes, as a JWK set (RFC 7517)
GET /follow/TOKEN   how far an application has come (`gateway.inquiry.follow`)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from gateway import log
from gateway.certificates.paper.code import public_keys
from gateway.inquiry import answers
from gateway.inquiry.answers import Answer, Issuer, Lookup
from gateway.inquiry.follow import FollowLookup
from gateway.inquiry.follow import route as follow_route
from gateway.inquiry.limiter import Limiter
from gateway.inquiry.page import TooMany, Unavailable, render, style_hash

_LONGEST = 1000


def create_app(
    lookup: Lookup,
    issuers: Mapping[str, Issuer],
    path: str,
    per_minute: int,
    monotonic: Callable[[], float],
    follow: tuple[FollowLookup, Callable[[], datetime]] | None = None,
) -> Starlette:
    """lookup may block and may raise SQLAlchemyError. issuers: by 全国地方公共団体コード. path: "/inquiry".

    follow: where applications stand, and the clock; None where there is no such page.
    """
    limiter = Limiter(per_minute, monotonic)
    headers = _headers()

    async def inquiry(request: Request) -> Response:
        number, code = (request.query_params.get(key, "")[: _LONGEST + 1] for key in ("n", "c"))
        if not number and not code:
            return HTMLResponse(render(None, path), headers=headers)
        if not limiter.allow(request.client.host if request.client else ""):
            log.event("inquiry", answer="TooMany")
            return HTMLResponse(render(TooMany(), path), 429, {**headers, "retry-after": "60"})
        found: Answer | Unavailable
        try:
            ask, text = (answers.by_code, code) if code else (answers.by_number, number)
            found = await run_in_threadpool(ask, text, lookup, issuers)
        except SQLAlchemyError:
            found = Unavailable()
        # What was found, never what was asked.
        log.event("inquiry", answer=type(found).__name__)
        status = 503 if isinstance(found, Unavailable) else 200
        return HTMLResponse(render(found, path, number), status, headers)

    async def keys(request: Request) -> Response:
        every = tuple(key for issuer in issuers.values() for key in issuer.keys)
        return JSONResponse(public_keys(every), headers=headers | {"cache-control": "max-age=3600"})

    async def refuse(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return PlainTextResponse(f"{status}\n", status, headers)

    routes = [Route(path, inquiry, methods=["GET"]), Route(f"{path.rstrip('/')}/keys.json", keys, methods=["GET"])]
    if follow is not None:
        routes.insert(0, follow_route(follow[0], limiter, headers, follow[1]))
    return Starlette(
        routes=routes,
        exception_handlers={HTTPException: refuse, 500: refuse},
    )


def _headers() -> dict[str, str]:
    policy = (
        f"default-src 'none'; style-src '{style_hash()}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return {
        "content-security-policy": policy,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cache-control": "no-store",
    }
