"""The share of a log-in that is ours."""

from __future__ import annotations

import pytest

from kiosk.bench.card_log_in import Compared


def test_our_share_is_what_comes_on_top_of_the_floor() -> None:
    assert Compared(apdus=31, floor_s=0.010, ours_s=0.0115).over_percent == pytest.approx(15)
