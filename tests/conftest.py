"""What every test shares."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# Set before anybody imports pygame: no window, no sound card.
os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

# No test judges by the clock: a busy machine is not a bug.
settings.register_profile("madoguchi", deadline=None)
settings.load_profile("madoguchi")

LONG = ("tests/e2e/", "tests/torture/", "tests/long/", "tests/gateway/certificates/test_two_nodes")
"""Files of minutes: begun last, one of them would keep the whole run waiting."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, whatever order chance has given (`--no-loadscope-reorder` keeps it)."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
