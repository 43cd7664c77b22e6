"""Between residents: nobody is served before all is clean, and what is not there is told."""

from __future__ import annotations

from kiosk.stay import ReaderCondition
from screens.page import TrayState
from tests.kiosk.booth import Booth


def test_a_card_that_was_found_there_begins_nothing(booth: Booth) -> None:
    booth.terminal.card_laid("a", found=True)
    assert booth.page == "remove_card"
    assert booth.terminal.tray is TrayState.TAKE_CARD
    booth.take()
    assert booth.page == "idle"
    booth.lay("b")
    assert booth.page == "log_in.pin"


def test_nobody_is_served_until_the_last_stay_is_proven_gone(booth: Booth) -> None:
    booth.log_in()
    kept_by_a_bug = booth.view._shown.page  # type: ignore[union-attr]
    booth.press("stop")
    booth.press("stop")
    booth.pass_time(7)
    assert booth.page == "preparing"
    booth.lay("b")
    assert booth.page == "preparing"
    assert len(booth.logged("session_began")) == 1
    booth.take()
    del kept_by_a_bug
    booth.pass_time(1)
    assert booth.page == "idle"


def test_a_stay_that_never_gets_clean_ends_the_process(booth: Booth) -> None:
    booth.log_in()
    kept_by_a_bug = booth.view._shown.page  # type: ignore[union-attr]
    booth.press("stop")
    booth.press("stop")
    booth.pass_time(7)
    booth.clock.pass_time(61)
    booth.terminal.tick()
    assert booth.given_up
    (alarm,) = booth.logged("cleaning_failed")
    assert alarm["first"] == type(kept_by_a_bug).__name__


def test_reader_trouble_is_told_on_the_first_page(booth: Booth) -> None:
    booth.terminal.reader_is(ReaderCondition.ABSENT)
    tree = booth.view.tree()
    assert tree is not None
    assert "カードを 読めません" in tree.as_text()
    assert booth.terminal.tray is TrayState.UNKNOWN
