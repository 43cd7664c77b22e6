"""What came out of the printer, as pictures in a folder: receipt-0001.png, receipt-0002.png …"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from devices.virtual.receipt_printer.machine import Row

DOTS_PER_INCH = 203.2  # 8 dots per mm


def to_image(rows: list[Row]) -> Image.Image:
    """Rows of dots, first dot in the highest bit of the first byte, as a picture: black on white, 1 bit."""
    burnt = Image.frombytes("1", (8 * len(rows[0]), len(rows)), b"".join(rows))
    return burnt.point(lambda dot: 255 - dot, "1")


class Papers:
    """The tray. folder: made if missing; numbers go on where an earlier run stopped."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._next = 1 + max(
            (int(path.stem[8:]) for path in folder.glob("receipt-[0-9][0-9][0-9][0-9].png")), default=0
        )
        self.names: list[str] = []

    def lay(self, rows: list[Row]) -> None:
        """One more piece of paper. The picture is there when its name is."""
        name = f"receipt-{self._next:04d}.png"
        self._next += 1
        half_written = self._folder / f".{name}"
        to_image(rows).save(half_written, format="PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
        half_written.rename(self._folder / name)
        self.names.append(name)
