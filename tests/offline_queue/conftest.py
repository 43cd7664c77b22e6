"""A site and its peer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offline_queue.peer import Intake, serving
from tests.offline_queue.site import TERMINAL, Site, recipient


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, recipient())


@pytest.fixture
def intake(site: Site) -> Iterator[Intake]:
    with serving(site.tls, TERMINAL, (site.to,)) as intake:
        site.port = intake.port
        yield intake
