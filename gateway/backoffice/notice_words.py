"""What a notice says by itself: of an application, of an inquiry, and of what was sent about either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from gateway.backoffice.case import Act
from gateway.contract.base import Label
from gateway.contract.intake import CaseState
from gateway.contract.notices import NoticeQuestion


@dataclass(frozen=True, slots=True)
class Words:
    """title: of the notice. body: its first sentence, Japanese; a clerk's own words follow."""

    title: Label
    body: str


def words(act: Act) -> Words:
    """For what was done."""
    match act.says:
        case "state":
            return (_INQUIRY if act.case.kind == "inquiry" else _APPLICATION)[act.state]
        case "answered":
            return _ANSWERED
        case "answer_late":
            return _ANSWER_LATE
        case "withdrawal_late":
            return _WITHDRAWAL_LATE
        case _:
            assert_never(act.says)


ANYTHING: tuple[NoticeQuestion, ...] = (
    NoticeQuestion(
        id="text",
        kind="text",
        ask=Label(
            ja="なおした内容を 書いてください",
            reading="なおしたないようを かいてください",
            en="Write what you correct",
        ),
    ),
    NoticeQuestion(
        id="sheet",
        kind="sheet",
        ask=Label(
            ja="いっしょに送る書類がありますか",
            reading="いっしょに おくるしょるいが ありますか",
            en="Is there a paper to send with it?",
        ),
        optional=True,
    ),
)
"""What is asked with a correction where the clerk asks nothing in particular."""

_APPLICATION: dict[CaseState, Words] = {
    "received": Words(
        Label(ja="申請を受け付けました", reading="しんせいをうけつけました", en="Your application was received"),
        "端末からの申請が届き、受け付けました。",
    ),
    "under_review": Words(
        Label(ja="申請を審査しています", reading="しんせいをしんさしています", en="Your application is being reviewed"),
        "担当の部署で内容を確認しています。",
    ),
    "correction": Words(
        Label(
            ja="申請になおしていただくところがあります",
            reading="しんせいになおしていただくところがあります",
            en="Your application has to be corrected",
        ),
        "つぎのところをなおして、もう一度お送りください（補正依頼）。",
    ),
    "done": Words(
        Label(ja="手続が完了しました", reading="てつづきがかんりょうしました", en="The procedure is finished"),
        "申請された手続が終わりました。",
    ),
    "refused": Words(
        Label(
            ja="申請を受理できませんでした",
            reading="しんせいをじゅりできませんでした",
            en="Your application was not accepted",
        ),
        "申請を受理できませんでした。理由はつぎのとおりです。",
    ),
    "withdrawn": Words(
        Label(
            ja="申請が取り下げられました", reading="しんせいがとりさげられました", en="Your application was withdrawn"
        ),
        "申請が取り下げられました。",
    ),
}
_INQUIRY: dict[CaseState, Words] = {
    "received": Words(
        Label(
            ja="お問い合わせを受け付けました", reading="おといあわせをうけつけました", en="Your inquiry was received"
        ),
        "端末からのお問い合わせが届きました。",
    ),
    "under_review": Words(
        Label(
            ja="お問い合わせを調べています",
            reading="おといあわせをしらべています",
            en="We are looking into your inquiry",
        ),
        "担当の部署で調べています。",
    ),
    "correction": Words(
        Label(
            ja="お問い合わせについておたずねします",
            reading="おといあわせについておたずねします",
            en="A question about your inquiry",
        ),
        "お答えするために、つぎのことを教えてください。",
    ),
    "done": Words(
        Label(ja="お問い合わせへのお答えです", reading="おといあわせへのおこたえです", en="The answer to your inquiry"),
        "お問い合わせにお答えします。",
    ),
    "refused": Words(
        Label(
            ja="お問い合わせにお答えできません",
            reading="おといあわせにおこたえできません",
            en="Your inquiry can’t be answered",
        ),
        "お答えできない理由はつぎのとおりです。",
    ),
    "withdrawn": Words(
        Label(
            ja="お問い合わせが取り下げられました",
            reading="おといあわせがとりさげられました",
            en="Your inquiry was withdrawn",
        ),
        "お問い合わせが取り下げられました。",
    ),
}
_ANSWERED = Words(
    Label(ja="お返事が届きました", reading="おへんじがとどきました", en="Your answer has arrived"),
    "お返事が届きました。担当の部署で内容を確認しています。",
)
_ANSWER_LATE = Words(
    Label(ja="お返事は間に合いませんでした", reading="おへんじはまにあいませんでした", en="Your answer came too late"),
    "お返事が届きましたが、この手続はもう終わっていました。くわしくは窓口でおたずねください。",
)
_WITHDRAWAL_LATE = Words(
    Label(
        ja="取り下げできませんでした", reading="とりさげできませんでした", en="Your application could not be withdrawn"
    ),
    "取り下げの申し出が届きましたが、この手続はもう終わっていました。くわしくは窓口でおたずねください。",
)
