"""What a bank would look at on a printed certificate. Poppler, zbar and the public inquiry page say it, none of our own
code does: text, fonts, seal, size, sides, and the code on every back.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.request import urlopen

_NUMBER = re.compile(r"[1-9A-Z]{4}(?:-[1-9A-Z]{4}){3}")
_GENUINE, _NOT_YET = "この証明書は発行されています", "印刷の確認中です"
_TITLE_ON_BACK = "この証明書が本物かどうかの確かめ方"
REPORTED_WITHIN_S = 40.0
"""The terminal tells the gateway what it printed beside serving the next resident."""
_LOOK_EVERY_S = 0.5
_ANSWER_S = 20.0


class Unfit(Exception):
    """A bank would not take this paper. Says in what it fails, and nothing of what stands on it."""


@dataclass(frozen=True, slots=True)
class Expected:
    """title: of the kind, as it is printed. name: of the resident, code point for code point."""

    title: str
    name: str = field(repr=False)
    copies: int = 1


def pages(pdf: Path) -> int:
    """Pages of a document, by pdfinfo."""
    return int(_said_after("Pages", _run("pdfinfo", pdf)))


def judge(pdf: Path, sides: Sequence[Path], expected: Expected, inquiry: str) -> str:
    """Look at one job: the document as the printer got it, and the pictures of the sides that came out of it, in order.

    inquiry: address of the public inquiry page. Gives one line of what was found; raises Unfit with all that is wrong.
    """
    count = pages(pdf)
    texts = [_run("pdftotext", "-layout", "-f", page, "-l", page, pdf, "-") for page in range(1, count + 1)]
    numbers = [frozenset(_NUMBER.findall(text)) for text in texts]
    faults = [*_form(texts, expected), *_fonts(pdf), *_seal(pdf), *_sheets(pdf, count, sides, expected.copies)]
    if len(numbers[0]) != 1 or set(numbers) != {numbers[0]}:
        faults.append("not one inquiry number, the same on every side")
    if not faults:
        faults = _codes(sides, expected, next(iter(numbers[0])), inquiry)
    if faults:
        raise Unfit(f"{expected.title}: {'; '.join(faults)}")
    return f"{expected.title}: {count // 2} × 2 sides of A4, sealed, fonts inside, its code is confirmed"


def _form(texts: Sequence[str], expected: Expected) -> list[str]:
    """Spaces are the typesetter's affair; everything else is compared code point for code point."""
    front, back = ("".join("".join(texts[at::2]).split()) for at in (0, 1))
    name = "".join(expected.name.split())
    found = (
        (expected.title in front, "the front does not name the kind"),
        (name in front, "the name is not on it as it is registered"),
        (name not in back, "the name is on the back"),
        (f"証明書{expected.title}" in back, "the back does not name the kind"),
        (back.count(_TITLE_ON_BACK) == len(texts) // 2, "not every second side is a back"),
        (front.count("以下余白") == 1, "the end is not marked, or more than once"),
    )
    return [fault for good, fault in found if not good]


def _fonts(pdf: Path) -> list[str]:
    """A font that is not inside would be replaced by the printer, and a rare sign with it."""
    rows = [line.split() for line in _run("pdffonts", pdf).splitlines()[2:]]
    # … emb sub uni object ID (two numbers)
    return [] if rows and all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows) else ["a font is not inside"]


def _seal(pdf: Path) -> list[str]:
    said = _run("pdfsig", "-nocert", pdf)
    good = (said.count("Signature #") == 1, "Signature is Valid." in said, "Total document signed" in said)
    return [] if all(good) else ["not one valid seal over the whole"]


def _sheets(pdf: Path, count: int, sides: Sequence[Path], copies: int) -> list[str]:
    faults = [] if "(A4)" in _said_after("Page size", _run("pdfinfo", pdf)) else ["not A4"]
    faults += ["an odd number of sides"] if count % 2 else []
    return [*faults, *(["not as many sides came out as ordered"] if len(sides) != count * copies else [])]


def _codes(sides: Sequence[Path], expected: Expected, number: str, inquiry: str) -> list[str]:
    """The code on every printed back: all the same, and the inquiry page knows it."""
    codes = {_run("zbarimg", "--raw", "-q", "-Sdisable", "-Sqrcode.enable", back).strip() for back in sides[1::2]}
    if len(codes) != 1 or not (code := codes.pop().partition("?c=")[2]):
        return ["not every back has the same code"]
    answer = _asked(f"{inquiry}?c={code}")
    if _GENUINE not in answer:
        return ["the inquiry page does not confirm the code"]
    same = number in answer and expected.title in answer and f"{expected.copies}通" in answer
    return [] if same else ["the inquiry page speaks of another paper"]


def _asked(url: str) -> str:
    """The page's answer, once it knows that the paper was printed."""
    deadline = time.monotonic() + REPORTED_WITHIN_S
    while True:
        with urlopen(url, timeout=_ANSWER_S) as answer:  # noqa: S310 - our own page, over HTTP on this machine
            said = unescape(answer.read().decode())
        if _NOT_YET not in said or time.monotonic() > deadline:
            return said
        time.sleep(_LOOK_EVERY_S)  # somebody at a counter asks again, too: the page has nothing to wait for


def _said_after(word: str, said: str) -> str:
    return next((line.partition(":")[2] for line in said.splitlines() if line.startswith(f"{word}:")), "")


def _run(program: str, *arguments: object) -> str:
    """What a program says about a paper; nothing if it fails."""
    command = [program, *(str(each) for each in arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60).stdout
