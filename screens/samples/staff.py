"""What only the staff see."""

from __future__ import annotations

from screens.page import Assist, Banner, Option, Pin, Row, Tries
from screens.phrase import Data
from screens.samples.sentences import say

_STAFF_TAG = say("係員用《かかりいんよう》", "Staff")
_MACHINE = say("機械《きかい》の対応《たいおう》", "Devices")
ASSIST = Assist(
    name="staff.printer",
    service=_MACHINE,
    icon="wrench",
    tag=_STAFF_TAG,
    heading=say("用紙切《ようしぎ》れ", "Out of paper"),
    steps=(
        say("下《した》の扉《とびら》を 手前《てまえ》に引《ひ》く", "Pull the lower door"),
        say("A4用紙《ようし》を 250枚《まい》まで入《い》れる", "Put in up to 250 sheets of A4"),
        say("扉《とびら》を 音《おと》がするまで押《お》す", "Push the door until it clicks"),
    ),
    facts=(
        Row(say("印刷待《いんさつま》ち", "Waiting"), say("1件《けん》", "1")),
        Row(say("支払《しはら》い", "Payment"), say("まだ", "Not yet")),
        Row(say("トナー", "Toner"), say("あります", "There is some")),
        Row(say("受付番号《うけつけばんごう》", "Number"), Data("T-2041", personal=False)),
    ),
    note=Banner(
        "info",
        say(
            "利用者《りようしゃ》の情報《じょうほう》は 表示《ひょうじ》しません", "Nothing of the resident's is shown"
        ),
    ),
    actions=(
        Option("done", say("用紙《ようし》を入《い》れました", "Paper is in"), icon="check"),
        Option("void", say("受付《うけつけ》を取《と》り消《け》す", "Void it"), icon="stop"),
        Option("restart", say("プリンターを再起動《さいきどう》", "Restart printer"), icon="refresh"),
        Option("call", say("保守《ほしゅ》に連絡《れんらく》する", "Call service"), icon="phone"),
    ),
)
STAFF_CODE = Pin(
    name="staff.code",
    service=_MACHINE,
    icon="wrench",
    tag=_STAFF_TAG,
    heading=say("係員《かかりいん》の番号《ばんごう》を 入《い》れてください", "Please enter the staff code"),
    explanation=say("利用者《りようしゃ》の暗証番号《あんしょうばんごう》では ありません", "Not a resident's PIN"),
    secret=None,
    length=6,
    tries=Tries(4, 5),
)
