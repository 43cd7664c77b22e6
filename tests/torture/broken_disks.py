"""Ordeals of the disk: power cuts, no room, errors, spoilt pages."""

from __future__ import annotations

import contextlib
import random
import shutil
from pathlib import Path

from offline_queue.values import Accepted, Lane, No, Reason, Status, mint
from tests.torture.audit import search
from tests.torture.books import sealed_item
from tests.torture.disks import Disk
from tests.torture.site import Site, reckon
from tests.torture.terminal import pause

_PAGE = 4096
_NOBODY = 9
"""A port where no gateway is."""


def power_cuts(here: Site, count: int) -> None:
    """The power goes at a random instant while people put; every other time with the gateway out of reach, so that what
    was accepted is on this disk only."""
    terminal, port = here.terminal, here.terminal.port
    disk = Disk(terminal.folder / "image", terminal.disk, 192)
    with disk.mounted():
        terminal.knows(terminal.to)
        # Several at once, so that acceptances share their syncs.
        with here.traffic(pace_s=0.01), here.traffic(pace_s=0.01):
            for number in range(count):
                if here.over:
                    break
                terminal.port = _NOBODY if number % 2 else port
                terminal.start()
                if not here.accepted_more(here.rng.randrange(5, 60)):
                    here.figures.finding("nothing is accepted after a power cut")
                pause(here.rng.uniform(0, 0.05))
                disk.cut_power()
                terminal.kill()
                disk.power_returns()
                here.figures.faults["power cut"] += 1
        terminal.port = port
        terminal.start()
        reckon(here, places=[])
        terminal.stop()
    _search_image(here, disk)


def full(here: Site) -> None:
    """The queue takes what fits and refuses the rest in time; somebody else fills the disk to the last byte; it is
    drained all the same, and then takes again."""
    terminal, port = here.terminal, here.terminal.port
    terminal.port, terminal.extra = _NOBODY, "keep_free = 2"
    disk = Disk(terminal.folder / "image", terminal.disk, 64)
    with disk.mounted():
        terminal.knows(terminal.to)
        terminal.start()
        kept = _put_until_refused(here)
        if kept < 20:
            here.figures.finding(f"only {kept} items on an empty disk")
        if terminal.client.may_accept(Lane.APPLICATIONS, 1000) != No(Reason.NO_SPACE):
            here.figures.finding("it would accept without room")
        terminal.kill()
        rubbish = terminal.disk / "rubbish"
        _fill(rubbish)
        here.figures.faults["disk filled"] += 1
        terminal.port = port
        terminal.start()
        if terminal.drained(400) is None:
            here.figures.finding("a full disk is not drained")
        if not terminal.events()["ballast_thrown_off"]:
            here.figures.finding("the ballast was not needed: the disk was not full")
        rubbish.unlink()
        with here.traffic(pace_s=0.02):
            if not here.accepted_more(5):
                here.figures.finding("with room again, nothing is accepted")
        reckon(here)
        terminal.stop()
    _search_image(here, disk)


def _put_until_refused(here: Site) -> int:
    rng, case = here.rng, mint()
    for count in range(500):
        item = sealed_item(here.terminal.to, rng, case if count % 3 else mint(), Lane.APPLICATIONS, large=True)
        here.books.begins(item)
        answer = here.terminal.client.put(item)
        here.books.answered(item, answer)
        if not isinstance(answer, Accepted):
            if answer != No(Reason.NO_SPACE):
                here.figures.finding(f"without room it says {answer}")
            return count
    here.figures.finding("500 large items on a small disk")
    return 500


def _fill(file: Path) -> None:
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as rubbish:
        while True:
            rubbish.write(bytes(_PAGE))


