"""A card program that isn't ours, laid on the same reader: the driver works with it; its unknown issuer is named."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import pytest

from kiosk.demo.child import COMMANDS
from kiosk.demo.parts import Parts, Terminal
from tests.parts.plain_card import PIN, PlainCard


@pytest.fixture
def plain_card(parts: Parts, terminal: Terminal) -> Iterator[PlainCard]:
    with PlainCard(parts.readers.port(0)) as card:
        yield card


@pytest.mark.usefixtures("plain_card")
def test_its_pin_and_signature_are_good_and_its_issuer_is_refused_by_name(terminal: Terminal) -> None:
    driver = terminal.driver
    driver.wait("log_in.no_signature_certificate")
    driver.press("option.go_on")
    driver.wait("log_in.pin")
    driver.type_text(PIN.decode())
    driver.press("main")
    driver.wait("log_in.issuer_unknown")


@pytest.mark.usefixtures("plain_card")
def test_a_wrong_pin_spends_one_try_and_says_so(terminal: Terminal) -> None:
    driver = terminal.driver
    driver.wait("log_in.no_signature_certificate")
    driver.press("option.go_on")
    driver.wait("log_in.pin")
    driver.type_text("0000")
    driver.press("main")
    driver.wait("wait.*|log_in.pin")
    driver.settled()
    driver.wait("log_in.pin")
    assert "のこり 2回" in json.dumps(driver.tree(), ensure_ascii=False) or "あと2回" in json.dumps(
        driver.tree(), ensure_ascii=False
    )


def test_check_card_reads_it(parts: Parts) -> None:
    with PlainCard(parts.readers.port(0)):
        settings = parts.write_settings(name="check")
        done = subprocess.run(
            [COMMANDS / "kiosk", "--config", settings, "check", "card", "--json", "--pin-stdin"],
            input=PIN,
            capture_output=True,
            env=dict(parts.client_env),
            timeout=60,
            check=False,
        )
    report = json.loads(done.stdout)
    assert done.returncode == 0, report
    assert PIN.decode() not in done.stdout.decode() + done.stderr.decode()
