"""A second IPP printer that others wrote: CUPS' ippeveprinter, with TLS, behind a private D-Bus (it insists on one)."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""

_ENDS_WITH_US = ("setpriv", "--pdeathsig", "TERM", "--")

# What its engine does with a document: a side each `pace` seconds, as often as it has pages, unless `orders` says else.
_ENGINE = """#!/bin/sh
folder={folder}
case "$1" in
  *.pwg) /usr/lib/cups/filter/rastertopdf 1 judge page 1 "" "$1" > $folder/printed.pdf ;;
  *) cp "$1" $folder/printed.pdf ;;
esac
pages=$(pdfinfo $folder/printed.pdf | sed -n 's/^Pages: *//p')
pace=$(cat $folder/pace)
side=0
while [ $side -lt ${{pages:-0}} ]; do
  sleep $pace
  [ "$side" = "$(cat $folder/abort)" ] && exit 1
  while [ -e $folder/jam ]; do
    echo "STATE: +media-jam" >&2
    sleep 0.2
  done
  echo "STATE: -media-jam" >&2
  side=$((side + 1))
  echo "ATTR: job-impressions-completed=$side" >&2
done
"""

_ATTRIBUTES = """
ATTR mimeMediaType document-format-supported {format}
ATTR mimeMediaType document-format-default {format}
ATTR keyword media-supported iso_a4_210x297mm,na_letter_8.5x11in
ATTR keyword media-ready {ready}
ATTR keyword media-default iso_a4_210x297mm
ATTR keyword sides-supported {sides}
ATTR keyword sides-default one-sided
ATTR keyword print-scaling-supported {scalings}
ATTR keyword print-scaling-default auto
ATTR enum print-quality-supported 3,4,5
ATTR enum print-quality-default 4
ATTR rangeOfInteger copies-supported 1-99
ATTR integer copies-default 1
ATTR keyword media-col-supported media-bottom-margin,media-left-margin,media-right-margin,media-size,media-size-name,\
media-source,media-top-margin,media-type
ATTR collection media-size-supported {{ MEMBER integer x-dimension 21000 MEMBER integer y-dimension 29700 }}
ATTR integer media-bottom-margin-supported 0,423
ATTR integer media-left-margin-supported 0,423
ATTR integer media-right-margin-supported 0,423
ATTR integer media-top-margin-supported 0,423
ATTR keyword media-source-supported auto,main
ATTR keyword media-type-supported auto,stationery
ATTR keyword print-color-mode-supported monochrome
ATTR resolution printer-resolution-supported 300dpi,600dpi
ATTR resolution printer-resolution-default 300dpi
ATTR resolution pwg-raster-document-resolution-supported 300dpi,600dpi
ATTR keyword pwg-raster-document-sheet-back normal
ATTR keyword pwg-raster-document-type-supported black_1,sgray_8
"""


@dataclass(frozen=True, slots=True)
class EvePrinter:
    """A running one. folder: where its engine looks for `pace` (seconds), `abort` (side), `jam`, and leaves paper."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        """Host, port and path."""
        return f"localhost:{self.port}/ipp/print"

    @property
    def printed(self) -> bytes:
        """The last document; one that came as PWG raster, as a PDF of its pictures (made by cups-filters)."""
        return (self.folder / "printed.pdf").read_bytes()

    def jam(self, *, jammed: bool) -> None:
        """Paper stuck, or freed."""
        (self.folder / "jam").touch() if jammed else (self.folder / "jam").unlink()


@contextmanager
def eve_printer(
    *,
    pace: float = 0.05,
    abort: int | None = None,
    keys: Path | None = None,
    ready: str = "iso_a4_210x297mm",
    sides: str = "one-sided,two-sided-long-edge",
    scalings: str = "auto,none",
    format: str = "application/pdf",
) -> Iterator[EvePrinter]:
    """Start one and stop it. keys: a folder with localhost.crt and localhost.key. format: what it takes."""
    folder = Path(tempfile.mkdtemp(prefix="eve-"))
    try:
        (folder / "pace").write_text(str(pace))
        (folder / "abort").write_text("" if abort is None else str(abort))
        (folder / "bus.conf").write_text(_BUS.format(folder=folder))
        (folder / "attributes").write_text(
            _ATTRIBUTES.format(ready=ready, sides=sides, scalings=scalings, format=format)
        )
        engine = folder / "engine"
        engine.write_text(_ENGINE.format(folder=folder))
        engine.chmod(0o755)
        (folder / "spool").mkdir()
        with _bus(folder), _program(folder, engine, keys) as port:
            yield EvePrinter(folder, port)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _bus(folder: Path) -> Iterator[None]:
    command = [
        *_ENDS_WITH_US,
        "dbus-daemon",
        f"--config-file={folder}/bus.conf",
        "--nofork",
        "--nopidfile",
        "--print-address",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as bus:
        try:
            assert bus.stdout is not None
            assert bus.stdout.readline(), "dbus-daemon did not start"
            yield
        finally:
            bus.terminate()


@contextmanager
def _program(folder: Path, engine: Path, keys: Path | None) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [
        *_ENDS_WITH_US,
        "ippeveprinter",
        "-v",
        "-r",
        "off",
        "-n",
        "localhost",
        "-p",
        str(port),
        "-d",
        str(folder / "spool"),
    ]
    command += ["-c", str(engine), "-a", str(folder / "attributes")]
    command += ["-K", str(keys)] if keys is not None else []
    environment = {"PATH": "/usr/bin:/bin:/usr/sbin", "HOME": str(folder), "TMPDIR": str(folder)}
    environment["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={folder}/bus"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "Sample"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment
        )
    try:
        _wait_until_it_listens(port, process, folder / "log")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_it_listens(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(400):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
            raise AssertionError(log.read_text())
    raise AssertionError(log.read_text())
