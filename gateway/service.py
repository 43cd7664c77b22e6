"""What the gateway says about itself: GET /v1/service, /health, /problems/{name}."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version

from fastapi import APIRouter
from sqlalchemy.exc import SQLAlchemyError

from gateway.caller import Asking, Gateway
from gateway.contract.base import Label
from gateway.contract.problem import MEANING, ProblemExplained, ProblemType
from gateway.contract.service import Health, Municipality, ServiceStatus
from gateway.hours import opens_at
from gateway.problems import Refusal, documented

router = APIRouter(tags=["service"])


def version() -> str:
    """The version of the installed package; "0" in a bare checkout."""
    try:
        return package_version("madoguchi")
    except PackageNotFoundError:
        return "0"


@router.get("/v1/service", responses=documented())
def service_status(gateway: Gateway, _terminal: Asking) -> ServiceStatus:
    """Whose gateway this is, its clock, and whether residents may log in now."""
    now = gateway.now()
    opening = opens_at(gateway.settings.hours, now)
    town = gateway.settings.municipality
    return ServiceStatus(
        version=version(),
        municipality=Municipality(code=town.code, name=Label(ja=town.name, reading=town.reading, en=town.name_en)),
        server_time=now,
        state="open" if opening is None else "closed",
        opens_at=opening,
    )


@router.get("/health", responses=documented(ProblemType.UNAVAILABLE))
def health(gateway: Gateway) -> Health:
    """Whether the process and its database answer."""
    try:
        gateway.store.answers()
    except SQLAlchemyError:
        raise Refusal(ProblemType.UNAVAILABLE) from None
    return Health()


@router.get("/problems/{name}", responses=documented(ProblemType.NOT_FOUND))
def explain_problem(name: str) -> ProblemExplained:
    """What a problem type means (the page behind the `type` member)."""
    type = next((each for each in ProblemType if each.value == f"/problems/{name}"), None)
    if type is None:
        raise Refusal(ProblemType.NOT_FOUND)
    return ProblemExplained(type=type, title=MEANING[type].title, status=MEANING[type].status)
