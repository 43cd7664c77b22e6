"""The serial line to the coin unit: 9600 baud, 8N1 (ccTalk part 1). A pseudo terminal is one too."""

from __future__ import annotations

import contextlib
import termios
import time

import serial

# pyserial lets the C library's own error through where a device is gone; SerialException is an OSError.
_GONE = (OSError, termios.error)


class SerialLine:
    """A `Wire` over a serial device. Opened when first needed, and again after it was gone."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._port: serial.Serial | None = None

    def close(self) -> None:
        """Let go of the device."""
        if self._port is not None:
            with contextlib.suppress(*_GONE):
                self._port.close()
            self._port = None

    def send(self, data: bytes) -> None:
        """Send, or don't if the line is gone."""
        try:
            self._open().write(data)
        except _GONE:
            self.close()

    def receive(self, deadline: float) -> bytes:
        """Bytes as soon as there are some; empty at the deadline, or if the line is gone."""
        try:
            port = self._open()
            port.timeout = max(0.0, deadline - time.monotonic())
            first: bytes = port.read(1)
            return first + port.read(port.in_waiting) if first else b""
        except _GONE:
            self.close()
            return b""

    def discard(self) -> None:
        """Forget what came unasked."""
        try:
            self._open().reset_input_buffer()
        except _GONE:
            self.close()

    def _open(self) -> serial.Serial:
        if self._port is None:
            self._port = serial.Serial(self._device, 9600, timeout=0, write_timeout=1, exclusive=True)
        return self._port
