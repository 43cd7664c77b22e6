"""Lists, documents, and rows to look over."""

from __future__ import annotations

from screens.page import Confirm, Document, ListPage, Option, Row
from screens.phrase import Data
from screens.samples.sentences import ACCOUNT, INFORMATION, say

CONFIRM = Confirm(
    name="account.confirm",
    service=ACCOUNT,
    icon="person",
    heading=say("この内容で よろしいですか", "Is this right?"),
    progress=(3, 3),
    rows=(
        Row(say("ニックネーム", "Nickname"), Data("さくら"), key="nickname"),
        Row(
            say("メールアドレス", "Mail address"),
            Data("sakura.komorebi@mail.example.jp"),
            say("まだ 確かめていません", "Not checked yet"),
            key="mail",
        ),
        Row(say("お知らせ", "Notices"), say("メールで受け取る", "By mail"), key="notices"),
    ),
    action=say("この内容で 登録する", "Open the account"),
)


_ITEMS = (
    (
        "household",
        "people",
        say("世帯の情報", "Household"),
        say("令和8年11月20日 現在", "As of 20 Nov 2026"),
    ),
    (
        "tax",
        "yen_doc",
        say("住民税", "Resident tax"),
        say("令和8年度", "Fiscal year 2026"),
    ),
    (
        "medical",
        "medical",
        say("医療費", "Medical costs"),
        say("令和8年9月の診療分まで", "Up to September 2026"),
    ),
    (
        "medicine",
        "pill",
        say("薬の記録", "Medicines"),
        say("令和8年10月分まで", "Up to October 2026"),
    ),
    (
        "child",
        "baby",
        say("児童手当", "Child allowance"),
        say("令和8年10月 支給分まで", "Up to October 2026"),
    ),
    (
        "care",
        "care",
        say("介護保険", "Care insurance"),
        say("令和8年度", "Fiscal year 2026"),
    ),
    (
        "pension",
        "yen",
        say("年金の記録", "Pension record"),
        say("令和8年9月分まで", "Up to September 2026"),
    ),
)


LIST = ListPage(
    name="information.list",
    service=INFORMATION,
    icon="my_info",
    heading=say("見たい情報を えらんでください", "Which information do you want to see?"),
    explanation=say("周りに人がいないか 確かめてください", "Make sure nobody is looking over your shoulder"),
    rows=tuple(Row(label, Data("x"), text, key=key, icon=icon) for key, icon, label, text in _ITEMS),
    row_action=say("表示する", "Show"),
    masked=True,
)


RECORDS = ListPage(
    name="records.list",
    service=say("やりとりの記録を見る", "See who used my data"),
    icon="copies",
    heading=say("やりとりの記録", "Records of use"),
    rows=tuple(
        Row(
            Data(f"児童手当の審査 {number}"),
            say("提供ずみ", "Given") if number % 2 else say("開示されません", "Not given"),
            Data("令和8年10月3日 こもれび市 → ひだまり県"),
            key=f"record-{number}",
            state="ok" if number % 2 else "info",
        )
        for number in range(1, 8)
    ),
    row_action=say("くわしく", "Details"),
    actions=(
        Option("period", say("期間を かえる", "Change the period"), icon="clock"),
        Option("menu", say("ほかの用件", "Something else"), icon="repeat"),
    ),
)


EMPTY = ListPage(
    name="records.empty",
    service=say("やりとりの記録を見る", "See who used my data"),
    icon="copies",
    heading=say("やりとりの記録", "Records of use"),
    rows=(),
    row_action=say("くわしく", "Details"),
    empty=say("この期間に、やりとりは ありません。", "Nothing was exchanged in this period."),
    actions=(Option("period", say("期間を かえる", "Change the period"), icon="clock"),),
)


DOCUMENT = Document(
    name="information.detail",
    service=INFORMATION,
    icon="my_info",
    heading=say("医療費", "Medical costs"),
    explanation=say("令和8年(2026年) 9月の診療分", "September 2026"),
    title=say("かかった所と 払った額", "Where, and what was paid"),
    rows=(
        Row(Data("こもれび内科クリニック"), Data("842円"), Data("2日 医療費 8,420円")),
        Row(Data("ひだまり薬局"), Data("561円"), Data("2日 医療費 5,610円")),
        Row(Data("みずうみ整形外科"), Data("1,230円"), Data("1日 医療費 12,300円")),
        Row(Data("あさひ歯科医院"), Data("987円"), Data("3日 医療費 9,870円")),
        Row(Data("𠮷野 葛\U000e0102子 の保険"), Data("神奈川葛\U000e0101飾健康保険組合"), state="ok"),
        Row(say("この月の合計", "Sum of the month")),
        Row(say("払った額", "Paid"), Data("3,620円")),
        Row(
            Data("住所"),
            Data("ひだまり県こもれび市みずうみ町一丁目二番三号 あさひグランドハイツ壱番館 一〇〇四号室"),
        ),
    ),
    notes=(
        say(
            "医療機関からの請求をもとにしています。",
            "Taken from the bills of the hospitals.",
        ),
    ),
    action=say("隠して 一覧にもどる", "Hide and go back"),
)


SHORT = Document(
    name="information.short",
    service=INFORMATION,
    icon="my_info",
    heading=say("児童手当", "Child allowance"),
    title=say("支給の状況", "Payment"),
    rows=(
        Row(say("支給", "Paid"), Data("令和8年10月15日")),
        Row(say("額", "Amount"), Data("20,000円")),
    ),
    action=say("隠して 一覧にもどる", "Hide and go back"),
)
