"""The page as HTML: one question, one answer, Japanese and English, without script, picture or any other file.

Everything that comes from outside is escaped; everything else stands in tables here.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import assert_never

from gateway.certificates.names import kind_name
from gateway.certificates.paper import number
from gateway.certificates.paper.content import day
from gateway.contract.base import Label
from gateway.inquiry.answers import Answer, Forged, Genuine, Mistyped, Unconfirmed, Unknown, Withdrawn


@dataclass(frozen=True, slots=True)
class TooMany:
    """Too many questions from one place."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The records can't be asked now."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    tone: str
    mark: str
    title: Label
    text: Label


_COMPARE = Label(
    ja="下の内容が、お手元の用紙と同じことを確かめてください。違うときは、その用紙は本物ではありません。",
    en="Compare the following with the paper. If anything differs, the paper is not genuine.",
)
_ASK = Label(
    ja="入力した番号が用紙と同じか、もう一度お確かめください。同じときは、発行者にお問い合わせください。",
    en="Please compare the number with the paper once more. If it is the same, ask the issuer.",
)


def render(answer: Answer | TooMany | Unavailable | None, path: str, asked: str = "") -> str:
    """The whole page. answer: None shows the form alone. asked: the number to be left in the form."""
    verdict = None if answer is None else _verdict(answer)
    return _template().substitute(
        title=escape(f"{verdict.title.ja}｜証明書の照会" if verdict else "証明書の照会"),
        style=style(),
        answer=_answer(answer, verdict) if answer and verdict else "",
        heading="h2" if verdict else "h1",
        path=escape(path),
        number=escape(_shown(asked)),
    )


def style_hash() -> str:
    """For the content security policy: the one style that may be applied."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()


@cache
def style() -> str:
    """The style sheet."""
    return files(__package__).joinpath("style.css").read_text("utf-8")


@cache
def _template() -> Template:
    return Template(files(__package__).joinpath("page.html").read_text("utf-8"))


def _verdict(answer: Answer | TooMany | Unavailable) -> _Verdict:
    match answer:
        case Genuine():
            return _Verdict(
                "good", "✓", Label(ja="この証明書は発行されています", en="This certificate was issued"), _COMPARE
            )
        case Unconfirmed():
            text = Label(
                ja="発行の記録はありますが、印刷が終わったことをまだ確認できていません。しばらくしてから、もう一度照会してください。",
                en="There is a record of it, but it is not yet confirmed that it was printed. Please ask again later.",
            )
            return _Verdict("unsure", "?", Label(ja="印刷の確認中です", en="Printing not yet confirmed"), text)
        case Withdrawn():
            text = Label(
                ja="印刷が最後まで終わらなかったため、取り消されました。この用紙は証明書として使えません。",
                en="It was withdrawn because it was not printed completely. The paper is void.",
            )
            return _Verdict("bad", "×", Label(ja="この証明書は無効です", en="This certificate is void"), text)
        case Unknown():
            return _Verdict("bad", "×", Label(ja="この照会番号の証明書はありません", en="No such certificate"), _ASK)
        case Forged():
            text = Label(
                ja="二次元コードは、発行者が作ったものではないか、書きかえられています。発行者にお問い合わせください。",
                en="The code was not made by the issuer, or it was altered. Please ask the issuer.",
            )
            return _Verdict("bad", "×", Label(ja="このコードは正しくありません", en="This code is not valid"), text)
        case Mistyped():
            text = Label(
                ja="照会番号は16文字です。打ちまちがいがあるようです。もう一度入力してください。",
                en="An inquiry number has 16 characters, and one of them seems to be mistyped. Please enter it again.",
            )
            return _Verdict("unsure", "?", Label(ja="照会番号をお確かめください", en="Please check the number"), text)
        case TooMany():
            text = Label(
                ja="同じ場所からの照会が続いています。1分ほど待ってから、もう一度お試しください。",
                en="There have been many questions from your place. Please wait a minute.",
            )
            return _Verdict("unsure", "?", Label(ja="しばらくお待ちください", en="Please wait"), text)
        case Unavailable():
            text = Label(
                ja="いまは記録を調べられません。しばらくしてから、もう一度お試しください。証明書が無効という意味ではありません。",
                en="The records can't be reached now. This does not mean that the certificate is void.",
            )
            return _Verdict("unsure", "?", Label(ja="いまは照会できません", en="Not available now"), text)
        case _:
            assert_never(answer)


def _answer(answer: Answer | TooMany | Unavailable, verdict: _Verdict) -> str:
    rows = ""
    if isinstance(answer, Genuine | Withdrawn | Unconfirmed):
        rows = _table(answer)
    return (
        f'<section class="answer {verdict.tone}" aria-labelledby="verdict" role="status">'
        f'<h1 id="verdict"><span class="mark" aria-hidden="true">{verdict.mark}</span>'
        f"<span>{_both(verdict.title)}</span></h1>"
        f'<p>{escape(verdict.text.ja)}</p><p lang="en">{escape(verdict.text.en)}</p>{rows}</section>'
    )


def _table(answer: Genuine | Withdrawn | Unconfirmed) -> str:
    document = answer.document
    sheets, shown = document.pages // 2, number.printed(answer.inquiry_number)
    lines = (
        (Label(ja="照会番号", en="Inquiry number"), Label(ja=shown, en="")),
        (Label(ja="種類", en="Kind"), kind_name(document.kind)),
        (Label(ja="発行者", en="Issuer"), answer.issuer),
        (
            Label(ja="発行日", en="Date of issue"),
            Label(ja=day(document.issued_on), en=document.issued_on.isoformat()),
        ),
        (Label(ja="枚数", en="Sheets of one copy"), Label(ja=f"{sheets}枚（両面）", en=f"{sheets}, both sides")),
        (Label(ja="通数", en="Copies issued"), Label(ja=f"{document.copies}通", en=str(document.copies))),
    )
    rows = "".join(f'<tr><th scope="row">{_both(name)}</th><td>{_both(value)}</td></tr>' for name, value in lines)
    return f"<table>{rows}</table>"


def _shown(asked: str) -> str:
    """In fours where it is a number, else as it was typed."""
    found = number.typed(asked)
    return asked[:40] if found is None else number.printed(found)


def _both(label: Label) -> str:
    return f'{escape(label.ja)} <span lang="en">{escape(label.en)}</span>' if label.en else escape(label.ja)
