"""The languages on the counter of the attract page, each named in itself."""

from __future__ import annotations

from dataclasses import replace

from screens.metrics import Box
from screens.parts.key import key
from screens.scene import Scene
from screens.tree import Widget, plain

AUTONYMS = {
    "ja": "日本語",
    "ja-Hira": "やさしい日本語",
    "en": "English",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "ko": "한국어",
    "pt-BR": "Português",
    "vi": "Tiếng Việt",
    "fil": "Filipino",
    "ne": "नेपाली",
    "id": "Bahasa Indonesia",
    "th": "ไทย",
}


def language_keys(scene: Scene) -> tuple[Widget, ...]:
    """A key for every language there is, named in itself; the present one selected."""
    names = [(tag, AUTONYMS.get(tag, tag)) for tag in scene.frame.languages]
    em = scene.em("lead", 1.0)
    if scene.is_a:
        widths = [max(35.0, scene.typesetter.width(name, em, bold=True) + 16.0) for _, name in names]
        gap = 3.4
        free = 329.4 - gap * (len(names) - 1)
        if sum(widths) > free:
            widths = [width * free / sum(widths) for width in widths]
        places, x = [], 8.0
        for width in widths:
            places.append(Box(x, 167.2, width, 22))
            x += width + gap
    else:
        places = [Box(8 + (i % 4) * 63.5, 380 + (i // 4) * 30, 60.5, 26) for i in range(len(names))]
    return tuple(
        replace(
            key(
                scene,
                f"language.{tag}",
                place,
                plain(name),
                kind="selected" if tag == scene.words.language else "plain",
                cap=1.0,
                lines=1,
            ),
            role="radio",
        )
        for (tag, name), place in zip(names, places, strict=True)
    )
