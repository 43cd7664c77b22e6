"""The program that takes items up and tells what becomes of them, until SIGTERM."""

from __future__ import annotations

import json
import signal
import threading
import time

from sqlalchemy.exc import SQLAlchemyError

from gateway import log
from gateway.backoffice.office import Office
from gateway.backoffice.outgoing import tell
from gateway.backoffice.taking import take, try_again

_AGAIN_AFTER_S = 60.0


def run_once(office: Office) -> int:
    """Everything that is there now. Returns the exit code."""
    while take(office):
        pass
    try_again(office)
    while tell(office):
        pass
    return 0


def run(office: Office) -> int:
    """Until SIGTERM; says on stdout that it runs, as one JSON line. Returns the exit code."""
    log.to_stderr()
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    print(json.dumps({"ready": True, "municipality": office.settings.municipality.code}), flush=True)
    again_at = time.monotonic()
    while not stop.is_set():
        try:
            busy = take(office)
            if time.monotonic() >= again_at:
                try_again(office)
                again_at = time.monotonic() + _AGAIN_AFTER_S
            busy += tell(office)
        except SQLAlchemyError as error:
            # A database may be away for a while: nothing is lost, the next round tries again.
            log.event("backoffice_waits", kind=type(error).__name__)
            busy = 0
        if not busy:
            stop.wait(office.settings.poll_s)
    return 0
