"""`python -m kiosk.speech FOLDER`: renders every fixed sentence of the words files, for `sound.rendered`.

--languages TAG ...: only these. What lies there already stays, what no sentence needs any more goes. Sentences with a
value in them are spoken at run time. Japanese is rendered from the readings in the words files.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from devices.speaker.outcomes import Saying
from devices.speaker.rendered import Rendered
from devices.speaker.spelling import sentences
from devices.speaker.voices import NoVoice, voice_of
from kiosk.words.check import read
from kiosk.words.fluent import FluentWords, languages
from screens.phrase import msg

NOT_SPOKEN = ("receipt-",)
"""What is printed only."""


def fixed_sentences(language: str) -> Iterator[Saying]:
    """Every sentence that is always spoken the same, once."""
    words, known, seen = FluentWords(language), read(language)[0], set()
    for id in (id for id, sentence in known.items() if not sentence.arguments and not id.startswith(NOT_SPOKEN)):
        for sentence in sentences(Saying(words.phrase(msg(id)).speech, language)):
            if sentence.text not in seen:
                seen.add(sentence.text)
                yield sentence


def main(arguments: list[str] | None = None) -> int:
    """Exit codes: 0 rendered, 1 a language has no voice here."""
    parser = argparse.ArgumentParser(prog="kiosk.speech", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", nargs="*", choices=languages(), default=languages(), metavar="TAG")
    options = parser.parse_args(arguments)
    rendered, made, seconds = Rendered(options.folder), 0, 0.0
    wanted: set[Path] = set()
    for language in options.languages:
        voice = voice_of(language)
        for sentence in fixed_sentences(language):
            if not rendered.has(voice.name, sentence.text, 1.0):
                try:
                    pcm = voice.speak(sentence.text, 1.0)
                except NoVoice:
                    print(f"kiosk.speech: no voice for {language}", file=sys.stderr)
                    return 1
                rendered.keep(voice.name, sentence.text, 1.0, pcm)
                made, seconds = made + 1, seconds + pcm.seconds
            wanted.add(rendered.path(voice.name, sentence.text, 1.0))
    for file in options.folder.glob("*/*.wav"):
        if file not in wanted and options.languages == languages():
            file.unlink()
    print(f"{len(wanted)} sentences in {options.folder}, {made} of them new ({seconds:.0f} s of speech)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
