"""The desk's window: cards to lay down, machines to upset and to mend, money to insert, time to pass.

A program of its own with Python's standard library only, because tkinter comes with Debian's Python and not with every
other. It knows nothing: a line on standard input says how things stand, a press becomes a line on standard output.

    in   {"cards": [{"key": "...", "title": "...", "note": "..."}], "on_reader": "key" | null,
          "plugged": true, "line": "good", "page": "...", "sides": 4, "receipts": 1, "coins": 350,
          "staff": {"card": "key", "code": "..."}, "waiting": 2}
    out  {"do": "lay", "card": "key"} · {"do": "take"} · {"do": "fault", "fault": "mute"}
         {"do": "plug"} · {"do": "unplug"} · {"do": "line", "condition": "good" | "cut" | "slow" | "nonsense"}
         {"do": "printer" | "receipts" | "coins", "order": "..."} · {"do": "insert", "piece": 100} · {"do": "mend"}
         {"do": "pass_time", "seconds": 60}
         {"do": "scan"} · {"do": "before_camera", "who": "good" | "dark" | "nobody" | "sheet"}
"""

from __future__ import annotations

import json
import os
import sys
import tkinter
from collections.abc import Callable
from functools import partial
from tkinter import ttk
from typing import Any

WALL, PANE, INK, INDIGO, TINT, RED = "#EFE6D3", "#FFFEFA", "#2B2621", "#1F3A68", "#E3EAF5", "#8F150E"

LINES = (
    ("good", "つながっている", "connected"),
    ("cut", "切れている", "cut"),
    ("slow", "おそい", "slow"),
    ("nonsense", "でたらめ", "nonsense"),
)
FAULTS = (
    ("remove", "とちゅうで取る", "leaves in mid-use"),
    ("mute", "だまる", "falls silent"),
    ("corrupt", "署名がこわれる", "signs wrongly"),
)
PRINTER = (
    ("empty", "用紙を空にする", "no paper"),
    ("fill", "用紙を入れる", "fill paper"),
    ("jam", "紙づまり", "jam"),
    ("power", "電源が切れる", "power cut"),
)
RECEIPTS = (
    ("empty", "紙を空にする", "no paper"),
    ("open", "ふたを開ける", "cover open"),
    ("mute", "だまる", "falls silent"),
)
COINS = (
    ("slot", "入口でつまる", "slot jams"),
    ("payout", "おつりがつまる", "change jams"),
)
CAMERA = (
    ("good", "カメラを見る", "a face"),
    ("dark", "暗くする", "too dark"),
    ("nobody", "だれもいない", "nobody"),
    ("sheet", "紙を置く", "a sheet"),
)
MONEY = (10, 50, 100, 500, 1000)
Table = tuple[tuple[str, str, str], ...]
"""Word of the order, Japanese, English."""
Keys = tuple[tuple[str, Callable[[], None]], ...]
TIMES = ((60, "1分"), (120, "2分"), (1800, "30分"))


def say(**command: object) -> None:
    """One command to the demo."""
    sys.stdout.write(json.dumps(command) + "\n")
    sys.stdout.flush()


