"""The page as Chromium shows it, on a phone and on a desk; and what is in its headers."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterator

import httpx
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from playwright.sync_api import Browser, Page, sync_playwright

from gateway.certificates.paper import number
from tests.gateway.inquiry.public import Clock, Records, code_of, known, on_a_port, page_app

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window."""
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def records() -> Records:
    """No documents yet."""
    return Records()


@pytest.fixture
def url(records: Records) -> Iterator[str]:
    """The page on a port."""
    with on_a_port(page_app(records, Clock())) as served:
        yield served


@pytest.fixture(params=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of either width, without scripts, that complains about whatever is wrong."""
    context = browser.new_context(viewport=PHONE if request.param == "phone" else DESK, java_script_enabled=False)  # type: ignore[arg-type]
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def test_a_number_is_typed_and_answered(page: Page, url: str, records: Records) -> None:
    found = records.add(known())
    page.goto(url)
    assert page.get_by_role("heading", level=1).inner_text().startswith("証明書の照会")
    page.get_by_label("照会番号").fill(number.printed(found).lower())
    page.get_by_role("button", name="照会する").click()
    verdict = page.get_by_role("status")
    assert "この証明書は発行されています" in verdict.inner_text()
    text = page.locator("table").inner_text()
    for expected in (number.printed(found), "住民票の写し", "こもれび市", "令和8年11月21日", "1枚（両面）", "2通"):
        assert expected in text
    assert page.get_by_label("照会番号").input_value() == number.printed(found)


def test_the_code_is_answered(page: Page, url: str, records: Records) -> None:
    found = records.add(known(standing="void"))
    page.goto(f"{url}?c={code_of(found)}")
    assert "この証明書は無効です" in page.get_by_role("status").inner_text()
    assert "This certificate is void" in page.get_by_role("status").inner_text()


def test_nothing_is_clipped_and_everything_can_be_reached(page: Page, url: str, records: Records) -> None:
    """No sideways scrolling; the keyboard comes to the field and the button; both are large enough for a finger."""
    found = records.add(known(kind="family_register_individual"))
    page.goto(f"{url}?n={found}")
    assert page.viewport_size is not None
    for widget in ("main", "table", "input", "button", "header"):
        box = page.locator(widget).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]
    assert page.locator("input").evaluate("field => field.scrollWidth <= field.clientWidth"), "the number is cut"
    for widget in ("input", "button"):
        box = page.locator(widget).bounding_box()
        assert box is not None
        assert box["height"] >= 44
    page.keyboard.press("Tab")
    assert page.locator("input").and_(page.locator(":focus")).count() == 1
    page.keyboard.press("Tab")
    assert page.locator("button").and_(page.locator(":focus")).count() == 1


def test_the_style_is_applied_in_spite_of_the_policy(page: Page, url: str) -> None:
    """The policy lets in exactly one style sheet; with a wrong hash the page would be bare and the field narrow."""
    page.goto(url)
    field, main = page.locator("input").bounding_box(), page.locator("main").bounding_box()
    assert field is not None
    assert main is not None
    assert field["width"] > 0.7 * main["width"]


def test_nothing_is_loaded_besides_the_page(page: Page, url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    assert asked == [url]


def test_markup_in_a_number_stays_text(page: Page, url: str) -> None:
    page.goto(f"{url}?n=%22%3E%3Cimg%20src=x%3E")
    assert page.locator("img").count() == 0
    assert page.get_by_role("textbox").input_value() == '"><img src=x>'


# --- without a browser ------------------------------------------------------------------------------------------------


def test_headers(url: str) -> None:
    answer = httpx.get(url)
    policy = answer.headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text


def test_too_many_questions_get_429(records: Records) -> None:
    clock = Clock()
    with on_a_port(page_app(records, clock, per_minute=3)) as url:
        states = [httpx.get(url, params={"n": number.fresh()}).status_code for _ in range(4)]
        assert states == [200, 200, 200, 429]
        # The empty form costs nothing.
        assert httpx.get(url).status_code == 200
        clock.now += 60
        assert httpx.get(url, params={"n": number.fresh()}).status_code == 200


def test_records_out_of_reach_do_not_mean_void(records: Records, url: str) -> None:
    found = records.add(known())
    records.away = True
    answer = httpx.get(url, params={"n": found})
    assert answer.status_code == 503
    assert "証明書が無効という意味ではありません" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"), [("POST", "", 405), ("GET", "/other", 404), ("GET", "/../etc/passwd", 404)]
)
def test_anything_else_is_refused(url: str, method: str, path: str, status: int) -> None:
    answer = httpx.request(method, url + path)
    assert answer.status_code == status
    assert len(answer.content) < 10


def test_the_log_says_what_was_found_and_never_what_was_asked(
    url: str, records: Records, caplog: pytest.LogCaptureFixture
) -> None:
    found = records.add(known())
    with caplog.at_level(logging.DEBUG):
        httpx.get(url, params={"n": found})
        httpx.get(url, params={"c": code_of(found)})
    ours = [record.getMessage() for record in caplog.records if record.name == "gateway"]
    assert ours == ['{"event": "inquiry", "answer": "Genuine"}'] * 2


def test_the_keys_verify_a_code_with_another_library(url: str) -> None:
    """By OpenSSL's own ECDSA (through `cryptography`) on the bytes of RFC 7515, not by the library that signed."""

    def raw(text: str) -> bytes:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    (key,) = httpx.get(url + "/keys.json").json()["keys"]
    header, payload, signature = code_of(number.fresh()).split(".")
    x, y = (int.from_bytes(raw(key[name]), "big") for name in ("x", "y"))
    public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    r, s = raw(signature)[:32], raw(signature)[32:]
    der = encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
    public.verify(der, f"{header}.{payload}".encode(), ec.ECDSA(hashes.SHA256()))
    assert key["kid"] in raw(header).decode()
