"""The line is down: an application is kept, survives, arrives once, is followed by telephone and decided.

A whole terminal, the real queue daemon, the gateway behind a line that can be cut, and the municipality's back office.
"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from kiosk.demo.applying import FORM_ID
from kiosk.demo.driver import Driver, find
from kiosk.demo.line import Good, Refused
from kiosk.demo.parts import Parts, Terminal
from kiosk.demo.tour import back_to_start
from kiosk.demo.walk import Record, Walk, find_key
from kiosk.demo.walks import APPLYING_WAYS, Way

WITHIN_S = 90.0
NAME = "ぬめぴょ"
PHONE = "08044719913"
BORN = "19470213"
MARKERS = {"number": FORM_ID, "name": NAME, "phone": PHONE}


@pytest.fixture(scope="module")
def parts() -> Iterator[Parts]:
    """Parts of our own, with queue, back office, scanner and camera."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-o-") as folder:
        paper = Path(folder) / "paper"
        with Parts(Path(folder), paper=paper, applying=True) as parts:
            yield parts


@pytest.fixture(scope="module")
def applying(parts: Parts) -> Iterator[Terminal]:
    with parts.terminal(name="apply", way="free", applying=True) as terminal:
        yield terminal


@pytest.fixture
def driver(parts: Parts, applying: Terminal) -> Driver:
    back_to_start(parts, applying.driver)
    wait_until(lambda: parts.applying.waiting() == 0, "the queue is empty")
    return applying.driver


