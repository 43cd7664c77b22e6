"""From the seal into the case load: verified, once, nothing dropped, nothing readable on the disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from gateway.backoffice import caseload, deciding, schema
from gateway.backoffice.deciding import File
from gateway.backoffice.opening import Opened
from gateway.backoffice.taking import judge, take
from gateway.contract.applications import Answer, CardApplication, Content, Inquiry, UsageRecord
from gateway.identity.revocation import Good, Revoked, Unknown
from gateway.intake import handover
from gateway.intake.handover import Waiting
from gateway.intake.schema import items as at_intake
from tests.gateway.backoffice.counter import PHOTO, Counter, application, photo, signed
from tests.gateway.intake.sending import INQUIRY, Item
from tests.parts.authority import AUTHENTICATION_POLICY, SIGNATURE_POLICY, Authority
from tests.parts.house import NOON


def case_of(office: Counter, item: Item) -> caseload.Case:
    with office.office.own.read() as conn:
        [case] = caseload.named(conn, item.case)
    return case


def file_of(office: Counter, item: Item) -> File:
    file = deciding.look(office.office, office.receipt(item))
    assert isinstance(file, File)
    return file


def test_a_signed_application_with_a_photo(office: Counter) -> None:
    document = application(attachments=(photo(),))
    item = office.send(signed(document, office.card()), clear=(PHOTO,))
    assert office.state(item) == ("received", False)
    office.work()
    file = file_of(office, item)
    assert file.case.state == "received"
    assert file.case.signer == (office.house.parts.anchors.issuer_of(office.card().certificate).key_id, "1b59")  # type: ignore[union-attr]
    assert (file.case.procedure, file.case.receipt) == ("child-allowance", office.receipt(item))
    [only] = file.items
    assert isinstance(only.opened, Opened)
    assert (only.document, only.opened.attachments) == (document, (PHOTO,))
    # Once it is here it is not there.
    with office.office.intake.read() as conn:
        assert conn.execute(select(at_intake.c.sealed)).scalar_one() is None


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("inquiry", INQUIRY),
        ("answer", Answer(to_notice="0" * 32, answers={"day": "2026-12-01"})),
        (
            "card-application",
            CardApplication(
                application_id="1" * 23,
                id_from="scanner",
                birth_date=date(1989, 1, 8),
                signature_certificate=True,
                authentication_certificate=True,
            ),
        ),
        ("e-application", application(procedure="pregnancy")),
    ],
)
def test_what_needs_no_signature(office: Counter, kind: Any, document: Any) -> None:
    item = office.send(document, kind)
    office.work()
    assert file_of(office, item).items[0].document == document
    assert office.state(item) == ("received", False)


def test_records_are_done_when_they_are_read(office: Counter) -> None:
    item = office.send(UsageRecord(day=date(2026, 11, 20), staff="s-12", counts={"card": 3}), "usage-record")
    office.work()
    assert case_of(office, item).state == "done"


def test_nothing_is_readable_on_the_disk(office: Counter, tmp_path: Path) -> None:
    """Neither at the intake nor in the back office: it is stored as it came."""
    marker = "しるしの文字列です"
    office.send(signed(application(answers={"marker": marker}), office.card()))
    office.send(Inquiry(about="other", text=marker), "inquiry")
    office.work()
    written = b"".join(each.read_bytes() for each in tmp_path.iterdir() if each.is_file())
    assert marker.encode() not in written
    assert "架空　太郎".encode() not in written
    for store, tables in ((office.office.own, schema.metadata.sorted_tables), (office.office.intake, [at_intake])):
        with store.read() as conn:
            rows = "".join(str(row) for table in tables for row in conn.execute(select(table)))
        assert marker not in rows
        assert "太郎" not in rows


# --- once, whatever happens in between --------------------------------------------------------------------------------


def test_dying_before_the_intake_is_told(office: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    item = office.send(INQUIRY, "inquiry")
    with monkeypatch.context() as patched:
        patched.setattr(handover, "taken", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            take(office.office)
    office.work()
    office.work()
    with office.office.own.read() as conn:
        assert conn.execute(select(func.count()).select_from(schema.items)).scalar_one() == 1
    assert office.state(item) == ("received", False)
    assert take(office.office) == 0


def test_a_case_in_its_order(office: Counter) -> None:
    first = office.send(INQUIRY, "inquiry")
    second = office.send(INQUIRY, "inquiry", case=first.case)
    office.work()
    assert [each.claims.key for each in file_of(office, first).items] == [first.key, second.key]


def test_the_same_number_in_a_case_twice(office: Counter) -> None:
    """An intake that was set back from a backup would take it; here it is seen, and kept."""
    item = office.send(INQUIRY, "inquiry")
    office.work()
    twin = office.sender.item(INQUIRY, kind="inquiry", case=item.case, case_sequence=1)
    with office.office.own.write() as conn:
        waiting = Waiting.stored(twin.body["envelope"], NOON, b"sealed", ())
        caseload.put(conn, waiting, judge(office.office, waiting), NOON)
    assert case_of(office, item).troubles == {twin.key: "number_taken"}


# --- what can't be opened or verified ---------------------------------------------------------------------------------


def troubled(office: Counter, item: Item) -> str:
    """Its trouble; it is kept, and the resident is told that it takes longer."""
    office.work()
    case = case_of(office, item)
    assert office.state(item) == ("received", True)
    assert case.delayed
    return case.troubles[item.key]


def test_a_key_that_is_not_here_yet(office: Counter) -> None:
    """Restored from its backup an hour later, the item is opened."""
    keys = office.office.keys
    office.office = replace(office.office, keys={})
    item = office.send(INQUIRY, "inquiry")
    assert troubled(office, item) == "key_unknown"
    office.office = replace(office.office, keys=keys)
    office.work()
    assert case_of(office, item).troubles == {}
    assert office.state(item) == ("received", False)


def test_sealed_to_another_context(office: Counter) -> None:
    item = office.send(INQUIRY, "inquiry", key="a" * 32)
    stolen = office.sender.item(INQUIRY, kind="inquiry", key="b" * 32)
    said = stolen.claims | {"digest": item.claims["digest"], "size": item.claims["size"]}
    moved = replace(stolen, body={"envelope": office.sender.sign(said), "sealed": item.body["sealed"]})
    answer = office.client.post("/v1/intake/items", json=moved.body, headers=moved.headers)
    assert answer.status_code == 201
    assert troubled(office, moved) == "not_for_us"


def test_another_kind_inside_than_outside(office: Counter) -> None:
    assert troubled(office, office.send(INQUIRY, "e-application")) == "kind_differs"


def test_an_application_without_the_signature_it_needs(office: Counter) -> None:
    assert troubled(office, office.send(application())) == "signature_missing"


def test_attachments_that_are_others(office: Counter) -> None:
    document = application(attachments=(photo(),))
    other = PHOTO[:-1] + b"x"
    assert troubled(office, office.send(signed(document, office.card()), clear=(other,))) == "attachments_differ"


def test_attachments_that_were_not_signed(office: Counter) -> None:
    content = signed(application(), office.card()).model_copy(update={"attachments": (photo(),)})
    assert troubled(office, office.send(content, clear=(PHOTO,))) == "attachments_differ"


def test_a_signature_by_another_key(office: Counter) -> None:
    good = signed(application(), office.card())
    other = signed(application(answers={"children": 3}), office.card())
    assert good.signed is not None
    assert other.signed is not None
    mixed = ".".join((*other.signed.split(".")[:2], good.signed.split(".")[2]))
    assert troubled(office, office.send(Content(signed=mixed))) == "signature_wrong"


def test_a_signature_that_is_none(office: Counter) -> None:
    assert troubled(office, office.send(Content(signed="e30.e30.AAAA"))) == "not_a_signature"


def test_certificates_that_do_not_sign_applications(office: Counter) -> None:
    log_in = office.authority.card(7002)
    other_policy = office.authority.card(7003, policy=AUTHENTICATION_POLICY, for_signature=True)
    log_in_with_its_policy = office.authority.card(7006, policy=SIGNATURE_POLICY)
    stranger = Authority("stranger").card(7004, policy=SIGNATURE_POLICY, for_signature=True)
    weak = office.card(7005, bits=1024, key_name="weak")
    found = [
        troubled(office, office.send(signed(application(), each)))
        for each in (log_in, other_policy, log_in_with_its_policy)
    ]
    assert found == ["not_for_signing"] * 3
    assert troubled(office, office.send(signed(application(), stranger))) == "issuer_unknown"
    assert troubled(office, office.send(signed(application(), weak))) == "certificate_unusable"


@pytest.mark.parametrize(
    ("begins", "ends", "accepted", "why"),
    [
        (-10, 10, -1, None),
        (-10, -2, -1, "expired"),
        (-10, -2, -3, "expired_since_signing"),
        (1, 10, 2, "not_yet_valid"),
    ],
)
def test_validity_counts_at_receipt(office: Counter, begins: int, ends: int, accepted: int, why: str | None) -> None:
    """In days around now; the terminal's clock is a hint, never an excuse."""
    card = office.card(begins=NOON + timedelta(days=begins), ends=NOON + timedelta(days=ends))
    item = office.send(signed(application(), card), accepted_at=NOON + timedelta(days=accepted))
    if why is None:
        office.work()
        assert case_of(office, item).troubles == {}
    else:
        assert troubled(office, item) == why


@pytest.mark.parametrize(
    ("revoked_hours_ago", "signed_hours_ago", "why"),
    [(2, 1, "revoked"), (2, 3, "revoked_since_signing"), (-1, 0, None)],
)
def test_revocation_counts_at_receipt(
    office: Counter, revoked_hours_ago: int, signed_hours_ago: int, why: str | None
) -> None:
    """Revoked after it was received, it was in order; the back office may look late."""
    at = NOON - timedelta(hours=signed_hours_ago)
    item = office.send(signed(application(), office.card()), accepted_at=at)
    office.house.clock.turn(hours=2)
    office.revocation.answer = Revoked(NOON - timedelta(hours=revoked_hours_ago))
    if why is None:
        office.work()
        assert case_of(office, item).troubles == {}
    else:
        assert troubled(office, item) == why


def test_nobody_could_say_whether_it_was_revoked(office: Counter) -> None:
    office.revocation.answer = Unknown("silent")
    item = office.send(signed(application(), office.card()))
    assert troubled(office, item) == "revocation_unknown"
    office.revocation.answer = Good()
    office.work()
    assert case_of(office, item).troubles == {}
    assert case_of(office, item).signer is not None
    assert office.state(item) == ("received", False)
