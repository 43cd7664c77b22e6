"""The table of figures and out/bench.json."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.bench.table import as_table, at_most, plain, write


def test_a_figure_over_its_aim_is_marked() -> None:
    good, bad = at_most("start", 1.49, "s", 1.5), at_most("memory", 121.2, "MB", 120)
    assert (good.ok, bad.ok) == (True, False)
    table = as_table([good, bad, plain("log-ins", 31.4159, "/s")]).splitlines()
    assert table[0].endswith("≤ 1.5")
    assert table[1].endswith("!")
    assert "31.4 /s" in table[2]


def test_what_others_appended_stays(tmp_path: Path) -> None:
    out = tmp_path / "out" / "bench.json"
    write([plain("ours", 1, "ms"), plain("also ours", 2, "ms")], out)
    known = json.loads(out.read_text())
    out.write_text(json.dumps([*known, {"name": "theirs", "value": 3, "unit": "s", "aim": None, "ok": True}]))
    write([plain("ours", 4, "ms")], out)
    assert {each["name"]: each["value"] for each in json.loads(out.read_text())} == {
        "ours": 4,
        "also ours": 2,
        "theirs": 3,
    }
    assert set(json.loads(out.read_text())[0]) == {"name", "value", "unit", "aim", "ok"}
