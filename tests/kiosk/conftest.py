"""What more than one test file of the terminal stands on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kiosk.booth import Booth


@pytest.fixture
def booth() -> Iterator[Booth]:
    booth = Booth()
    yield booth
    booth.held.set()
    booth.workers.stop()
