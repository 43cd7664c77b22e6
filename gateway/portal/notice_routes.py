"""The paths of /v1/notices."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from gateway.caller import Visiting
from gateway.contract.notices import Notice, NoticeId, NoticeList
from gateway.contract.problem import ProblemType
from gateway.portal import notices
from gateway.problems import Refusal, documented

router = APIRouter(
    prefix="/v1/notices",
    tags=["notices"],
    responses=documented(
        ProblemType.SESSION_OVER,
        ProblemType.SESSION_OF_OTHER_TERMINAL,
        ProblemType.ACCOUNT_NEEDED,
        ProblemType.NOT_FOUND,
    ),
)

Id = Annotated[NoticeId, Path()]


@router.get("")
def list_notices(visiting: Visiting) -> NoticeList:
    """What is in the box."""
    with visiting.account_visit() as visit:
        return notices.box(visit)


@router.get("/{id}")
def read_notice(visiting: Visiting, id: Id) -> Notice:
    """Open a notice; from now on it counts as read."""
    with visiting.account_visit() as visit:
        found = notices.read(visit, id)
    if found is None:
        raise Refusal(ProblemType.NOT_FOUND)
    return found


@router.delete("/{id}", status_code=204)
def delete_notice(visiting: Visiting, id: Id) -> None:
    """Delete a notice for ever."""
    with visiting.account_visit() as visit:
        if not notices.remove(visit, id):
            raise Refusal(ProblemType.NOT_FOUND)
