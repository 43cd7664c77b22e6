"""The journal on disk."""

from __future__ import annotations

import os
import sqlite3
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.payment.journal import Journal, JournalUnusable, open_journal
from devices.payment.machine import Meters, Payment, Verdict
from devices.payment.outcomes import BooksNotWritable, GiveUpReason, Refunded, State, Way
from devices.payment.till import Till
from tests.devices.payment.bench import NOON, Bench

PAYMENT = Payment("r-1", "12345674", 300, Way.COINS)
LATER = replace(
    PAYMENT,
    state=State.OWED,
    verdict=Verdict.NOT_EARNED,
    received=500,
    returned=100,
    by_hand=10,
    in_doubt=20,
    meters=Meters("1/2", 7, 8),
    staff="clerk-1",
    unsure=True,
)


def opened(path: Path) -> Journal:
    journal = open_journal(path, NOON)
    assert isinstance(journal, Journal)
    return journal


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    journal = opened(tmp_path / "new" / "j.db")
    assert journal.begin(PAYMENT, NOON)
    journal.append(LATER, "Begin", NOON + timedelta(seconds=1))
    journal.close()
    journal = opened(tmp_path / "new" / "j.db")
    recorded = journal.payment("r-1")
    assert recorded is not None
    assert (recorded.payment, recorded.at) == (LATER, datetime(2026, 11, 2, 3, 0, 1, tzinfo=UTC))
    assert journal.by_slip("12345674") == recorded == journal.last_with_meters()
    assert journal.first_meters("1/2") == Meters("1/2", 7, 8)
    assert journal.first_meters("2/3") is None
    assert stat.S_IMODE(os.stat(tmp_path / "new" / "j.db").st_mode) == 0o600
    journal.close()


def test_ids_and_slips_are_used_once(tmp_path: Path) -> None:
    journal = opened(tmp_path / "j.db")
    assert journal.begin(PAYMENT, NOON)
    assert not journal.begin(replace(PAYMENT, slip="00000000"), NOON)
    assert not journal.begin(replace(PAYMENT, id="r-2"), NOON)
    assert len(journal.all()) == 1
    journal.close()


def test_staff_deciding_about_an_old_payment_does_not_make_it_the_current_one(tmp_path: Path) -> None:
    journal = opened(tmp_path / "j.db")
    new = replace(PAYMENT, id="r-2", slip="2", meters=Meters("1/2", 7, 8))
    journal.begin(PAYMENT, NOON)
    journal.append(LATER, "Begin", NOON)
    journal.begin(new, NOON)
    journal.append(new, "Begin", NOON)
    journal.append(LATER, "HandedBack", NOON)
    last = journal.last_with_meters()
    assert last is not None
    assert last.payment.id == "r-2"
    journal.close()


def test_entries_stay(tmp_path: Path) -> None:
    journal = opened(tmp_path / "j.db")
    journal.begin(PAYMENT, NOON)
    for statement in ("DELETE FROM entry", "UPDATE entry SET received = 0"):
        with pytest.raises(sqlite3.IntegrityError, match="entries stay"):
            journal._connection.execute(statement)
    journal.close()


@pytest.mark.parametrize("damage", ["noise", "page", "value", "version"])
def test_a_corrupt_journal_is_set_aside_and_kept(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "j.db"
    journal = opened(path)
    for number in range(60):
        journal.begin(replace(PAYMENT, id=f"r-{number}", slip=f"{number}"), NOON)
    journal.close()
    content = bytearray(path.read_bytes())
    match damage:
        case "noise":
            content[:] = b"not a database, though long enough to be looked at as one. " * 100
        case "page":
            content[4096 * 2 : 4096 * 3] = b"\xff" * 4096
        case "value" | "version":
            with sqlite3.connect(path) as connection:
                if damage == "version":
                    connection.execute("PRAGMA user_version = 99")
                else:
                    connection.execute("DROP TRIGGER entry_stays")
                    connection.execute("UPDATE entry SET state = 'stolen'")
            connection.close()
            content = bytearray(path.read_bytes())
    path.write_bytes(content)
    journal = opened(path)
    assert journal.set_aside is not None
    assert (tmp_path / journal.set_aside).read_bytes() == content
    assert journal.all() == []
    assert Till(journal).recover().set_aside == journal.set_aside
    journal.close()
    again = opened(path)
    assert again.set_aside is None
    again.close()


def test_another_process_has_it(tmp_path: Path) -> None:
    journal = opened(tmp_path / "j.db")
    second = open_journal(tmp_path / "j.db", NOON)
    assert isinstance(second, JournalUnusable)
    till = Till(second)
    assert till.quote("r-1", 0, Way.FREE) == BooksNotWritable()
    assert till.debts() == ()
    assert till.reconcile() is None
    assert till.recover().interrupted == ()
    journal.close()


def test_books_that_can_no_longer_be_read(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "j.db")
    bench.quote()
    bench.journal._connection.execute("DROP TABLE entry")
    assert bench.till.reconcile() is None
    assert bench.till.debts() == ()
    assert isinstance(bench.till.quote("r-2", 300, Way.COINS), BooksNotWritable)
    bench.journal.close()


def test_a_place_where_no_file_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert isinstance(open_journal(tmp_path / "file" / "j.db", NOON), JournalUnusable)


def test_books_of_the_version_before_are_carried_on(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "j.db")
    quoted = bench.quote(300)
    bench.pay([100])
    bench.journal.close()
    with sqlite3.connect(tmp_path / "j.db") as connection:
        connection.execute("ALTER TABLE entry DROP COLUMN unsure")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    bench.restart()
    assert bench.journal.set_aside is None
    assert bench.till.give_up("r-1", GiveUpReason.RESIDENT) == Refunded(100)
    assert bench.quote(300, id="r-2").slip != quoted.slip
    bench.restart()
    assert [each.payment.unsure for each in bench.journal.all()] == [False, False]
    bench.journal.close()
