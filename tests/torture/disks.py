"""A disk of its own in a file, with ext4, from which the power can be taken (root only)."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN, linux/fs/ext4/ext4.h: _IOR('X', 125, __u32)
_NOLOGFLUSH = 2


class Disk:
    """image: what a thief would carry away. It is mounted at `at`."""

    def __init__(self, image: Path, at: Path, megabytes: int) -> None:
        self.image, self.at = image, at
        at.mkdir(parents=True, exist_ok=True)
        with image.open("wb") as file:
            file.truncate(megabytes << 20)
        _run("mkfs.ext4", "-q", "-F", "-m", "0", str(image))

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """Until the block is left; power may come back in between."""
        self._mount()
        try:
            yield
        finally:
            _run("umount", "-l", str(self.at))

    def cut_power(self) -> None:
        """From now on nothing reaches the disk any more, not even the journal that waits in memory."""
        handle = os.open(self.at, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.ioctl(handle, _SHUTDOWN, struct.pack("I", _NOLOGFLUSH))
        finally:
            os.close(handle)

    def power_returns(self) -> None:
        """What reached the disk is there again. Nobody may have files open on it."""
        _run("umount", str(self.at))
        self._mount()

    def _mount(self) -> None:
        _run("mount", "-o", "loop", str(self.image), str(self.at))


def why_not() -> str | None:
    """Why there can be no such disk here; None: there can."""
    if os.getuid() != 0:
        return "needs root"
    with tempfile.TemporaryDirectory() as folder:
        try:
            disk = Disk(Path(folder) / "probe", Path(folder) / "at", 16)
            with disk.mounted():
                (disk.at / "file").write_bytes(b"never synced")
                disk.cut_power()
                disk.power_returns()
                if (disk.at / "file").exists():
                    return "the filesystem does not shut down"
        except (OSError, subprocess.CalledProcessError) as error:
            return f"no loop mounts with ext4 ({type(error).__name__})"
    return None


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
