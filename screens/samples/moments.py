"""Something goes on, went wrong, is done, or is asked in between."""

from __future__ import annotations

from screens.page import Board, Done, Option, Trouble, Wait
from screens.samples.sentences import ACCOUNT, INFORMATION, LOG_IN, say


def wait(picture: str) -> Wait:
    if picture == "put_card":
        return Wait(
            name="log_in.put_card",
            service=LOG_IN,
            icon="my_info",
            heading=say("カードを台に置いてください", "Put your card on the reader"),
            progress=(1, 3),
            steps=(
                (say("顔写真のある面を 上にします", "Photo side up"), "to_come"),
                (
                    say(
                        "画面の下の台に 平らに置きます",
                        "Flat on the reader below the screen",
                    ),
                    "to_come",
                ),
                (say("置いたら 動かさないでください", "Then please don't move it"), "to_come"),
            ),
            picture="put_card",
            actions=(Option("help", say("読み取れないとき", "If it isn't read"), icon="help"),),
        )
    if picture == "take_card":
        return Wait(
            name="leave.take_card",
            heading=say("カードを お取りください", "Please take your card"),
            explanation=say("見ていた内容は 消しました。", "What you saw has been erased."),
            picture="take_card",
            back=False,
            stop=False,
            closed_reason=say("カードを取ると 終わります", "Ends when you take your card"),
        )
    return Wait(
        name="log_in.wait",
        service=LOG_IN,
        icon="my_info",
        heading=say("確かめています", "Checking"),
        explanation=say("少し お待ちください。", "One moment, please."),
        progress=(3, 3),
        steps=(
            (say("暗証番号を 確かめました", "The PIN is right"), "done"),
            (say("市役所に 問い合わせています", "Asking the city office"), "now"),
            (say("あなたの画面を 開きます", "Opening your page"), "to_come"),
        ),
        back=False,
        stop=False,
        closed_reason=say(
            "確かめている間は もどる・やめるを使えません",
            "Back and Stop can't be used meanwhile",
        ),
    )


LOCKED = Trouble(
    name="log_in.locked",
    service=LOG_IN,
    icon="lock",
    heading=say("この暗証番号は ロックされています", "This PIN is locked"),
    tone="warn",
    happened=say(
        "利用者証明用（4桁）。まちがいが3回になりました。",
        "User proof (4 digits). It was wrong three times.",
    ),
    to_do=(
        say(
            "こもれび市役所 1階 市民課 3番窓口へ お越しください。",
            "Please go to Komorebi City Hall, 1st floor, window 3.",
        ),
        say(
            "マイナンバーカードと、本人確認の書類を1つ お持ちください。",
            "Bring the card and one more proof of identity.",
        ),
    ),
    who=say("平日 8:30～17:15", "Weekdays 8:30–17:15"),
    actions=(
        Option("on", say("わかったので 終わる", "Finish"), icon="check"),
        Option("other", say("ほかの用件をする", "Do something else"), icon="repeat"),
    ),
)


INCIDENT = Trouble(
    name="incident",
    heading=say("申し訳ありません", "We are sorry"),
    tone="bad",
    happened=say(
        "機械の中で まちがいが起きました。入れた内容は 消しました。",
        "Something went wrong in the machine. What you typed has been erased.",
    ),
    to_do=(
        say(
            "カードを取って、もう一度 はじめから お試しください。",
            "Take your card and start once more.",
        ),
    ),
    who=say(
        "続くときは、下の番号を係員に お伝えください。",
        "If it happens again, tell the staff this number.",
    ),
    incident="K7-4821",
    actions=(Option("on", say("はじめに もどる", "Back to the start"), icon="home"),),
    back=False,
    stop=False,
    closed_reason=say("「はじめに もどる」を押してください", "Please press “Back to the start”"),
)


DONE = Done(
    name="account.done",
    service=ACCOUNT,
    icon="person",
    heading=say("登録しました", "Your account is open"),
    explanation=say("市役所が 受け取りました。", "The city office has received it."),
    lines=(say("確認のメールを 送りました。", "A mail has been sent to you."),),
    action=say("続ける", "Go on"),
)


GOODBYE = Done(
    name="leave.goodbye",
    heading=say("ご利用 ありがとうございました", "Thank you"),
    lines=(say("見ていた内容は 消しました。", "What you saw has been erased."),),
    picture="goodbye",
    action=say("終わる", "Finish"),
)


STILL = Board(
    name="still_there",
    service=INFORMATION,
    icon="my_info",
    heading=say("まだ ご利用になりますか", "Are you still there?"),
    explanation=say(
        "返事がない時は ここで終わり、見た内容を消します。",
        "Without an answer we end here and erase what was shown.",
    ),
    seconds=30,
    of=60,
    go_on=say("続けて使う", "Go on"),
    leave=say("やめる", "Stop"),
)


REALLY = Board(
    name="really_stop",
    service=INFORMATION,
    icon="my_info",
    heading=say("ここで やめますか", "Stop here?"),
    explanation=say(
        "やめると、見ていた内容を消して 最初の画面に もどります。",
        "What you saw will be erased.",
    ),
    seconds=None,
    go_on=say("続ける", "Go on"),
    leave=say("やめる", "Stop"),
)
