"""What came out of a document printer, read by poppler: whose it is, and how much of it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from hashlib import sha256

from tests.long.booth import Booth
from tests.long.site import Site

_NUMBER = re.compile(r"\b(?:[1-9A-HJKMNP-TV-Z]{4}-){3}[1-9A-HJKMNP-TV-Z]{4}\b")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document of which at least one side came out. request: None if no request of the gateway has its number.

    sha256: of the bytes that the printer got. text: without white space.
    """

    request: str | None
    sha256: str
    text: str = field(repr=False)


class Tray:
    """Everything that ever came out at one booth. Documents are known by the inquiry number that stands on them."""

    def __init__(self, booth: Booth, site: Site) -> None:
        self.booth = booth
        self._site = site
        self._sheets: dict[int, Sheet] = {}

    def sides(self) -> dict[int, int]:
        """Document -> sides that lie there now, of all copies."""
        return self.booth.sides()

    def sheet(self, number: int) -> Sheet:
        """What stands on it."""
        if number not in self._sheets:
            self._sheets[number] = self._read(number)
        return self._sheets[number]

    def out(self, request: str) -> int:
        """Sides of this request's paper."""
        return sum(sides for number, sides in self.sides().items() if self.sheet(number).request == request)

    def is_whole(self, request: str) -> bool:
        """Whether all sides of all copies lie there."""
        known = self._site.asked([request]).get(request)
        return known is not None and known.pages is not None and self.out(request) == known.pages * known.copies

    def _read(self, number: int) -> Sheet:
        file = self.booth.printer.paper / f"{number:04d}.pdf"
        done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True, timeout=60)
        found = set(_NUMBER.findall(done.stdout))
        request = self._site.of_number(found.pop().replace("-", "")) if len(found) == 1 else None
        return Sheet(request, sha256(file.read_bytes()).hexdigest(), "".join(done.stdout.split()))
