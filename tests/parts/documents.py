"""Documents to print, plainly fictional, made by typst (which others wrote)."""

from __future__ import annotations

import typst


def document(sides: int = 2, mark: str = "sample") -> bytes:
    """A PDF of so many A4 pages; each says `mark` and its number."""
    pages = "\n#pagebreak()\n".join(f"#text(40pt)[{mark} side {side}]" for side in range(1, sides + 1))
    made = typst.compile(f'#set page(paper: "a4")\n{pages}\n'.encode())
    assert isinstance(made, bytes)
    return made
