"""A wrong settings file stops the start with a sentence that names the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import Config, ConfigError, load

GOOD = """
profile = "demo"
[terminal]
id = "t-0001"
municipality = "こもれび市"
place = "中央郵便局"
[reader]
name = "Virtual PCD 00 00"
[gateway]
url = "https://127.0.0.1:8443"
ca = "ca.pem"
certificate = "terminal.pem"
key = "terminal.key"
"""


def written(folder: Path, text: str) -> Path:
    for name in ("ca.pem", "terminal.pem", "terminal.key"):
        (folder / name).write_text("x")
    file = folder / "kiosk.toml"
    file.write_text(text)
    return file


def test_a_good_file(tmp_path: Path) -> None:
    config = load(written(tmp_path, GOOD))
    assert isinstance(config, Config)
    assert config.gateway.ca == tmp_path / "ca.pem", "relative paths count from the file's folder"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (('id = "t-0001"', 'id = "t-0001"\ncolour = "red"'), "terminal.colour: unknown key"),
        (('profile = "demo"', 'profile = "fun"'), "profile"),
        (('profile = "demo"', ""), "profile"),
        (('name = "Virtual PCD 00 00"', "name = 3"), "reader.name"),
        (("https://", "http://"), "gateway.url"),
        (('ca = "ca.pem"', 'ca = "missing.pem"'), "gateway.ca: no such file"),
        (('place = "中央郵便局"', 'place = "中央郵便局"\nopens = "half past"'), "terminal.opens"),
        (("[reader]", "[limits]\nwarning_s = 5\n[reader]"), "limits.warning_s"),
        (("[reader]", "[reader"), "not TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: tuple[str, str], named: str) -> None:
    with pytest.raises(ConfigError, match=named.replace(".", r"\.")):
        load(written(tmp_path, GOOD.replace(*change)))


PRINTER = """
[printer]
kind = "ipp"
uri = "ipp://192.0.2.20/ipp/print"
"""
PAYMENT = """
[payment]
journal = "payments.sqlite"
[issuing]
seal_cas = ["ca.pem"]
statement_keys = ["ca.pem"]
"""
CUPS = """
[printer]
kind = "cups"
queue = "certificates"
"""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (GOOD + PRINTER, "payment, issuing: "),
        (GOOD + PRINTER + PAYMENT, "staff: "),
        (GOOD + CUPS + PAYMENT, r"printer\.cups\.spooler: Field required"),
        (GOOD + PAYMENT.replace("[payment]", '[payment]\nway = "counter"'), "receipts: "),
    ],
)
def test_what_a_printer_needs_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigError, match=rf"kiosk\.toml: {named}"):
        load(written(tmp_path, text))


def test_a_printer_with_all_it_needs(tmp_path: Path) -> None:
    (tmp_path / "staff.toml").write_text("")
    config = load(written(tmp_path, 'staff = "staff.toml"\n' + GOOD + PRINTER + PAYMENT))
    assert config.staff == tmp_path / "staff.toml"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "none.toml")
