"""The log has no room for a person."""

from __future__ import annotations

import io
import json

import pytest

from kiosk.audit import Audit, UncataloguedError, catalogue
from kiosk.clock import Clock


def logged(event: str, **fields: object) -> dict[str, object]:
    sink = io.StringIO()
    Audit(Clock(), sink).log(event, **fields)  # type: ignore[arg-type]
    line: dict[str, object] = json.loads(sink.getvalue())
    return line


def test_an_event_is_one_line_with_its_level() -> None:
    line = logged("session_began", session="0a1b", by="card")
    assert (line["event"], line["level"], line["session"], line["by"]) == ("session_began", "info", "0a1b", "card")


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("no_such_event", {}),
        ("session_began", {"session": "0a1b"}),
        ("session_began", {"session": "0a1b", "by": "card", "more": 1}),
        ("session_began", {"session": "not hex", "by": "card"}),
        ("session_began", {"session": "0a1b", "by": "見本 花子"}),
        ("page_shown", {"page": "two words"}),
        ("page_shown", {"page": "a" * 65}),
        ("cleaning_failed", {"session": "0a", "left": "many", "first": "x"}),
    ],
)
def test_what_is_not_catalogued_is_refused_without_its_value(event: str, fields: dict[str, object]) -> None:
    with pytest.raises(UncataloguedError) as refused:
        logged(event, **fields)
    assert "花子" not in str(refused.value)


def test_every_kind_has_a_level_an_actor_and_known_types() -> None:
    for id, kind in catalogue().items():
        assert kind.level in {"info", "notice", "warning", "alarm"}, id
        assert kind.who in {"nobody", "staff", "technician", "municipality", "vendor"}, id
        assert set(kind.fields.values()) <= {"count", "seconds", "name", "id"}, id
