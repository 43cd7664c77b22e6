"""The municipalities' public keys: fetched from the gateway; the last good ones are kept for the time without it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from gateway.contract.sealing import Recipient, RecipientList
from offline_queue.answers import Later, Stop, of_other
from offline_queue.log import Log
from offline_queue.mark import sync_directory
from offline_queue.values import Trouble
from offline_queue.wall import Wall
from offline_queue.wire import Answer, Ask

_PATH = "/v1/intake/recipients"


class Recipients:
    """Safe from any thread: what is known is replaced as a whole."""

    def __init__(self, path: Path, wall: Wall, log: Log) -> None:
        self._path, self._wall, self._log = path, wall, log
        self._known = RecipientList(recipients=(), server_time=wall.now())
        try:
            self._known = RecipientList.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            pass
        except (OSError, ValidationError):
            log.event("recipients_unreadable")

    def usable(self, municipality: str | None = None) -> tuple[Recipient, ...]:
        """Those that may be sealed to now, of one municipality or of all. By the gateway's clock, where it is known."""
        now = self._wall.theirs() or self._wall.now()
        return tuple(
            each
            for each in self._known.recipients
            if (municipality is None or each.municipality == municipality) and each.usable(now)
        )

    def knows(self, municipality: str, key_id: str, suite: str) -> bool:
        """Whether this is one of the keys that may be sealed to now."""
        return any(each.key_id == key_id and each.suite == suite for each in self.usable(municipality))

    def offered(self, municipality: str) -> bytes:
        """`RecipientList` as JSON."""
        return (
            RecipientList(recipients=self.usable(municipality), server_time=self._wall.theirs() or self._wall.now())
            .model_dump_json()
            .encode()
        )

    def refresh(self, exchange: Callable[[Ask], Answer | Trouble]) -> Later | Stop | None:
        """GET /v1/intake/recipients. An answer outside the contract, or without any key, changes nothing."""
        answer = exchange(Ask("GET", _PATH))
        refused = of_other(answer)
        if refused is not None or not isinstance(answer, Answer):
            return refused
        try:
            fresh = RecipientList.model_validate_json(answer.body)
        except ValidationError:
            return Later(Trouble.NONSENSE)
        if fresh.recipients != self._known.recipients:
            self._keep(answer.body)
            self._known = fresh
            self._log.event("recipients", count=len(fresh.recipients))
        return None

    def _keep(self, text: bytes) -> None:
        """Without room on the disk they are known until the next start only."""
        fresh = self._path.with_name(self._path.name + ".new")
        try:
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.rename(fresh, self._path)
            sync_directory(self._path.parent)
        except OSError:
            self._log.event("recipients_not_kept")
