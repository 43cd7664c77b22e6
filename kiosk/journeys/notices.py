"""お知らせ: what municipalities sent to this account, and how applications stand: read, answer, withdraw, delete."""

from __future__ import annotations

from gateway.contract.notices import NoticeHead
from kiosk.effects import DeleteNotice, ListNotices, NoWayBack, ReadNotice
from kiosk.journey import Journey
from kiosk.journeys import notices_pages as pages
from kiosk.journeys.applications.answering import answer, withdraw
from kiosk.journeys.applications.applying import Equipment
from kiosk.journeys.gateway import ask_gateway
from kiosk.journeys.ways_out import ToMenu, until_back
from kiosk.portal_outcomes import NoticeDeleted, Notices, OneNotice


def notices(equipment: Equipment | None) -> Journey[None]:
    """The box, until she goes elsewhere. A notice that was read is hidden again and not shown by Back.

    equipment: None where nothing can be applied for; then nothing can be answered either.
    """
    while True:
        known = yield from ask_gateway(ListNotices(), Notices)
        choice = yield pages.box(known.notices)
        if choice == "menu":
            raise ToMenu
        head = next(notice for notice in known.notices if notice.id == choice)
        # An older notice asks for what has been answered, or is over.
        newest = head.receipt is None or head == next(each for each in known.notices if each.receipt == head.receipt)
        yield from until_back(_one(head, equipment if newest else None))


def _one(head: NoticeHead, equipment: Equipment | None) -> Journey[None]:
    read = (yield from ask_gateway(ReadNotice(head.id), OneNotice)).notice
    reply = read.reply if equipment is not None else None
    while True:
        match (yield pages.notice(read, reply)):
            case "answer" if reply is not None and equipment is not None:
                yield from answer(read, reply, equipment)
            case "withdraw" if reply is not None and equipment is not None:
                yield from withdraw(read, reply, equipment)
            case "delete":
                if (yield pages.really_delete(head)) == "delete":
                    yield from ask_gateway(DeleteNotice(head.id), NoticeDeleted)
                    break
            case _:
                break
    yield NoWayBack()
