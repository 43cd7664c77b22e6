"""Walking through a terminal: hands on its keys, eyes on its pages, and a record of what was met."""

from __future__ import annotations

import html
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.demo.driver import PATIENCE_S, Driver, DriveRefused, find, nodes

_MOST_LEAVES = 20  # of one list


@dataclass(frozen=True, slots=True)
class Met:
    """A page that was met. picture: file name in the record's folder."""

    walk: str
    page: str
    picture: str
    note: str


class Record:
    """Pictures, a transcript and a contact sheet in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._met: list[Met] = []
        self._failures: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob("[0-9][0-9][0-9]_*.png"), *folder.glob("[0-9][0-9][0-9]_*.page")):
            old.unlink()
        self._transcript = (folder / "transcript.txt").open("w", encoding="utf-8")

    @property
    def pages(self) -> list[str]:
        """Names of all pages met, in order."""
        return [met.page for met in self._met]

    @property
    def failures(self) -> list[str]:
        return self._failures

    def begin(self, walk: str) -> None:
        self._write(f"\n=== {walk} ===")

    def did(self, what: str) -> None:
        """Something a hand did. Never what was typed."""
        self._write(f"  > {what}")

    def meet(self, walk: str, page: dict[str, Any], driver: Driver, note: str) -> None:
        """A page as it is seen and heard."""
        name = str(page["page"])
        picture = f"{len(self._met) + 1:03d}_{name.replace('.', '_')}.png"
        driver.shot(self.folder / picture)
        driver.keep((self.folder / picture).with_suffix(".page"))
        self._met.append(Met(walk, name, picture, note))
        self._write(f"\n[{picture[:3]}] {name}{f'  ({note})' if note else ''}")
        for line in _spoken(page["tree"]):
            self._write(f"    {line}")

    def failed(self, walk: str, why: str) -> None:
        self._failures.append(f"{walk}: {why}")
        self._write(f"\n!!! {why}")

    def close(self) -> None:
        """Write the contact sheet."""
        self._transcript.close()
        (self.folder / "index.html").write_text(_contact_sheet(self._met, self._failures), encoding="utf-8")

    def _write(self, line: str) -> None:
        self._transcript.write(line + "\n")
        self._transcript.flush()


class Walk:
    """One way through the terminal. Every method raises `DriveRefused` if the terminal doesn't go along."""

    def __init__(self, title: str, driver: Driver, record: Record) -> None:
        self.title = title
        self.driver = driver
        self._record = record
        record.begin(title)

    def meet(self, page: str, note: str = "", timeout_s: float = PATIENCE_S) -> str:
        """Wait for a page, and keep its picture; its name."""
        self.driver.wait(page, timeout_s)
        tree = self.driver.tree()
        self._record.meet(self.title, tree, self.driver, note)
        return str(tree["page"])

    def look(self, note: str) -> None:
        """Keep a picture of the page as it is."""
        self._record.meet(self.title, self.driver.tree(), self.driver, note)

    def press(self, key: str) -> None:
        """Press a key by its id or the id's end ("a|b": the first that is there), leafing on if need be."""
        for turn in ("pager.next", "pager.previous"):
            for _ in range(_MOST_LEAVES):
                tree = self.driver.tree()["tree"]
                if (id := find_key(tree, key)) is not None:
                    self._record.did(f"press {id}")
                    self.driver.press(id)
                    return
                if find_key(tree, turn) is None:
                    break
                self.driver.press(turn)
        raise DriveRefused(f"no key {key} on page {self.driver.page()}")

    def until(self, shows: bool, id: str) -> None:
        """Wait until the page has (or no longer has) a widget of that id."""
        self._until(lambda page: (find(page["tree"], id) is not None) == shows, id)

    def says(self, id: str, words: str) -> None:
        """Wait until a widget's words contain these."""
        self._until(lambda page: words in str((find(page["tree"], id) or {}).get("label", "")), f"{id}: {words}")

    def value(self, id: str) -> str:
        """A widget's words."""
        return str((find(self.driver.tree()["tree"], id) or {}).get("label", ""))

    def flat(self, is_flat: bool, id: str) -> None:
        """Wait until a key lies flat, or no longer does."""
        self._until(lambda page: ("unavailable" in (find(page["tree"], id) or {})) == is_flat, f"{id} flat: {is_flat}")

    def tray(self, state: str) -> None:
        """Wait until the tray shows what lies there."""
        self._until(lambda page: page["tray"] == state, f"tray {state}")

    def _until(self, come: Callable[[dict[str, Any]], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not come(self.driver.tree()):
            if time.monotonic() > deadline:
                raise DriveRefused(f"{what} does not come (on page {self.driver.page()})")
            time.sleep(0.1)  # the page's name stays the same, so there is nothing to wait for by name

    def press_first(self, prefix: str) -> None:
        """Press the first key whose id begins with `prefix`."""
        for node in nodes(self.driver.tree()["tree"]):
            if node.get("action") and str(node["id"]).startswith(prefix) and "unavailable" not in node:
                self._record.did(f"press {node['id']}")
                self.driver.press(str(node["id"]))
                return
        raise DriveRefused(f"no key {prefix}… on page {self.driver.page()}")

    def type_text(self, text: str) -> None:
        """Type. What, isn't recorded."""
        self._record.did("type")
        self.driver.type_text(text)

    def did(self, what: str) -> None:
        """Note what a hand did beside the screen."""
        self._record.did(what)


def find_key(tree: dict[str, Any], key: str) -> str | None:
    """The id of a key that can be pressed now: the very id, else one that ends with `.key`."""
    ids = [str(node["id"]) for node in nodes(tree) if node.get("action") and "unavailable" not in node]
    for wanted in key.split("|"):
        for id in ids:
            if id == wanted or id.endswith(f".{wanted}"):
                return id
    return None


def _spoken(tree: dict[str, Any]) -> list[str]:
    """What a person would read out, in reading order."""
    lines = []
    for node in nodes(tree):
        words = " = ".join(str(node[name]) for name in ("label", "value") if name in node).replace("\n", " ")
        if words:
            flat = f" (flat: {node['unavailable']})".replace("\n", " ") if "unavailable" in node else ""
            lines.append(f"{node['role']:<12} {words}{flat}")
    return lines


def _contact_sheet(met: list[Met], failures: list[str]) -> str:
    parts = [_HEAD]
    parts += [f"<p class=bad>{html.escape(failure)}</p>" for failure in failures]
    walk = None
    for each in met:
        if each.walk != walk:
            walk = each.walk
            parts.append(f"<h2>{html.escape(walk)}</h2>")
        caption = html.escape(f"{each.picture[:3]} {each.page}" + (f" – {each.note}" if each.note else ""))
        picture = html.escape(each.picture)
        parts.append(
            f'<figure><a href="{picture}"><img src="{picture}" alt="{caption}" loading="lazy"></a>'
            f"<figcaption>{caption}</figcaption></figure>"
        )
    return "\n".join(parts) + "\n"


_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Madoguchi: the tour</title>
<style>
body { font: 16px/1.4 sans-serif; background: #EFE6D3; color: #2B2621; margin: 1.5em }
h2 { color: #1F3A68; margin: 1.4em 0 .3em; clear: both }
figure { display: inline-block; margin: .4em; vertical-align: top; width: 24em }
img { max-width: 100%; max-height: 26em; border: 1px solid #8A6528 }
figcaption { font-size: .85em }
.bad { color: #8F150E; font-weight: bold }
</style>
<h1>窓口 – the tour</h1>
<p>Every page met on the way, in order. What was read out stands in <a href="transcript.txt">transcript.txt</a>.
All people and numbers are invented.</p>"""
