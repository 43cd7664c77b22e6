"""A program that holds a touchscreen as the terminal does, for tests in a testbed.

    python -m tests.devices.inputs.touching '{"stuck_s": 30}'

Says what it hears as lines of JSON, until the end of standard input.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from devices.inputs.sources import Match
from devices.inputs.touch import Touchscreen
from devices.inputs.touch_fitting import Fitting
from devices.inputs.touch_outcomes import Touch, TouchFreed, TouchGone, TouchNews, TouchReady, TouchStuck
from devices.inputs.touch_source import EvdevTouchSource


def main() -> None:
    """Hold it."""
    fitting = Fitting(width_mm=527.0, height_mm=296.0, **json.loads(sys.argv[1]))
    touchscreen = Touchscreen(EvdevTouchSource(Match()), fitting, _say)
    sys.stdin.read()
    touchscreen.close()


def _say(news: Sequence[TouchNews]) -> None:
    for each in news:
        print(json.dumps(_told(each)), flush=True)


def _told(news: TouchNews) -> dict[str, Any]:
    match news:
        case Touch():
            place = {"x": round(news.x * 1000), "y": round(news.y * 1000)}
            return {"told": news.phase.value, "contact": news.contact, **place}
        case TouchStuck(contact) | TouchFreed(contact):
            return {"told": type(news).__name__, "contact": contact}
        case TouchGone(why):
            return {"told": "TouchGone", "why": why.value}
        case TouchReady(name):
            return {"told": "TouchReady", "name": name}


if __name__ == "__main__":
    main()
