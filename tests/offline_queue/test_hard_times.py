"""The daemon killed, its disk full or failing, its files spoilt, its clock wrong: what was accepted is delivered."""

from __future__ import annotations

import contextlib
import random
import shutil
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from offline_queue.client import QueueClient
from offline_queue.store import Store
from offline_queue.values import Accepted, Lane, LinkState, NewItem, No, Reason, Received, Unknown, Waiting, mint
from tests.offline_queue.keeping import Kept
from tests.offline_queue.peer import Intake, good, problem, serving
from tests.offline_queue.site import TERMINAL, WITHIN_S, Site, sealed_item

KILLS = 25


def test_killed_at_any_instant(site: Site, intake: Intake) -> None:
    """Puts and deliveries go on while the daemon is killed again and again. A put without an answer is repeated."""
    accepted: dict[str, tuple[NewItem, Accepted]] = {}
    cases = [mint() for _ in range(3)]
    stop = threading.Event()

    def put_on() -> None:
        queue = QueueClient(site.socket, timeout_s=WITHIN_S)
        while not stop.is_set():
            case = random.choice([*cases, mint()])
            item = sealed_item(site.to, random.randbytes(200), case=case, attachments=(b"photo",) * random.randrange(2))
            outcome = queue.put(item)
            assert isinstance(outcome, Accepted), outcome
            accepted[item.key] = item, outcome

    putting = threading.Thread(target=put_on)
    putting.start()
    try:
        for _ in range(KILLS):
            process = site.start()
            before = len(intake.asked)
            enough = random.randrange(1, 12)
            intake.wait_for(lambda peer, until=before + enough: len(peer.asked) >= until, WITHIN_S)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=WITHIN_S)
        with site.running() as queue:
            stop.set()
            putting.join(WITHIN_S)
            for key in accepted:
                assert isinstance(queue.delivery(key, wait_s=WITHIN_S / 2), Received)
    finally:
        stop.set()
        putting.join(WITHIN_S)
    assert len(accepted) > KILLS
    assert set(intake.effects) >= set(accepted)
    assert set(intake.effects.values()) == {1}
    numbers = [claims["sequence"] for claims in intake.claims.values()]
    assert len(numbers) == len(set(numbers))
    for key, (_, told) in accepted.items():
        assert intake.claims[key]["sequence"] == told.sequence
    for sequences in intake.order.values():
        assert sequences == sorted(sequences)


def _fill(file: Path) -> None:
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as rubbish:
        while True:
            rubbish.write(bytes(4096))


@contextmanager
def _small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def _can_mount(folder: Path) -> bool:
    try:
        with _small_disk(folder / "probe", 1):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def test_a_full_disk_is_refused_before_and_drained_after(site: Site, intake: Intake, tmp_path: Path) -> None:
    if not _can_mount(tmp_path):
        pytest.skip("needs the right to mount")
    shutil.rmtree(site.directory)
    with _small_disk(site.directory, 64):
        site.write_recipients((site.to,))
        port, site.port = site.port, 9
        site.extra = "keep_free = 2"
        items = [sealed_item(site.to, attachments=(bytes(500_000),)) for _ in range(200)]
        with site.running() as queue:
            kept = []
            for item in items:
                outcome = queue.put(item)
                if not isinstance(outcome, Accepted):
                    assert outcome == No(Reason.NO_SPACE)
                    break
                kept.append(item)
            assert 20 < len(kept) < 150
            assert queue.may_accept(Lane.APPLICATIONS, 1000) == No(Reason.NO_SPACE)
            assert site.status().ballast
        # Somebody else fills the rest, to the last byte.
        rubbish = site.directory / "rubbish"
        _fill(rubbish)
        site.port = port
        with site.running() as queue:
            for item in kept:
                assert isinstance(queue.delivery(item.key, wait_s=50), Received)
            assert site.events("ballast_thrown_off") != []
            rubbish.unlink()
            assert isinstance(queue.put(sealed_item(site.to)), Accepted)
            # The file gives back what it grew by.
            file = site.directory / "applications.db"
            site.wait(lambda _: file.stat().st_size < 8_000_000)
            site.wait(lambda status: status.ballast)
    assert set(intake.effects.values()) == {1}


