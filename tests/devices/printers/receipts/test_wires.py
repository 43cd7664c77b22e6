"""The same driver over a serial line (a real pty) and over USB (real pyusb on a backend of ours)."""

from __future__ import annotations

import os
import select
import socket
import threading
import tty
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import usb.backend
import usb.core

from devices.printers.receipts import wire
from devices.printers.receipts.escpos import EscposPrinter
from devices.printers.receipts.outcomes import NotPrinted, Offline, PaperOut, Printed, Ready
from devices.printers.receipts.receipt import Receipt, Text, Title
from devices.printers.receipts.wire import NetworkPort, SerialPort, UsbPort, open_wire
from tests.devices.printers.receipts.conftest import Bench

RECEIPT = Receipt((Title("領収書"), Text("番号 1")))


class Cable:
    """A pty whose far end is plugged into the virtual printer. pull: the near end is gone, as when a plug is drawn."""

    def __init__(self, port: int) -> None:
        self._far, self._near = os.openpty()
        tty.setraw(self._near)
        self.name = os.ttyname(self._near)
        self._line = socket.create_connection(("127.0.0.1", port))
        self._wake, self._stop = os.pipe()
        self._thread = threading.Thread(target=self._relay, daemon=True)
        self._thread.start()

    def _relay(self) -> None:
        while True:
            ready, _, _ = select.select([self._far, self._line.fileno(), self._wake], [], [])
            if self._wake in ready:
                return
            if self._far in ready:
                self._line.sendall(os.read(self._far, 4096))
            if self._line.fileno() in ready:
                os.write(self._far, self._line.recv(4096))

    def pull(self) -> None:
        os.write(self._stop, b"x")
        self._thread.join()
        self._line.close()
        for descriptor in (self._far, self._near, self._wake, self._stop):
            os.close(descriptor)


@pytest.fixture
def cable(bench: Bench) -> Iterator[Cable]:
    made = Cable(bench.virtual.port)
    yield made
    made.pull()


def test_over_a_serial_line(bench: Bench, cable: Cable) -> None:
    printer = EscposPrinter(SerialPort(cable.name, rtscts=False))
    assert printer.status() == Ready()
    assert printer.print(RECEIPT) == Printed(Ready())
    bench.fault("paper_out@60")
    assert printer.print(RECEIPT) == NotPrinted(PaperOut(), begun=True)
    bench.virtual.mend()
    assert printer.print(RECEIPT) == Printed(Ready())
    assert len(bench.papers()) == 3


def test_no_such_serial_line(tmp_path: Path) -> None:
    printer = EscposPrinter(SerialPort(str(tmp_path / "ttyUSB7")))
    assert printer.status() == Offline()
    assert printer.print(RECEIPT) == NotPrinted(Offline())


def test_a_serial_line_that_is_pulled(bench: Bench) -> None:
    made = Cable(bench.virtual.port)
    opened = open_wire(SerialPort(made.name, rtscts=False))
    assert opened is not None
    made.pull()
    with pytest.raises(wire.WireLost):
        opened.read(10)
    opened.abort()
    opened.close()


class Bus(usb.backend.IBackend):  # type: ignore[misc]
    """A USB bus with one printer on it: bulk transfers go to the virtual printer, everything else is in order."""

    def __init__(self, port: int) -> None:
        self._line = socket.create_connection(("127.0.0.1", port))
        self.plugged = True

    def enumerate_devices(self) -> Iterator[object]:
        return iter(["printer"] if self.plugged else [])

    def get_device_descriptor(self, dev: object) -> SimpleNamespace:
        return SimpleNamespace(
            idVendor=0x04B8, idProduct=0x0E15, bNumConfigurations=1, bus=1, address=2, port_number=1, port_numbers=(1,),
            speed=3, bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, bcdDevice=0x100, iManufacturer=0, iProduct=0, iSerialNumber=0,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: object, config: int) -> SimpleNamespace:
        if config:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> SimpleNamespace:
        if intf or alt:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2, bInterfaceClass=7,
            bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: object, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        if ep > 1:
            raise IndexError
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(0x01, 0x82)[ep], bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: object) -> object:
        return "handle"

    def close_device(self, dev_handle: object) -> None: ...

    def set_configuration(self, dev_handle: object, config_value: int) -> None: ...

    def get_configuration(self, dev_handle: object) -> int:
        return 1

    def claim_interface(self, dev_handle: object, intf: int) -> None: ...

    def release_interface(self, dev_handle: object, intf: int) -> None: ...

    def reset_device(self, dev_handle: object) -> None: ...

    def bulk_write(self, dev_handle: object, ep: int, intf: int, data: Any, timeout: int) -> int:
        assert ep == 0x01
        if not self.plugged:
            raise usb.core.USBError("gone", errno=19)
        self._line.sendall(bytes(data))
        return len(data)

    def bulk_read(self, dev_handle: object, ep: int, intf: int, buff: Any, timeout: int) -> int:
        assert ep == 0x82
        if not select.select([self._line], [], [], timeout / 1000)[0]:
            raise usb.core.USBTimeoutError("nothing", errno=110)
        data = self._line.recv(len(buff))
        buff[: len(data)] = type(buff)("B", data)
        return len(data)

    def pull(self) -> None:
        self._line.close()


def test_over_usb(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bus = Bus(bench.virtual.port)
    find = usb.core.find
    monkeypatch.setattr(usb.core, "find", lambda **wanted: find(backend=bus, **wanted))
    printer = EscposPrinter(UsbPort(0x04B8, 0x0E15))
    assert printer.status() == Ready()
    assert printer.print(RECEIPT) == Printed(Ready())
    bench.fault("paper_out@60")
    assert printer.print(RECEIPT) == NotPrinted(PaperOut(), begun=True)
    bench.virtual.mend()
    assert printer.print(RECEIPT) == Printed(Ready())
    assert len(bench.papers()) == 3
    bus.plugged = False
    assert printer.status() == Offline()
    assert EscposPrinter(UsbPort(0x04B8, 0x9999)).status() == Offline()
    bus.pull()


def read_all(printer: socket.socket, into: bytearray) -> None:
    while data := printer.recv(4096):
        into += data


def test_a_line_that_is_given_up_delivers_nothing_more() -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        opened = open_wire(NetworkPort("127.0.0.1", listener.getsockname()[1]))
        assert opened is not None
        with listener.accept()[0] as printer:
            sent = 0
            while taken := opened.write(b"x" * 4096, 0.2):
                sent += taken
            opened.abort()
            came = bytearray()
            with pytest.raises(ConnectionResetError):
                read_all(printer, came)
            assert len(came) < sent


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening
        assert open_wire(NetworkPort("127.0.0.1", taken.getsockname()[1])) is None
