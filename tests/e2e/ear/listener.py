"""Somebody who sees nothing: has ears, fifteen keys, and a hand for the card and the paper."""

from __future__ import annotations

import time

from kiosk.demo.driver import Driver, DriveRefused

PATIENCE_S = 60.0
MOST_KEYS = 80
_READY = "、をおせます"


class Lost(AssertionError):
    """She doesn't get on; says what she heard last."""


class Listener:
    """Knows the terminal only by what it says. All pages' names, ids and pictures are unknown to her."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._at, _ = driver.said()
        self.heard: list[str] = []
        self.aloud: list[str] = []
        self._since = 0

    def press(self, *keys: str) -> str:
        """Press keys of the keypad; what was said after the last one."""
        said = ""
        for key in keys:
            self._since = len(self.heard)
            self._driver.key(key)
            said = self._listen()
        return said

    def type(self, digits: str) -> str:
        """Type digits; what was said after the last one."""
        return self.press(*digits)

    def until(self, *words: str) -> str:
        """Listen until one of these words is said; which one. What was said since the last key counts."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            recent = "。".join(self.heard[self._since :])
            for word in words:
                if word in recent:
                    return word
            try:
                self._listen(max(0.0, deadline - time.monotonic()))
            except DriveRefused:
                raise self._lost(f"never heard {words}") from None

    def choose(self, words: str) -> None:
        """Walk down until a key is called so, and press it."""
        first = None
        for _ in range(MOST_KEYS):
            said = self.press("down")
            if words in said:
                self.press("confirm")
                return
            if said == first:
                break
            first = first or said
        raise self._lost(f"no key is called {words}")

    def go_on(self) -> None:
        """Press the key that was said to be ready."""
        self.until(_READY)
        ready = [part for said in self.heard[self._since :] for part in said.split("。") if _READY in part]
        self.choose(ready[-1].removesuffix(_READY))

    def _listen(self, patience_s: float = PATIENCE_S) -> str:
        self._at, said = self._driver.hear(self._at, patience_s)
        for utterance in said:
            text = "。".join("".join(line.split()) for line in utterance["lines"])
            self.heard.append(text)
            if utterance["outlet"] == "public":
                self.aloud.append(text)
        return self.heard[-1]

    def _lost(self, why: str) -> Lost:
        return Lost("\n".join([why, *self.heard[-12:]]))
