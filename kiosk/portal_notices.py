"""お知らせ of the account, as the terminal asks for them."""

from __future__ import annotations

from urllib.parse import quote

from gateway.contract.notices import Notice, NoticeList
from gateway.contract.problem import ProblemType
from kiosk.portal_call import Cancel, Line
from kiosk.portal_outcomes import NoticeDeleted, Notices, OneNotice, PortalTrouble, Refused


class NoticeCalls:
    """Calls of a session that has an account."""

    _line: Line

    def notices(self, cancel: Cancel = None) -> Notices | PortalTrouble:
        """GET /v1/notices."""
        found = self._line.session_call("GET", "/v1/notices", NoticeList, cancel=cancel)
        return Notices(found.notices, found.unread, found.box) if isinstance(found, NoticeList) else found

    def notice(self, id: str, cancel: Cancel = None) -> OneNotice | PortalTrouble:
        """GET /v1/notices/{id}: this is the reading."""
        read = self._line.session_call("GET", f"/v1/notices/{quote(id, safe='')}", Notice, cancel=cancel)
        return OneNotice(read) if isinstance(read, Notice) else read

    def delete_notice(self, id: str, cancel: Cancel = None) -> NoticeDeleted | PortalTrouble:
        """DELETE /v1/notices/{id}. One that is there no more has been deleted by the try whose answer was lost."""
        trouble = self._line.session_delete(f"/v1/notices/{quote(id, safe='')}", cancel=cancel)
        if trouble is None or trouble == Refused(ProblemType.NOT_FOUND):
            return NoticeDeleted()
        return trouble
