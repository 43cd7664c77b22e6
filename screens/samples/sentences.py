"""Sample sentences, in both languages, and the words that know them. Not the product's."""

from __future__ import annotations

import re

from screens.phrase import Data, Msg, Phrase, Run, Text, Words

_SENTENCES: dict[str, tuple[str, str]] = {}
_RUBY = re.compile("([々\u3400-\u9fff]+)《([^》]+)》")


def say(ja: str, en: str) -> Msg:
    """A sample sentence in both languages; readings as `漢字《かんじ》`."""
    id = f"sample-{len(_SENTENCES)}"
    _SENTENCES[id] = (ja, en)
    return Msg(id)


class SampleWords:
    """The product's words, and the samples' sentences besides: Japanese, and English for all others."""

    def __init__(self, words: Words) -> None:
        self._words = words

    @property
    def language(self) -> str:
        """Tag of the words below."""
        return self._words.language

    def phrase(self, text: Text) -> Phrase:
        """Sample sentences from here, all others from the words below."""
        if isinstance(text, Data) or text.id not in _SENTENCES:
            return self._words.phrase(text)
        ja, en = _SENTENCES[text.id]
        if not self._words.language.startswith("ja"):
            return Phrase((Run(en),), en)
        runs, at = [], 0
        for found in _RUBY.finditer(ja):
            if found.start() > at:
                runs.append(Run(ja[at : found.start()]))
            runs.append(Run(found[1], found[2]))
            at = found.end()
        if at < len(ja):
            runs.append(Run(ja[at:]))
        return Phrase(tuple(runs), "".join(run.reading or run.base for run in runs), text.personal)


LOG_IN = say("ログインする", "Log in")


INFORMATION = say("わたしの情報《じょうほう》を見《み》る", "My information")


ACCOUNT = say("利用《りよう》の登録《とうろく》", "Open an account")
