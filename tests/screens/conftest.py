"""Words and surfaces for the screens' tests. Nothing here needs a display."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from collections.abc import Mapping

import pytest

from kiosk.words import all_words
from screens.gallery import variants
from screens.phrase import Words


@pytest.fixture(scope="session")
def words() -> Mapping[str, Words]:
    """ja, en, and ja-Hira with readings; samples included."""
    return variants(all_words())
