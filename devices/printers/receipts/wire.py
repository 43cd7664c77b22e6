"""The connection to a receipt printer: network, serial line or USB, opened by python-escpos.

Bytes go and come by the file descriptor (USB: by libusb) and always with a time limit: python-escpos itself would wait
for ever, or take an empty answer for plenty of paper.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import termios
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, assert_never

import usb.core

if TYPE_CHECKING:
    from devices.printers.receipts.library import Network, Serial, Usb

_CONNECT_S = 3.0
_USB_WRITE_S = 3.0
_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class NetworkPort:
    """A printer on the network. host: IPv4 address."""

    host: str
    port: int = 9100


@dataclass(frozen=True, slots=True)
class SerialPort:
    """A printer at a serial line, 8 bits, no parity. rtscts: flow control by the RTS and CTS lines."""

    device: str
    baud: int = 38400
    rtscts: bool = True


@dataclass(frozen=True, slots=True)
class UsbPort:
    """A printer at USB, by the numbers that lsusb shows; endpoints as its descriptor names them."""

    vendor: int
    product: int
    in_endpoint: int = 0x82
    out_endpoint: int = 0x01


Port = NetworkPort | SerialPort | UsbPort


class WireLost(Exception):
    """The connection is gone; never leaves this folder. What was in flight may or may not have arrived."""


class Wire(Protocol):
    """An open connection. Times in seconds; `WireLost` when it breaks."""

    def write(self, data: bytes, timeout: float) -> int:
        """How many bytes were taken, 0 if none in time."""

    def read(self, timeout: float) -> bytes:
        """What has come, b"" if nothing in time."""

    def close(self) -> None:
        """After the last answer has come: nothing is in flight any more."""

    def abort(self) -> None:
        """Close; what the system still holds is not delivered any more."""


def open_wire(port: Port) -> Wire | None:
    """Connect, at most 3 s; None if nobody is there. The first call takes 0.3 s longer, unless `library` is loaded."""
    from devices.printers.receipts.library import DeviceNotFoundError, Network, Serial, Usb

    try:
        match port:
            case NetworkPort(host, number):
                network = Network(host, number)
                # Its own open() leaves the socket behind where nobody answers.
                network.device = socket.create_connection((host, number), _CONNECT_S)
                return _NetworkWire(network)
            case SerialPort(device, baud, rtscts):
                serial = Serial(device, baud, timeout=0)
                serial.open()
                serial.device.rtscts = rtscts
                return _SerialWire(serial)
            case UsbPort():
                usb_printer = Usb(port.vendor, port.product, {}, in_ep=port.in_endpoint, out_ep=port.out_endpoint)
                usb_printer.open()
                return _UsbWire(usb_printer)
            case unknown:
                assert_never(unknown)
    except (DeviceNotFoundError, OSError, termios.error, usb.core.NoBackendError):
        return None


class _DescriptorWire:
    """What a socket and a serial line have in common."""

    def __init__(self, descriptor: int) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor

    def write(self, data: bytes, timeout: float) -> int:
        if not self._ready(select.POLLOUT, timeout):
            return 0
        try:
            return os.write(self._descriptor, data[:_AT_ONCE])
        except BlockingIOError:
            return 0
        except OSError as error:
            raise WireLost from error

    def read(self, timeout: float) -> bytes:
        if not self._ready(select.POLLIN, timeout):
            return b""
        try:
            data = os.read(self._descriptor, _AT_ONCE)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise WireLost from error
        if not data:
            raise WireLost
        return data

    def _ready(self, wanted: int, timeout: float) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, wanted)
        events = poll.poll(max(0.0, timeout) * 1000)
        if events and not events[0][1] & wanted:
            raise WireLost  # hung up
        return bool(events)


class _NetworkWire(_DescriptorWire):
    def __init__(self, printer: Network) -> None:
        self._printer = printer
        self._socket = printer.device  # python-escpos connects anew when asked for it after the end
        super().__init__(self._socket.fileno())

    def close(self) -> None:
        self._printer.close()

    def abort(self) -> None:
        # A closed socket goes on delivering for minutes: a receipt would come out when the line is mended.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._printer.close()


class _SerialWire(_DescriptorWire):
    def __init__(self, printer: Serial) -> None:
        self._line = printer.device
        printer.device = None  # closing is ours: python-escpos would wait until all is sent
        super().__init__(self._line.fileno())

    def close(self) -> None:
        self.abort()

    def abort(self) -> None:
        with contextlib.suppress(OSError, termios.error):  # pulled out
            if self._line.is_open:
                self._line.reset_output_buffer()
        self._line.close()


class _UsbWire:
    def __init__(self, printer: Usb) -> None:
        self._printer = printer
        self._device = printer.device

    def write(self, data: bytes, timeout: float) -> int:
        try:
            # Never cut short: after a time-out libusb does not tell how much was sent, and nothing can go on there.
            limit = max(timeout, _USB_WRITE_S)
            return int(self._device.write(self._printer.out_ep, data[:_AT_ONCE], _ms(limit)))
        except usb.core.USBError as error:
            raise WireLost from error

    def read(self, timeout: float) -> bytes:
        try:
            return bytes(self._device.read(self._printer.in_ep, 64, _ms(timeout)))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise WireLost from error

    def close(self) -> None:
        self._printer.close()

    def abort(self) -> None:
        self._printer.close()


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1000))  # 0 would be for ever
