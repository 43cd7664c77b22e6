"""PC/SC with nothing of ours in between: ctypes on libpcsclite. The floor that a log-in is compared with."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import byref, c_char_p, c_long, c_ubyte, c_ulong

SCOPE_SYSTEM, SHARE_EXCLUSIVE, PROTOCOL_ANY, UNPOWER = 2, 1, 3, 2
LONGEST_ANSWER = 258


class BarePcscError(Exception):
    """A PC/SC call failed; its number tells why (pcsclite.h)."""


class _Pci(ctypes.Structure):
    _fields_ = (("protocol", c_ulong), ("length", c_ulong))


class BarePcsc:
    """One context. `reader` is a full PC/SC name."""

    def __init__(self, reader: str) -> None:
        self._library = ctypes.CDLL("libpcsclite.so.1")
        self._reader = reader.encode()
        self._context = c_long()
        self._check(self._library.SCardEstablishContext(c_ulong(SCOPE_SYSTEM), None, None, byref(self._context)))

    def send(self, commands: Sequence[bytes]) -> list[bytes]:
        """Connect, send one after the other, disconnect with power off: what any program must at least do."""
        card, protocol = c_long(), c_ulong()
        self._check(
            self._library.SCardConnect(
                self._context,
                c_char_p(self._reader),
                c_ulong(SHARE_EXCLUSIVE),
                c_ulong(PROTOCOL_ANY),
                byref(card),
                byref(protocol),
            )
        )
        pci = _Pci(protocol.value, ctypes.sizeof(_Pci))
        answers = []
        for command in commands:
            answer, length = (c_ubyte * LONGEST_ANSWER)(), c_ulong(LONGEST_ANSWER)
            self._check(
                self._library.SCardTransmit(
                    card, byref(pci), command, c_ulong(len(command)), None, answer, byref(length)
                )
            )
            answers.append(bytes(answer[: length.value]))
        self._check(self._library.SCardDisconnect(card, c_ulong(UNPOWER)))
        return answers

    def close(self) -> None:
        self._library.SCardReleaseContext(self._context)

    def _check(self, result: int) -> None:
        if result != 0:
            raise BarePcscError(f"{result & 0xFFFFFFFF:#010x}")
