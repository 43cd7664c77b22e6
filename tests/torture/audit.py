"""The books of the terminals against the gateway's database, and a search of the disks."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64decode
from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import text

from gateway.store.database import Store
from tests.torture.books import MARKER, Books, Entry
from tests.torture.report import Figures

_TOLD = 5
_STEP = 8 * 1024 * 1024


def compare(
    figures: Figures, store: Store, terminal: str, books: Books, *, dead: Iterable[str] = (), aside: Iterable[str] = ()
) -> None:
    """Count. dead: keys of dead letters and of what they hold; aside: keys in files that were set aside.

    Each of these keys that nobody ever put is one that the disk has spoilt: it stands for one that is missing.
    """
    accounted = set(dead) | set(aside)
    rows = _rows(store, terminal)
    by_key: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_key[row["claims"]["key"]].append(row)
    entries = books.entries
    accepted = {key: entry for key, entry in entries.items() if entry.accepted is not None}
    lost = [key for key in accepted if key not in by_key and key not in accounted]
    lost = lost[sum(key not in entries for key in accounted) :]
    twice = [key for key, found in by_key.items() if len(found) > 1]
    altered = [key for key, found in by_key.items() if key in entries and not _same(store, entries[key], found[0])]
    figures.accepted += len(accepted)
    figures.delivered += sum(key in by_key for key in accepted)
    figures.lost += len(lost)
    figures.twice += len(twice)
    figures.altered += len(altered)
    _tell(figures, "lost", lost)
    _tell(figures, "twice in the gateway's database", twice)
    _tell(figures, "not what was put, or not the number that was told", altered)
    _tell(figures, "refused at the terminal, and delivered", _kept_though_refused(entries, by_key))
    _tell(figures, "in the gateway's database, and never put", [key for key in by_key if key not in entries])
    _tell(figures, "contradictions of the queue", books.contradictions)
    disordered = _disordered(rows, entries)
    figures.disordered += len(disordered)
    _tell(figures, "cases out of order", disordered)
    repeated = _repeated(rows, accepted.values())
    figures.repeated_numbers += len(repeated)
    _tell(figures, "numbers given twice", repeated)


def search(figures: Figures, places: Iterable[Path]) -> None:
    """Look for the marker in files, or in all files of folders."""
    needles = [MARKER.encode(), *(b64encode(b"." * shift + MARKER.encode())[4:-4] for shift in range(3))]
    for place in places:
        for file in [place] if place.is_file() else sorted(place.rglob("*")):
            if file.is_file() and _holds(file, needles):
                figures.readable += 1
                figures.finding(f"the marker can be read in {file.name}")


def _holds(file: Path, needles: list[bytes]) -> bool:
    longest = max(map(len, needles))
    before = b""
    try:
        with file.open("rb") as content:
            while piece := content.read(_STEP):
                if any(needle in before + piece for needle in needles):
                    return True
                before = piece[-longest:]
    except OSError:
        # Gone meanwhile: a log that was truncated, a socket.
        return False
    return False


def _rows(store: Store, terminal: str) -> list[dict[str, Any]]:
    """The items of a terminal in the order in which they came into the database, by its own count of transactions."""
    order = "xmin::text::bigint" if store.url.get_backend_name() == "postgresql" else "rowid"
    query = f"SELECT {order} AS place, envelope, sealed, response FROM intake_items WHERE terminal = :t"  # noqa: S608
    with store.read() as conn:
        found = [dict(row._mapping) for row in conn.execute(text(query), {"t": terminal})]
    for row in found:
        row["claims"] = _claims(row["envelope"])
    return sorted(found, key=lambda row: int(row["place"]))


def _claims(envelope: str) -> dict[str, Any]:
    payload = envelope.split(".")[1]
    claims: dict[str, Any] = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


def _same(store: Store, entry: Entry, row: dict[str, Any]) -> bool:
    claims = row["claims"]
    with store.read() as conn:
        attachments = []
        for each in claims["attachments"]:
            whole = sha256()
            for digest in each["chunks"]:
                query = text("SELECT content FROM intake_chunks WHERE terminal = :t AND sha256 = :d")
                content = conn.execute(query, {"t": claims["terminal"], "d": digest}).scalar_one_or_none()
                whole.update(b"" if content is None else bytes(content))
            attachments.append(whole.hexdigest())
    same = (
        sha256(bytes(row["sealed"])).hexdigest() == entry.digest
        and tuple(attachments) == entry.attachments
        and (claims["case"], claims["lane"]) == (entry.case, entry.lane)
    )
    told = entry.accepted
    if told is None:
        return same
    receipt = json.loads(bytes(row["response"]))["receipt"]
    return same and (claims["sequence"], receipt) == (told.sequence, told.receipt)


def _kept_though_refused(entries: dict[str, Entry], by_key: dict[str, Any]) -> list[str]:
    return [f"{key} ({entry.refused})" for key, entry in entries.items() if entry.refused is not None and key in by_key]


def _disordered(rows: list[dict[str, Any]], entries: dict[str, Entry]) -> list[str]:
    """Cases whose items did not come in the order in which they were put, or with holes in their numbers."""
    put_at = {key: number for number, key in enumerate(entries)}
    cases: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        cases[row["claims"]["case"]].append(row["claims"])
    found = []
    for case, came in cases.items():
        places = [put_at.get(claims["key"], -1) for claims in came]
        if not _counted(came) or places != sorted(places):
            found.append(case)
    return found


def _counted(came: list[dict[str, Any]]) -> bool:
    """Whether a case counts 1, 2, 3 …, or goes on higher where its terminal says that a file was lost."""
    last = 0
    for claims in came:
        number = claims["case_sequence"]
        if number != last + 1 and not (claims["case_anew"] and number > last):
            return False
        last = number
    return True


def _repeated(rows: list[dict[str, Any]], accepted: Iterable[Entry]) -> list[str]:
    given = Counter((row["claims"]["lane"], row["claims"]["sequence"]) for row in rows)
    told = Counter((each.lane.value, each.accepted.sequence) for each in accepted if each.accepted is not None)
    return sorted({f"{lane} {number}" for counts in (given, told) for (lane, number), n in counts.items() if n > 1})


def _tell(figures: Figures, what: str, which: list[str]) -> None:
    if which:
        some = ", ".join(sorted(which)[:_TOLD])
        figures.finding(f"{len(which)} {what}: {some}{' …' if len(which) > _TOLD else ''}")
