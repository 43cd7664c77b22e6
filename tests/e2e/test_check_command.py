"""`kiosk check` as a technician runs it: real reader service, real gateway, real X server; exit codes and JSON."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from devices.virtual.personas import person
from kiosk.demo.child import COMMANDS
from kiosk.demo.line import Good, Lie, Refused
from kiosk.demo.parts import Display, Parts
from tests.parts.screen import XScreen


@pytest.fixture
def settings(parts: Parts) -> Path:
    parts.line(Good())
    parts.take()
    return parts.write_settings(name="check")


def check(what: str, settings: Path, env: Mapping[str, str], pin: str | None = None) -> tuple[int, dict[str, Any], str]:
    """Exit code, JSON, and everything that was said."""
    command: list[str | Path] = [COMMANDS / "kiosk", "--config", settings, "check", what, "--json"]
    if pin is not None:
        command.append("--pin-stdin")
    done = subprocess.run(
        command, env=dict(env), input=pin or "", capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, json.loads(done.stdout), done.stdout + done.stderr


def on_display(parts: Parts, display: str) -> dict[str, str]:
    env = {**parts.client_env, "DISPLAY": display}
    env.pop("SDL_VIDEODRIVER", None)
    return env


def test_the_reader(parts: Parts, settings: Path) -> None:
    code, report, _ = check("reader", settings, parts.client_env)
    assert (code, report["result"]) == (0, "ok")
    assert report["findings"] == {"reader": "Madoguchi Resident 00 00", "card_present": False}


def test_a_reader_of_another_name(parts: Parts, settings: Path) -> None:
    other = settings.with_name("other.toml")
    other.write_text(settings.read_text().replace("Madoguchi Resident", "No Such Reader"))
    code, report, _ = check("reader", other, parts.client_env)
    assert (code, report["result"]) == (11, "no_reader")


def test_no_reader_service(parts: Parts, settings: Path) -> None:
    env = {**parts.client_env, "PCSCLITE_CSOCK_NAME": str(settings.with_name("nobody.comm"))}
    assert check("reader", settings, env)[0] == 10


def test_a_card_with_its_pin(parts: Parts, settings: Path) -> None:
    parts.lay("ordinary_woman")
    parts.wait_noticed()
    pin = person("ordinary_woman").pins["auth"]
    code, report, said = check("card", settings, parts.client_env, pin)
    assert code == 0
    assert (report["findings"]["pin_accepted"], report["findings"]["signature_verified"]) == (True, True)
    for personal in (pin, person("ordinary_woman").name, person("ordinary_woman").subject):
        assert personal not in said


def test_no_card(parts: Parts, settings: Path) -> None:
    assert check("card", settings, parts.client_env)[0] == 13


def test_a_card_of_another_kind(parts: Parts, settings: Path) -> None:
    parts.lay("old_juki")
    parts.wait_noticed()
    assert check("card", settings, parts.client_env)[0] == 15


def test_the_gateway(parts: Parts, settings: Path) -> None:
    code, report, _ = check("gateway", settings, parts.client_env)
    assert code == 0
    assert report["findings"]["municipality"].startswith("こもれび市")
    assert abs(report["findings"]["clock_offset_s"]) < 60


def test_a_gateway_that_is_down_or_lies(parts: Parts, settings: Path) -> None:
    parts.line(Refused())
    assert check("gateway", settings, parts.client_env)[0] == 20
    parts.lie(Lie.WEB_PAGE)
    assert check("gateway", settings, parts.client_env)[0] == 22


def test_a_gateway_of_another_authority(parts: Parts, settings: Path, tmp_path: Path) -> None:
    subprocess.run([COMMANDS / "gateway", "dev-certs", tmp_path], check=True, capture_output=True)
    text = settings.read_text().replace(f'ca = "{parts.town.certificates.ca}"', f'ca = "{tmp_path / "ca.pem"}"')
    other = settings.with_name("other-ca.toml")
    other.write_text(text)
    code, report, _ = check("gateway", other, parts.client_env)
    assert (code, report["result"]) == (21, "gateway_refuses")


def test_a_terminal_of_another_authority(parts: Parts, settings: Path, tmp_path: Path) -> None:
    subprocess.run([COMMANDS / "gateway", "dev-certs", tmp_path], check=True, capture_output=True)
    ours = parts.town.certificates
    text = settings.read_text().replace(str(ours.terminal), str(tmp_path / "terminal.pem"))
    other = settings.with_name("other-terminal.toml")
    other.write_text(text.replace(str(ours.terminal_key), str(tmp_path / "terminal.key")))
    assert check("gateway", other, parts.client_env)[0] == 21


def test_the_display(parts: Parts, settings: Path) -> None:
    with XScreen(1920, 1080) as screen:
        code, report, _ = check("display", settings, on_display(parts, screen.display))
    assert (code, report["findings"]["opened_at"]) == (0, "1920 x 1080 px")


def test_a_display_of_another_size(parts: Parts) -> None:
    settings = parts.write_settings(Display(window=False), name="fullscreen")
    with XScreen(1280, 1024) as screen:
        code, _, _ = check("display", settings, on_display(parts, screen.display))
    assert code == 30


def test_no_display(parts: Parts, settings: Path) -> None:
    assert check("display", settings, on_display(parts, ":4711"))[0] == 30


def test_settings_that_cannot_be_used(parts: Parts, settings: Path) -> None:
    broken = settings.with_name("broken.toml")
    broken.write_text(settings.read_text() + "\n[limits]\nidle = 30\n")
    done = subprocess.run(
        [COMMANDS / "kiosk", "--config", broken, "check", "reader"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "limits.idle" in done.stderr


def test_the_drive_socket_is_refused_in_production(parts: Parts) -> None:
    settings = parts.write_settings(profile="production", name="production")
    done = subprocess.run(
        [COMMANDS / "kiosk", "--config", settings, "run", "--drive", parts.folder / "no.sock"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "profile" in done.stderr
    assert not (parts.folder / "no.sock").exists()
