"""The incidents of other machines (DOMAIN §4), each provoked here and found harmless.

Yokohama: a wait timed out, only the print lock was released, the next person got the file. Kawasaki: two requests
within a second overwrote each other. Saitama, Niigata, Kumamoto: a cancelled seal registration was still printed.
Munakata: a fix had not reached one terminal. Takamatsu: a single-server program on several servers.

Kawasaki's race between two real gateways on one database is in `tests/gateway/certificates/test_two_nodes.py`.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.demo.child import COMMANDS
from kiosk.demo.line import Good, Slow
from kiosk.demo.parts import Parts, Terminal
from kiosk.demo.steps import log_out, pass_time
from kiosk.demo.steps_paper import clerk_by_code, log_in_for_paper, pay_with_coins, taken, to_confirm
from kiosk.demo.tour import back_to_start
from kiosk.demo.walk import Record, Walk
from kiosk.paper.outcomes import Delivered, Issued, Mismatch
from tests.e2e.paper.conftest import at_coins, driver, parts, terminal, walk
from tests.kiosk.paper.counter import Counter, Issuing

__all__ = ["at_coins", "driver", "parts", "terminal", "walk"]

LONG_S = 90.0


def events(parts: Parts, name: str, terminal: str = "coins-1") -> list[dict[str, Any]]:
    """Every event of that name in a terminal's log."""
    lines = (parts.folder / f"{terminal}-events.log").read_text(encoding="ascii").splitlines()
    return [line for line in map(json.loads, lines) if line["event"] == name]


def text_of(pdf: Path) -> str:
    """What poppler reads in a PDF, without spaces."""
    read = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return "".join(read.split())


# --- Yokohama ---------------------------------------------------------------------------------------------------------


def test_the_next_resident_gets_nothing_of_the_last(parts: Parts, terminal: Terminal, walk: Walk) -> None:
    """The stay ends while the printer works on the first side. Job, document, permission and payment die with it."""
    log_in_for_paper(walk, parts, "ordinary")
    to_confirm(walk, "resident_record")
    parts.paper.printer_do("pace", ms=6000)
    pay_with_coins(walk, parts, 100, 100)
    walk.driver.wait("certificates.printing")
    pass_time(walk, 1801)
    walk.driver.wait("leave.time_limit")
    walk.press("main")
    walk.driver.wait("paper_left|idle", LONG_S)
    parts.paper.printer_do("pace", ms=300)
    settled = events(parts, "certificate_settled")[-1]
    assert settled["stay"] == "ended"
    assert settled["result"] != "printed"
    assert settled["money"] in ("Refunded", "StaffDecide")  # nothing is earned
    if walk.driver.page() == "paper_left":
        clear_away(walk)
    else:
        assert settled["result"] == "not_printed"
    before = len(parts.paper.documents())
    log_in_for_paper(walk, parts, "ordinary_man")
    to_confirm(walk, "resident_record")
    pay_with_coins(walk, parts, 100, 100)
    taken(walk)
    [document] = parts.paper.documents()[before:]
    assert "例示" not in text_of(document)
    assert "見本" in text_of(document)


def test_an_answer_that_comes_too_late_is_nobodys(parts: Parts, terminal: Terminal, walk: Walk) -> None:
    """The stay ends while the issuing side is still at it; its answer arrives when somebody else is there."""
    before = len(parts.paper.documents())
    log_in_for_paper(walk, parts, "ordinary")
    to_confirm(walk, "resident_record")
    parts.line(Slow(3.0))
    try:
        walk.press("main")
        walk.driver.wait("wait.issuing")
        pass_time(walk, 1801)
        walk.driver.wait("leave.time_limit", LONG_S)
    finally:
        parts.line(Good())
    walk.press("main")
    walk.driver.wait("idle", LONG_S)
    log_in_for_paper(walk, parts, "ordinary_man")
    to_confirm(walk, "resident_record")
    pay_with_coins(walk, parts, 100, 100)
    taken(walk)
    [document] = parts.paper.documents()[before:]
    assert "例示" not in text_of(document)
    assert "見本" in text_of(document)


def clear_away(walk: Walk) -> None:
    """A clerk looks at the tray before anybody else is served."""
    clerk_by_code(walk)
    walk.press("left")
    walk.driver.wait("staff.left")
    walk.press("cleared")
    walk.driver.wait("staff.room")
    walk.press("leave")
    walk.driver.wait("idle")


# --- Kawasaki ---------------------------------------------------------------------------------------------------------


class Overwriting(Issuing):
    """An issuing side with one "current file": whoever asks gets what was asked for last."""

    def __init__(self, all_asked: threading.Barrier) -> None:
        super().__init__()
        self._all_asked = all_asked
        self._last: Any = None

    def issue(self, wanted: Any, cancel: threading.Event | None = None) -> Any:
        self._last = wanted
        self._all_asked.wait(20)
        last = self._last
        self._all_asked.wait(20)
        return super().issue(last, cancel)


def at_once(counters: list[Counter]) -> list[Any]:
    """Everybody confirms in the same instant."""
    start = threading.Barrier(len(counters))

    def confirm(counter: Counter) -> Any:
        start.wait(20)
        return counter.issue()

    with ThreadPoolExecutor(len(counters)) as hands:
        return list(hands.map(confirm, counters))


