"""A virtual printer: real IPP (libpappl), an engine that can run out of paper, jam, hang, and lose its power.

    with VirtualPrinter(paper=Path("out/paper")) as printer:
        IppPrinter(printer.uri).print(...)
        printer.load(0)                       # nobody refilled the tray

What comes out lies in `paper`: NNNN.pdf, the document as it arrived, and, where pictures are wanted, NNNN-K.png for its
K-th side (copies counted on), made when that side came out. Sides that never came out have no picture.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from devices.virtual.printer.memory import memory_folder

_SOURCE = Path(__file__).with_name("printer_program.c")
_START_S = 20.0
_END_S = 10.0
_DOTS_PER_INCH = 100
SHEETS = 100


class VirtualPrinterError(Exception):
    """The program can't be built or does not start."""


def build(folder: Path) -> Path:
    """Compile the program into a folder. Raises VirtualPrinterError."""
    program = folder / "printer_program"
    libraries = ("-lpappl", "-lcups", "-lpthread")
    command = ["gcc", "-O1", "-Wall", "-Wextra", "-Werror", str(_SOURCE), "-o", str(program), *libraries]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise VirtualPrinterError("gcc is not installed (Debian: gcc, libpappl-dev, libcups2-dev)") from error
    if done.returncode != 0:
        raise VirtualPrinterError(f"the printer program can't be built (libpappl-dev?): {done.stderr[-500:]}")
    return program


@dataclass
class _State:
    """What is ordered survives a power cut: paper, a jam and a pressed key are things of this world."""

    reasons: tuple[str, ...] = ()
    sheets: int = SHEETS
    pace_ms: int = 200
    stopped: bool = False
    hanging: bool = False
    sides: Counter[int] = field(default_factory=Counter)  # by document number
    ended: Counter[int] = field(default_factory=Counter)  # sides at the end of a document
    refused: int = 0
    done: int = 0


