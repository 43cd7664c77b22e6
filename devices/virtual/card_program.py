"""The program on the card: `process(apdu) -> answer`, pure but for the counters it keeps.

Follows JICSAP 1.1 / ISO/IEC 7816-4 as public readers of real cards describe it. Where they are silent it takes the
choice that is hardest on a careless terminal: a PIN of impossible length costs a try, a wrong PIN takes back the
permission that a right one gave before.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import NoDigestInfo

from devices.virtual.card_memory import CardMemory
from devices.virtual.command import Command, parse
from devices.virtual.files import Application, Binary, Key, Opens, PinFile, Records
from devices.virtual.layout import SHA256_PREFIX

OK = 0x9000
UNKNOWN_ERROR = 0x6F00
WRONG_LENGTH = 0x6700
NO_CHANNEL = 0x6881
NO_SECURE_MESSAGING = 0x6882
WRONG_FILE_KIND = 0x6981
SECURITY_STATUS = 0x6982
NO_CURRENT_FILE = 0x6986
WRONG_DATA = 0x6A80
NO_FILE = 0x6A82
NO_RECORD = 0x6A83
WRONG_P1_P2 = 0x6A86
NO_REFERENCE = 0x6A88
WRONG_OFFSET = 0x6B00
NO_INSTRUCTION = 0x6D00
NO_CLASS = 0x6E00

_LONGEST_SIGNED = 245  # PKCS #1 v1.5 in 256 bytes


class CardProgram(Protocol):
    """What lies in a slot: a My Number Card, or anything else with a chip."""

    @property
    def atr(self) -> bytes:
        """Answer to reset (ISO/IEC 7816-3)."""

    def power_on(self) -> None: ...

    def power_off(self) -> None: ...

    def reset(self) -> None: ...

    def process(self, apdu: bytes) -> bytes | None:
        """Response and status word, at least 2 bytes; None if it never answers."""


class _Refused(Exception):
    """Ends a command with a status word. Never leaves `process`."""

    def __init__(self, sw: int) -> None:
        super().__init__(f"{sw:04X}")
        self.sw = sw


class JpkiCard:
    """A My Number Card, the card before it, or a phone: whatever `applications` make of it.

    locked_sw: the answer to VERIFY of a PIN that is locked already (6984 as measured; some documents say 6983).
    """

    def __init__(
        self, atr: bytes, applications: Sequence[Application], memory: CardMemory, locked_sw: int = 0x6984
    ) -> None:
        self.atr = atr
        self.memory = memory
        self._applications = {each.aid: each for each in applications}
        self._locked_sw = locked_sw
        self._application: Application | None = None
        self._file: int | None = None
        # PINs accepted, by file id, in the application last selected. Lost without power or with another application.
        self._accepted: set[int] = set()
        self._accepted_in: Application | None = None

    # --- power -------------------------------------------------------------------------------------------------------

    def power_on(self) -> None:
        """Counters are read again: the same card may have lain in another reader meanwhile."""
        self.power_off()
        self.memory.load()

    def power_off(self) -> None:
        """Forget every accepted PIN."""
        self.reset()
        self._accepted.clear()
        self._accepted_in = None

    def reset(self) -> None:
        """A warm reset selects nothing. Accepted PINs stay accepted, as measured on a real contactless card."""
        self._application = None
        self._file = None

    # --- commands ----------------------------------------------------------------------------------------------------

    def process(self, apdu: bytes) -> bytes:
        """Answer any bytes at all; nothing raises."""
        command = parse(apdu)
        if command is None:
            return WRONG_LENGTH.to_bytes(2, "big")
        try:
            data = self._run(command)
        except _Refused as refused:
            return refused.sw.to_bytes(2, "big")
        return data + OK.to_bytes(2, "big")

    def _run(self, command: Command) -> bytes:
        _check_class(command.cla)
        match command.cla, command.ins:
            case 0x00, 0xA4:
                return self._select(command)
            case 0x00, 0xB0:
                return self._read_binary(command)
            case 0x00, 0xB2:
                return self._read_record(command)
            case 0x00, 0x20:
                return self._verify(command)
            case 0x80, 0x2A:
                return self._sign(command)
            case 0x00, 0x84:
                return self._challenge(command)
            case (0x00, 0x24) | (0x80, 0x32):
                return self._change(command)
        raise _Refused(NO_INSTRUCTION)

    # --- SELECT ------------------------------------------------------------------------------------------------------

    def _select(self, command: Command) -> bytes:
        match command.p1:
            case 0x04:
                return self._select_application(command)
            case 0x02:
                return self._select_file(command)
            case 0x00 if not command.data:
                # There is no master file to go to: refused after power-up, later a nod that changes nothing.
                if self._application is None:
                    raise _Refused(WRONG_P1_P2)
                return b""
            case 0x00:
                raise _Refused(NO_FILE)
        raise _Refused(WRONG_P1_P2)

    def _select_application(self, command: Command) -> bytes:
        application = self._applications.get(command.data)
        if application is None:
            raise _Refused(NO_FILE)
        control = _control_information(command, bytes((0x84, len(command.data))) + command.data)
        if application is not self._accepted_in:
            self._accepted.clear()
            self._accepted_in = application
        self._application, self._file = application, None
        return control

    def _select_file(self, command: Command) -> bytes:
        application = self._current_application()
        if len(command.data) != 2:
            raise _Refused(WRONG_LENGTH)
        file = int.from_bytes(command.data, "big")
        if file not in application.entries:
            raise _Refused(NO_FILE)
        control = _control_information(command, b"\x83\x02" + command.data)
        self._file = file
        return control

    def _current_application(self) -> Application:
        if self._application is None:
            raise _Refused(NO_CURRENT_FILE)
        return self._application

    def _target(self, short_id: int | None) -> int:
        """The file a command means: by short id (which makes it current), or the current one."""
        application = self._current_application()
        if short_id is not None:
            if short_id not in application.entries:
                raise _Refused(NO_FILE)
            self._file = short_id
        if self._file is None:
            raise _Refused(NO_CURRENT_FILE)
        return self._file

    def _check_open(self, opens: Opens) -> None:
        if opens is not None and not opens & self._accepted:
            raise _Refused(SECURITY_STATUS)

    # --- reading -----------------------------------------------------------------------------------------------------

    def _read_binary(self, command: Command) -> bytes:
        if command.data or command.le is None:
            raise _Refused(WRONG_LENGTH)
        by_short_id = bool(command.p1 & 0x80)
        if by_short_id and command.p1 & 0x60:
            raise _Refused(WRONG_P1_P2)
        file = self._target(command.p1 & 0x1F if by_short_id else None)
        entry = self._current_application().entries[file]
        if not isinstance(entry, Binary):
            raise _Refused(WRONG_FILE_KIND)
        self._check_open(entry.read)
        offset = command.p2 if by_short_id else command.p1 << 8 | command.p2
        if offset >= len(entry.content):
            raise _Refused(WRONG_OFFSET)
        return entry.content[offset : offset + command.le]

    def _read_record(self, command: Command) -> bytes:
        if command.data or command.le is None:
            raise _Refused(WRONG_LENGTH)
        if command.p2 & 0x07 != 0x04:
            raise _Refused(WRONG_P1_P2)
        file = self._target(command.p2 >> 3 or None)
        entry = self._current_application().entries[file]
        if not isinstance(entry, Records):
            raise _Refused(WRONG_FILE_KIND)
        self._check_open(entry.read)
        if not 1 <= command.p1 <= len(entry.records):
            raise _Refused(NO_RECORD)
        return entry.records[command.p1 - 1][: command.le]

    def _challenge(self, command: Command) -> bytes:
        if command.data or command.le is None or command.le > 256:
            raise _Refused(WRONG_LENGTH)
        if command.p1 or command.p2:
            raise _Refused(WRONG_P1_P2)
        return secrets.token_bytes(command.le)

    # --- PINs --------------------------------------------------------------------------------------------------------

    def _pin(self, p2: int) -> tuple[int, PinFile]:
        if not p2 & 0x80 or p2 & 0x60:
            raise _Refused(WRONG_P1_P2)
        file = self._target(p2 & 0x1F or None)
        entry = self._current_application().entries[file]
        if not isinstance(entry, PinFile):
            raise _Refused(WRONG_FILE_KIND)
        return file, entry

    def _verify(self, command: Command) -> bytes:
        if command.p1:
            raise _Refused(WRONG_P1_P2)
        file, entry = self._pin(command.p2)
        pin = self.memory[entry.name]
        if not command.data:
            raise _Refused(0x63C0 | pin.left)
        if pin.left == 0:
            raise _Refused(self._locked_sw)
        # Counted down and written before the comparison, so that pulling the card in between gains nothing.
        pin.left -= 1
        if hmac.compare_digest(pin.value, command.data):
            pin.left = pin.most
            self._accepted.add(file)
            self.memory.save()
            return b""
        self._accepted.discard(file)
        self.memory.save()
        raise _Refused(0x63C0 | pin.left)

    def _change(self, command: Command) -> bytes:
        if self._current_application().change != (command.cla, command.ins):
            raise _Refused(NO_INSTRUCTION)
        if command.p1 != (0x01 if command.ins == 0x24 else 0x00):
            raise _Refused(WRONG_P1_P2)
        file, entry = self._pin(command.p2)
        if not entry.changeable or file not in self._accepted:
            raise _Refused(SECURITY_STATUS)
        if not entry.shortest <= len(command.data) <= entry.longest or set(command.data) - set(entry.alphabet):
            raise _Refused(WRONG_DATA)
        pin = self.memory[entry.name]
        pin.value, pin.changed = command.data, True
        self.memory.save()
        return b""

    # --- signing -----------------------------------------------------------------------------------------------------

    def _sign(self, command: Command) -> bytes:
        """COMPUTE DIGITAL SIGNATURE. P1: how much of RSASSA-PKCS1-v1_5 the card does; or P2 names the key (9A, 97)."""
        file = self._target(command.p2 & 0x1F or None)
        entry = self._current_application().entries[file]
        if not isinstance(entry, Key):
            raise _Refused(WRONG_FILE_KIND if command.p2 in (0x00, 0x80) else NO_REFERENCE)
        self._check_open(entry.use)
        if not command.data or command.le is None:
            raise _Refused(WRONG_LENGTH)
        return entry.key.sign(_to_sign(command), PKCS1v15(), NoDigestInfo())[: command.le]


def _to_sign(command: Command) -> bytes:
    """What PKCS #1 padding goes around: the data as given (00), its hash (01), a DigestInfo of it (02, 03)."""
    data = command.data
    match command.p1:
        case 0x00:
            to_sign = data
        case 0x01:
            to_sign = sha256(data).digest()
        case 0x02 if len(data) == 32:
            to_sign = SHA256_PREFIX + data
        case 0x02:
            raise _Refused(WRONG_LENGTH)
        case 0x03:
            to_sign = SHA256_PREFIX + sha256(data).digest()
        case _:
            raise _Refused(WRONG_P1_P2)
    if len(to_sign) > _LONGEST_SIGNED:
        raise _Refused(WRONG_LENGTH)
    return to_sign


def _check_class(cla: int) -> None:
    if cla in (0x00, 0x80):
        return
    if cla & 0x70:
        raise _Refused(NO_CLASS)
    raise _Refused(NO_SECURE_MESSAGING if cla & 0x0C else NO_CHANNEL)


def _control_information(command: Command, content: bytes) -> bytes:
    """What SELECT answers: nothing for P2=0C, a small FCI for P2=00."""
    match command.p2:
        case 0x0C:
            return b""
        case 0x00:
            return (bytes((0x6F, len(content))) + content)[: command.le or 256]
    raise _Refused(WRONG_P1_P2)


class OtherCard:
    """A chip card that knows nothing of ours: one status word for everything, or none at all (mute)."""

    def __init__(self, atr: bytes, sw: int | None) -> None:
        self.atr = atr
        self._sw = sw

    def power_on(self) -> None: ...

    def power_off(self) -> None: ...

    def reset(self) -> None: ...

    def process(self, apdu: bytes) -> bytes | None:
        """The same answer to every command."""
        return None if self._sw is None else self._sw.to_bytes(2, "big")
