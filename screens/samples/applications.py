"""Numbers, a signature's password, and what was handed in. All invented."""

from __future__ import annotations

from screens.page import Banner, Digits, Filed, Option, Password, Secret, Tries
from screens.phrase import Data
from screens.samples.sentences import say

APPLY = say("申請《しんせい》・届《とど》け", "Applications")

PHONE = Digits(
    name="applications.ask.phone",
    service=APPLY,
    icon="baby",
    heading=say("昼間《ひるま》つながる 電話番号《でんわばんごう》は", "Your phone number in the daytime"),
    progress=(3, 8),
    label=say("電話《でんわ》", "Phone"),
    shortest=10,
    longest=11,
)
POSTAL = Digits(
    name="applications.ask.postal_code",
    service=APPLY,
    icon="home",
    heading=say("新《あたら》しい 住所《じゅうしょ》は", "Your new address"),
    explanation=say(
        "郵便番号《ゆうびんばんごう》 7桁《けた》。わからなければ 入《い》れずに 進《すす》みます",
        "The 7-digit postal code; if you don’t know it, go on without",
    ),
    progress=(3, 8),
    label=say("郵便番号《ゆうびんばんごう》", "Postal code"),
    shortest=7,
    longest=7,
    groups=(3, 4),
    optional=True,
)
HOURS = Digits(
    name="applications.ask.number",
    service=APPLY,
    icon="people",
    heading=say("1か月《いっかげつ》に 何時間《なんじかん》 働《はたら》きますか", "Working hours a month"),
    banner=Banner("warn", say("この数《かず》は 入《い》れられません", "This number can’t be entered")),
    progress=(3, 8),
    label=say("働《はたら》く時間《じかん》", "Hours"),
    longest=3,
    unit=say("時間《じかん》", "hours"),
    start="745",
)
SIGN = Password(
    name="applications.password",
    service=APPLY,
    icon="lock",
    heading=say(
        "署名用《しょめいよう》の 暗証番号《あんしょうばんごう》を 入《い》れてください", "Enter the signature password"
    ),
    explanation=say(
        "英字《えいじ》と数字《すうじ》 6文字《もじ》から16文字《もじ》。ログインの 4桁《けた》では ありません",
        "署名用: 6 to 16 letters and digits, not your 4 digits",
    ),
    secret=Secret.SIGNATURE,
    tries=Tries(5, 5),
)
SIGN_WRONG = Password(
    name="applications.password",
    service=APPLY,
    icon="lock",
    heading=SIGN.heading,
    banner=Banner(
        "bad",
        say("署名用《しょめいよう》の番号《ばんごう》が ちがいます", "That password is not right"),
        say(
            "あと4回《かい》です。「0」と「O」、「1」と「I」を 確《たし》かめてください。",
            "4 tries are left. Check 0 and O, 1 and I.",
        ),
    ),
    secret=Secret.SIGNATURE,
    tries=Tries(4, 5),
)
_URL = "https://line.komorebi.example.jp/follow/3q2-7wAAAAAAAAAAAAAAAA"
KEPT = Filed(
    name="applications.kept",
    service=APPLY,
    icon="baby",
    heading=say("申請書《しんせいしょ》を お預《あず》かりしました", "We keep your application safe"),
    banner=Banner(
        "offline",
        say("役所《やくしょ》には まだ届《とど》いていません", "It has not arrived at the municipality yet"),
        say(
            "つながると、自動《じどう》で 届《とど》きます。", "It is sent by itself as soon as there is a connection."
        ),
    ),
    number_label=say("受付番号《うけつけばんごう》", "Receipt number"),
    number=Data("KOMOREBI01-000042-7", personal=False),
    lines=(
        say("控《ひか》えの紙《かみ》を お取《と》りください。", "Please take the slip."),
        say(
            "届《とど》いた後《あと》、役所《やくしょ》が 調《しら》べます。結果《けっか》は お知《し》らせします。",
            "Once it is there, the office examines it and tells you the result.",
        ),
    ),
    code=_URL,
    code_label=say("スマートフォンで 進《すす》み具合《ぐあい》が 見《み》られます", "Follow it on a smartphone"),
    action=say("終《お》わる", "Finish"),
    actions=(Option("more", say("ほかの 用件《ようけん》へ", "Something else"), icon="repeat"),),
    back=False,
    stop=False,
    closed_reason=say("終《お》わるときは「終《お》わる」を 押《お》します", "Press “Finish” to end"),
)
RECEIVED = Filed(
    name="applications.received",
    service=APPLY,
    icon="home",
    heading=say("受《う》け付《つ》けました", "It has been received"),
    banner=Banner(
        "ok",
        say("役所《やくしょ》に 届《とど》いています", "The municipality has it"),
        say("令和8年11月24日 10:02", "24 November 2026, 10:02"),
    ),
    number_label=KEPT.number_label,
    number=KEPT.number,
    lines=(
        say("受付番号《うけつけばんごう》を 書《か》き写《うつ》してください。", "Please write the number down."),
        say(
            "役所《やくしょ》が家《いえ》や写真《しゃしん》を調《しら》べ、害《がい》の程度《ていど》を決《き》めます。",
            "The office looks at the house or the pictures and decides the grade.",
        ),
    ),
    code=_URL,
    code_label=KEPT.code_label,
    action=KEPT.action,
    actions=KEPT.actions,
    back=False,
    stop=False,
    closed_reason=KEPT.closed_reason,
)
