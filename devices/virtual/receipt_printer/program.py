"""The printer behind a TCP port, as on a network: one connection at a time, the rest wait in line.

While the receive buffer is full the socket is not read, so not even a question about the status gets through: the
hardest a real one does.
"""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.virtual.receipt_printer.faults import Fault, Trouble
from devices.virtual.receipt_printer.machine import Machine
from devices.virtual.receipt_printer.papers import Papers

_LOOK_S = 0.02  # how often a connection that is not being read is looked at


class ReceiptPrinterProgram:
    """One printer at a port of 127.0.0.0/8. port 0: any free one, see `port` after `start`."""

    def __init__(
        self, folder: Path, host: str = "127.0.0.1", port: int = 0, width: int = 576, capacity: int = 4096
    ) -> None:
        self._papers = Papers(folder)
        self._machine = Machine(self._papers.lay, width, capacity)
        self.host = host
        self.port = port
        self._rows_per_s = 0
        self._drop_after: int | None = None
        self._bytes = 0
        self._stopping = False
        self._listener: socket.socket | None = None
        self._connection: socket.socket | None = None
        # Everything above is guarded by `_news`, which is notified of every change.
        self._news = threading.Condition()

    def start(self) -> None:
        """Listen and print."""
        with self._news:
            self._listen()
        for work in (self._serve, self._print):
            threading.Thread(target=work, name=f"receipt-printer{work.__name__}", daemon=True).start()

    def stop(self) -> None:
        """No more connections; what is kept is gone."""
        with self._news:
            self._stopping = True
            self._hang_up(self._listener)
            self._hang_up(self._connection)
            self._news.notify_all()

    # --- handling it -------------------------------------------------------------------------------------------------

    def order(self, fault: Fault) -> None:
        """Let something go wrong."""
        with self._news:
            match fault.trouble:
                case Trouble.SLOW:
                    self._rows_per_s = fault.argument
                case Trouble.DROP:
                    self._drop_after = fault.argument
                case _:
                    self._machine.order(fault)
            self._after_change()

    def mend(self, trouble: Trouble | None = None) -> None:
        """Put one thing right, or everything."""
        with self._news:
            for each in Trouble if trouble is None else (trouble,):
                self._machine.mend(each)
            if trouble in (None, Trouble.SLOW):
                self._rows_per_s = 0
            if trouble in (None, Trouble.DROP):
                self._drop_after = None
            self._after_change()

    def tear(self) -> None:
        """Tear off what hangs out."""
        with self._news:
            self._machine.tear()
            self._after_change()

    def state(self) -> dict[str, Any]:
        """For the desk and for tests. papers: files in the folder; kept: bytes and rows still to be printed."""
        with self._news:
            return {
                "port": self.port,
                "connected": self._connection is not None,
                "troubles": sorted(trouble.value for trouble in self._machine.troubles),
                "stopped": self._machine.stopped,
                "papers": list(self._papers.names),
                "hanging_rows": self._machine.hanging,
                "rows_printed": self._machine.rows_printed,
                "kept": self._machine.kept,
                "bytes": self._bytes,
                "text_bytes": self._machine.text_bytes,
                "senseless_bytes": self._machine.senseless_bytes,
            }

    def wait(self, until: Callable[[dict[str, Any]], bool], timeout: float) -> bool:
        """Wait for a condition on `state()`."""
        with self._news:
            return self._news.wait_for(lambda: until(self.state()), timeout)

    # --- with `_news` held -------------------------------------------------------------------------------------------

    def _after_change(self) -> None:
        """Listening goes with the power, replies go to whoever is connected."""
        powered = Trouble.POWER_OFF not in self._machine.troubles
        if not powered and self._listener is not None:
            self._hang_up(self._listener)
            self._listener.close()
            self._listener = None
        elif powered and self._listener is None and not self._stopping:
            self._hang_up(self._connection)  # of before the power went
            self._listen()
        replies = self._machine.take_replies()
        if replies and self._connection is not None:
            with contextlib.suppress(OSError):  # whoever asked may have left
                self._connection.sendall(replies)
        self._news.notify_all()

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((self.host, self.port))
        listener.listen(4)
        self.port = listener.getsockname()[1]
        self._listener = listener

    def _hang_up(self, open_socket: socket.socket | None) -> None:
        """Whoever waits on it in another thread wakes up."""
        if open_socket is not None:
            with contextlib.suppress(OSError):  # never connected, or gone already
                open_socket.shutdown(socket.SHUT_RDWR)

    # --- the mechanism's thread --------------------------------------------------------------------------------------

    def _print(self) -> None:
        with self._news:
            while not self._stopping:
                before = self._machine.rows_printed
                if not self._machine.step():
                    self._after_change()
                    self._news.wait()
                    continue
                self._after_change()
                if self._rows_per_s and self._machine.rows_printed > before:
                    self._news.wait_for(lambda: self._stopping, 1 / self._rows_per_s)

    # --- the line's thread -------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._stopping or self._listener is not None)
                if self._stopping:
                    if self._listener is not None:
                        self._listener.close()
                    return
                listener = self._listener
            if listener is None:
                continue
            try:
                connection, _ = listener.accept()
            except OSError:
                continue  # the power went
            with self._news:
                self._connection = connection
                self._news.notify_all()
            self._talk(connection)
            with self._news:
                self._connection = None
                connection.close()
                self._news.notify_all()

    def _talk(self, connection: socket.socket) -> None:
        while True:
            room = self._wait_for_room(connection)
            if room == 0:
                return
            try:
                data = connection.recv(room)
            except OSError:
                return
            if not data:
                return
            with self._news:
                if self._drop_after is not None and len(data) >= self._drop_after:
                    data, self._drop_after = data[: self._drop_after], None
                    self._take(data)
                    _reset(connection)
                    return
                if self._drop_after is not None:
                    self._drop_after -= len(data)
                self._take(data)

    def _take(self, data: bytes) -> None:
        self._bytes += len(data)
        self._machine.receive(data)
        self._after_change()

    def _wait_for_room(self, connection: socket.socket) -> int:
        """How much may be read, at least 1; 0 if the other side has left, or there is no power and it leaves."""
        while True:
            with self._news:
                if self._stopping:
                    return 0
                powered = Trouble.POWER_OFF not in self._machine.troubles
                room = self._machine.room if powered else 0
                if room == 0:
                    self._news.wait(_LOOK_S)
            if room > 0:
                return room
            if _gone(connection, even_politely=not powered):
                return 0


def _gone(connection: socket.socket, *, even_politely: bool) -> bool:
    """Whether the other side has reset the line. One that has only closed it wants the rest to be printed."""
    poll = select.poll()
    poll.register(connection, select.POLLRDHUP if even_politely else 0)
    return bool(poll.poll(0))


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
