"""The receipt printer of this terminal, as its settings name it."""

from __future__ import annotations

from typing import assert_never

from devices.printers.receipts.escpos import EscposPrinter
from devices.printers.receipts.wire import NetworkPort, SerialPort, UsbPort
from kiosk.config import ReceiptNetwork, ReceiptSerial, ReceiptSettings, ReceiptUsb


def receipt_printer(settings: ReceiptSettings) -> EscposPrinter:
    """Not asked yet whether it is there. Raises FontsMissingError if this machine can't draw receipts."""
    match settings:
        case ReceiptNetwork():
            return EscposPrinter(NetworkPort(settings.host, settings.port), settings.paper)
        case ReceiptSerial():
            return EscposPrinter(SerialPort(str(settings.device), settings.baud, settings.rtscts), settings.paper)
        case ReceiptUsb():
            return EscposPrinter(UsbPort(settings.vendor, settings.product), settings.paper)
        case unknown:
            assert_never(unknown)
