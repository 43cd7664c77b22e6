"""The tray's words: what the printers put out is called what it is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from kiosk import seen
from kiosk.paper.transaction import Lying
from kiosk.stay import OnReader
from screens.page import TrayState


@pytest.mark.parametrize(
    ("lying", "without_card", "with_card"),
    [
        (Lying(paper=True), TrayState.TAKE_PAPER, TrayState.TAKE_PAPER_AND_CARD),
        (Lying(receipt=True), TrayState.TAKE_RECEIPT, TrayState.TAKE_RECEIPT_AND_CARD),
        (Lying(paper=True, receipt=True), TrayState.TAKE_PAPERS, TrayState.TAKE_PAPERS_AND_CARD),
        (Lying(receipt=True, refund=True), TrayState.TAKE_SLIP, TrayState.TAKE_SLIP_AND_CARD),
        (
            Lying(paper=True, receipt=True, refund=True),
            TrayState.TAKE_PAPER_AND_SLIP,
            TrayState.TAKE_PAPER_SLIP_AND_CARD,
        ),
    ],
)
def test_what_lies_there(lying: Lying, without_card: TrayState, with_card: TrayState) -> None:
    stay: Any = SimpleNamespace(session=object())
    assert seen.tray(stay, OnReader(), lying) is without_card
    assert seen.tray(stay, OnReader(card="1"), lying) is with_card