def several(folder: Path, stack: ExitStack, issuing: Issuing) -> list[Counter]:
    """Terminals with one issuing side."""
    counters = []
    for name in "abcdef":
        (folder / name).mkdir()
        counter = Counter(folder / name, stack)
        counter.issuing.issue = issuing.issue  # type: ignore[method-assign]
        counters.append(counter)
    return counters


def test_requests_in_the_same_instant_stay_apart(tmp_path: Path) -> None:
    with ExitStack() as stack:
        counters = several(tmp_path, stack, issuing := Issuing())
        assert all(isinstance(outcome, Issued) for outcome in at_once(counters))
        ids = [asked.request_id for asked in issuing.asked]
        assert len(set(ids)) == len(counters)
        for counter in counters:
            counter.pay()
            assert isinstance(counter.print(), Delivered)
            assert len(counter.printer.orders) == 1


def test_an_issuing_side_that_mixes_them_up_prints_nothing(tmp_path: Path) -> None:
    with ExitStack() as stack:
        counters = several(tmp_path, stack, Overwriting(threading.Barrier(6)))
        outcomes = at_once(counters)
        assert sum(isinstance(outcome, Issued) for outcome in outcomes) <= 1
        assert sum(isinstance(outcome, Mismatch) for outcome in outcomes) >= 5
        for counter, outcome in zip(counters, outcomes, strict=True):
            if isinstance(outcome, Mismatch):
                assert counter.events("certificate_mismatch")
                assert counter.printer.orders == []


# --- Saitama, Niigata, Kumamoto ---------------------------------------------------------------------------------------

SINCE_THE_MENU = {
    "seal = 'cancelled'": "seal-cancelled",
    "standing = 'moving_out'": "moving-out",
    "standing = 'moved_out'": "moved-out",
    "counter_only = 'protection'": "ask",
}


@pytest.mark.parametrize("what", SINCE_THE_MENU)
def test_what_changed_since_the_menu_is_not_printed(parts: Parts, terminal: Terminal, walk: Walk, what: str) -> None:
    """Entitlement is looked at again at the moment of issue."""
    before = len(parts.paper.documents())
    log_in_for_paper(walk, parts, "ordinary")
    to_confirm(walk, "seal_registration")
    parts.town.events.write_text(f"[people.reiji-fumi]\n{what}\n", encoding="utf-8")
    try:
        walk.press("main")
        walk.driver.wait("certificates.refused.*|trouble.*", LONG_S)
        assert walk.driver.page() == f"certificates.refused.{SINCE_THE_MENU[what]}"
    finally:
        parts.town.events.unlink()
    assert len(parts.paper.documents()) == before
    walk.press("menu")
    walk.driver.wait("menu")
    log_out(walk)


# --- Munakata ---------------------------------------------------------------------------------------------------------


def test_a_terminal_below_the_allowed_version_gets_no_paper(tmp_path: Path) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-o-") as folder,
        Parts(Path(folder), paper=Path(folder) / "paper", oldest_terminal="99.0.0") as parts,
        parts.terminal(name="old", way="coins") as old,
    ):
        walk = Walk("old", old.driver, record := Record(tmp_path))
        back_to_start(parts, old.driver)
        log_in_for_paper(walk, parts, "ordinary")
        walk.press("certificates")
        walk.driver.wait("certificates.purpose")
        walk.press("company")
        walk.driver.wait("certificates.refused.version", LONG_S)
        assert parts.paper.documents() == []
        record.close()


# --- Takamatsu --------------------------------------------------------------------------------------------------------


def test_a_second_gateway_where_one_was_declared_refuses_to_start(parts: Parts, terminal: Terminal) -> None:
    command = [str(COMMANDS / "gateway"), "--config", str(parts.town.settings), "serve"]
    second = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode == 2
    assert "nodes" in second.stderr


# --- and the wrong hand -----------------------------------------------------------------------------------------------


def test_an_answer_signed_by_somebody_else_prints_nothing(parts: Parts, walk: Walk, tmp_path: Path) -> None:
    """A terminal that trusts another key than the gateway's: alarm, number, no paper, no charge."""
    before = len(parts.paper.documents())
    settings = parts.write_settings(name="doubter", way="coins")
    other = tmp_path / "other.pem"
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    other.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    text = settings.read_text(encoding="utf-8").replace(str(parts.town.keys / "statement.pem"), str(other))
    settings.write_text(text, encoding="utf-8")
    with Terminal("doubter", settings, parts.folder, {**parts.client_env, "SDL_VIDEODRIVER": "dummy"}) as doubter:
        hand = Walk("doubter", doubter.driver, record := Record(tmp_path / "doubter"))
        back_to_start(parts, doubter.driver)
        log_in_for_paper(hand, parts, "ordinary")
        to_confirm(hand, "seal_registration")
        hand.press("main")
        hand.driver.wait("certificates.mismatch", LONG_S)
        [alarm] = events(parts, "certificate_mismatch", "doubter")
        assert alarm["what"] == "StatementInvalid"
        assert alarm["level"] == "alarm"
        record.close()
    assert len(parts.paper.documents()) == before
