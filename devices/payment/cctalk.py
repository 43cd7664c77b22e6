"""ccTalk, the public serial protocol of coin mechanisms (Generic Specification 4.7, Crane Payment Innovations).

A message is destination, data length, source, header, data, checksum; all bytes together are 0 modulo 256. The host
(address 1) asks, one device answers: header 0 with or without data, or 5 (NAK). One wire carries both directions, so
the host hears its own words first; frames that aren't for it are skipped.

There are no sequence numbers. An answer that comes after its deadline could be taken for the answer to the next
question; `Host` prevents that, see there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

HOST = 1
CHANGER = 2  # coin acceptor and hoppers in one
NOTES = 40  # bill validator
_ANSWER = 0
_NAK = 5
_ATTEMPTS = 3


class Header(IntEnum):
    """The commands used here (Generic Specification part 2)."""

    SIMPLE_POLL = 254
    SERIAL_NUMBER = 242
    MODIFY_INHIBIT = 231
    READ_CREDIT = 229
    MASTER_INHIBIT = 228
    ACCEPT_COUNTER = 225
    COIN_ID = 184
    READ_BILLS = 159
    BILL_ID = 157
    BILL_MODE = 153
    MONEY_IN = 128
    MONEY_OUT = 127
    PAY_MONEY_OUT = 125
    VERIFY_MONEY_OUT = 124
    ACTIVITY = 123
    ERROR_STATUS = 122
    HOPPER_BALANCE = 119


@dataclass(frozen=True, slots=True)
class Frame:
    """One message without its checksum. data: at most 252 bytes."""

    destination: int
    source: int
    header: int
    data: bytes = b""

    def encode(self) -> bytes:
        """As it goes over the wire."""
        body = bytes((self.destination, len(self.data), self.source, self.header)) + self.data
        return body + bytes((-sum(body) & 0xFF,))


class Decoder:
    """Bytes in, whole frames out. A wrong checksum drops what was heard so far: the next pause begins a new frame."""

    def __init__(self) -> None:
        self._heard = bytearray()

    def clear(self) -> None:
        """Forget half a frame."""
        self._heard.clear()

    def feed(self, heard: bytes) -> list[Frame]:
        """The frames completed by these bytes."""
        self._heard += heard
        frames = []
        while len(self._heard) >= 5 and len(self._heard) >= 5 + self._heard[1]:
            whole = bytes(self._heard[: 5 + self._heard[1]])
            if sum(whole) & 0xFF:
                self._heard.clear()
                break
            del self._heard[: len(whole)]
            frames.append(Frame(whole[0], whole[2], whole[3], whole[4:-1]))
        return frames


class Wire(Protocol):
    """A serial line. Trouble is silence: nothing here raises OSError."""

    def send(self, data: bytes) -> None:
        """Send, or don't."""

    def receive(self, deadline: float) -> bytes:
        """Bytes as soon as there are some; empty at the deadline (monotonic seconds), or if the line is gone."""

    def discard(self) -> None:
        """Forget what came unasked."""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nothing sensible until the deadline. Whether the command was done is unknown."""


@dataclass(frozen=True, slots=True)
class Refused:
    """NAK: the device understood and didn't do it."""


class Host:
    """Asks one device at a time, each exchange with its own deadline (seconds).

    An answer must come from the device asked and have the length that belongs to the question; anything else is old
    and skipped. Answers come in the order of the questions, and the serial number's has a length that no other answer
    of the same device has but the accept counter's: so after `ask_serial` was answered, nothing older can still come.
    That is done after every silence, and by callers before readings on which money depends.
    """

    def __init__(self, wire: Wire, deadline_s: float = 0.5) -> None:
        self._wire = wire
        self._deadline_s = deadline_s
        self._decoder = Decoder()
        self._unsure: set[int] = set()  # devices that may still owe us an answer

    def ask(self, device: int, header: Header, length: int, data: bytes = b"") -> bytes | NoAnswer | Refused:
        """One question whose repetition does no harm, asked up to three times. length: of the answer's data."""
        for _ in range(_ATTEMPTS):
            if self._is_lost(device):
                break
            answer = self._exchange(device, header, length, data)
            if not isinstance(answer, NoAnswer):
                return answer
        return NoAnswer()

    def command(self, device: int, header: Header, length: int, data: bytes = b"") -> bytes | NoAnswer | Refused:
        """One command, sent once at most."""
        return NoAnswer() if self._is_lost(device) else self._exchange(device, header, length, data)

    def _is_lost(self, device: int) -> bool:
        """Whether a device that didn't answer last time still doesn't."""
        return device in self._unsure and isinstance(self.ask_serial(device), NoAnswer)

    def ask_serial(self, device: int) -> int | NoAnswer:
        """Serial number (24 bits); afterwards no older answer is on the wire."""
        for _ in range(_ATTEMPTS):
            answer = self._exchange(device, Header.SERIAL_NUMBER, 3, b"")
            if isinstance(answer, bytes):
                self._unsure.discard(device)
                return int.from_bytes(answer, "little")
        return NoAnswer()

    def _exchange(self, device: int, header: Header, length: int, data: bytes) -> bytes | NoAnswer | Refused:
        self._wire.discard()
        self._decoder.clear()
        self._wire.send(Frame(device, HOST, header, data).encode())
        deadline = time.monotonic() + self._deadline_s
        while heard := self._wire.receive(deadline):
            for frame in self._decoder.feed(heard):
                if frame.destination != HOST or frame.source != device:
                    continue
                if frame.header == _ANSWER and len(frame.data) == length:
                    return frame.data
                if frame.header == _NAK and header != Header.SERIAL_NUMBER:
                    return Refused()
        self._unsure.add(device)
        return NoAnswer()
