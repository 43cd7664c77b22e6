"""A small file beside the books, replaced as a whole."""

from __future__ import annotations

import os
from pathlib import Path


def replace_file(file: Path, text: str, *, durably: bool) -> None:
    """Nothing to say: no file. durably: on the disk when this comes back. Raises OSError; what stood there before is
    then still there.
    """
    if not text:
        file.unlink(missing_ok=True)
        return
    new = file.with_name(f"{file.name}.new")
    with new.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        if durably:
            os.fsync(stream.fileno())
    new.replace(file)
    if durably:
        folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
