"""The unit's side of the line: bytes in, bytes out, with the faults ordered for it.

Two ccTalk devices: a changer at address 2 and a note validator at address 40, as `devices.payment.cctalk` lists their
commands. An unknown command is refused (NAK); a message for nobody here, or with a wrong checksum, isn't answered.
"""

from __future__ import annotations

from collections.abc import Callable

from devices.payment.cctalk import CHANGER, NOTES, Decoder, Frame, Header
from devices.virtual.coin_unit.faults import NAMES, Fault
from devices.virtual.coin_unit.mechanism import COINS, NOTE, Mechanism

_NAK = 5
_PAYING_OUT, _FAULT = 0x08, 0x10


class UnitProgram:
    """Both devices over one mechanism. echo: a real line has one wire, and the host hears itself."""

    def __init__(self, mechanism: Mechanism, *, echo: bool = False) -> None:
        self.mechanism = mechanism
        self._echo = echo
        self._decoder = Decoder()
        self._faults: list[Fault] = []
        self._late = b""
        # Guarded by the mechanism's `news`.
        self.muted = False
        self.commands: list[str] = []

    def order(self, fault: Fault) -> None:
        """One more fault; they are tried in the order they came, the first that fits happens."""
        with self.mechanism.news:
            self._faults.append(fault)

    def clear(self) -> None:
        """Nothing goes wrong with answers any more."""
        with self.mechanism.news:
            self._faults.clear()
            self._late = b""
            self.muted = False
            self.mechanism.news.notify_all()

    def pause(self) -> None:
        """A pause on the line: half a message is forgotten."""
        self._decoder.clear()

    def hear(self, heard: bytes) -> bytes:
        """What goes back over the line."""
        echo = heard if self._echo else b""
        return echo + b"".join(self._hear(frame) for frame in self._decoder.feed(heard))

    def _hear(self, frame: Frame) -> bytes:
        if frame.destination not in (CHANGER, NOTES):
            return b""
        with self.mechanism.news:
            if not self.mechanism.powered or self.muted:
                return b""
            command = NAMES.get(frame.header, "OTHER")
            self.commands.append(command)
            self.mechanism.news.notify_all()
            fault = self._strike(command)
            if fault is None:
                return self._flush(self._answer(frame))
            answer = self._answer(frame) if fault.after or fault.action in ("corrupt", "double", "late") else b""
            return self._spoil(fault, answer)

    def _strike(self, command: str) -> Fault | None:
        striking = [fault for fault in self._faults if fault.strikes(command)]
        if not striking:
            return None
        if not striking[0].always:
            self._faults.remove(striking[0])
        return striking[0]

    def _spoil(self, fault: Fault, answer: bytes) -> bytes:
        match fault.action:
            case "mute":
                self.muted = True
                self.mechanism.news.notify_all()
                return b""
            case "off":
                self.mechanism.power(False)
                return b""
            case "drop":
                return b""
            case "corrupt":
                middle = len(answer) // 2
                return self._flush(answer[:middle] + bytes((answer[middle] ^ 0x04,)) + answer[middle + 1 :])
            case "double":
                return self._flush(answer + answer)
            case "late":
                self._late += answer
                return b""

    def _flush(self, answer: bytes) -> bytes:
        late, self._late = self._late, b""
        return late + answer

    def _answer(self, frame: Frame) -> bytes:
        do = (_CHANGER if frame.destination == CHANGER else _NOTES).get(frame.header)
        data = None if do is None else do(self.mechanism, frame.data)
        if data is None:
            return Frame(frame.source, frame.destination, _NAK).encode()
        return Frame(frame.source, frame.destination, 0, data).encode()


# --- commands: data in, data out, None refuses -----------------------------------------------------------------------

_Command = Callable[[Mechanism, bytes], bytes | None]


