"""The sandbox's registers: everybody in them exists, nobody's My Number can, and every name can be printed but one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.certificates.paper.content import tree
from gateway.certificates.paper.coverage import Missing
from gateway.certificates.paper.forms import ResidentRecord
from gateway.certificates.paper.residents import resident_record
from gateway.certificates.records import NobodyHere, PersonFile, Silent
from gateway.sandbox.registers import SandboxRecords
from gateway.sandbox.town import Resident, komorebi

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
WITH_CARD = [each for each in komorebi().residents if each.subject]


def look(subject: str, events: Path | None = None) -> PersonFile:
    found = SandboxRecords(timedelta(0), events).file_of(subject, NOW)
    assert isinstance(found, PersonFile)
    return found


@pytest.mark.parametrize("resident", WITH_CARD, ids=lambda each: each.id)
def test_everybody_has_a_file(resident: Resident) -> None:
    file = look(resident.subject)
    assert file.residence.myself.entry.name == resident.name
    form = ResidentRecord(
        address=file.residence.address,
        head=file.residence.members[0].entry.name,
        persons=tuple(each.entry for each in file.residence.members),
        whole=True,
    )
    unprintable = isinstance(tree(resident_record(form)), Missing)
    assert unprintable == (resident.id == "kikyou-hanae")


def test_nobodys_my_number_can_exist() -> None:
    """番号法: the check digit is wrong in every one of them, so that none can be somebody's."""
    numbers = [m.entry.my_number for r in WITH_CARD for m in look(r.subject).residence.members]
    for number in numbers:
        assert number is not None
        weighted = sum(int(n) * (at + 2 if at < 6 else at - 4) for at, n in enumerate(reversed(number[:11])))
        rest = weighted % 11
        assert int(number[11]) != (0 if rest <= 1 else 11 - rest)


def test_registers_and_residents_agree() -> None:
    for resident in WITH_CARD:
        register = look(resident.subject).register
        if register is not None:
            assert len(register.persons) == len(register.form.persons) == len(register.addresses.persons)
            assert resident.id in register.persons
            own = register.form.persons[register.persons.index(resident.id)]
            assert resident.name.endswith(own.name)


def test_what_happens_is_seen_at_the_next_look(tmp_path: Path) -> None:
    events = tmp_path / "events.toml"
    subject = next(each.subject for each in WITH_CARD if each.id == "mihon-taro")
    seal = look(subject, events).seal
    assert seal is not None
    assert not seal.cancelled
    events.write_text('[people.mihon-taro]\nseal = "cancelled"\n[registers.mihon-taro]\nin_process = true\n')
    after = look(subject, events)
    assert after.seal is not None
    assert after.seal.cancelled
    assert after.register is not None
    assert after.register.in_process
    assert len(after.register.persons) == 4
    events.write_text("[town]\nsilent = true\n")
    assert SandboxRecords(timedelta(0), events).file_of(subject, NOW) == Silent()


def test_strangers() -> None:
    assert SandboxRecords(timedelta(0)).file_of("NOBODY", NOW) == NobodyHere()
    assert SandboxRecords(timedelta(0)).file_of("", NOW) == NobodyHere()
