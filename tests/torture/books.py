"""People at a terminal, and the books about them: what was put, what was answered, in which order."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from types import TracebackType
from typing import Self

from gateway.contract.sealing import ITEM, Recipient, attachment, seal
from offline_queue.values import Accepted, Lane, NewItem, No, Reason, Unknown, mint
from tests.torture.terminal import Terminal, pause

MARKER = "MARKER-" + os.urandom(12).hex()
"""Stands in every plain text, and may stand nowhere on a disk."""
_PEOPLE = 2
_LARGE = 0.03
"""How many of the items have an attachment of several chunks."""
_KINDS = {Lane.APPLICATIONS: ("inquiry", "e-application", "answer"), Lane.RECORDS: ("usage-record", "issue-report")}


@dataclass(slots=True)
class Entry:
    """One item: where it belongs, the digests of its sealed bytes, and what was said. refused: the last refusal."""

    key: str
    case: str
    lane: Lane
    digest: str
    attachments: tuple[str, ...]
    probe: bytes = field(repr=False)
    accepted: Accepted | None = None
    refused: Reason | None = None


class Books:
    """Entries of one terminal, in the order in which they were first put. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.entries: dict[str, Entry] = {}
        self.unanswered: dict[str, NewItem] = {}
        self.contradictions: list[str] = []

    def begins(self, item: NewItem) -> None:
        """It is about to be put for the first time."""
        entry = Entry(
            item.key,
            item.case,
            item.lane,
            sha256(item.sealed).hexdigest(),
            tuple(sha256(each).hexdigest() for each in item.attachments),
            item.sealed[-64:],
        )
        with self._lock:
            self.entries[item.key] = entry
            self.unanswered[item.key] = item

    def answered(self, item: NewItem, answer: Accepted | No | Unknown) -> None:
        """What came of it. A second word on the same item must be the first."""
        with self._lock:
            entry = self.entries[item.key]
            match answer:
                case Accepted():
                    if entry.accepted is not None and entry.accepted != answer:
                        self.contradictions.append(f"{item.key}: accepted twice, as {entry.accepted} and {answer}")
                    entry.accepted, entry.refused = entry.accepted or answer, None
                    self.unanswered.pop(item.key, None)
                case No(reason):
                    if entry.accepted is not None:
                        self.contradictions.append(f"{item.key}: accepted, and then refused ({reason})")
                    entry.refused = reason
                    self.unanswered.pop(item.key, None)
                case Unknown():
                    pass

    @property
    def accepted(self) -> int:
        """How many were."""
        with self._lock:
            return sum(1 for each in self.entries.values() if each.accepted is not None)


def sealed_item(to: Recipient, rng: random.Random, case: str, lane: Lane, large: bool = False) -> NewItem:
    """Something that a resident or a clerk hands in; every plain part is full of the marker."""
    key, kind = mint(), rng.choice(_KINDS[lane])
    pieces = [rng.randrange(10, 60_000) for _ in range(rng.choice((0, 0, 0, 0, 1, 2)))]
    if large:
        pieces = [rng.randrange(300_000, 700_000)]
    return NewItem(
        lane=lane,
        kind=kind,
        key=key,
        case=case,
        municipality=to.municipality,
        recipient=to.key_id,
        suite=to.suite,
        sealed=seal(to, kind, key, ITEM, _plain(rng.randrange(1, 8000))),
        attachments=tuple(seal(to, kind, key, attachment(n), _plain(size)) for n, size in enumerate(pieces)),
    )


def _plain(size: int) -> bytes:
    return (MARKER * (size // len(MARKER) + 1)).encode()


class Traffic:
    """People who put without end, each in the order of her own cases, and repeat what got no answer with its key.

    when_accepted: called once, at the very moment of the next acceptance, by whoever heard it.
    """

    def __init__(self, terminal: Terminal, books: Books, seed: str, pace_s: float) -> None:
        self._terminal, self.books, self._pace_s = terminal, books, pace_s
        self.stopping = threading.Event()
        self.when_accepted: Callable[[], None] | None = None
        self.to = [terminal.to]
        self._threads = [
            threading.Thread(target=self._person, args=(random.Random(f"{seed}/{number}"),), daemon=True)
            for number in range(_PEOPLE)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        for thread in self._threads:
            thread.join()

    def _person(self, rng: random.Random) -> None:
        client = self._terminal.client
        cases: list[tuple[str, Lane]] = []
        done: list[NewItem] = []
        while not self.stopping.is_set():
            if cases and rng.random() < 0.6:
                case, lane = rng.choice(cases)
            else:
                case, lane = mint(), rng.choice((Lane.APPLICATIONS, Lane.APPLICATIONS, Lane.RECORDS))
                cases = [*cases[-5:], (case, lane)]
            item = sealed_item(rng.choice(self.to), rng, case, lane, large=rng.random() < _LARGE)
            self.books.begins(item)
            answer: Accepted | No | Unknown = Unknown()
            while isinstance(answer, Unknown) and not self.stopping.is_set():
                answer = client.put(item, cancel=self.stopping)
                if isinstance(answer, Accepted):
                    self._tell()
                self.books.answered(item, answer)
            if isinstance(answer, Accepted):
                done = [*done[-20:], item]
            if done and rng.random() < 0.1:
                again = rng.choice(done)
                self.books.answered(again, client.put(again, cancel=self.stopping))
            pause(rng.uniform(0, 2 * self._pace_s))

    def _tell(self) -> None:
        tell, self.when_accepted = self.when_accepted, None
        if tell is not None:
            tell()