class VirtualPrinter:
    """Use as a context manager, or `start` and `stop`. Its methods may be called from any thread.

    paper: an existing directory for what comes out. port: on localhost; any free one otherwise. program: of `build`;
    built anew otherwise. pictures: whether each side is also drawn.
    """

    def __init__(
        self, paper: Path, port: int | None = None, program: Path | None = None, pictures: bool = False
    ) -> None:
        self.paper = paper
        self._folder = memory_folder("madoguchi-printer-")
        self._port = port
        self._program = program
        self._pictures = pictures
        self._process: subprocess.Popen[str] | None = None
        self._news = threading.Condition()
        self._orders = threading.Lock()
        self._state = _State()
        self._on = self._ready = False

    def __enter__(self) -> VirtualPrinter:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def uri(self) -> str:
        """Where it prints."""
        return f"ipp://localhost:{self._port}/ipp/print"

    # --- on and off --------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Returns when it answers. Raises VirtualPrinterError."""
        if self._program is None:
            self._program = build(self._folder)
        if self._port is None:
            self._port = _free_port()
        elif _somebody_listens(self._port):
            raise VirtualPrinterError(f"port {self._port} is taken")
        if not self._launch():
            raise VirtualPrinterError(f"the printer program does not start: {self._last_words()}")

    def stop(self) -> None:
        """Switch it off and remove what was its own; the paper stays."""
        self.power_cut()
        shutil.rmtree(self._folder, ignore_errors=True)

    def power_cut(self) -> None:
        """All at once, in the middle of whatever it was doing. What it had in memory is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait(_END_S)
        with self._news:
            self._news.wait_for(lambda: not self._on, _END_S)
        shutil.rmtree(self._folder / "memory", ignore_errors=True)

    def power_on(self) -> None:
        """After `power_cut`, at the same address."""
        if not self._launch():
            raise VirtualPrinterError("the printer program does not start again")

    def mute(self) -> None:
        """It stands stock-still and answers nobody, but keeps what it has; connections are not refused."""
        self._signal(signal.SIGSTOP)

    def unmute(self) -> None:
        """It goes on as if nothing had been."""
        self._signal(signal.SIGCONT)

    # --- what a hand can do to it ------------------------------------------------------------------------------------

    def set_reasons(self, *keywords: str) -> None:
        """printer-state-reasons from now on, e.g. "media-jam", "cover-open", "toner-empty"; none: all is well."""
        self._state.reasons = keywords
        self._order(f"reasons {','.join(keywords) or 'none'}")

    def load(self, sheets: int) -> None:
        """So many sheets lie in the tray."""
        self._state.sheets = sheets
        self._order(f"sheets {sheets}")

    def pace(self, milliseconds: int) -> None:
        """How long a side takes."""
        self._state.pace_ms = milliseconds
        self._order(f"pace {milliseconds}")

    def press_stop(self) -> None:
        """Somebody pressed the printer's own key: it stops at once."""
        self._state.stopped = True
        self._order("stop")

    def press_go(self) -> None:
        """And again."""
        self._state.stopped = False
        self._order("go")

    def hang(self) -> None:
        """The engine stands still, also against cancelling, while it says that all is well."""
        self._state.hanging = True
        self._order("hang")

    def unhang(self) -> None:
        """It goes on."""
        self._state.hanging = False
        self._order("unhang")

    def abort_after(self, sides: int) -> None:
        """The next document is given up after so many sides."""
        self._order(f"abort {sides}")

    # --- what can be seen --------------------------------------------------------------------------------------------

    @property
    def documents(self) -> list[Path]:
        """Of which at least one side came out, in order."""
        return sorted(self.paper.glob("[0-9][0-9][0-9][0-9].pdf"))

    @property
    def sides(self) -> int:
        """How many sides came out since it was made, of all documents."""
        with self._news:
            return self._state.sides.total()

    def state(self) -> dict[str, object]:
        """As the control socket gives it."""
        with self._news:
            state = self._state
            return {
                "uri": self.uri,
                "on": self._on,
                "reasons": list(state.reasons),
                "sheets": state.sheets,
                "stopped": state.stopped,
                "hanging": state.hanging,
                "sides": state.sides.total(),
                "documents": [{"number": n, "sides": c} for n, c in sorted(state.sides.items())],
                "refused": state.refused,
            }

    def wait_for(self, until: Callable[[dict[str, object]], bool], within_s: float) -> bool:
        """Until `until(state())`; False if that did not come about in time."""
        with self._news:
            return self._news.wait_for(lambda: until(self.state()), within_s)

    def wait_sides(self, sides: int, within_s: float = 20.0) -> bool:
        """Until so many sides came out since it was made."""
        with self._news:
            return self._news.wait_for(lambda: self._state.sides.total() >= sides, within_s)

    def wait_ended(self, documents: int, within_s: float = 20.0) -> bool:
        """Until so many documents are over, whole or not."""
        with self._news:
            return self._news.wait_for(lambda: len(self._state.ended) >= documents, within_s)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _launch(self) -> bool:
        memory = self._folder / "memory"
        memory.mkdir(exist_ok=True)
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [str(self._program), str(self._port), memory, self.paper],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=_environment(self._folder),
            )
        self._process = process
        with self._news:
            self._on, self._ready = True, False
        threading.Thread(target=self._listen, args=(process,), name="virtual-printer", daemon=True).start()
        with self._news:
            self._news.wait_for(lambda: self._ready or not self._on, _START_S)
            if not self._ready:
                return False
        self._repeat_orders()
        return True

    def _repeat_orders(self) -> None:
        state = self._state
        self.set_reasons(*state.reasons)
        self.load(state.sheets)
        self.pace(state.pace_ms)
        if state.stopped:
            self.press_stop()
        if state.hanging:
            self.hang()

    def _order(self, line: str) -> None:
        """Returns when the program has obeyed; while it is off, the order waits for it."""
        with self._orders:
            process = self._process
            if process is None or process.stdin is None:
                return
            with self._news:
                expected = self._state.done + 1
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(f"{line}\n")
                process.stdin.flush()
            with self._news:
                self._news.wait_for(lambda: self._state.done >= expected or not self._on, _END_S)

    def _last_words(self) -> str:
        return (self._folder / "log").read_text(errors="replace")[-300:].strip()

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        if process.stdout is None:
            raise AssertionError("no pipe")
        with process.stdout as lines:
            for line in lines:
                self._hear(line.split())
        if process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
        process.wait()
        with self._news:
            self._on = False
            self._news.notify_all()

    def _hear(self, said: list[str]) -> None:
        match said:
            case ["side", number, page] if self._pictures:
                self._draw(int(number), int(page))
        with self._news:
            self._note(said)
            self._news.notify_all()

    def _note(self, said: list[str]) -> None:
        match said:
            case ["ready"]:
                self._ready = True
            case ["done"]:
                self._state.done += 1
            case ["sheets", sheets]:
                self._state.sheets = int(sheets)
            case ["side", number, _]:
                self._state.sides[int(number)] += 1
            case ["end", number, sides]:
                self._state.ended[int(number)] = int(sides)
            case ["refused", _]:
                self._state.refused += 1

    def _draw(self, number: int, page: int) -> None:
        side = self._state.sides[number] + 1
        picture = self.paper / f"{number:04d}-{side}"
        options: Iterable[str] = ("-png", "-singlefile", "-r", str(_DOTS_PER_INCH), "-f", str(page), "-l", str(page))
        subprocess.run(["pdftoppm", *options, self.paper / f"{number:04d}.pdf", picture], check=False)


def _environment(folder: Path) -> dict[str, str]:
    """libpappl keeps things below HOME and TMPDIR."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(folder), "TMPDIR": str(folder)}


def _somebody_listens(port: int) -> bool:
    """libpappl would share the port, and half of the callers."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
