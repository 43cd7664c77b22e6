"""お知らせ: what municipalities have sent to this account; how an application stands; read and delete."""

from __future__ import annotations

from gateway.contract.notices import NoticeHead
from kiosk.effects import DeleteNotice, ListNotices, NoWayBack, ReadNotice
from kiosk.journey import Journey
from kiosk.journeys import notices_pages as pages
from kiosk.journeys.gateway import ask_gateway
from kiosk.journeys.ways_out import ToMenu, until_back
from kiosk.portal_outcomes import NoticeDeleted, Notices, OneNotice


def notices() -> Journey[None]:
    """The box, until she goes elsewhere. A notice that was read is hidden again and not shown by Back."""
    while True:
        known = yield from ask_gateway(ListNotices(), Notices)
        choice = yield pages.box(known.notices)
        if choice == "menu":
            raise ToMenu
        yield from until_back(_one(next(notice for notice in known.notices if notice.id == choice)))


def _one(head: NoticeHead) -> Journey[None]:
    read = yield from ask_gateway(ReadNotice(head.id), OneNotice)
    while (yield pages.notice(read.notice)) == "delete":
        if (yield pages.really_delete(head)) == "delete":
            yield from ask_gateway(DeleteNotice(head.id), NoticeDeleted)
            break
    yield NoWayBack()
