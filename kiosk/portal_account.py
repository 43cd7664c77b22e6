"""What a resident's account is for: itself, self-information, provision records, the history of operations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote, urlencode

from pydantic import ValidationError

from gateway.contract import account as accounts
from gateway.contract.operations import OperationPage
from gateway.contract.problem import ProblemType
from gateway.contract.provision_records import NewRecordsRequest, RecordsDetail, RecordsRequest, RecordsRequestList
from gateway.contract.self_information import ItemList, NewRequest, Request, RequestDetail, RequestList
from kiosk.portal_call import Cancel, Line
from kiosk.portal_outcomes import (
    Account,
    Disclosure,
    Disclosures,
    Items,
    Operations,
    PortalTrouble,
    Records,
    RecordsRequests,
    Refused,
)


class AccountCalls:
    """Calls of a session that has an account."""

    _line: Line

    def open_account(
        self,
        nickname: str,
        mail_addresses: tuple[str, ...] = (),
        notices_by_mail: bool = False,
        cancel: Cancel = None,
    ) -> Account | PortalTrouble:
        """POST /v1/account. A nickname or address outside the contract gives `Refused(INVALID_REQUEST)` unsent."""
        return self._write_account("POST", accounts.NewAccount, nickname, mail_addresses, notices_by_mail, cancel)

    def account(self, cancel: Cancel = None) -> Account | PortalTrouble:
        """GET /v1/account."""
        return _account(self._line.session_call("GET", "/v1/account", accounts.Account, cancel=cancel))

    def change_account(
        self,
        nickname: str | None = None,
        mail_addresses: tuple[str, ...] | None = None,
        notices_by_mail: bool | None = None,
        cancel: Cancel = None,
    ) -> Account | PortalTrouble:
        """PATCH /v1/account; None leaves a thing as it is. Out of the contract: as `open_account`."""
        return self._write_account("PATCH", accounts.AccountChange, nickname, mail_addresses, notices_by_mail, cancel)

    def items(
        self, search: str | None = None, field: str | None = None, subfield: str | None = None, cancel: Cancel = None
    ) -> Items | PortalTrouble:
        """GET /v1/self-information/items."""
        query = {"q": search, "field": field, "subfield": subfield}
        path = _with_query("/v1/self-information/items", query)
        found = self._line.session_call("GET", path, ItemList, cancel=cancel)
        return Items(found.items, found.fields, found.holders) if isinstance(found, ItemList) else found

    def request_item(self, item: str, holder: str | None = None, cancel: Cancel = None) -> Disclosure | PortalTrouble:
        """POST /v1/self-information/requests. The answer itself is read by `disclosure`."""
        try:
            wanted = NewRequest(item=item, holder=holder)
        except ValidationError:
            return Refused(ProblemType.INVALID_REQUEST)
        made = self._line.session_call("POST", "/v1/self-information/requests", Request, wanted, cancel=cancel)
        return Disclosure(made) if isinstance(made, Request) else made

    def disclosures(self, cancel: Cancel = None) -> Disclosures | PortalTrouble:
        """GET /v1/self-information/requests."""
        found = self._line.session_call("GET", "/v1/self-information/requests", RequestList, cancel=cancel)
        return Disclosures(found.requests) if isinstance(found, RequestList) else found

    def disclosure(self, request: str, cancel: Cancel = None) -> Disclosure | PortalTrouble:
        """GET /v1/self-information/requests/{id}: this is the reading."""
        path = f"/v1/self-information/requests/{quote(request, safe='')}"
        read = self._line.session_call("GET", path, RequestDetail, cancel=cancel)
        return Disclosure(read.request, read.answer) if isinstance(read, RequestDetail) else read

    def request_records(self, first: date, last: date, cancel: Cancel = None) -> Records | PortalTrouble:
        """POST /v1/provision-records/requests, both days included. The records themselves are read by `records`."""
        try:
            wanted = NewRecordsRequest.model_validate({"from": first, "to": last})
        except ValidationError:
            return Refused(ProblemType.INVALID_REQUEST)
        path = "/v1/provision-records/requests"
        made = self._line.session_call("POST", path, RecordsRequest, wanted, cancel=cancel)
        return Records(made) if isinstance(made, RecordsRequest) else made

    def records_requests(self, cancel: Cancel = None) -> RecordsRequests | PortalTrouble:
        """GET /v1/provision-records/requests."""
        path = "/v1/provision-records/requests"
        found = self._line.session_call("GET", path, RecordsRequestList, cancel=cancel)
        return RecordsRequests(found.requests) if isinstance(found, RecordsRequestList) else found

    def records(self, request: str, cancel: Cancel = None) -> Records | PortalTrouble:
        """GET /v1/provision-records/requests/{id}: this is the reading."""
        path = f"/v1/provision-records/requests/{quote(request, safe='')}"
        read = self._line.session_call("GET", path, RecordsDetail, cancel=cancel)
        return Records(read.request, read.records) if isinstance(read, RecordsDetail) else read

    def operations(self, page: int = 1, cancel: Cancel = None) -> Operations | PortalTrouble:
        """GET /v1/operations, newest first; pages count from 1."""
        path = _with_query("/v1/operations", {"page": str(page)})
        found = self._line.session_call("GET", path, OperationPage, cancel=cancel)
        return Operations(found) if isinstance(found, OperationPage) else found

    def _write_account(
        self,
        method: str,
        form: type[accounts.NewAccount] | type[accounts.AccountChange],
        nickname: str | None,
        mail_addresses: tuple[str, ...] | None,
        notices_by_mail: bool | None,
        cancel: Cancel,
    ) -> Account | PortalTrouble:
        notices = None if notices_by_mail is None else accounts.Notices(by_mail=notices_by_mail)
        try:
            body = form.model_validate({"nickname": nickname, "mail_addresses": mail_addresses, "notices": notices})
        except ValidationError:
            return Refused(ProblemType.INVALID_REQUEST)
        return _account(self._line.session_call(method, "/v1/account", accounts.Account, body, cancel=cancel))


def _account(outcome: accounts.Account | PortalTrouble) -> Account | PortalTrouble:
    if not isinstance(outcome, accounts.Account):
        return outcome
    return Account(outcome.nickname, outcome.mail_addresses, outcome.notices.by_mail)


def _with_query(path: str, query: Mapping[str, str | None]) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(given)}" if given else path
