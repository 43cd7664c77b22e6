"""Files and PINs of one powered card: what is true of every application on it.

Every answer that the card may properly give is a value; what makes no sense is a `CardFault` naming the place.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from devices.cards import apdu, tlv
from devices.cards.link import Link, Response
from devices.cards.outcomes import (
    Absent,
    CardFault,
    CardPin,
    CardTrouble,
    Left,
    Locked,
    PinAbsent,
    PinLocked,
    PinTries,
    Verified,
    VerifyOutcome,
    WrongPin,
)
from devices.cards.pin import wiped
from devices.cards.profile import PIN_RULES

log = logging.getLogger("devices.cards.apdu")

LONGEST_READ = 256
LONGEST_FILE = 8192  # far above any object of the card; a length beyond it is a lie
LONGEST_CHAIN = 32


@dataclass(frozen=True, slots=True)
class NoFile:
    """The card has no such file or application, or nothing has been written into it."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The file is there but wants a PIN first."""


class Card:
    """One connection, counted and logged. `apdus` is the number of commands sent."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.apdus = 0

    def call(self, command: bytes | bytearray) -> Response | CardTrouble:
        """Send a command; 6Cxx is repeated with the length the card names, 61xx is collected."""
        answer = self._send(command)
        if isinstance(answer, Response) and answer.sw >> 8 == 0x6C and apdu.ends_in_le(command):
            answer = self._send(apdu.with_le(command, answer.sw & 0xFF))
        if isinstance(answer, Response) and answer.sw >> 8 == 0x61:
            return self._collect(answer)
        return answer

    def _collect(self, answer: Response) -> Response | CardTrouble:
        data = answer.data
        for _ in range(LONGEST_CHAIN):
            more = self._send(apdu.get_response(answer.sw & 0xFF))
            if not isinstance(more, Response):
                return more
            data, answer = data + more.data, more
            if answer.sw >> 8 != 0x61:
                return Response(data, answer.sw)
        return CardFault("endless answer")

    def _send(self, command: bytes | bytearray) -> Response | CardTrouble:
        self.apdus += 1
        if not log.isEnabledFor(logging.DEBUG):
            return self._link.transmit(command)
        began = time.monotonic()
        answer = self._link.transmit(command)
        came = f"[{len(answer.data)}] {answer.sw:04X}" if isinstance(answer, Response) else repr(answer)
        log.debug("%s -> %s %.1f ms", apdu.trace(command), came, (time.monotonic() - began) * 1000)
        return answer

    # --- selecting and reading ---------------------------------------------------------------------------------------

    def select_application(self, aid: bytes) -> NoFile | CardTrouble | None:
        """Make an application current. Any refusal means that this card does not have it."""
        answer = self._select(0x04, aid)
        if isinstance(answer, Response) and answer.sw == apdu.INTERNAL:
            answer = self._select(0x04, aid)  # some cards stumble over the first command after power-up
        if not isinstance(answer, Response):
            return answer
        return None if answer.sw == apdu.OK else NoFile()

    def select_file(self, file: int) -> NoFile | CardTrouble | None:
        """Make a file of the current application current."""
        answer = self._select(0x02, file.to_bytes(2, "big"))
        if not isinstance(answer, Response):
            return answer
        if answer.sw == apdu.OK:
            return None
        return NoFile() if answer.sw in apdu.NOT_FOUND else CardFault("select file", answer.sw)

    def _select(self, p1: int, name: bytes) -> Response | CardTrouble:
        answer = self.call(apdu.select(p1, name))
        if isinstance(answer, Response) and answer.sw == apdu.WRONG_P1_P2:
            # Either this card wants to tell about the file, or 6A86 is its word for "no such file".
            with_fci = self.call(apdu.select_with_fci(p1, name))
            if not isinstance(with_fci, Response) or with_fci.sw in (apdu.OK, *apdu.NOT_FOUND):
                return with_fci
        return answer

    def read_object(self, file: int) -> bytes | NoFile | NotAllowed | CardTrouble:
        """The one BER object a file holds (a certificate, say), its length taken from its own header."""
        start = self._read_start(file)
        if not isinstance(start, bytes):
            return start
        head = tlv.header(start)
        if head is None:
            empty = not start.strip(b"\xff") or not start.strip(b"\x00")
            return NoFile() if empty else CardFault("object header")
        if head.total > LONGEST_FILE:
            return CardFault("object length")
        return self._read_up_to(start, head.total)

    def read_whole(self, file: int) -> bytes | NoFile | NotAllowed | CardTrouble:
        """A file with whatever stands before and behind its object, to the end of the file."""
        data = self._read_start(file)
        if not isinstance(data, bytes):
            return data
        last = len(data)
        # A short answer means the end – unless the card hands out little at a time and its object has not ended.
        while len(data) < LONGEST_FILE and (last == LONGEST_READ or tlv.is_cut(data)):
            more = self._read(len(data), LONGEST_READ)
            if not isinstance(more, Response):
                return more
            if more.sw not in (apdu.OK, apdu.END_OF_FILE, apdu.WRONG_OFFSET):
                return CardFault("read", more.sw)
            if not more.data:
                break
            data, last = data + more.data, len(more.data)
        return data

    def _read_start(self, file: int) -> bytes | NoFile | NotAllowed | CardTrouble:
        selected = self.select_file(file)
        if selected is not None:
            return selected
        answer = self._read(0, LONGEST_READ)
        if not isinstance(answer, Response):
            return answer
        match answer.sw:
            case apdu.OK | apdu.END_OF_FILE:
                return answer.data or NoFile()
            case apdu.SECURITY_STATUS:
                return NotAllowed()
            case apdu.WRONG_OFFSET | 0x6A82:
                return NoFile()
            case sw:
                return CardFault("read", sw)

    def _read_up_to(self, data: bytes, total: int) -> bytes | CardTrouble:
        """Continue a read that began at 0. A card may hand out less than asked; nothing at all is an error."""
        while len(data) < total:
            answer = self._read(len(data), min(LONGEST_READ, total - len(data)))
            if not isinstance(answer, Response):
                return answer
            if answer.sw not in (apdu.OK, apdu.END_OF_FILE) or not answer.data:
                return CardFault("cut short", answer.sw)
            data += answer.data
        return data[:total]

    def _read(self, offset: int, length: int) -> Response | CardTrouble:
        return self.call(apdu.read_binary(offset, length))

    # --- PINs --------------------------------------------------------------------------------------------------------

    def tries(self, pin: CardPin) -> PinTries | CardTrouble:
        """Tries left, asked of the card without spending one. Leaves the PIN's file selected."""
        rule = PIN_RULES[pin]
        selected = self.select_file(rule.file)
        if isinstance(selected, NoFile):
            return Absent()
        if selected is not None:
            return selected
        answer = self.call(apdu.query_tries())
        if not isinstance(answer, Response):
            return answer
        if answer.sw in apdu.BLOCKED or answer.sw == 0x63C0:
            return Locked()
        if answer.sw >> 4 == 0x63C:
            return Left(answer.sw & 0xF, max(rule.most_tries, answer.sw & 0xF))
        return CardFault("tries", answer.sw)

    def verify(self, pin: CardPin, secret: bytearray) -> VerifyOutcome | CardTrouble:
        """Enter a prepared PIN, after asking for its tries: a locked or absent one is never sent.

        If trouble comes back the card may have counted the try: ask for the tries again before another entry.
        """
        tries = self.tries(pin)
        match tries:
            case Left():
                pass
            case Locked():
                return PinLocked(just_now=False)
            case Absent():
                return PinAbsent()
            case trouble:
                return trouble
        with wiped(apdu.verify(secret)) as command:
            answer = self.call(command)
        if not isinstance(answer, Response):
            return answer
        if answer.sw == apdu.OK:
            return Verified()
        if answer.sw == 0x63C0:
            return PinLocked(just_now=True)
        if answer.sw in apdu.BLOCKED:
            return PinLocked(just_now=False)
        if answer.sw >> 4 == 0x63C:
            return WrongPin(answer.sw & 0xF, tries.most)
        return CardFault("verify", answer.sw)

    # --- signing -----------------------------------------------------------------------------------------------------

    def sign(self, key: int, digest_info: bytes) -> bytes | NotAllowed | CardTrouble:
        """A raw signature with a key whose PIN was accepted. Not verified here."""
        selected = self.select_file(key)
        if isinstance(selected, NoFile):
            return CardFault("key absent")
        if selected is not None:
            return selected
        answer = self.call(apdu.compute_signature(digest_info))
        if not isinstance(answer, Response):
            return answer
        if answer.sw == apdu.SECURITY_STATUS:
            return NotAllowed()
        if answer.sw != apdu.OK or not answer.data:
            return CardFault("sign", answer.sw)
        return answer.data