def wait_until(come: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not come():
        assert time.monotonic() < deadline, what
        time.sleep(0.2)  # between questions to another process, which tells nobody when it is done


def to_review(driver: Driver) -> None:
    """A card application of an adult, typed, up to the photo that she likes."""
    driver.press("option.without_card")
    driver.wait("menu")
    driver.press("option.card_application")
    driver.wait("card_application.about")
    driver.press("main")
    driver.wait("card_application.how_to_read")
    driver.press("option.typed")
    driver.wait("card_application.number")
    driver.type_text(FORM_ID)
    driver.press("main")
    driver.wait("card_application.moved")
    driver.press("option.no")
    driver.wait("card_application.birth")
    driver.press("era.western")
    driver.type_text(BORN)
    driver.press("main")
    driver.wait("card_application.name")
    driver.type_text(NAME)
    driver.press("main")
    driver.wait("card_application.contact")
    driver.press("option.phone")
    driver.wait("card_application.phone")
    driver.type_text(PHONE)
    driver.press("main")
    driver.wait("card_application.certificates")
    driver.press("option.both")
    driver.wait("card_application.braille_wish")
    driver.press("option.no")
    driver.wait("card_application.viewfinder")
    wait_until(lambda: find(driver.tree()["tree"], "advice") is not None, "the camera shows something")
    driver.press("main")
    driver.wait("card_application.look_at")
    driver.press("main")
    driver.wait("card_application.review")


def finish(driver: Driver) -> None:
    driver.press("main")
    driver.wait("leave.finished")
    driver.press("main")
    driver.wait("idle")


def shown(driver: Driver, id: str) -> str:
    node = find(driver.tree()["tree"], id)
    assert node is not None
    return str(node["label"])


def follow_page(url: str) -> str:
    with urlopen(url, timeout=20) as answer:  # noqa: S310 - the sandbox's own, on loopback
        return str(answer.read().decode())


def qr_of_last_slip(parts: Parts) -> str:
    """What a telephone reads from the paper (zbar is not ours)."""
    import subprocess

    slip = sorted(parts.paper.receipts_out.glob("*.png"))[-1]
    read = subprocess.run(["zbarimg", "--quiet", "--raw", slip], capture_output=True, text=True, check=True)
    return read.stdout.strip()


def in_memory(driver: Driver) -> list[str]:
    return [what for what, marker in MARKERS.items() if driver.find(marker.encode())]


def in_files(parts: Parts) -> list[str]:
    """Every file under the folder but those of the card issuer, of the back office, and the papers."""
    theirs = {parts.cards, parts.folder / "pcsc", parts.folder / "office", parts.folder / "paper"}
    found = []
    for file in parts.folder.rglob("*"):
        if file.is_file() and not theirs & set(file.parents):
            content = file.read_bytes()
            found += [f"{what} in {file.name}" for what, marker in MARKERS.items() if marker.encode() in content]
    return found


def applications(parts: Parts) -> int:
    """How many have arrived. Each stay also sends what it was for, in its own time."""
    return sum(case["kind"] != "usage-record" for case in parts.applying.cases())


def test_kept_without_the_line_it_arrives_once_and_can_be_followed(parts: Parts, driver: Driver) -> None:
    before = applications(parts)
    to_review(driver)
    assert len(in_memory(driver)) == len(MARKERS), "the search finds what is there"
    parts.line(Refused())
    driver.press("main")
    driver.wait("applications.kept", WITHIN_S)
    receipt, url = shown(driver, "number"), qr_of_last_slip(parts)
    assert parts.applying.waiting() == 1
    finish(driver)
    driver.settled()
    assert in_memory(driver) == []
    assert in_files(parts) == []
    assert "まだ届いていません" in follow_page(url)

    # Neither a kiosk that begins anew nor a killed daemon loses it.
    parts.applying.kill_sync()
    with parts.terminal(name="second", way="free", applying=True) as second:
        second.driver.wait("idle")
    parts.applying.start_sync()
    assert parts.applying.waiting() == 1

    parts.line(Good())
    wait_until(lambda: parts.applying.waiting() == 0 and bool(parts.applying.cases_of(receipt)), "it arrives")
    assert "受け付けました" in follow_page(url)
    assert applications(parts) == before + 1
    case = parts.applying.show(receipt).replace(" ", "")
    assert FORM_ID in case
    assert NAME in case
    parts.applying.decide(receipt, "under_review")
    wait_until(lambda: "審査中" in follow_page(url), "the decision is on the follow page")
    assert in_files(parts) == []


@pytest.mark.parametrize("end", ["stopped", "nobody is there"])
@pytest.mark.parametrize("at", ["review", "viewfinder"])
def test_nothing_remains_of_a_draft(parts: Parts, driver: Driver, at: str, end: str) -> None:
    to_review(driver)
    if at == "viewfinder":
        driver.press("back")
        driver.wait("card_application.look_at|card_application.viewfinder")
        driver.press("back")
        driver.wait("card_application.viewfinder|card_application.braille_wish")
    if end == "stopped":
        driver.press("stop")
    else:
        driver.pass_time(121)
        driver.wait("still_there")
        driver.pass_time(61)
    driver.wait("leave.*")
    driver.settled()
    assert in_memory(driver) == []
    assert in_files(parts) == []
    assert parts.applying.waiting() == 0
    parts.applying.camera_do("wait", **{"for": "unwatched"})  # its lamp is out


def test_a_daemon_that_dies_in_the_midst_of_a_put_is_told_honestly(parts: Parts, driver: Driver) -> None:
    before = applications(parts)
    to_review(driver)
    # It takes the connection and does nothing: then it is killed.
    os.kill(parts.applying.sync.pid, signal.SIGSTOP)
    driver.press("main")
    driver.wait("wait.keep")
    parts.applying.kill_sync()
    driver.wait("applications.perhaps_kept", WITHIN_S)
    parts.applying.start_sync()
    again = find_key(driver.tree()["tree"], "again")
    assert again is not None
    driver.press(again)
    driver.wait("applications.received|applications.kept", WITHIN_S)
    receipt = shown(driver, "number")
    finish(driver)
    wait_until(lambda: parts.applying.waiting() == 0 and bool(parts.applying.cases_of(receipt)), "it arrives")
    assert applications(parts) == before + 1


LEFT_TO_THE_TOUR = ("A baby's card application", "An e-application, the line is cut")
"""Nothing in them that the tests above and the other ways don't do."""


@pytest.mark.parametrize(("title", "way"), [each for each in APPLYING_WAYS if each[0] not in LEFT_TO_THE_TOUR])
def test_the_tours_ways_of_applying(parts: Parts, driver: Driver, tmp_path: Path, title: str, way: Way) -> None:
    record = Record(tmp_path)
    try:
        way(Walk(title, driver, record), parts)
    finally:
        record.close()