class Desk:
    """The window. `show` brings it to how things stand."""

    def __init__(self, root: tkinter.Tk) -> None:
        self._root = root
        root.title("Madoguchi – つくえ (desk)")
        root.configure(background=WALL, padx=12, pady=6)
        root.geometry("+0+0")
        style = ttk.Style(root)
        style.theme_use("clam")
        style.configure(".", background=WALL, foreground=INK, font=("BIZ UDPGothic", 10))
        style.configure("TButton", background=PANE, padding=3, anchor="center", justify="center")
        style.map("TButton", background=[("active", TINT)])
        style.configure("On.TButton", background=INDIGO, foreground=PANE)
        style.map("On.TButton", background=[("active", INDIGO)])
        style.configure("Note.TLabel", font=("BIZ UDPGothic", 9))
        style.configure("Head.TLabel", font=("BIZ UDPGothic", 12, "bold"), foreground=INDIGO)
        style.configure("State.TLabel", foreground=RED)

        self._heading("カード", "cards")
        shelf = ttk.Frame(root)
        shelf.pack(fill="x")
        self._shelf = tkinter.Listbox(
            shelf, height=8, width=40, activestyle="none", exportselection=False, font=("BIZ UDPGothic", 10)
        )
        self._shelf.configure(background=PANE, foreground=INK, selectbackground=TINT, selectforeground=INK)
        scroll = ttk.Scrollbar(shelf, command=self._shelf.yview)
        self._shelf.configure(yscrollcommand=scroll.set)
        self._shelf.pack(side="left", fill="x", expand=True)
        scroll.pack(side="left", fill="y")
        self._shelf.bind("<Double-Button-1>", lambda _: self._lay())
        self._keys: list[str] = []
        self._on_reader = ttk.Label(root, style="State.TLabel")
        self._on_reader.pack(anchor="w")
        laying = (
            ("台に置く\nlay it down", self._lay),
            ("台から取る\ntake it away", partial(say, do="take")),
            ("係員カードを置く\nlay the staff card", self._lay_staff_card),
        )
        self._row(laying)
        faults, plug = self._orders(FAULTS, "fault", "fault"), ("", self._toggle_plug)
        *_, self._plug = self._row((*faults, plug))
        self._heading("ゲートウェイへの線", "the line to the gateway")
        buttons = self._row(self._orders(LINES, "line", "condition"))
        self._lines = dict(zip((key for key, _, _ in LINES), buttons, strict=True))
        self._waiting = self._heading("申請", "applications")
        self._row((("申請書をかざす\nscan the form", partial(say, do="scan")), *self._camera()))
        self._sides = self._heading("プリンター", "printer")
        self._row(self._orders(PRINTER, "printer", "order"))
        self._receipts = self._heading("領収書プリンター", "receipt printer")
        self._row(self._orders(RECEIPTS, "receipts", "order"))
        self._tray = self._heading("お金を入れる", "insert money")
        self._row(tuple((f"{yen}円", partial(say, do="insert", piece=yen)) for yen in MONEY))
        mend = ("機械をすべて直す\nmend all machines", partial(say, do="mend"))
        self._row((*self._orders(COINS, "coins", "order"), mend))
        self._heading("時間がたつ", "time passes")
        self._row(tuple((label, partial(say, do="pass_time", seconds=seconds)) for seconds, label in TIMES))
        self._page = ttk.Label(root, style="Note.TLabel")
        self._page.pack(anchor="w", pady=(6, 0))
        self._plugged = True
        self._staff_card = ""

    def show(self, state: dict[str, Any]) -> None:
        """Bring the window to `state`."""
        for card in state["cards"][len(self._keys) :]:
            self._keys.append(card["key"])
            self._shelf.insert("end", f" {card['note']}   {card['title']}")
            if len(self._keys) == 1:
                self._shelf.selection_set(0)
        lies = state["on_reader"]
        title = next((card["title"] for card in state["cards"] if card["key"] == lies), "")
        self._on_reader.configure(
            text=f"台の上 (on the reader): {title}" if lies else "台の上には なにもありません (nothing)"
        )
        self._plugged = state["plugged"]
        self._plug.configure(
            text="リーダーの線を抜く\nunplug the reader" if self._plugged else "リーダーの線をさす\nplug it in again",
            style="TButton" if self._plugged else "On.TButton",
        )
        for key, button in self._lines.items():
            button.configure(style="On.TButton" if key == state["line"] else "TButton")
        self._waiting.configure(text=f"届いていない申請 (waiting): {state['waiting']}")
        self._sides.configure(text=f"出た面 (sides): {state['sides']} → out/paper")
        self._receipts.configure(text=f"出た紙 (receipts): {state['receipts']}")
        self._tray.configure(text=f"返却口 (coins returned): {state['coins']}円")
        self._staff_card = state["staff"]["card"]
        self._page.configure(text=f"画面 (page): {state['page']}    係員番号 (staff code): {state['staff']['code']}")

    def _camera(self) -> Keys:
        return self._orders(CAMERA, "before_camera", "who")

    def _lay(self) -> None:
        chosen = self._shelf.curselection()  # type: ignore[no-untyped-call]
        if chosen:
            say(do="lay", card=self._keys[chosen[0]])

    def _lay_staff_card(self) -> None:
        say(do="lay", card=self._staff_card)

    def _toggle_plug(self) -> None:
        say(do="unplug" if self._plugged else "plug")

    def _heading(self, japanese: str, english: str) -> ttk.Label:
        """A heading, and at its right the place for how things stand."""
        line = ttk.Frame(self._root)
        ttk.Label(line, text=japanese, style="Head.TLabel").pack(side="left")
        ttk.Label(line, text=f"  {english}", style="Note.TLabel").pack(side="left")
        state = ttk.Label(line, style="State.TLabel")
        state.pack(side="right")
        line.pack(fill="x", pady=(6, 1))
        return state

    def _orders(self, table: Table, do: str, word: str) -> Keys:
        """A key for every row of a table, which orders that."""
        return tuple((f"{japanese}\n{english}", partial(say, do=do, **{word: key})) for key, japanese, english in table)

    def _row(self, keys: Keys) -> list[ttk.Button]:
        row = ttk.Frame(self._root)
        row.pack(fill="x", pady=1)
        buttons = [ttk.Button(row, text=text, command=command) for text, command in keys]
        for place, button in enumerate(buttons):
            button.grid(row=0, column=place, sticky="ew", padx=2)
            row.columnconfigure(place, weight=1, uniform="row")
        return buttons


def main() -> None:
    """Until the window is closed, or standard input ends."""
    root = tkinter.Tk()
    desk = Desk(root)
    unread = bytearray()

    def hear(_file: Any, _mask: int) -> None:
        piece = os.read(0, 65536)
        if not piece:
            root.destroy()
            return
        unread.extend(piece)
        *lines, rest = bytes(unread).split(b"\n")
        unread[:] = rest
        for line in lines:
            desk.show(json.loads(line))

    root.createfilehandler(0, tkinter.READABLE, hear)
    root.mainloop()


if __name__ == "__main__":
    main()
