"""Where a document may lie on its way through cupsd, and a cupsd that keeps it no longer than it must.

    python -m devices.printers.documents.spool FOLDER      print both configurations for that folder

A terminal's own cupsd listens at one Unix socket, works in one folder in memory, prints every job once, gives up after
ten seconds without the printer, and forgets. Before it starts, `empty` throws away what it held when it died: else it
would print that again, for whoever stands there then.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

_HERE = Path(__file__).parent
_IN_MEMORY = ("tmpfs", "ramfs")
# cupsd waits so long for a printer that does not answer (an option of the device's address).
CONNECT_TIMEOUT_S = 10
DEVICE_OPTIONS = f"contimeout={CONNECT_TIMEOUT_S}"
QUEUE_OPTIONS = ("printer-error-policy=abort-job", "printer-is-shared=false")


def configurations(folder: Path, group: str = "root") -> Mapping[str, str]:
    """cupsd.conf and cups-files.conf for a cupsd that has all in `folder`. group: who may change its queues."""
    values = {"folder": str(folder), "group": group}
    names = ("cupsd.conf", "cups-files.conf")
    return {name: Template((_HERE / name).read_text(encoding="ascii")).substitute(values) for name in names}


def why_lasting(folder: Path) -> str | None:
    """Why bytes in this folder might outlive the machine's power; None if they can't.

    A file system in memory counts only while nothing of memory is swapped out to a disk.
    """
    kind = _file_system(folder.resolve())
    if kind not in _IN_MEMORY:
        return f"{kind}: not in memory"
    swaps = Path("/proc/swaps").read_text(encoding="utf-8").splitlines()[1:]
    if any(not line.startswith("/dev/zram") for line in swaps):
        return "memory is swapped out to a disk"
    return None


def why_unsafe(socket: Path) -> str | None:
    """Why documents given to the cupsd at this socket might last; None if they can't.

    A cupsd configured as here has its spool beside the folder of its socket; the machine's own one keeps to a disk.
    """
    spool = socket.parent.parent / "spool"
    return why_lasting(spool) if spool.is_dir() else "its spool is not the terminal's own"


def empty(folder: Path) -> None:
    """Throw away what a cupsd of this folder left: documents, jobs, half-made files. Not while it runs.

    What must be there for it to start is there afterwards.
    """
    spool = folder / "spool"
    if spool.is_dir():
        for left in spool.iterdir():
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
    (spool / "tmp").mkdir(parents=True)
    (folder / "cache" / "job.cache").unlink(missing_ok=True)


def _file_system(path: Path) -> str:
    """The kind of file system a path lies on (proc(5), mountinfo: mount point is field 5, kind after the dash)."""
    longest, kind = "", "unknown"
    for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines():
        before, _, after = line.partition(" - ")
        point = before.split(" ")[4].replace("\\040", " ")
        if len(point) >= len(longest) and (path == Path(point) or Path(point) in path.parents):
            longest, kind = point, after.split(" ")[0]
    return kind


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0, or 1 if the folder is one that lasts."""
    parser = argparse.ArgumentParser(prog="python -m devices.printers.documents.spool", description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    for name, text in configurations(options.folder).items():
        print(f"# --- {name}\n{text}")
    lasting = why_lasting(options.folder)
    if lasting is not None:
        print(f"{options.folder}: documents must not lie there ({lasting})", file=sys.stderr)
    return 0 if lasting is None else 1


if __name__ == "__main__":
    sys.exit(main())
