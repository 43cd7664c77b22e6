"""Whether this machine has a network, and being told at once when that changes (rtnetlink(7)).

Only the fact that something changed is used, never what the kernel says about it: so no netlink library is needed.
"""

from __future__ import annotations

import socket
from pathlib import Path

_LINK, _IPV4_IFADDR, _IPV4_ROUTE, _IPV6_IFADDR = 0x1, 0x10, 0x40, 0x100
"""RTMGRP_* of linux/rtnetlink.h."""
_INTERFACES = Path("/sys/class/net")


def changes() -> socket.socket:
    """A socket that becomes readable when an interface, an address or a route changes. Raises OSError."""
    line = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE)
    line.setblocking(False)
    line.bind((0, _LINK | _IPV4_IFADDR | _IPV4_ROUTE | _IPV6_IFADDR))
    return line


def drain(line: socket.socket) -> None:
    """Read what has come; one change comes as a burst."""
    while True:
        try:
            line.recv(65_536)
        except BlockingIOError:
            return
        except OSError:
            # ENOBUFS: more came than it could hold. That something changed is all we want to know.
            return


def has_network() -> bool:
    """Whether any interface but the loopback has a carrier."""
    for interface in _INTERFACES.iterdir():
        try:
            if interface.name != "lo" and (interface / "carrier").read_text().strip() == "1":
                return True
        except OSError:  # down: it has no carrier to tell of
            continue
    return False