def test_what_nobody_claimed_goes_from_a_disk_that_has_no_room_for_its_log(site: Site, tmp_path: Path) -> None:
    """To delete is to write. Attachments whose items never came are let go of at the start, one item's at a time."""
    if not _can_mount(tmp_path):
        pytest.skip("needs the right to mount")
    shutil.rmtree(site.directory)
    with _small_disk(site.directory, 64):
        site.write_recipients((site.to,))
        with site.running() as queue:
            item = sealed_item(site.to)
            assert isinstance(queue.put(item), Accepted)
        kept = Kept(site.directory)
        for _ in range(30):
            kept.do(
                partial(Store.keep_chunk, key=mint(), attachment=0, number=0, digest="0" * 64, chunk=bytes(1 << 20))
            )
        kept.close()
        rubbish = site.directory / "rubbish"
        _fill(rubbish)
        with rubbish.open("r+b") as content:
            content.truncate(rubbish.stat().st_size - (3 << 20))
        with site.running() as queue:
            assert isinstance(queue.delivery(item.key), Waiting)
            (dropped,) = site.wait_event("attachments_dropped")
            assert dropped["count"] == 30
            assert site.events("disk_full") == []


@pytest.mark.skipif(shutil.which("fiu-run") is None, reason="fiu-utils is not installed")
def test_a_disk_that_fails_now_and_then(site: Site, intake: Intake) -> None:
    """A tenth of all syncs and some writes fail. What was answered "accepted" comes through; nothing comes twice."""
    faults = [
        "-c",
        "enable_random name=posix/io/sync/*,probability=0.1",
        "-c",
        "enable_random name=posix/io/rw/pwrite*,probability=0.02,failinfo=5",
    ]
    port, site.port = site.port, 9
    items = [sealed_item(site.to) for _ in range(60)]
    accepted = []
    process = None
    for _ in range(20):  # it may fail while it opens its file
        try:
            process = site.start(["fiu-run", "-x", *faults])
            break
        except AssertionError:
            continue
    assert process is not None
    try:
        queue = QueueClient(site.socket, timeout_s=5)
        for item in items:
            outcome = queue.put(item)
            assert isinstance(outcome, Accepted | No | Unknown)
            if isinstance(outcome, Accepted):
                accepted.append(item)
    finally:
        process.kill()
        process.communicate(timeout=WITHIN_S)
    assert len(accepted) > 20
    assert site.events("disk_error") != []
    site.port = port
    with site.running() as queue:
        for item in accepted:
            assert isinstance(queue.delivery(item.key, wait_s=50), Received)
        # Whoever heard nothing puts it again, with the same key.
        for item in items:
            assert isinstance(queue.put(item), Accepted)
            assert isinstance(queue.delivery(item.key, wait_s=50), Received)
    assert len(intake.effects) == len(items)
    assert set(intake.effects.values()) == {1}


def test_a_spoilt_file_is_set_aside_reported_and_kept(site: Site) -> None:
    with site.running() as queue:
        before = queue.put(sealed_item(site.to))
    assert isinstance(before, Accepted)
    file = site.directory / "applications.db"
    file.write_bytes(b"\xa5" * file.stat().st_size)
    spoilt = file.read_bytes()
    with site.running() as queue:
        (aside,) = site.status().set_aside
        assert (site.directory / aside).read_bytes() == spoilt
        after = queue.put(sealed_item(site.to))
        assert isinstance(after, Accepted)
        assert after.sequence > before.sequence
    assert [each["file"] for each in site.events("file_set_aside")] == [aside]
    with site.running():
        assert site.status().set_aside == (aside,)


def test_a_case_goes_on_after_its_file_was_lost(site: Site, intake: Intake) -> None:
    """Its next item is taken, and no dead letter; the one after it keeps its place."""
    case = mint()
    before, lost, *later = [sealed_item(site.to, case=case) for _ in range(4)]
    with site.running() as queue:
        assert isinstance(queue.put(before), Accepted)
        assert isinstance(queue.delivery(before.key, wait_s=50), Received)
        site.wait(lambda status: status.link is LinkState.ONLINE)
    port, site.port = site.port, 9
    with site.running() as queue:
        assert isinstance(queue.put(lost), Accepted)
    file = site.directory / "applications.db"
    file.write_bytes(b"\xa5" * file.stat().st_size)
    site.port = port
    with site.running() as queue:
        for item in later:
            assert isinstance(queue.put(item), Accepted)
        for item in later:
            assert isinstance(queue.delivery(item.key, wait_s=50), Received)
        assert site.status().dead_letters == ()
    assert [claims["key"] for claims in intake.claims.values()] == [before.key, *(item.key for item in later)]


