"""Power cuts of a whole disk: run in a mount namespace of its own (`unshare -m`), as root.

    python -m tests.devices.payment.power_cut DIRECTORY CUTS

Makes an ext4 file system in a file, writes payments to a journal on it, pulls the plug (EXT4_IOC_SHUTDOWN with
NOLOGFLUSH: nothing more reaches the disk, not even ext4's own journal), mounts it again and looks at what is left.
Prints one JSON line per cut: how many entries were acknowledged, and how many of them are there. Exit code 77 where
this isn't permitted.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import random
import sqlite3
import struct
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from devices.payment.journal import Journal, open_journal
from devices.payment.machine import Payment
from devices.payment.outcomes import Way

_SHUTDOWN = 0x8004587D
_NOLOGFLUSH = 2
_NOT_PERMITTED = 77


def main() -> int:
    directory, cuts = Path(sys.argv[1]), int(sys.argv[2])
    image, mounted = directory / "disk", directory / "mounted"
    mounted.mkdir()
    with open(image, "wb") as file:
        file.truncate(16 << 20)
    subprocess.run(["mkfs.ext4", "-q", image], check=True)
    if subprocess.run(["mount", "-o", "loop", image, mounted], stderr=subprocess.DEVNULL).returncode:
        return _NOT_PERMITTED
    acknowledged = 0
    for cut in range(cuts):
        acknowledged += _write(mounted, random.Random(cut).randint(1, 12), cut)
        subprocess.run(["umount", mounted], check=True)
        subprocess.run(["mount", "-o", "loop", image, mounted], check=True)
        print(json.dumps(_look(mounted, acknowledged)), flush=True)
    subprocess.run(["umount", mounted], check=True)
    return 0


def _write(mounted: Path, entries: int, cut: int) -> int:
    """That many entries, then the plug. How many were acknowledged (the first is in `begin`)."""
    journal = open_journal(mounted / "payments.db", datetime.now(UTC))
    assert isinstance(journal, Journal)
    payment = Payment(f"r-{cut}", f"{cut:08}", 300, Way.COINS)
    assert journal.begin(payment, datetime.now(UTC))
    for number in range(1, entries):
        payment = replace(payment, received=number * 10)
        journal.append(payment, "MetersSeen", datetime.now(UTC))
    handle = os.open(mounted, os.O_RDONLY)
    fcntl.ioctl(handle, _SHUTDOWN, struct.pack("I", _NOLOGFLUSH))
    os.close(handle)
    with contextlib.suppress(sqlite3.Error):  # the disk is gone
        journal.close()
    return entries


def _look(mounted: Path, acknowledged: int) -> dict[str, object]:
    journal = open_journal(mounted / "payments.db", datetime.now(UTC))
    assert isinstance(journal, Journal)
    (found,) = journal._connection.execute("SELECT count(*) FROM entry").fetchone()
    set_aside = journal.set_aside
    journal.close()
    return {"acknowledged": acknowledged, "found": found, "set_aside": set_aside}


if __name__ == "__main__":
    sys.exit(main())
