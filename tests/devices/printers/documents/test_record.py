"""What may be concluded from a job's record, for every record there can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.documents.outcomes import (
    Aborted,
    Cancelled,
    NotPrinted,
    Order,
    PartlyPrinted,
    Printed,
    Unknown,
    WhyUnknown,
)
from devices.printers.documents.record import JobRecord, State, conclude, read_record

SUCCESS = "job-completed-successfully"
orders = st.builds(
    Order, st.just(b""), st.integers(1, 9), copies=st.integers(1, 4), duplex=st.booleans(), within_s=st.just(1.0)
)
reasons = st.frozensets(
    st.sampled_from([SUCCESS, "job-completed-with-errors", "aborted-by-system", "document-format-error", "none"])
)
records = st.builds(
    JobRecord, st.sampled_from(State).filter(lambda s: s >= State.CANCELED), reasons, st.none() | st.integers(0, 80)
)
whys = st.sampled_from([None, Cancelled()])


@given(records, orders, whys)
def test_printed_only_if_the_record_says_every_word_of_it(
    record: JobRecord, order: Order, why: Cancelled | None
) -> None:
    outcome = conclude(record, order, why)
    if isinstance(outcome, Printed):
        assert record.state is State.COMPLETED
        assert SUCCESS in record.reasons
        assert outcome.impressions == record.sides
        assert order.sides * order.copies <= outcome.impressions <= (order.sides + 1) * order.copies
    if isinstance(outcome, NotPrinted):
        assert record.sides == 0
        assert record.state is not State.COMPLETED
    if isinstance(outcome, PartlyPrinted):
        assert 0 < outcome.sides < order.sides * order.copies


@given(orders)
def test_the_good_end(order: Order) -> None:
    record = JobRecord(State.COMPLETED, frozenset({SUCCESS}), order.sides * order.copies)
    assert conclude(record, order, None) == Printed(order.sides * order.copies)


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        (JobRecord(State.COMPLETED, frozenset({SUCCESS}), None), Unknown(WhyUnknown.NO_COUNT)),
        (JobRecord(State.COMPLETED, frozenset({SUCCESS}), 1), Unknown(WhyUnknown.COUNT_DIFFERS)),
        (JobRecord(State.COMPLETED, frozenset({SUCCESS}), 5), Unknown(WhyUnknown.COUNT_DIFFERS)),
        (JobRecord(State.COMPLETED, frozenset(), 2), Unknown(WhyUnknown.DISAGREE)),
        (JobRecord(State.CANCELED, frozenset(), None), Unknown(WhyUnknown.NO_COUNT)),
        (JobRecord(State.CANCELED, frozenset(), 0), NotPrinted(Aborted())),
        (JobRecord(State.ABORTED, frozenset({"document-format-error"}), 0), NotPrinted(Aborted(bad_document=True))),
        (JobRecord(State.ABORTED, frozenset(), 1), PartlyPrinted(1)),
        (JobRecord(State.CANCELED, frozenset(), 2), Unknown(WhyUnknown.DISAGREE)),
    ],
)
def test_each_kind_of_end(record: JobRecord, outcome: object) -> None:
    assert conclude(record, Order(b"", 2), None) == outcome


def test_an_empty_back_may_count() -> None:
    record = JobRecord(State.COMPLETED, frozenset({SUCCESS}), 4)
    assert conclude(record, Order(b"", 3), None) == Printed(4)
    assert conclude(record, Order(b"", 3, duplex=False), None) == Unknown(WhyUnknown.COUNT_DIFFERS)


@pytest.mark.parametrize(
    "job",
    [
        {},
        {"job-name": ["other"], "job-state": [9]},
        {"job-name": ["ours"]},
        {"job-name": ["ours"], "job-state": [2]},
        {"job-name": ["ours"], "job-state": ["completed"]},
        {"job-name": [], "job-state": []},
        {"job-name": [True], "job-state": [True]},
    ],
)
def test_records_that_are_not_ours_or_make_no_sense(job: dict[str, list[str | int | bool]]) -> None:
    assert read_record(job, "ours") is None


@pytest.mark.parametrize("count", [[], [-1], ["2"]])
def test_a_count_that_is_none(count: list[str | int | bool]) -> None:
    record = read_record({"job-name": ["ours"], "job-state": [9], "job-impressions-completed": count}, "ours")
    assert record == JobRecord(State.COMPLETED, frozenset(), None)
