"""A certificate is paid, printed and taken."""

from __future__ import annotations

from screens.page import Amount, Confirm, Done, Option, Row, Thing, Trouble, Wait
from screens.samples.sentences import say

_GET = say("証明書《しょうめいしょ》を受《う》け取《と》る", "Get a certificate")
PAY = Confirm(
    name="certificates.confirm",
    service=_GET,
    icon="certificate",
    heading=say("この内容《ないよう》で よろしいですか", "Is this right?"),
    progress=(5, 5),
    rows=(
        Row(
            say("証明書《しょうめいしょ》", "Certificate"),
            say("住民票《じゅうみんひょう》の写《うつ》し", "Residence record"),
            key="kind",
        ),
        Row(
            say("内容《ないよう》", "Content"),
            say("世帯《せたい》の全員《ぜんいん》", "Whole household"),
            say("本籍《ほんせき》 なし・マイナンバー なし", "No domicile, no My Number"),
            key="options",
        ),
        Row(say("部数《ぶすう》", "Copies"), say("2部《ぶ》", "2"), key="copies"),
    ),
    amount=Amount(
        say("お支払《しはら》い", "To pay"),
        say("600円《えん》", "¥600"),
        say("300円《えん》 × 2部《ぶ》", "¥300 × 2 copies"),
        say("印刷《いんさつ》を始《はじ》めると やめられません", "Printing can't be stopped"),
    ),
    action=say("支払《しはら》いへ進《すす》む", "Go on to pay"),
)
PRINTING = Wait(
    name="certificates.printing",
    service=_GET,
    icon="certificate",
    heading=say("印刷《いんさつ》しています", "Printing"),
    explanation=say(
        "2分《ふん》ほど かかることがあります。そのまま お待《ま》ちください。",
        "This may take 2 minutes. Please wait.",
    ),
    progress=(5, 5),
    picture="printing",
    steps=(
        (say("お支払《しはら》いが すみました", "Paid"), "done"),
        (say("印刷《いんさつ》しています", "Printing"), "now"),
        (say("証明書《しょうめいしょ》を取《と》る", "Take the certificate"), "to_come"),
    ),
    back=False,
    stop=False,
    closed_reason=say(
        "印刷中《いんさつちゅう》は もどる・やめるを使《つか》えません", "Back and Stop can't be used while printing"
    ),
)
PAPER_OUT = Trouble(
    name="certificates.paper_out",
    service=_GET,
    icon="printer",
    heading=say("用紙《ようし》がなくなりました", "The printer is out of paper"),
    tone="bad",
    happened=say("証明書《しょうめいしょ》は 出《で》ていません。", "No certificate came out."),
    to_do=(say("係員《かかりいん》が 用紙《ようし》を入《い》れます。", "The staff will put in paper."),),
    money=say("お金《かね》は いただいていません。", "No money was taken."),
    who=say("係員《かかりいん》は 8:30〜17:15に います。", "The staff are here from 8:30 to 17:15."),
    incident="K7-4821",
    actions=(
        Option("menu", say("用件《ようけん》をえらぶ", "Choose something else"), icon="back"),
        Option("stop", say("終《お》わる", "Finish"), icon="stop"),
    ),
)
THINGS = (
    Thing(
        "paper", say("証明書《しょうめいしょ》 2部《ぶ》", "2 copies"), say("右下《みぎした》の口《くち》から", "Below")
    ),
    Thing("receipt", say("領収書《りょうしゅうしょ》", "Receipt"), say("右上《みぎうえ》の口《くち》から", "Above")),
    Thing("card", say("カード", "Card"), say("台《だい》の上《うえ》から", "On the reader")),
)


def taken(things: tuple[Thing, ...]) -> Done:
    return Done(
        name="certificates.done",
        service=_GET,
        icon="certificate",
        heading=say("印刷《いんさつ》が終《お》わりました", "Printed"),
        explanation=say(
            "ぜんぶ 手《て》に取《と》ってから、「終《お》わる」を押《お》してください。",
            "Take everything, then press “Finish”.",
        ),
        things=things,
        action=say("終《お》わる", "Finish"),
        actions=(
            Option("more", say("続《つづ》けて 別《べつ》の用件《ようけん》をする", "Something else"), icon="repeat"),
        ),
    )
