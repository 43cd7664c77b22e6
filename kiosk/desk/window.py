"""The desk's window: cards to lay down, a reader to unplug, a cable to pull, time to pass.

A program of its own with Python's standard library only, because tkinter comes with Debian's Python and not with every
other. It knows nothing: a line on standard input says how things stand, a press becomes a line on standard output.

    in   {"cards": [{"key": "...", "title": "...", "note": "..."}], "on_reader": "key" | null,
          "plugged": true, "line": "good", "page": "..."}
    out  {"do": "lay", "card": "key"} · {"do": "take"} · {"do": "fault", "fault": "mute"}
         {"do": "plug"} · {"do": "unplug"} · {"do": "line", "condition": "good" | "cut" | "slow" | "nonsense"}
         {"do": "pass_time", "seconds": 60}
"""

from __future__ import annotations

import json
import os
import sys
import tkinter
from collections.abc import Callable
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
    ("mend", "直す", "mend"),
)
MONEY = (10, 50, 100, 500, 1000)
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
        root.configure(background=WALL, padx=14, pady=10)
        root.geometry("+0+0")
        style = ttk.Style(root)
        style.theme_use("clam")
        style.configure(".", background=WALL, foreground=INK, font=("BIZ UDPGothic", 11))
        style.configure("TButton", background=PANE, padding=6)
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
            shelf, height=9, width=58, activestyle="none", exportselection=False, font=("BIZ UDPGothic", 10)
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
        self._row(root, (("台に置く\nlay it down", self._lay), ("台から取る\ntake it away", lambda: say(do="take"))))
        self._row(
            root,
            tuple(
                (f"{japanese}\n{english}", lambda key=key: say(do="fault", fault=key))  # type: ignore[misc]
                for key, japanese, english in FAULTS
            ),
        )
        self._heading("カードリーダー", "card reader")
        self._plug = self._button(root, "", self._toggle_plug)
        self._heading("ゲートウェイへの線", "the line to the gateway")
        buttons = self._row(
            root,
            tuple(
                (f"{japanese}\n{english}", lambda key=key: say(do="line", condition=key))  # type: ignore[misc]
                for key, japanese, english in LINES
            ),
        )
        self._lines = dict(zip((key for key, _, _ in LINES), buttons, strict=True))
        self._heading("プリンター", "printer; papers lie in out/paper")
        self._row(
            root,
            tuple(
                (f"{japanese}\n{english}", lambda key=key: say(do="printer", order=key))  # type: ignore[misc]
                for key, japanese, english in PRINTER
            ),
        )
        self._heading("お金を入れる", "insert money")
        self._row(
            root,
            tuple((f"{yen}円", lambda yen=yen: say(do="insert", piece=yen)) for yen in MONEY),  # type: ignore[misc]
        )
        self._tray = ttk.Label(root, style="State.TLabel")
        self._tray.pack(anchor="w")
        self._heading("時間がたつ", "time passes")
        self._row(
            root,
            tuple((label, lambda seconds=seconds: say(do="pass_time", seconds=seconds)) for seconds, label in TIMES),  # type: ignore[misc]
        )
        self._page = ttk.Label(root, style="Note.TLabel")
        self._page.pack(anchor="w", pady=(12, 0))
        self._plugged = True

    def show(self, state: dict[str, Any]) -> None:
        """Bring the window to `state`."""
        for card in state["cards"][len(self._keys) :]:
            self._keys.append(card["key"])
            self._shelf.insert("end", f" {card['note']}   {card['title']}")
        lies = state["on_reader"]
        title = next((card["title"] for card in state["cards"] if card["key"] == lies), "")
        self._on_reader.configure(
            text=f"台の上 (on the reader): {title}" if lies else "台の上には なにもありません (nothing)"
        )
        self._plugged = state["plugged"]
        self._plug.configure(
            text="線を抜く (unplug it)" if self._plugged else "線をさす (plug it in again)",
            style="TButton" if self._plugged else "On.TButton",
        )
        for key, button in self._lines.items():
            button.configure(style="On.TButton" if key == state["line"] else "TButton")
        self._tray.configure(
            text=f"返却口 (coins): {state['coins']}円 ・ 紙 (sides): {state['sides']} ・ 係員 (staff): {state['staff']}"
        )
        self._page.configure(text=f"画面 (page): {state['page']}")

    def _lay(self) -> None:
        chosen = self._shelf.curselection()  # type: ignore[no-untyped-call]
        if chosen:
            say(do="lay", card=self._keys[chosen[0]])

    def _toggle_plug(self) -> None:
        say(do="unplug" if self._plugged else "plug")

    def _heading(self, japanese: str, english: str) -> None:
        line = ttk.Frame(self._root)
        ttk.Label(line, text=japanese, style="Head.TLabel").pack(side="left")
        ttk.Label(line, text=f"  {english}", style="Note.TLabel").pack(side="left")
        line.pack(fill="x", pady=(10, 3))

    def _button(self, parent: tkinter.Misc, text: str, command: Callable[[], None]) -> ttk.Button:
        button = ttk.Button(parent, text=text, command=command)
        button.pack(fill="x", pady=2)
        return button

    def _row(self, parent: tkinter.Misc, keys: tuple[tuple[str, Callable[[], None]], ...]) -> list[ttk.Button]:
        row = ttk.Frame(parent)
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
