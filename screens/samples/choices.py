"""The first page, and pages to choose from."""

from __future__ import annotations

from screens.page import Banner, Choose, Idle, Option, Tries, Unavailable
from screens.phrase import Msg
from screens.samples.sentences import ACCOUNT, INFORMATION, LOG_IN, say


def idle(banner: Banner | None = None, *, open_: bool = True) -> Idle:
    return Idle(
        name="idle",
        heading=say("ご用件《ようけん》を うけたまわります", "How can we help you?"),
        explanation=say(
            "役所《やくしょ》の手続《てつづ》きを、この画面《がめん》でできます。", "City services on this screen."
        ),
        place=say("こもれび市《し》 中央郵便局《ちゅうおうゆうびんきょく》", "Komorebi City, Central Post Office"),
        hours=say("ご利用時間《りようじかん》 8:30～20:00", "Open 8:30–20:00"),
        staff_hours=say("係員《かかりいん》がいる時間《じかん》 9:00～17:00", "Staff here 9:00–17:00"),
        banner=banner,
        open=open_,
    )


MENU = Choose(
    name="menu",
    heading=say("ご用件《ようけん》を えらんでください", "What would you like to do?"),
    options=(
        Option(
            "information",
            INFORMATION,
            say("医療費《いりょうひ》・年金《ねんきん》・税《ぜい》 など", "Medical costs, pension, taxes"),
            "my_info",
            needs_card=True,
        ),
        Option(
            "records",
            say("やりとりの記録《きろく》を見《み》る", "See who used my data"),
            say("だれが いつ 見《み》たか", "Who looked, and when"),
            "copies",
            needs_card=True,
        ),
        Option(
            "account",
            say("連絡先《れんらくさき》と お知《し》らせ", "Contact and notices"),
            say("メールアドレス など", "Mail address"),
            "mail",
            needs_card=True,
        ),
        Option(
            "pin",
            say("暗証番号《あんしょうばんごう》が わからない", "I don't know my PIN"),
            say("直《なお》し方《かた》の案内《あんない》", "How to set it again"),
            "lock",
        ),
        Option(
            "how",
            say("使《つか》い方《かた》", "How it works"),
            say("はじめての方《かた》へ", "For the first time"),
            "help",
        ),
        Option(
            "history",
            say("操作《そうさ》の履歴《りれき》", "What I did here"),
            None,
            "clock",
            unavailable=Unavailable(
                say("いまは 使《つか》えません 平日《へいじつ》 9～17時《じ》だけ", "Not available now Weekdays 9–17")
            ),
        ),
    ),
)


_NOT_NOW = say("いまは受《う》け取《と》れません 平日《へいじつ》 9～17時《じ》だけ", "Not available now Weekdays 9–17")


def _certificate(key: str, icon: str, title: Msg) -> Option:
    now = say("いま受《う》け取《と》れます", "Available now")
    return Option(key, title, now, icon, value=say("300円《えん》", "¥300"))


CERTIFICATES = Choose(
    name="certificates",
    service=say("証明書《しょうめいしょ》を受《う》け取《と》る", "Get a certificate"),
    icon="certificate",
    heading=say("どの証明書《しょうめいしょ》を 受《う》け取《と》りますか", "Which certificate do you need?"),
    explanation=say("1通《つう》の手数料《てすうりょう》です", "Fee for one copy"),
    progress=(3, 5),
    options=(
        _certificate("record", "people", say("住民票《じゅうみんひょう》の写《うつ》し", "Residence record")),
        _certificate("seal", "seal", say("印鑑登録証明書《いんかんとうろくしょうめいしょ》", "Seal registration")),
        _certificate("items", "certificate", say("住民票記載事項証明書", "Residence items")),
        _certificate(
            "tax", "yen_doc", say("所得証明《しょとくしょうめい》・課税証明《かぜいしょうめい》", "Income and tax")
        ),
        _certificate("history", "home", say("戸籍《こせき》の附票《ふひょう》の写《うつ》し", "Address history")),
        Option(
            "register",
            say("戸籍証明書《こせきしょうめいしょ》", "Family register"),
            icon="clock",
            value=say("450円《えん》", "¥450"),
            unavailable=Unavailable(_NOT_NOW),
        ),
    ),
)


LAST_TRY = Choose(
    name="log_in.last_try",
    service=LOG_IN,
    icon="my_info",
    heading=say(
        "あと1回 まちがえると、 この番号は使えなくなります",
        "One more mistake locks this PIN",
    ),
    explanation=say(
        "利用者証明用の暗証番号です。ロックされると、 市役所で手続きが必要です。",
        "The 4-digit PIN for log-in. Once locked, it must be reset at the city office.",
    ),
    progress=(2, 3),
    tries=Tries(1, 3),
    options=(
        Option(
            "staff",
            say("係員に たずねる", "Ask the staff"),
            say("番号は、係員にも見せないでください", "Don't show your PIN to anyone"),
            "bell",
        ),
        Option(
            "stop",
            say("きょうは やめて、番号を確かめる", "Stop for today and look it up"),
            say(
                "家にある「暗証番号の控え」を見てください",
                "It is on the note that came with the card",
            ),
            "paper",
        ),
        Option(
            "again",
            say("番号がわかっているので、もう1回 入れる", "I know the PIN and try once more"),
            None,
            "pencil",
        ),
    ),
)


TWO = Choose(
    name="account.ask",
    service=ACCOUNT,
    icon="person",
    heading=say("利用の登録を しますか", "Open an account?"),
    explanation=say("はじめての方です", "You are new here"),
    progress=(1, 3),
    options=(
        Option(
            "open",
            say("登録する", "Open an account"),
            say("ニックネームと 連絡先を 入れます", "Nickname and contact"),
            "person",
        ),
        Option(
            "not_now",
            say("登録しないで 終わる", "Not now"),
            say("何も 残りません", "Nothing is kept"),
            "home",
        ),
    ),
)


OFFLINE = Banner(
    "offline",
    say("いま、ネットワークにつながっていません", "No connection at the moment"),
    say(
        "暗証番号の案内と 使い方は 見られます。",
        "Help with PINs and this terminal still works.",
    ),
)