def _open_coins(machine: Mechanism, data: bytes) -> bytes | None:
    if len(data) != 2:
        return None
    mask = int.from_bytes(data, "little")
    machine.volatile.open_coins = frozenset(coin for place, coin in enumerate(COINS) if mask >> place & 1)
    return b""


def _master_coins(machine: Mechanism, data: bytes) -> bytes | None:
    machine.volatile.master_coins = data == b"\x01"
    return b""


def _open_notes(machine: Mechanism, data: bytes) -> bytes | None:
    if len(data) != 2:
        return None
    machine.volatile.open_notes = bool(data[0] & 1)
    return b""


def _master_notes(machine: Mechanism, data: bytes) -> bytes | None:
    machine.volatile.master_notes = data == b"\x01"
    return b""


def _coin_id(machine: Mechanism, data: bytes) -> bytes | None:
    if len(data) != 1 or not 1 <= data[0] <= 16:
        return None
    return b"......" if data[0] > len(COINS) else _name(COINS[data[0] - 1])


def _name(coin: int) -> bytes:
    return f"JP{coin:03}A".encode()


def _balance(machine: Mechanism, data: bytes) -> bytes | None:
    if len(data) != 1 or not 1 <= data[0] <= len(COINS):
        return None
    coin = COINS[data[0] - 1]
    return _name(coin) + machine.vault.believed[coin].to_bytes(2, "little")


def _pay(machine: Mechanism, data: bytes) -> bytes | None:
    return b"" if len(data) == 4 and machine.order_out(int.from_bytes(data, "little")) else None


def _verify(machine: Mechanism, data: bytes) -> bytes:
    volatile = machine.volatile
    paid, unpaid = volatile.paid.to_bytes(4, "little"), volatile.unpaid.to_bytes(4, "little")
    return bytes((volatile.orders_ended,)) + paid + unpaid


def _activity(machine: Mechanism, data: bytes) -> bytes:
    paying = _PAYING_OUT if machine.volatile.order is not None else 0
    return bytes((paying | (_FAULT if machine.volatile.fault != (0, 0) else 0), 0))


def _yen(value: int) -> bytes:
    return value.to_bytes(4, "little")


_CHANGER: dict[int, _Command] = {
    Header.SIMPLE_POLL: lambda machine, data: b"",
    Header.SERIAL_NUMBER: lambda machine, data: machine.vault.serial.to_bytes(3, "little"),
    Header.MODIFY_INHIBIT: _open_coins,
    Header.MASTER_INHIBIT: _master_coins,
    Header.READ_CREDIT: lambda machine, data: machine.volatile.coins.report(),
    Header.COIN_ID: _coin_id,
    Header.MONEY_IN: lambda machine, data: _yen(machine.vault.money_in),
    Header.MONEY_OUT: lambda machine, data: _yen(machine.vault.money_out),
    Header.PAY_MONEY_OUT: _pay,
    Header.VERIFY_MONEY_OUT: _verify,
    Header.ACTIVITY: _activity,
    Header.ERROR_STATUS: lambda machine, data: bytes(machine.volatile.fault),
    Header.HOPPER_BALANCE: _balance,
}
_NOTES: dict[int, _Command] = {
    Header.SIMPLE_POLL: lambda machine, data: b"",
    Header.SERIAL_NUMBER: lambda machine, data: (machine.vault.serial + 1).to_bytes(3, "little"),
    Header.MODIFY_INHIBIT: _open_notes,
    Header.MASTER_INHIBIT: _master_notes,
    Header.BILL_MODE: lambda machine, data: b"" if data == b"\x01" else None,  # it has no escrow
    Header.BILL_ID: lambda machine, data: f"JP{NOTE:04}A".encode() if data == b"\x01" else b".......",
    Header.READ_BILLS: lambda machine, data: machine.volatile.notes.report(),
    Header.ACCEPT_COUNTER: lambda machine, data: machine.vault.notes_in.to_bytes(3, "little"),
}
