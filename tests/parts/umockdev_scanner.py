"""A barcode scanner at the kernel's own interface, by umockdev: run by the system's Python (it has gi).

    umockdev-wrapper /usr/bin/python3 umockdev_scanner.py

Prints the testbed's folder, then obeys lines of JSON on standard input and answers each with a line:
{"do": "plug", "node": "event5", "name": "...", "vendor": 1, "product": 2, "held": false},
{"do": "unplug", "node": "event5"},
{"do": "type", "node": "event5", "records": "<hex of struct input_event>"}, {"do": "grabbed", "node": "event5"},
{"do": "let_go", "node": "event5"}: "held" at plugging means that another program holds it, until this.
"""

import errno
import json
import os
import shutil
import struct
import sys
import threading

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import GLib, UMockdev  # noqa: E402

EV_SYN, EV_KEY = 0, 1
GRAB = 0x40044590
ENTER_AND_LETTERS = range(1, 120)


def bits(numbers, length):
    field = bytearray(length)
    for number in numbers:
        if number // 8 < length:
            field[number // 8] |= 1 << number % 8
    return bytes(field)


class Node:
    def __init__(self, testbed, name, vendor, product, node, held):
        self.testbed, self.node = testbed, node
        self.name, self.ids = name, struct.pack("HHHH", 3, vendor, product, 1)
        self.grabbed_by = "somebody else" if held else None
        self.there = True
        self.path = os.path.join(testbed.get_root_dir(), "dev/input", node)
        testbed.add_from_string(
            f"P: /devices/virtual/input/{node}\nN: input/{node}\nE: SUBSYSTEM=input\nE: DEVNAME=/dev/input/{node}\n"
        )
        os.unlink(self.path)
        self.handler = UMockdev.IoctlBase()
        self.handler.connect("handle-ioctl", self.ioctl)
        self.handler.connect("handle-read", self.read)
        self.handler.connect("client-vanished", self.vanished)
        testbed.attach_ioctl(f"/dev/input/{node}", self.handler)
        os.mkfifo(self.path + ".new", 0o600)
        self.pipe = os.open(self.path + ".new", os.O_RDWR | os.O_NONBLOCK)
        os.rename(self.path + ".new", self.path)

    def ioctl(self, _base, client):
        request = client.get_property("request")
        number, size = request & 0xFF, request >> 16 & 0x3FFF
        if not self.there:
            client.complete(-1, errno.ENODEV)
        elif request == GRAB:
            self.grab(client)
        elif number == 0x02:
            self.answer(client, self.ids)
        elif number == 0x01:
            self.answer(client, struct.pack("i", 0x010001))
        elif number == 0x06:
            self.answer(client, self.name.encode()[: size - 1] + b"\0")
        elif number in (0x07, 0x08):
            client.complete(-1, errno.ENOENT)
        elif number == 0x20:
            self.answer(client, bits((EV_SYN, EV_KEY), size))
        elif number == 0x20 + EV_KEY:
            self.answer(client, bits(ENTER_AND_LETTERS, size))
        elif 0x20 <= number < 0x40 or number == 0x09:
            self.answer(client, bytes(size))
        elif number == 0x84:
            self.answer(client, struct.pack("i", 0))
        elif number == 0xA0:
            client.complete(0, 0)
        else:
            client.complete(-1, errno.ENOTTY)
        return True

    def grab(self, client):
        """The argument (on or off) isn't handed out: who holds it lets go, anybody else wants it."""
        if self.grabbed_by is client:
            self.grabbed_by = None
            client.complete(0, 0)
        elif self.grabbed_by is not None:
            client.complete(-1, errno.EBUSY)
        else:
            self.grabbed_by = client
            client.complete(0, 0)

    def answer(self, client, data):
        arg = client.get_property("arg").resolve(0, len(data))
        arg.update(0, data)
        client.complete(len(data), 0)

    def read(self, _base, client):
        if self.there:
            return False
        client.complete(-1, errno.ENODEV)
        return True

    def vanished(self, _base, client):
        if self.grabbed_by is client:
            self.grabbed_by = None

    def type(self, records):
        os.write(self.pipe, records)

    def unplug(self):
        self.there = False
        self.testbed.remove_device(f"/sys/devices/virtual/input/{self.node}")
        if os.path.exists(self.path):
            os.unlink(self.path)
        os.write(self.pipe, b"\0" * 24)


def main():
    testbed = UMockdev.Testbed.new()
    os.makedirs(os.path.join(testbed.get_root_dir(), "dev/input"), exist_ok=True)
    loop = GLib.MainLoop()
    threading.Thread(target=loop.run, daemon=True).start()
    print(testbed.get_root_dir(), flush=True)
    nodes = {}
    for line in sys.stdin:
        asked = json.loads(line)
        node, answer = asked["node"], {}
        match asked["do"]:
            case "plug":
                nodes[node] = Node(testbed, asked["name"], asked["vendor"], asked["product"], node, asked["held"])
            case "unplug":
                nodes.pop(node).unplug()
            case "type":
                nodes[node].type(bytes.fromhex(asked["records"]))
            case "grabbed":
                answer["grabbed"] = nodes[node].grabbed_by is not None
            case "let_go":
                nodes[node].grabbed_by = None
        print(json.dumps(answer), flush=True)
    shutil.rmtree(testbed.get_root_dir(), ignore_errors=True)


main()
