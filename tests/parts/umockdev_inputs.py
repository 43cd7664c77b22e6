"""Barcode scanners and touchscreens at the kernel's own interface, by umockdev: run by the system's Python (it has gi).

    umockdev-wrapper /usr/bin/python3 umockdev_inputs.py

Prints the testbed's folder, then obeys lines of JSON on standard input and answers each with a line:
{"do": "plug", "node": "event5", "name": "...", "vendor": 1, "product": 2, "held": false},
{"do": "unplug", "node": "event5"},
{"do": "type", "node": "event5", "records": "<hex of struct input_event>"}, {"do": "grabbed", "node": "event5"},
{"do": "let_go", "node": "event5"}: "held" at plugging means that another program holds it, until this.
"plug" may say "keys": [code], "axes": {code: [least, most, units per mm]} and "properties": [code] of a device that is
no keyboard, "switches": {code: whether it is on}.
{"do": "state", "node": "event5", "keys": [code], "axes": {code: value}, "slots": {code: [value]}}: what the device
answers from now on when it is asked for its state.
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

EV_SYN, EV_KEY, EV_ABS, EV_SW = 0, 1, 3, 5
GRAB = 0x40044590
ENTER_AND_LETTERS = range(1, 120)


def bits(numbers, length):
    field = bytearray(length)
    for number in numbers:
        if number // 8 < length:
            field[number // 8] |= 1 << number % 8
    return bytes(field)


class Node:
    def __init__(
        self, testbed, name, vendor, product, node, held, keys=ENTER_AND_LETTERS, axes=(), properties=(), switches=None
    ):
        self.switches = switches
        self.testbed, self.node = testbed, node
        self.keys, self.properties = keys, properties
        self.axes = {int(code): axis for code, axis in dict(axes).items()}
        self.pressed, self.values, self.slots = (), {}, {}
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
            kinds = [EV_SYN, EV_KEY, *([EV_ABS] if self.axes else []), *([EV_SW] if self.switches else [])]
            self.answer(client, bits(kinds, size))
        elif number == 0x20 + EV_SW:
            self.answer(client, bits(map(int, self.switches or ()), size))
        elif number == 0x1B:
            self.answer(client, bits((int(code) for code, on in (self.switches or {}).items() if on), size))
        elif number == 0x20 + EV_KEY:
            self.answer(client, bits(self.keys, size))
        elif number == 0x20 + EV_ABS:
            self.answer(client, bits(self.axes, size))
        elif number == 0x09:
            self.answer(client, bits(self.properties, size))
        elif number == 0x18:
            self.answer(client, bits(self.pressed, size))
        elif 0x40 <= number < 0x80 and number - 0x40 in self.axes:
            least, most, resolution = self.axes[number - 0x40]
            value = self.values.get(number - 0x40, 0)
            self.answer(client, struct.pack("6i", value, least, most, 0, 0, resolution))
        elif number == 0x0A:
            self.answer_slots(client, size)
        elif 0x20 <= number < 0x40:
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

    def answer_slots(self, client, size):
        """struct input_mt_request_layout: the code comes in, a value per slot goes out behind it."""
        arg = client.get_property("arg").resolve(0, size)
        code = struct.unpack_from("I", bytes(arg.retrieve()))[0]
        count = size // 4 - 1
        values = (self.slots.get(code, []) + [-1 if code == 0x39 else 0] * count)[:count]
        arg.update(0, struct.pack(f"I{count}i", code, *values))
        client.complete(size, 0)

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
                kind = {key: asked[key] for key in ("keys", "axes", "properties", "switches") if key in asked}
                who = (asked["name"], asked["vendor"], asked["product"])
                nodes[node] = Node(testbed, *who, node, asked["held"], **kind)
            case "state":
                nodes[node].pressed = asked["keys"]
                nodes[node].values = {int(code): value for code, value in asked["axes"].items()}
                nodes[node].slots = {int(code): values for code, values in asked["slots"].items()}
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