def test_a_file_that_is_spoilt_under_a_running_daemon(site: Site, intake: Intake) -> None:
    """SQLite notices when it reads a page again: the file is set aside then, and the queue goes on."""
    intake.behave = lambda *_: problem(403, "terminal-unknown")
    items = [sealed_item(site.to, bytes(30_000)) for _ in range(150)]
    with site.running() as queue:
        for item in items:
            assert isinstance(queue.put(item), Accepted)
    with site.running() as queue:
        site.wait(lambda status: status.link is LinkState.STOPPED)
        file = site.directory / "applications.db"
        with file.open("r+b") as content:
            for page in range(2, file.stat().st_size // 4096):
                content.seek(page * 4096)
                content.write(b"\xff" * 4096)
        intake.behave = good
        queue.resume()
        site.wait(lambda status: len(status.set_aside) == 1)
        after = sealed_item(site.to)
        put = queue.put(after)
        assert isinstance(put, Accepted)
        assert put.sequence > len(items)
        assert isinstance(queue.delivery(after.key, wait_s=50), Received)


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed")
@pytest.mark.parametrize("jump", ["+1y", "-1y"])
def test_a_clock_that_is_a_year_wrong_loses_and_delays_nothing(site: Site, tmp_path: Path, jump: str) -> None:
    """Put by a terminal whose clock is wrong; its certificates are still good then. Delivered when it is right."""
    site.port = 9
    clock = tmp_path / "clock"
    clock.write_text("+0")
    env = {"FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1"}
    env |= {"LD_PRELOAD": _faketime_library()}
    with site.running(env=env) as queue:
        first = sealed_item(site.to)
        assert isinstance(queue.put(first), Accepted)
        clock.write_text(jump)
        second = sealed_item(site.to)
        put = queue.put(second)
        assert isinstance(put, Accepted)
        assert isinstance(queue.delivery(first.key), Waiting)
        age = site.status().lanes[Lane.APPLICATIONS].oldest_s
        assert age is not None
        assert abs(age) > 360 * 86_400  # told as it is; nothing is decided by it
    with serving(site.tls, TERMINAL, (site.to,)) as intake:
        site.port = intake.port
        with site.running() as queue:
            for item in (first, second):
                assert isinstance(queue.delivery(item.key, wait_s=50), Received)
        assert intake.claims[second.key]["accepted_at"] == put.accepted_at.isoformat().replace("+00:00", "Z")


def _faketime_library() -> str:
    (found,) = list(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    return str(found)


def test_a_stolen_disk_tells_nothing(site: Site, intake: Intake) -> None:
    """A planted marker is in no file at any time; and after the delivery the sealed bytes are gone as well."""
    marker = b"MARKER-" + random.randbytes(16).hex().encode()
    port, site.port = site.port, 9
    with site.running() as queue:
        item = sealed_item(site.to, marker * 50, attachments=(marker * 20_000,))
        assert isinstance(queue.put(item), Accepted)
        assert _files_with(site, marker) == []
        # The search would find it: what is sealed is there.
        assert _files_with(site, item.sealed[100:200]) != []
        assert _files_with(site, item.attachments[0][5000:5100]) != []
    site.port = port
    with site.running() as queue:
        assert isinstance(queue.delivery(item.key, wait_s=50), Received)
        pieces = (marker, item.sealed[100:200], item.attachments[0][5000:5100], item.attachments[0][300_000:300_100])
        site.wait(lambda _: not any(_files_with(site, piece) for piece in pieces))
    assert marker not in (site.folder / "log").read_bytes()
    assert sqlite3.connect(site.directory / "applications.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _files_with(site: Site, needle: bytes) -> list[str]:
    return [path.name for path in site.directory.iterdir() if needle in path.read_bytes()]


def test_two_daemons_on_one_queue(site: Site) -> None:
    with site.running() as queue:
        with pytest.raises(AssertionError, match="SQLITE_BUSY"):
            site.start()
        assert isinstance(queue.put(sealed_item(site.to)), Accepted)


def test_what_was_accepted_is_not_refused_later(site: Site) -> None:
    """The answer of a put was lost, and it is repeated when there is no room any more, or the file can't be used."""
    with site.running() as queue:
        item = sealed_item(site.to, attachments=(b"photo",))
        accepted = queue.put(item)
        assert isinstance(accepted, Accepted)
    site.extra = "keep_free = 1000000000"
    with site.running() as queue:
        assert queue.put(sealed_item(site.to, attachments=(b"photo",))) == No(Reason.NO_SPACE)
        assert queue.put(item) == accepted
