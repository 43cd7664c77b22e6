"""The gateway's own log: one JSON line an event on stderr. What happened at which terminal, never who or what."""

from __future__ import annotations

import json
import logging
import sys

_log = logging.getLogger("gateway")


def event(name: str, **fields: str | int | float | None) -> None:
    """Write one event. Fields are technical: route templates, statuses, types of errors; never text from a request."""
    _log.info("%s", json.dumps({"event": name, **fields}, ensure_ascii=True))


def to_stderr() -> None:
    """Send the gateway's events to stderr, and of the web server only what is worse than usual."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter('{"at": "%(asctime)s", "log": "%(name)s", "message": %(message)s}'))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False
    web = logging.getLogger("uvicorn")
    web.addHandler(logging.StreamHandler(sys.stderr))
    web.setLevel(logging.WARNING)
    web.propagate = False
