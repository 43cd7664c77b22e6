"""The contact sheet: one HTML file to leaf through, with a filter for each way of looking."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from pathlib import Path

from tests.pictures.matrix import Look


def write(folder: Path, drawn: dict[str, list[Look]], wrong: dict[str, dict[str, list[str]]]) -> None:
    """index.html in `folder`. drawn: looks by page; wrong: complaints by page and look."""
    pages = [
        {"name": name, "looks": [look.name for look in looks], "wrong": wrong.get(name, {})}
        for name, looks in sorted(drawn.items())
    ]
    every = [look for looks in drawn.values() for look in looks]
    selects = (
        _select("form", {look.panel for look in every})
        + _select("language", {look.language for look in every})
        + _select("size", {str(round(look.scale * 100)) for look in every})
        + _select("theme", {look.theme for look in every})
    )
    text = _PAGE.replace("%SELECTS%", selects).replace("%DATA%", json.dumps({"pages": pages}, ensure_ascii=False))
    (folder / "index.html").write_text(text, encoding="utf-8")


def _select(name: str, values: Iterable[str]) -> str:
    options = "".join(
        f"<option{' selected' if value == _FIRST[name] else ''}>{html.escape(value)}</option>"
        for value in sorted(values, key=lambda value: (len(value), value))
    )
    return f"<label>{name} <select data-filter={name}><option value=''>all</option>{options}</select></label> "


_FIRST = {"form": "B", "language": "ja", "size": "100", "theme": "normal"}

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Madoguchi: every page</title>
<style>
body { font: 16px/1.4 sans-serif; background: #EFE6D3; color: #2B2621; margin: 1em 1.5em }
header { position: sticky; top: 0; background: #EFE6D3; padding: .5em 0; border-bottom: 2px solid #8A6528 }
label { margin-right: 1em } select, input { font: inherit }
figure { display: inline-block; margin: .4em; vertical-align: top; width: 20em }
img { max-width: 100%; max-height: 30em; border: 1px solid #8A6528 }
figcaption { font-size: .85em; overflow-wrap: anywhere }
.bad { color: #8F150E; font-weight: bold }
</style>
<header><strong>窓口 – every page</strong>
<label>page <input data-filter=page type=search></label> %SELECTS%
<label><input type=checkbox data-filter=bad> only what is wrong</label> <span id=count></span></header>
<main></main>
<script>
const data = %DATA%;
const most = 400;
const of = name => document.querySelector(`[data-filter=${name}]`);
function show() {
  const wanted = ["form", "language", "size", "theme"].map(name => of(name).value);
  const main = document.querySelector("main");
  main.replaceChildren();
  let count = 0;
  for (const page of data.pages) {
    if (!page.name.includes(of("page").value)) continue;
    for (const look of page.looks) {
      const [form, ...rest] = look.split("-");
      const parts = [form, rest.slice(0, -2).join("-"), ...rest.slice(-2)];
      if (wanted.some((value, at) => value && value !== parts[at])) continue;
      const wrong = page.wrong[look] || [];
      if (of("bad").checked && !wrong.length) continue;
      if (++count > most) continue;
      const figure = document.createElement("figure");
      const link = document.createElement("a");
      const image = document.createElement("img");
      link.href = image.src = `${page.name}-${look}.webp`;
      image.loading = "lazy";
      image.alt = page.name;
      link.append(image);
      const caption = document.createElement("figcaption");
      caption.textContent = `${page.name} ${look}`;
      figure.append(link, caption);
      for (const each of wrong) {
        const line = document.createElement("figcaption");
        line.className = "bad";
        line.textContent = each;
        figure.append(line);
      }
      main.append(figure);
    }
  }
  document.querySelector("#count").textContent = count > most ? `${most} of ${count}` : count;
}
document.querySelectorAll("[data-filter]").forEach(each => each.addEventListener("input", show));
show();
</script>
"""
