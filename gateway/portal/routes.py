"""The portal's paths, over whatever holder of information the gateway has (`Parts.information`). `SESSION_ENDS` and
`sweep` keep the retention rules and belong into the same gateway.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import APIRouter, Path, Query
from fastapi.exceptions import RequestValidationError
from sqlalchemy import Connection

from gateway.caller import Gateway, Visiting
from gateway.contract.operations import OperationPage
from gateway.contract.problem import ProblemType
from gateway.contract.provision_records import NewRecordsRequest, RecordsDetail, RecordsRequest, RecordsRequestList
from gateway.contract.self_information import ItemList, NewRequest, Request, RequestDetail, RequestList
from gateway.portal import folder, notices, operations
from gateway.portal.catalogue import catalogue
from gateway.portal.provision_records import ProvisionRecords
from gateway.portal.self_information import SelfInformation, Unknown
from gateway.problems import Refusal, documented
from gateway.sessions import SessionEnd

T = TypeVar("T")

SESSION_ENDS: tuple[SessionEnd, ...] = (folder.forget_read,)

router = APIRouter(
    prefix="/v1",
    responses=documented(
        ProblemType.SESSION_OVER,
        ProblemType.SESSION_OF_OTHER_TERMINAL,
        ProblemType.ACCOUNT_NEEDED,
        ProblemType.NOT_FOUND,
    ),
)

SearchWords = Annotated[str, Query(max_length=100)]
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
# No folder has so many acts in 15 months; without a bound, a page number could overflow the database's integer.
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


def sweep(conn: Connection, now: datetime) -> int:
    """Delete what is past its time, for everybody: unread answers after a year, operations after 15 months,
    notices after their sender's period.
    """
    return folder.forget_old(conn, now) + operations.forget_old(conn, now) + notices.forget_old(conn, now)


@router.get("/self-information/items", tags=["self-information"])
def find_items(
    gateway: Gateway, visiting: Visiting, q: SearchWords = "", field: SearchWords = "", subfield: SearchWords = ""
) -> ItemList:
    """The items to choose from."""
    with visiting.account_visit():
        everything = catalogue()
        found = everything.search(q, field, subfield)
        return ItemList(items=found, fields=everything.fields, holders=gateway.information.holders())


@router.post("/self-information/requests", status_code=201, tags=["self-information"])
def ask_for_item(gateway: Gateway, visiting: Visiting, wanted: NewRequest) -> Request:
    """Ask for one item."""
    try:
        return SelfInformation(gateway.information).ask(visiting.account_visit, wanted)
    except Unknown as error:
        complaint = {"type": "unknown", "loc": ("body", error.member), "msg": f"No such {error.member}"}
        raise RequestValidationError([complaint]) from None


@router.get("/self-information/requests", tags=["self-information"])
def list_requests(gateway: Gateway, visiting: Visiting) -> RequestList:
    """What is in the folder, masked."""
    return SelfInformation(gateway.information).requests(visiting.account_visit)


@router.get("/self-information/requests/{id}", tags=["self-information"])
def read_request(gateway: Gateway, visiting: Visiting, id: Id) -> RequestDetail:
    """Open one request."""
    return _or_not_found(SelfInformation(gateway.information).read(visiting.account_visit, id))


@router.post("/provision-records/requests", status_code=201, tags=["provision-records"])
def ask_for_records(gateway: Gateway, visiting: Visiting, wanted: NewRecordsRequest) -> RecordsRequest:
    """Ask for the records of a day or a period."""
    return ProvisionRecords(gateway.information).ask(visiting.account_visit, wanted)


@router.get("/provision-records/requests", tags=["provision-records"])
def list_record_requests(gateway: Gateway, visiting: Visiting) -> RecordsRequestList:
    """What is in the folder, masked."""
    return ProvisionRecords(gateway.information).requests(visiting.account_visit)


@router.get("/provision-records/requests/{id}", tags=["provision-records"])
def read_records(gateway: Gateway, visiting: Visiting, id: Id) -> RecordsDetail:
    """Open one request."""
    return _or_not_found(ProvisionRecords(gateway.information).read(visiting.account_visit, id))


@router.get("/operations", tags=["operations"])
def list_operations(visiting: Visiting, page: PageNumber = 1) -> OperationPage:
    """What was done with this folder."""
    with visiting.account_visit() as visit:
        return operations.page(visit, page)


def _or_not_found(found: T | None) -> T:
    if found is None:
        raise Refusal(ProblemType.NOT_FOUND)
    return found
