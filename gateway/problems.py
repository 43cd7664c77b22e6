"""How the gateway refuses: raise `Refusal(ProblemType…)` in a route, and problem details (RFC 9457) are the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from gateway.contract.problem import MEANING, MEDIA_TYPE, FieldError, Problem, ProblemType


class Refusal(Exception):
    """The request is answered with this problem. Rolls back the transaction it is raised in."""

    def __init__(
        self,
        type: ProblemType,
        *,
        server_time: datetime | None = None,
        opens_at: datetime | None = None,
        missing: tuple[str, ...] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(type.name)
        self.type = type
        self.headers = dict(headers or {})
        self.problem = problem(type, server_time=server_time, opens_at=opens_at, missing=missing)
        if type is ProblemType.SESSION_OVER:
            self.headers.setdefault("WWW-Authenticate", "Bearer")


def problem(
    type: ProblemType,
    *,
    incident: str | None = None,
    errors: tuple[FieldError, ...] | None = None,
    server_time: datetime | None = None,
    opens_at: datetime | None = None,
    missing: tuple[str, ...] | None = None,
) -> Problem:
    """The problem details of a type."""
    meaning = MEANING[type]
    return Problem(
        type=type,
        title=meaning.title,
        status=meaning.status,
        incident=incident,
        errors=errors,
        server_time=server_time,
        opens_at=opens_at,
        missing=missing,
    )


def respond(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The response that carries a problem."""
    return Response(problem.model_dump_json(exclude_none=True), problem.status, headers=headers, media_type=MEDIA_TYPE)


def documented(*types: ProblemType) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route for OpenAPI: these problems, and those that any route can give."""
    always = (
        ProblemType.MALFORMED_REQUEST,
        ProblemType.TERMINAL_UNKNOWN,
        ProblemType.NOT_FOUND,
        ProblemType.METHOD_NOT_ALLOWED,
        ProblemType.REQUEST_TIMEOUT,
        ProblemType.TOO_LARGE,
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        ProblemType.INVALID_REQUEST,
        ProblemType.HEADERS_TOO_LARGE,
        ProblemType.INTERNAL,
        ProblemType.UNAVAILABLE,
    )
    by_status: dict[int | str, list[str]] = {}
    for type in sorted({*types, *always}, key=lambda each: (MEANING[each].status, each)):
        by_status.setdefault(MEANING[type].status, []).append(f"`{type}` {MEANING[type].title}")
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": "  \n".join(lines), "content": {MEDIA_TYPE: {"schema": schema}}}
        for status, lines in by_status.items()
    }


async def only_known_query(request: Request) -> None:
    """Dependency of every route: query parameters are as strict as bodies."""
    known = {parameter.alias for parameter in request.scope["route"].dependant.query_params}
    if not known.issuperset(request.query_params):
        complaint = {"type": "extra_forbidden", "loc": ("query", "*"), "msg": "Unknown query parameter"}
        raise RequestValidationError([complaint])


async def on_refusal(_request: Request, error: Exception) -> Response:
    """Handler for `Refusal`."""
    if not isinstance(error, Refusal):
        raise TypeError("not a Refusal")
    return respond(error.problem, error.headers)


async def on_invalid_request(_request: Request, error: Exception) -> Response:
    """Handler for pydantic's complaints: where and why, without what was sent."""
    if not isinstance(error, RequestValidationError):
        raise TypeError("not a RequestValidationError")
    complaints = error.errors()
    if any(complaint["type"] == "json_invalid" for complaint in complaints):
        return respond(problem(ProblemType.MALFORMED_REQUEST))
    errors = tuple(FieldError(where=_where(c["loc"], c["type"]), why=str(c["msg"])) for c in complaints[:20])
    return respond(problem(ProblemType.INVALID_REQUEST, errors=errors))


async def on_http_exception(_request: Request, error: Exception) -> Response:
    """Handler for what the framework itself refuses: no such path, wrong method."""
    if not isinstance(error, HTTPException):
        raise TypeError("not an HTTPException")
    types = {
        400: ProblemType.MALFORMED_REQUEST,
        404: ProblemType.NOT_FOUND,
        405: ProblemType.METHOD_NOT_ALLOWED,
        413: ProblemType.TOO_LARGE,
        415: ProblemType.UNSUPPORTED_MEDIA_TYPE,
        422: ProblemType.INVALID_REQUEST,
    }
    return respond(problem(types.get(error.status_code, ProblemType.REQUEST_REFUSED)), error.headers)


def _where(place: tuple[int | str, ...], kind: str) -> str:
    parts = [str(part) for part in place]
    if kind == "extra_forbidden":
        # The name of an unknown member is the sender's text, not ours.
        parts[-1] = "*"
    return "/".join(parts)
