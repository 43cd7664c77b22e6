"""お知らせ: list, read, delete."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from gateway.contract.base import Label
from gateway.contract.intake import CaseState
from gateway.contract.notices import Notice
from kiosk.effects import DeleteNotice, ListNotices, ReadNotice
from kiosk.journey import Journey, WentBack
from kiosk.journeys import notices_pages
from kiosk.journeys.notices import notices
from kiosk.journeys.ways_out import SessionGone, ToMenu
from kiosk.portal_outcomes import NoticeDeleted, Notices, OneNotice, SessionOver, Unreachable
from screens.page import Document, ListPage
from tests.kiosk.journeys.people import NOW
from tests.kiosk.journeys.walking import BACK, Walk, keys, look_over, says

CITY = Label(ja="こもれび市", reading="こもれびし", en="Komorebi City")


def notice(id: str, state: CaseState | None = None, *, read: bool = False) -> Notice:
    return Notice(
        id=id * 32,
        sender=CITY,
        title=Label(ja="申請について", reading="しんせいについて", en="About your application"),
        sent_at=NOW,
        ends_at=NOW + timedelta(days=90),
        receipt="KIOSK01-000001-H" if state else None,
        state=state,
        read_at=NOW if read else None,
        read_by="self" if read else None,
        body="調べています。\n\nしばらくお待ちください。",
    )


FIRST, SECOND = notice("a", "under_review"), notice("b", "done", read=True)
BOX = Notices((FIRST, SECOND), 1)


def in_order() -> Journey[None]:
    return notices(None)


def in_box() -> Walk:
    walk = Walk(in_order)
    assert isinstance(walk.effect, ListNotices)
    return walk.go(BOX)


def test_the_box() -> None:
    page = in_box().page
    assert isinstance(page, ListPage)
    assert keys(page) == ["a" * 32, "b" * 32, "menu"]
    shown = says(page)
    assert "審査中" in shown
    assert "まだ読んでいません" in shown
    assert "しばらく" not in shown


def test_an_empty_box_leads_back() -> None:
    walk = Walk(in_order).go(Notices((), 0))
    assert "お知らせはありません" in says(walk.page)
    with pytest.raises(ToMenu):
        walk.go("menu")


def test_reading_and_hiding_again() -> None:
    walk = in_box().go("a" * 32)
    assert walk.effect == ReadNotice("a" * 32)
    walk.go(OneNotice(FIRST))
    assert isinstance(walk.page, Document)
    assert walk.page.hide_after_s is not None
    assert "しばらくお待ちください。" in says(walk.page)
    assert isinstance(walk.go("hide").effect, ListNotices)
    walk.go(BOX)
    assert walk.at == "notices.box"
    assert walk.trail.count("notices.notice") == 1


def test_deleting_is_asked_twice() -> None:
    walk = in_box().go("a" * 32, OneNotice(FIRST), "delete")
    assert walk.at == "notices.really_delete"
    assert walk.go("keep").at == "notices.notice"
    walk.go("delete", "delete")
    assert walk.effect == DeleteNotice("a" * 32)
    assert isinstance(walk.go(NoticeDeleted()).effect, ListNotices)
    assert keys(walk.go(Notices((SECOND,), 0)).page) == ["b" * 32, "menu"]


def test_what_was_deleted_does_not_come_back_by_back() -> None:
    walk = in_box().go("a" * 32, OneNotice(FIRST), "delete", "delete", NoticeDeleted(), Notices((SECOND,), 0))
    with pytest.raises(WentBack):
        walk.go(BACK)


def test_troubles() -> None:
    walk = Walk(in_order).go(Unreachable())
    assert walk.at == "trouble.unreachable"
    assert isinstance(walk.go("again").effect, ListNotices)
    with pytest.raises(SessionGone):
        Walk(in_order).go(SessionOver())


@pytest.mark.parametrize("state", get_args(CaseState))
def test_every_state_has_its_words(state: CaseState) -> None:
    one = notice("c", state)
    page = notices_pages.notice(one, None)
    look_over(page)
    look_over(notices_pages.box((one,)))
    assert ("窓口にご連絡" in says(page)) == (state == "correction")


def test_nothing_of_a_notice_is_told_by_repr() -> None:
    assert "しばらく" not in repr(OneNotice(FIRST))
    assert "申請について" not in repr(BOX)
