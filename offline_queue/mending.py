"""Putting a lane's file right at its opening: what can be counted is counted anew, damaged items are dead letters."""

from __future__ import annotations

import sqlite3

from offline_queue.soundness import DAMAGED, is_sound
from offline_queue.wall import Wall, instant

_FIRST = "NOT EXISTS (SELECT 1 FROM item AS e WHERE e.case_id = item.case_id AND e.sequence < item.sequence)"


def mend(file: sqlite3.Connection, wall: Wall) -> int:
    """In the caller's transaction. Gives how many items are newly found to be damaged. Raises sqlite3.Error."""
    damaged = _damaged(file)
    for sequence in damaged:
        file.execute("UPDATE item SET problem = ? WHERE sequence = ?", (DAMAGED, sequence))
    for sequence, at in file.execute("SELECT sequence, accepted_at FROM item WHERE problem IS NOT NULL").fetchall():
        if not _is_instant(at):
            file.execute("UPDATE item SET accepted_at = ? WHERE sequence = ?", (wall.now().isoformat(), sequence))
    file.execute(f"UPDATE item SET head = {_FIRST} WHERE head <> {_FIRST}")  # noqa: S608 - nothing from outside
    items, size = file.execute("SELECT count(*), coalesce(sum(size), 0) FROM item").fetchone()
    (last,) = file.execute(
        "SELECT max(sequence) FROM (SELECT sequence FROM lane UNION ALL SELECT sequence FROM item"
        " UNION ALL SELECT sequence FROM delivered)"
    ).fetchone()
    file.execute(
        "UPDATE lane SET items = ?1, bytes = ?2, sequence = ?3 WHERE items <> ?1 OR bytes <> ?2 OR sequence <> ?3",
        (items, size, last),
    )
    return len(damaged)


def _damaged(file: sqlite3.Connection) -> list[int]:
    found = []
    for sequence, key, case, case_sequence, kind, receipt, at, attachments, envelope, sealed in file.execute(
        "SELECT sequence, key, case_id, case_sequence, kind, receipt, accepted_at, attachments, envelope, sealed"
        " FROM item WHERE problem IS NULL"
    ):
        chunks = file.execute(
            "SELECT sha256, bytes FROM chunk WHERE ? > 0 AND key = ? ORDER BY attachment, number",
            (attachments, key),
        )
        columns = {"sequence": sequence, "key": key, "case": case, "case_sequence": case_sequence, "kind": kind}
        if not (_is_instant(at) and is_sound(columns, receipt, envelope, sealed, chunks)):
            found.append(sequence)
    return found


def _is_instant(text: str) -> bool:
    try:
        return instant(text).tzinfo is not None
    except (TypeError, ValueError):
        return False
