"""Input devices of umockdev's: real device nodes, ioctls and records, for programs started in its testbed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).parent / "umockdev_inputs.py"


@dataclass(frozen=True, slots=True)
class TouchDevice:
    """A touchscreen as the kernel describes it. axes: least and most value and units per mm by code."""

    name: str = "Synthetic Touchscreen"
    vendor: int = 0xFFF0
    product: int = 2
    keys: tuple[int, ...] = ()
    axes: Mapping[int, tuple[int, int, int]] = field(default_factory=dict)
    properties: tuple[int, ...] = (1,)  # INPUT_PROP_DIRECT


class Testbed:
    """Input devices that come and go. `environment`: for programs that are to see them."""

    __test__ = False

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program
        assert program.stdout is not None
        root = program.stdout.readline().strip()
        self.environment = {**os.environ, "LD_PRELOAD": "libumockdev-preload.so.0", "UMOCKDEV_DIR": root}

    def plug(self, node: str, *, vendor: int = 0xFFF0, product: int = 1, held: bool = False) -> None:
        """A keyboard appears at /dev/input/<node>. held: by another program; whoever grabs it is told EBUSY."""
        name = "Synthetic Barcode Scanner"
        self._do(do="plug", node=node, name=name, vendor=vendor, product=product, held=held)

    def plug_touch(self, node: str, device: TouchDevice, *, held: bool = False) -> None:
        """A touchscreen appears at /dev/input/<node>."""
        self._do(do="plug", node=node, held=held, **asdict(device))

    def plug_switch(self, node: str, name: str, switches: Mapping[int, bool]) -> None:
        """A device with switches alone appears at /dev/input/<node>: whether each is on, by code."""
        who = {"name": name, "vendor": 0xFFF0, "product": 3}
        self._do(do="plug", node=node, held=False, keys=[], switches=dict(switches), **who)

    def state(
        self,
        node: str,
        *,
        keys: Sequence[int] = (),
        axes: Mapping[int, int] | None = None,
        slots: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        """What the kernel knows of it from now on: keys that are pressed, values of axes, values of each slot."""
        self._do(do="state", node=node, keys=list(keys), axes=dict(axes or {}), slots=dict(slots or {}))

    def let_go(self, node: str) -> None:
        """The other program holds it no more."""
        self._do(do="let_go", node=node)

    def unplug(self, node: str) -> None:
        """It goes: its file first, then every read and ioctl says ENODEV."""
        self._do(do="unplug", node=node)

    def type(self, node: str, records: bytes) -> None:
        """The kernel's records of what was typed."""
        self._do(do="type", node=node, records=records.hex())

    def grabbed(self, node: str) -> bool:
        """Whether somebody holds it alone."""
        return bool(self._do(do="grabbed", node=node)["grabbed"])

    def _do(self, **asked: Any) -> dict[str, Any]:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(json.dumps(asked) + "\n")
        self._program.stdin.flush()
        answer: dict[str, Any] = json.loads(self._program.stdout.readline())
        return answer


@contextmanager
def input_devices() -> Iterator[Testbed]:
    """Start one; it ends with the block."""
    wrapper = shutil.which("umockdev-wrapper")
    assert wrapper is not None, "umockdev is not installed"
    with subprocess.Popen(
        [wrapper, "/usr/bin/python3", str(PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            yield Testbed(program)
        finally:
            assert program.stdin is not None
            program.stdin.close()
            program.wait(10)
