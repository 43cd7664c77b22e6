"""python-escpos, imported without its side effects.

On import it configures the root logger, and makes a folder under /tmp with a pickle of its printer data, which it never
removes. Here the folder is gone after the import, and the logger is as it was.
"""

from __future__ import annotations

import logging
import tempfile

_root = logging.getLogger()
_nowhere = logging.NullHandler()
_root.addHandler(_nowhere)  # basicConfig leaves a root logger alone that has a handler
_before = tempfile.tempdir
try:
    with tempfile.TemporaryDirectory() as tempfile.tempdir:
        from escpos.exceptions import DeviceNotFoundError
        from escpos.printer import Network, Serial, Usb
finally:
    tempfile.tempdir = _before
    _root.removeHandler(_nowhere)

__all__ = ["DeviceNotFoundError", "Network", "Serial", "Usb"]
