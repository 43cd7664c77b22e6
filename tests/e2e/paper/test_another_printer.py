"""A whole terminal at an IPP printer that others wrote: CUPS' ippeveprinter gets the very bytes that were sealed."""

from __future__ import annotations

import sqlite3
import subprocess
from hashlib import sha256
from pathlib import Path

from kiosk.demo.judge import Expected, judge
from kiosk.demo.parts import Parts, Terminal
from kiosk.demo.steps import LONG_S
from kiosk.demo.steps_paper import TITLES, clerk_by_code, log_in_for_paper, taken, to_confirm
from kiosk.demo.tour import back_to_start
from kiosk.demo.walk import Record, Walk
from tests.parts.ippeveprinter import eve_printer

KIND = "resident_record"
NAME = "葛\U000e0102城　雅"


def test_ippeveprinter_gets_the_sealed_bytes(parts: Parts, tmp_path: Path) -> None:
    with eve_printer(pace=0.2) as eve:
        settings = parts.write_settings(name="eve", way="counter")
        said = settings.read_text("utf-8")
        assert said.count(parts.paper.printer_uri) == 1
        settings.write_text(said.replace(parts.paper.printer_uri, f"ipp://{eve.address}"), "utf-8")
        others = parts.paper.documents()
        with Terminal("eve", settings, parts.folder, {**parts.client_env, "SDL_VIDEODRIVER": "dummy"}) as terminal:
            back_to_start(parts, terminal.driver)
            walk = Walk("at ippeveprinter", terminal.driver, record := Record(tmp_path / "pages"))
            log_in_for_paper(walk, parts, "rare_kanji")
            to_confirm(walk, KIND)
            walk.press("main")
            walk.meet("certificates.pay_at_counter", timeout_s=LONG_S)
            clerk_by_code(walk)
            walk.press("slip")
            walk.meet("staff.slip")
            walk.press("have_it")
            walk.meet("staff.room")
            walk.press("leave")
            taken(walk)
            record.close()
        got = eve.printed
    assert parts.paper.documents() == others
    pdf = tmp_path / "got.pdf"
    pdf.write_bytes(got)
    subprocess.run(["pdftoppm", "-r", "150", "-png", pdf, tmp_path / "side"], check=True, timeout=60)
    judge(pdf, sorted(tmp_path.glob("side-*.png")), Expected(TITLES[KIND], NAME), parts.inquiry())
    assert (sha256(got).hexdigest(), "printed") in issued(parts)


def issued(parts: Parts) -> set[tuple[str, str | None]]:
    """Hash and reported result of every document that the gateway issued, straight from its database."""
    with sqlite3.connect(f"file:{parts.folder / 'gateway.sqlite'}?mode=ro", uri=True) as database:
        return set(database.execute("SELECT sha256, result FROM certificate_requests WHERE sha256 IS NOT NULL"))
