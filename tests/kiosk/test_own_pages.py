"""The first page says what its keys lead to, with the line and without it."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from kiosk import own_pages
from kiosk.config import Terminal
from kiosk.words import all_words
from screens.metrics import PANEL_A
from screens.page import Frame, TrayState
from screens.view import View

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TERMINAL = Terminal(id="kiosk-01", municipality="こもれび市", place="中央郵便局", opens=time(8, 30), closes=time(20))


@pytest.mark.parametrize(
    ("gateway_ok", "keeps", "paper", "with_card", "without"),
    [
        (True, True, True, "証明書を受け取る", "カードを申し込む"),
        (None, True, True, "証明書を受け取る", "カードを申し込む"),
        (True, False, False, "わたしの情報を見る", "使い方を見るなど"),
        (False, True, True, "証明書は受け取れません", "カードを申し込む"),
        (False, True, False, "ログインはできません", "カードを申し込む"),
        (False, False, True, "暗証番号の案内は見られます", "使い方を見るなど"),
    ],
)
def test_the_two_keys_say_what_can_be_done_now(
    gateway_ok: bool | None, keeps: bool, paper: bool, with_card: str, without: str
) -> None:
    page = own_pages.attract(TERMINAL, NOON, reader_ok=True, gateway_ok=gateway_ok, keeps=keeps, paper=paper)
    view = View(PANEL_A, all_words()["ja"])
    view.show(page, Frame(tray=TrayState.EMPTY))
    tree = view.tree()
    assert tree is not None
    for key, said in (("with_card", with_card), ("without_card", without)):
        line = tree.find(f"option.{key}.text")
        assert line is not None
        assert said in line.label.plain.replace(" ", "")
