"""GET /follow/{token}: how far an application has come. The state and nothing else: no name, no kind, no number.

A token that is unknown may be on its way: it is answered like one that has not arrived, whatever it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import assert_never
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from gateway import log
from gateway.contract.base import Label
from gateway.contract.intake import CaseState
from gateway.inquiry.limiter import Limiter
from gateway.inquiry.page import TooMany, Unavailable, style
from gateway.intake.follow import Here, NotHere, Standing

FollowLookup = Callable[[str], Standing]
"""Token -> where it stands. May block and may raise SQLAlchemyError."""

_LONGEST = 100
_JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class _Said:
    tone: str
    mark: str
    title: Label
    text: Label


_STATES: dict[CaseState, _Said] = {
    "received": _Said(
        "good",
        "✓",
        Label(ja="受け付けました", en="Received"),
        Label(
            ja="市区町村に届いています。これから内容を確認します。",
            en="It has arrived at the municipality and will be looked at.",
        ),
    ),
    "under_review": _Said(
        "unsure",
        "…",
        Label(ja="審査中です", en="Being reviewed"),
        Label(ja="担当の部署で内容を確認しています。", en="The department in charge is reviewing it."),
    ),
    "correction": _Said(
        "unsure",
        "!",
        Label(ja="なおしていただくところがあります", en="Something has to be corrected"),
        Label(
            ja="くわしくは、お知らせをご覧になるか、お手元の控えを持って窓口でおたずねください（補正依頼）。",
            en="See your notices, or ask at the counter and bring your receipt.",
        ),
    ),
    "done": _Said(
        "good",
        "✓",
        Label(ja="完了しました", en="Done"),
        Label(ja="手続が終わりました。", en="The procedure is finished."),
    ),
    "refused": _Said(
        "bad",
        "×",
        Label(ja="受理できませんでした", en="Not accepted"),
        Label(
            ja="理由は、お知らせをご覧になるか、お手元の控えを持って窓口でおたずねください。",
            en="For the reason see your notices, or ask at the counter and bring your receipt.",
        ),
    ),
    "withdrawn": _Said(
        "unsure",
        "－",
        Label(ja="取り下げられました", en="Withdrawn"),
        Label(ja="この申請は取り下げられています。", en="This application has been withdrawn."),
    ),
}
_DELAYED = _Said(
    "unsure",
    "…",
    Label(ja="確認に時間がかかっています", en="Checking takes longer than usual"),
    Label(
        ja="届いています。職員が確認していますので、お待ちください。もう一度申請する必要はありません。",
        en="It has arrived. Somebody is looking at it; there is no need to apply again.",
    ),
)
_NOT_HERE = _Said(
    "unsure",
    "…",
    Label(ja="まだ届いていません", en="Not arrived yet"),
    Label(
        ja="お預かりしたものを、送っている途中のことがあります。回線がもどりしだい届きます。"
        "何日たっても変わらないときは、お手元の控えを持って窓口でおたずねください。",
        en="It may still be on its way and will arrive when the line is back. If this does not change for several "
        "days, ask at the counter and bring your receipt.",
    ),
)
_TOO_MANY = _Said(
    "unsure",
    "?",
    Label(ja="しばらくお待ちください", en="Please wait"),
    Label(
        ja="同じ場所から続けて開かれています。1分ほど待ってから、もう一度お開きください。",
        en="There have been many requests from your place. Please wait a minute.",
    ),
)
_UNAVAILABLE = _Said(
    "unsure",
    "?",
    Label(ja="いまは表示できません", en="Not available now"),
    Label(
        ja="いまは状況を調べられません。しばらくしてから、もう一度お開きください。申請がなくなったのではありません。",
        en="The state can't be looked up now. Your application is not lost.",
    ),
)


def render(found: Standing | TooMany | Unavailable, now: datetime) -> str:
    """The whole page."""
    said = _said(found)
    shown_at = f"{now.astimezone(_JAPAN):%Y-%m-%d %H:%M}"
    return _template().substitute(
        style=style(),
        tone=said.tone,
        mark=said.mark,
        title=escape(said.title.ja),
        title_en=escape(said.title.en),
        text=escape(said.text.ja),
        text_en=escape(said.text.en),
        at=shown_at,
    )


def route(lookup: FollowLookup, limiter: Limiter, headers: dict[str, str], now: Callable[[], datetime]) -> Route:
    """The path, for the inquiry page's application. headers: of every page there."""

    async def follow(request: Request) -> Response:
        found: Standing | TooMany | Unavailable
        if not limiter.allow(request.client.host if request.client else ""):
            found = TooMany()
        else:
            try:
                found = await run_in_threadpool(lookup, request.path_params["token"][:_LONGEST])
            except SQLAlchemyError:
                found = Unavailable()
        # What was found, never what was asked.
        log.event("follow", answer=type(found).__name__)
        status = {TooMany: 429, Unavailable: 503}.get(type(found), 200)
        more = {"retry-after": "60"} if status != 200 else {}
        return HTMLResponse(render(found, now()), status, headers | more)

    return Route("/follow/{token}", follow, methods=["GET"])


def _said(found: Standing | TooMany | Unavailable) -> _Said:
    match found:
        case Here(delayed=True):
            return _DELAYED
        case Here(state=state):
            return _STATES[state]
        case NotHere():
            return _NOT_HERE
        case TooMany():
            return _TOO_MANY
        case Unavailable():
            return _UNAVAILABLE
        case _:
            assert_never(found)


@cache
def _template() -> Template:
    return Template(files(__package__).joinpath("follow.html").read_text("utf-8"))