def errors(here: Site, rounds: int) -> None:
    """Syncs and writes fail now and then, while it accepts and delivers; then it is killed and the disk is well."""
    faults = [
        "-c", "enable_random name=posix/io/sync/*,probability=0.05",
        "-c", "enable_random name=posix/io/rw/pwrite*,probability=0.01,failinfo=5",
    ]  # fmt: skip
    for _ in range(rounds):
        for _ in range(20):  # it may fail while it opens its files
            here.terminal.spawn(["fiu-run", "-x", *faults])
            if here.terminal.ready():
                break
            here.terminal.kill()
        else:
            here.figures.finding("it never starts on a disk that fails now and then")
        with here.traffic(pace_s=0.02):
            here.accepted_more(40)
        here.terminal.kill()
        here.figures.faults["with a failing disk"] += 1
    here.terminal.start()
    reckon(here)
    failed = here.terminal.events()["disk_error"]
    if not failed:
        here.figures.finding("the disk never failed: nothing was tried")


def why_no_errors() -> str | None:
    """Why the disk can't be made to fail; None: it can."""
    return None if shutil.which("fiu-run") else "fiu-utils is not installed"


def spoilt(here: Site, rounds: int) -> None:
    """Pages are overwritten while the queue is off: in its header, its indexes, its content.

    What can't be read any more can't be delivered. But nothing of it is hidden, sent as something else or given a
    number again: it is delivered whole, reported as a dead letter, or in the file that was set aside and reported.
    """
    terminal, port = here.terminal, here.terminal.port
    for number in range(rounds):
        if here.over:
            break
        terminal.port = _NOBODY
        terminal.start()
        with here.traffic(pace_s=0.01):
            here.accepted_more(here.rng.randrange(10, 40))
        (terminal.stop if number % 2 else terminal.kill)()
        _spoil(terminal.disk / "applications.db", here.rng)
        _spoil(terminal.disk / "records.db", here.rng)
        here.figures.faults["file spoilt"] += 2
        terminal.port = port
        terminal.start()
        if terminal.drained(400) is None:
            here.figures.finding("it does not answer after its file was spoilt")
        terminal.kill()
    terminal.start()
    status = terminal.client.status()
    dead: list[str] = []
    if isinstance(status, Status):
        dead = [letter.key for letter in status.dead_letters]
        here.figures.notes["set aside"] = len(status.set_aside)
        # A letter whose own key is spoilt still says that there is one, but not which.
        nameless = sum(key not in here.books.entries for key in dead)
        here.figures.notes["dead letters with a spoilt key"] = nameless
        on_disk = sorted(path.name for path in terminal.disk.glob("*.db.corrupt-*"))
        if list(status.set_aside) != [name for name in on_disk if not name.endswith("-wal")]:
            here.figures.finding("files were set aside and not all reported")
    aside = _aside(here)
    here.figures.aside = len(aside)
    reckon(here, dead=[*dead, *_behind(here, dead)], aside=aside)


def _spoil(file: Path, rng: random.Random) -> None:
    """A page at random, whole or some bytes of it."""
    with file.open("r+b") as content:
        pages = max(1, file.stat().st_size // _PAGE)
        page, size = rng.randrange(pages), rng.choice((1, 16, 200, _PAGE))
        content.seek(page * _PAGE + rng.randrange(_PAGE - size + 1))
        content.write(rng.randbytes(size))


def _aside(here: Site) -> list[str]:
    """Keys of accepted items that were not delivered because their file was set aside."""
    files = list(here.terminal.disk.glob("*.db.corrupt-*"))
    lanes = {path.name.split(".")[0] for path in files}
    texts = [path.read_bytes() for path in files]
    found = []
    for entry in here.books.entries.values():
        if entry.lane in lanes and any(entry.key.encode() in text or entry.probe in text for text in texts):
            found.append(entry.key)
    return found


def _behind(here: Site, dead: list[str]) -> list[str]:
    """What a dead letter holds: the later items of its case."""
    cases = {here.books.entries[key].case for key in dead if key in here.books.entries}
    return [each.key for each in here.books.entries.values() if each.case in cases]


def _search_image(here: Site, disk: Disk) -> None:
    """The disk itself, with all that files have let go of."""
    search(here.figures, [disk.image])
