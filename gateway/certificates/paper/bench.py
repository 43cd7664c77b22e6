"""How fast papers are made: `python -m gateway.certificates.paper.bench` prints one JSON object.

{"papers_per_s": …, "one_sheet_ms": …, "two_sheets_ms": …}
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from gateway.certificates.paper import Form, Office, Paper, Press, SealKey, sandbox
from gateway.certificates.paper.forms import ResidentEntry, ResidentRecord
from gateway.certificates.paper.seal import load_private_key

_OFFICE = Office(code="132217", prefecture="架空県", name="こもれび市", mayor="木漏　日和")


def figures(papers: int = 20) -> dict[str, float]:
    """Make that many papers of one sheet and of two, sealed, one after the other."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-") as name:
        folder = Path(name)
        sandbox.make(folder, _OFFICE.name)
        seal_key = SealKey.load(folder / "seal.pem", folder / "seal.key")
        press = Press(_OFFICE, seal_key, load_private_key(folder / "code.key"), "https://inquiry.example/inquiry")
    one, two = (_seconds(press, _household(size), papers) for size in (2, 4))
    return {"papers_per_s": 1 / one, "one_sheet_ms": 1000 * one, "two_sheets_ms": 1000 * two}


def _seconds(press: Press, form: Form, papers: int) -> float:
    """For one paper. Fonts are read and the typesetter is warm: a gateway runs for weeks."""
    press.make(form, date(2026, 11, 21))
    began = time.perf_counter()
    for _ in range(papers):
        if not isinstance(press.make(form, date(2026, 11, 21)), Paper):
            raise RuntimeError("the bench's own form was refused")
    return (time.perf_counter() - began) / papers


def _household(size: int) -> ResidentRecord:
    persons = tuple(
        ResidentEntry(name="葛\U000e0102城　雅", birth=date(1986, 8, 24), sex="男", relation="世帯主")
        for _ in range(size)
    )
    return ResidentRecord(address="架空県こもれび市わかば町三丁目7番12号", head=None, persons=persons, whole=True)


if __name__ == "__main__":
    json.dump(figures(), sys.stdout)
    print()
