"""PIN, text and date."""

from __future__ import annotations

from screens.page import Banner, DateEntry, Pin, Secret, TextEntry, Tries
from screens.samples.sentences import ACCOUNT, LOG_IN, say


def pin(banner: Banner | None = None, left: int = 3) -> Pin:
    return Pin(
        name="log_in.pin",
        service=LOG_IN,
        icon="my_info",
        heading=say(
            "4桁《けた》の暗証番号《あんしょうばんごう》を 入《い》れてください", "Please enter your 4-digit PIN"
        ),
        explanation=say(
            "利用者証明用《りようしゃしょうめいよう》（ログイン・証明書《しょうめいしょ》に使《つか》う番号《ばんごう》）",
            "User proof (for log-in and certificates)",
        ),
        progress=(2, 3),
        banner=banner,
        secret=Secret.USER_AUTHENTICATION,
        tries=Tries(left, 3),
    )


NICKNAME = TextEntry(
    name="account.nickname",
    service=ACCOUNT,
    icon="person",
    heading=say("ニックネームを 入れてください", "Please choose a nickname"),
    label=say("ニックネーム", "Nickname"),
    progress=(1, 3),
    keyboard="kana",
)


MAIL = TextEntry(
    name="account.mail",
    service=ACCOUNT,
    icon="mail",
    heading=say("メールアドレスを 入れてください", "Please enter your mail address"),
    label=say("メールアドレス", "Mail address"),
    progress=(2, 3),
    keyboard="latin",
    longest=254,
    optional=True,
)


DATE = DateEntry(
    name="records.from",
    service=say("やりとりの記録を見る", "See who used my data"),
    icon="copies",
    heading=say("いつからの記録を 見ますか", "From which day on?"),
    progress=(1, 2),
    earliest="1912-01-01",
    latest="2026-11-20",
)


WRONG = Banner(
    "bad",
    say("番号がちがいます", "That PIN is not right"),
    say(
        "利用者証明用の番号を、 もう一度 入れてください。",
        "Please enter the PIN for log-in once more.",
    ),
)


BAD_MAIL = Banner("warn", say("メールアドレスの形を 確かめてください", "Please check the form of the address"))
