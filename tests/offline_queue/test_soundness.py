"""Bytes of a stored item are spoilt, and SQLite sees nothing: it is a dead letter, and all others are delivered."""

from __future__ import annotations

import sqlite3

import pytest

from offline_queue.soundness import DAMAGED
from offline_queue.values import Accepted, Received
from tests.offline_queue.peer import Intake
from tests.offline_queue.site import Site, sealed_item


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE item SET envelope = substr(envelope, 1, 80) || CAST(x'fffefdfc' AS TEXT) || substr(envelope, 85)"
        " WHERE sequence = 2",
        "UPDATE item SET envelope = substr(envelope, 1, 400) || 'QUFB' || substr(envelope, 405) WHERE sequence = 2",
        # The certificate in its header, and what it says.
        "UPDATE item SET envelope = substr(envelope, 1, instr(envelope, '.') + 400) || 'AAAA'"
        " || substr(envelope, instr(envelope, '.') + 405) WHERE sequence = 2",
        "UPDATE item SET envelope = replace(envelope, '.', '!') WHERE sequence = 2",
        "UPDATE item SET sealed = zeroblob(length(sealed)) WHERE sequence = 2",
        "UPDATE item SET accepted_at = CAST(x'fffefdfc' AS TEXT) WHERE sequence = 2",
        "UPDATE item SET receipt = replace(receipt, 'KIOSK', 'KI0SK') WHERE sequence = 2",
        "UPDATE item SET case_id = replace(case_id, substr(case_id, 1, 1), 'x') WHERE sequence = 2",
        "UPDATE chunk SET bytes = zeroblob(length(bytes))",
        "UPDATE chunk SET sha256 = CAST(x'fffefdfc' AS TEXT)",
        "DELETE FROM chunk",
    ],
)
def test_a_damaged_item_is_a_dead_letter_and_holds_nobody(site: Site, intake: Intake, damage: str) -> None:
    port, site.port = site.port, 9
    items = [sealed_item(site.to), sealed_item(site.to, attachments=(b"photo",)), sealed_item(site.to)]
    with site.running() as queue:
        for item in items:
            assert isinstance(queue.put(item), Accepted)
    with sqlite3.connect(site.directory / "applications.db") as file:
        file.execute(damage)
    file.close()
    site.port = port
    with site.running() as queue:
        for item in (items[0], items[2]):
            assert isinstance(queue.delivery(item.key, wait_s=30), Received)
        (letter,) = site.status().dead_letters
        assert (letter.key, letter.problem) == (items[1].key, DAMAGED)
    assert [each["count"] for each in site.events("items_damaged")] == [1]
    assert set(intake.effects) == {items[0].key, items[2].key}


def test_what_can_be_counted_anew_is_put_right(site: Site, intake: Intake) -> None:
    """Spoilt counters and marks neither hold an item up nor give a number twice."""
    port, site.port = site.port, 9
    case = "c" * 32
    items = [sealed_item(site.to, case=case) for _ in range(3)]
    with site.running() as queue:
        for item in items:
            assert isinstance(queue.put(item), Accepted)
    with sqlite3.connect(site.directory / "applications.db") as file:
        file.execute("UPDATE lane SET sequence = 1, items = 70000, bytes = -5")
        file.execute("UPDATE item SET head = 1 - head")
    file.close()
    site.port = port
    with site.running() as queue:
        for item in items:
            assert isinstance(queue.delivery(item.key, wait_s=30), Received)
        fresh = queue.put(sealed_item(site.to))
        assert isinstance(fresh, Accepted)
        assert fresh.sequence == 4
        site.wait(lambda status: all(lane.depth == 0 and lane.bytes == 0 for lane in status.lanes.values()))
    assert intake.order[case] == [1, 2, 3]
    assert site.events("items_damaged") == []
