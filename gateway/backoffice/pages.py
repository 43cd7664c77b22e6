"""What the back office prints: a list without names, and an opened case for the clerk's eyes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from gateway.backoffice.case import Act, Case
from gateway.backoffice.certified import Sex, differing
from gateway.backoffice.deciding import File, Item
from gateway.backoffice.opening import Opened
from gateway.contract.applications import EApplication, MediaType
from gateway.contract.intake import EnvelopeClaims

_JAPAN = ZoneInfo("Asia/Tokyo")
_SUFFIX: dict[MediaType, str] = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
_SEXES: dict[Sex, str] = {"male": "男", "female": "女", "other": "その他", "unknown": "不明"}
_STATES = {
    "received": "受付済",
    "under_review": "審査中",
    "correction": "補正依頼",
    "done": "完了",
    "refused": "不受理",
    "withdrawn": "取下げ",
}


def as_table(cases: Iterable[Case]) -> str:
    """One line a case."""
    lines = [
        "  ".join(
            (
                f"{case.receipt or case.id:36}",
                f"{_when(case.opened_at)}",
                f"{case.state:13}",
                f"{case.kind:17}",
                case.procedure or (f"to {case.refers_to}" if case.refers_to else "-"),
                *(("TROUBLE: " + ", ".join(sorted(set(case.troubles.values()))),) if case.troubles else ()),
            )
        )
        for case in cases
    ]
    return "\n".join(lines) or "no cases"


def as_json(cases: Iterable[Case]) -> str:
    """The same for programs."""
    rows = [
        {
            "terminal": case.terminal,
            "case": case.id,
            "receipt": case.receipt,
            "kind": case.kind,
            "procedure": case.procedure,
            "refers_to": case.refers_to,
            "state": case.state,
            "delayed": case.delayed,
            "signed": case.signer is not None,
            "troubles": dict(case.troubles),
            "opened_at": case.opened_at.isoformat(),
            "changed_at": case.changed_at.isoformat(),
        }
        for case in cases
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_text(file: File) -> str:
    """Everything in a case."""
    case = file.case
    head = [
        f"{case.receipt or case.id}  {_STATES[case.state]} ({case.state})",
        f"  case {case.id}, terminal {case.terminal}, {case.kind}, {case.procedure or case.refers_to or '-'}",
        f"  signature: {'verified' if case.signer else 'none'}",
    ]
    items = [line for item in file.items for line in _item(item)]
    acts = ["", "  what was done:", *(f"    {_act(each)}" for each in file.acts)]
    return "\n".join([*head, *items, *acts])


def save(folder: Path, claims: EnvelopeClaims, opened: Opened) -> Iterator[Path]:
    """Write the attachments of an item, for the clerk alone (mode 0600). Named by number, not by title."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number, (about, content) in enumerate(zip(opened.content.attachments, opened.attachments, strict=True)):
        file = folder / f"{claims.key}-{number}.{_SUFFIX[about.media_type]}"
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
        yield file


def _item(item: Item) -> Iterator[str]:
    yield ""
    claims = item.claims
    yield f"  item {claims.case_sequence} ({claims.key}): received {_when(item.received_at)}, accepted at the terminal"
    yield f"    {_when(claims.accepted_at)} by its own clock"
    if item.trouble:
        yield f"    TROUBLE: {item.trouble}"
    yield from _signer(item)
    if item.document is None:
        yield "    can't be read"
        return
    yield from (f"    {label}：{value}" for label, value in item.document.shown)
    if not item.document.shown:
        yield f"    {item.document.model_dump_json(exclude={'shown', 'attachments'})}"
    for number, each in enumerate(item.document.attachments):
        yield f"    attachment {number}: {each.title} ({each.media_type}, {each.size} bytes)"


def _signer(item: Item) -> Iterator[str]:
    """Who applies is whom the certificate names. What the form says otherwise, a clerk has to judge."""
    owner = item.signer
    if owner is None:
        return
    proven = "" if item.trouble is None else "  NOT PROVEN"
    born = "-" if owner.birth_date is None else f"{owner.birth_date:%Y-%m-%d}"
    sex = "-" if owner.sex is None else _SEXES[owner.sex]
    yield f"    署名した人（電子証明書）：{owner.name or '-'}　{born}　{sex}　{owner.address or '-'}{proven}"
    applicant = item.document.applicant if isinstance(item.document, EApplication) else None
    if applicant is not None and (others := differing(applicant, owner)):
        yield f"    THE FORM SAYS OTHERWISE: {', '.join(others)}"


def _act(act: Act) -> str:
    told = "" if act.told_at else "  (not told yet)"
    note = f"  「{act.note}」" if act.note else ""
    delayed = ", checking" if act.delayed else ""
    delayed += "" if act.says == "state" else f", {act.says}"
    return f"{_when(act.at)}  {_STATES[act.state]}{delayed}  by {act.by or 'program'}{note}{told}"


def _when(at: datetime) -> str:
    return f"{at.astimezone(_JAPAN):%Y-%m-%d %H:%M}"
