"""A certificate is paid, printed and taken."""

from __future__ import annotations

from screens.page import Amount, Choose, Confirm, Done, Option, Row, Thing, Trouble, Wait
from screens.samples.sentences import say

_GET = say("証明書《しょうめいしょ》を受《う》け取《と》る", "Get a certificate")
COPIES = Choose(
    name="certificates.copies",
    service=_GET,
    icon="certificate",
    heading=say("何部《なんぶ》 受《う》け取《と》りますか", "How many copies?"),
    progress=(4, 5),
    options=tuple(
        Option(str(at), say(f"{at}部《ぶ》", f"{at} copies"), value=say(f"{400 * at:,}円《えん》", f"¥{400 * at:,}"))
        for at in range(1, 7)
    ),
)
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
NOBODY_CAME = Trouble(
    name="certificates.nobody_came",
    service=_GET,
    icon="bell",
    heading=say("紙《かみ》が 出《で》たか わかりません", "We don't know what came out"),
    tone="bad",
    happened=say(
        "印刷《いんさつ》の とちゅうで、プリンターの返事《へんじ》が なくなりました。",
        "The printer stopped answering while printing.",
    ),
    to_do=(
        say(
            "出《で》ている紙《かみ》があれば、持《も》って 窓口《まどぐち》へ お越《こ》しください。",
            "If there is paper, please take it to the counter.",
        ),
    ),
    money=say(
        "お金《かね》 200円《えん》のことは、係員《かかりいん》が 確《たし》かめて 決《き》めます。"
        "受付《うけつけ》番号《ばんごう》 1234 5674",
        "The staff will look into ¥200 and decide. Slip number 1234 5674",
    ),
    who=say(
        "係員《かかりいん》に、番号《ばんごう》 K7-4821 を お伝《つた》えください。",
        "Please tell the staff number K7-4821.",
    ),
    incident="K7-4821",
    actions=(Option("menu", say("ほかの 用件《ようけん》へ", "Other services"), icon="back"),),
    back=False,
    closed_reason=say("終《お》わるときは「やめる」を 押《お》します", "Press “Stop” when you have finished"),
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
