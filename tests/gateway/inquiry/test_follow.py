"""The follow page as Chromium shows it, on a phone and on a desk."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args

import httpx
import pytest
from playwright.sync_api import Page
from sqlalchemy.exc import OperationalError

from gateway.contract.intake import CaseState
from gateway.inquiry.app import create_app
from gateway.intake.follow import Here, NotHere, Standing
from tests.gateway.inquiry.public import ISSUERS, PATH, Clock, Records, on_a_port
from tests.gateway.inquiry.test_page import browser, page  # noqa: F401

TOKEN = "AbCdEfGhIjKlMnOpQrStUv"
WORDS: dict[Standing, tuple[str, str]] = {
    Here("received", False): ("受け付けました", "Received"),
    Here("under_review", False): ("審査中です", "Being reviewed"),
    Here("correction", False): ("なおしていただくところがあります", "Something has to be corrected"),
    Here("done", False): ("完了しました", "Done"),
    Here("refused", False): ("受理できませんでした", "Not accepted"),
    Here("withdrawn", False): ("取り下げられました", "Withdrawn"),
    Here("received", True): ("確認に時間がかかっています", "Checking takes longer"),
    NotHere(): ("まだ届いていません", "Not arrived yet"),
}


class Cases:
    """Where everything stands."""

    def __init__(self) -> None:
        self.standing: Standing = NotHere()
        self.away = False
        self.asked: list[str] = []

    def lookup(self, token: str) -> Standing:
        """As the intake's own."""
        self.asked.append(token)
        if self.away:
            raise OperationalError("select", {}, Exception("gone"))
        return self.standing


@pytest.fixture
def cases() -> Cases:
    """Nothing has arrived."""
    return Cases()


@pytest.fixture
def site(cases: Cases) -> Iterator[str]:
    """The listener's address."""
    now = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
    app = create_app(Records().lookup, ISSUERS, PATH, 30, Clock(), (cases.lookup, lambda: now))
    with on_a_port(app) as url:
        yield url.removesuffix(PATH)


def test_every_state_has_words() -> None:
    assert {each.state for each in WORDS if isinstance(each, Here)} == set(get_args(CaseState))


@pytest.mark.parametrize("standing", WORDS, ids=lambda standing: str(WORDS[standing][1]))
def test_states(page: Page, site: str, cases: Cases, standing: Standing) -> None:  # noqa: F811
    cases.standing = standing
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/follow/{TOKEN}")
    said = page.get_by_role("status").inner_text()
    assert all(word in said for word in WORDS[standing])
    assert "2026-11-21 12:00" in said
    assert asked == [f"{site}/follow/{TOKEN}"]
    assert page.viewport_size is not None
    for widget in ("main", "header", ".answer h1", ".about"):
        box = page.locator(widget).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if folder := os.environ.get("MADOGUCHI_PICTURES"):
        page.screenshot(path=f"{folder}/follow-{WORDS[standing][1]}-{page.viewport_size['width']}.png", full_page=True)


def test_the_page_says_the_state_and_nothing_else(site: str, cases: Cases, caplog: pytest.LogCaptureFixture) -> None:
    cases.standing = Here("done", False)
    with caplog.at_level(logging.DEBUG):
        answer = httpx.get(f"{site}/follow/{TOKEN}")
    assert TOKEN not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "<script" not in answer.text
    ours = [record.getMessage() for record in caplog.records if record.name == "gateway"]
    assert ours == ['{"event": "follow", "answer": "Here"}']


def test_unknown_is_not_an_error(site: str) -> None:
    """Whatever was asked for: it may be on its way, and nobody can tell one from the other."""
    pages = {httpx.get(f"{site}/follow/{token}").text for token in (TOKEN, "x", "%3Cb%3E", "a" * 3000)}
    assert len(pages) == 1
    assert httpx.get(f"{site}/follow/{TOKEN}").status_code == 200


def test_out_of_reach_is_not_lost(site: str, cases: Cases) -> None:
    cases.away = True
    answer = httpx.get(f"{site}/follow/{TOKEN}")
    assert answer.status_code == 503
    assert "申請がなくなったのではありません" in answer.text


def test_too_many(site: str, cases: Cases) -> None:
    states = [httpx.get(f"{site}/follow/{TOKEN}").status_code for _ in range(31)]
    assert states == [200] * 30 + [429]
    assert len(cases.asked) == 30
