"""The queue's socket: Unix stream, the peer's uid checked by the kernel's word (SO_PEERCRED), a thread a client."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import threading
import time
from collections.abc import Callable
from pathlib import Path

from offline_queue.frames import FrameError, Header, LineClosed, receive, send
from offline_queue.log import Log
from offline_queue.values import Reason

MOST_CLIENTS = 32
_FRAME_WITHIN_S = 60.0
_ANSWER_WITHIN_S = 10.0
_UCRED = struct.Struct("iII")

Answer = Callable[[Header, bytes], tuple[Header, bytes]]


class Server:
    """Listens at once. A socket file that is left over is replaced: whoever has the queue's files has the socket."""

    def __init__(self, path: Path, allowed_uids: tuple[int, ...], answer: Answer, log: Log) -> None:
        """Raises OSError."""
        self._path, self._allowed, self._answer, self._log = path, frozenset(allowed_uids), answer, log
        self._clients: set[socket.socket] = set()
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(path))
        os.chmod(path, 0o666)  # noqa: S103 - who may is decided by uid
        self._listener.listen(MOST_CLIENTS)
        self._thread = threading.Thread(target=self._accept, name="server", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Accept nobody any more, and hang up on all."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()
        self._path.unlink(missing_ok=True)
        with self._lock:
            for client in self._clients:
                with contextlib.suppress(OSError):
                    client.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if not self._may(client):
                client.close()
                continue
            with self._lock:
                self._clients.add(client)
            threading.Thread(target=self._serve, args=(client,), name="client", daemon=True).start()

    def _may(self, client: socket.socket) -> bool:
        _, uid, _ = _UCRED.unpack(client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size))
        if uid not in self._allowed:
            self._log.event("peer_refused", uid=uid)
            return False
        with self._lock:
            return len(self._clients) < MOST_CLIENTS

    def _serve(self, client: socket.socket) -> None:
        try:
            while True:
                header, body = receive(client, time.monotonic() + _FRAME_WITHIN_S)
                self._send(client, self._answer(header, body))
        except LineClosed:
            pass
        except FrameError:
            # Nobody knows where the next one would begin.
            self._log.event("frame_refused")
            with contextlib.suppress(LineClosed):
                self._send(client, ({"is": "no", "reason": Reason.MALFORMED}, b""))
        except Exception as error:
            self._log.bug(error)
        finally:
            with self._lock:
                self._clients.discard(client)
            client.close()

    def _send(self, client: socket.socket, answer: tuple[Header, bytes]) -> None:
        send(client, *answer, time.monotonic() + _ANSWER_WITHIN_S)
