"""Plainly fictional pages of every kind, for the gallery and the tests. Not the product's sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from screens.page import (
    Banner,
    Board,
    Choose,
    Confirm,
    DateEntry,
    Document,
    Done,
    Frame,
    Idle,
    ListPage,
    Option,
    Page,
    Pin,
    Row,
    Secret,
    TextEntry,
    TrayState,
    Tries,
    Trouble,
    Unavailable,
    Wait,
)
from screens.phrase import Data, Msg, Phrase, Run, Text, Words

_SENTENCES: dict[str, tuple[str, str]] = {}
_RUBY = re.compile("([々\u3400-\u9fff]+)《([^》]+)》")


def say(ja: str, en: str) -> Msg:
    """A sample sentence in both languages; readings as `漢字《かんじ》`."""
    id = f"sample-{len(_SENTENCES)}"
    _SENTENCES[id] = (ja, en)
    return Msg(id)


class SampleWords:
    """The product's words, and the samples' sentences besides. reading: as やさしい日本語, with readings drawn."""

    def __init__(self, words: Words, *, reading: bool = False) -> None:
        self._words = words
        self._reading = reading

    @property
    def language(self) -> str:
        """Tag of the words below, or ja-Hira."""
        return "ja-Hira" if self._reading else self._words.language

    def phrase(self, text: Text) -> Phrase:
        """Sample sentences from here, all others from the words below."""
        if isinstance(text, Data) or text.id not in _SENTENCES:
            return self._words.phrase(text)
        ja, en = _SENTENCES[text.id]
        if self._words.language != "ja":
            return Phrase((Run(en),), en)
        runs, at = [], 0
        for found in _RUBY.finditer(ja):
            if found.start() > at:
                runs.append(Run(ja[at : found.start()]))
            runs.append(Run(found[1], found[2]))
            at = found.end()
        if at < len(ja):
            runs.append(Run(ja[at:]))
        return Phrase(tuple(runs), "".join(run.reading or run.base for run in runs), text.personal)


@dataclass(frozen=True, slots=True)
class Sample:
    """A page with its frame, what is typed and pressed on it, and the key in focus."""

    page: Page
    frame: Frame
    typed: str = ""
    presses: tuple[str, ...] = ()
    focus: str | None = None


_HELD = TrayState.HOLD_CARD
_LOG_IN = say("ログインする", "Log in")
_INFORMATION = say("わたしの情報《じょうほう》を見《み》る", "My information")
_ACCOUNT = say("利用《りよう》の登録《とうろく》", "Open an account")


def _frame(tray: TrayState = TrayState.CARD, *, name: str | None = "さくら", back: bool = True) -> Frame:
    return Frame(tray=tray, nickname=name, can_go_back=back)


def _out(tray: TrayState = TrayState.EMPTY) -> Frame:
    return _frame(tray, name=None)


def _idle(banner: Banner | None = None, *, open_: bool = True) -> Idle:
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


_MENU = Choose(
    name="menu",
    heading=say("ご用件《ようけん》を えらんでください", "What would you like to do?"),
    options=(
        Option(
            "information",
            _INFORMATION,
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


_CERTIFICATES = Choose(
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

_LAST_TRY = Choose(
    name="log_in.last_try",
    service=_LOG_IN,
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

_TWO = Choose(
    name="account.ask",
    service=_ACCOUNT,
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


def _pin(banner: Banner | None = None, left: int = 3) -> Pin:
    return Pin(
        name="log_in.pin",
        service=_LOG_IN,
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


_NICKNAME = TextEntry(
    name="account.nickname",
    service=_ACCOUNT,
    icon="person",
    heading=say("ニックネームを 入れてください", "Please choose a nickname"),
    label=say("ニックネーム", "Nickname"),
    progress=(1, 3),
    keyboard="kana",
)

_MAIL = TextEntry(
    name="account.mail",
    service=_ACCOUNT,
    icon="mail",
    heading=say("メールアドレスを 入れてください", "Please enter your mail address"),
    label=say("メールアドレス", "Mail address"),
    progress=(2, 3),
    keyboard="latin",
    longest=254,
    optional=True,
)

_DATE = DateEntry(
    name="records.from",
    service=say("やりとりの記録を見る", "See who used my data"),
    icon="copies",
    heading=say("いつからの記録を 見ますか", "From which day on?"),
    progress=(1, 2),
    earliest="1912-01-01",
    latest="2026-11-20",
)

_CONFIRM = Confirm(
    name="account.confirm",
    service=_ACCOUNT,
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

_LIST = ListPage(
    name="information.list",
    service=_INFORMATION,
    icon="my_info",
    heading=say("見たい情報を えらんでください", "Which information do you want to see?"),
    explanation=say("周りに人がいないか 確かめてください", "Make sure nobody is looking over your shoulder"),
    rows=tuple(Row(label, Data("x"), text, key=key, icon=icon) for key, icon, label, text in _ITEMS),
    row_action=say("表示する", "Show"),
    masked=True,
)

_RECORDS = ListPage(
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

_EMPTY = ListPage(
    name="records.empty",
    service=say("やりとりの記録を見る", "See who used my data"),
    icon="copies",
    heading=say("やりとりの記録", "Records of use"),
    rows=(),
    row_action=say("くわしく", "Details"),
    empty=say("この期間に、やりとりは ありません。", "Nothing was exchanged in this period."),
    actions=(Option("period", say("期間を かえる", "Change the period"), icon="clock"),),
)

_DOCUMENT = Document(
    name="information.detail",
    service=_INFORMATION,
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

_SHORT = Document(
    name="information.short",
    service=_INFORMATION,
    icon="my_info",
    heading=say("児童手当", "Child allowance"),
    title=say("支給の状況", "Payment"),
    rows=(
        Row(say("支給", "Paid"), Data("令和8年10月15日")),
        Row(say("額", "Amount"), Data("20,000円")),
    ),
    action=say("隠して 一覧にもどる", "Hide and go back"),
)


def _wait(picture: str) -> Wait:
    if picture == "put_card":
        return Wait(
            name="log_in.put_card",
            service=_LOG_IN,
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
        service=_LOG_IN,
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


_LOCKED = Trouble(
    name="log_in.locked",
    service=_LOG_IN,
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

_INCIDENT = Trouble(
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

_DONE = Done(
    name="account.done",
    service=_ACCOUNT,
    icon="person",
    heading=say("登録しました", "Your account is open"),
    explanation=say("市役所が 受け取りました。", "The city office has received it."),
    lines=(say("確認のメールを 送りました。", "A mail has been sent to you."),),
    action=say("続ける", "Go on"),
)
_GOODBYE = Done(
    name="leave.goodbye",
    heading=say("ご利用 ありがとうございました", "Thank you"),
    lines=(say("見ていた内容は 消しました。", "What you saw has been erased."),),
    picture="goodbye",
    action=say("終わる", "Finish"),
)
_STILL = Board(
    name="still_there",
    service=_INFORMATION,
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
_REALLY = Board(
    name="really_stop",
    service=_INFORMATION,
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

_OFFLINE = Banner(
    "offline",
    say("いま、ネットワークにつながっていません", "No connection at the moment"),
    say(
        "暗証番号の案内と 使い方は 見られます。",
        "Help with PINs and this terminal still works.",
    ),
)
_WRONG = Banner(
    "bad",
    say("番号がちがいます", "That PIN is not right"),
    say(
        "利用者証明用の番号を、 もう一度 入れてください。",
        "Please enter the PIN for log-in once more.",
    ),
)
_BAD_MAIL = Banner("warn", say("メールアドレスの形を 確かめてください", "Please check the form of the address"))

SAMPLES: dict[str, Sample] = {
    "idle": Sample(_idle(), _out()),
    "idle_offline": Sample(_idle(_OFFLINE), _out()),
    "idle_closed": Sample(_idle(open_=False), _out()),
    "menu": Sample(_MENU, _out(TrayState.EMPTY)),
    "certificates": Sample(_CERTIFICATES, _frame(), focus="option.record"),
    "two": Sample(_TWO, _frame()),
    "last_try": Sample(_LAST_TRY, _out(_HELD)),
    "put_card": Sample(_wait("put_card"), _out(TrayState.WAIT_CARD)),
    "take_card": Sample(_wait("take_card"), _out(TrayState.TAKE_CARD)),
    "wait": Sample(_wait("busy"), _out(_HELD)),
    "pin": Sample(_pin(), _out(_HELD), typed="12", focus="digit.7"),
    "pin_full": Sample(_pin(), _out(_HELD), typed="1234"),
    "pin_wrong": Sample(_pin(_WRONG, 2), _out(_HELD)),
    "nickname": Sample(_NICKNAME, _frame(name=None), presses=("kana.さ", "kana.く", "kana.ら")),
    "nickname_empty": Sample(_NICKNAME, _frame(name=None)),
    "nickname_latin": Sample(_NICKNAME, _frame(name=None), typed="Sakura"),
    "mail": Sample(_MAIL, _frame(name=None), typed="sakura.komorebi@mail.example.jp"),
    "mail_wrong": Sample(
        TextEntry(
            name="account.mail",
            service=_ACCOUNT,
            icon="mail",
            heading=_MAIL.heading,
            label=_MAIL.label,
            progress=(2, 3),
            keyboard="latin",
            start="sakura@",
            banner=_BAD_MAIL,
        ),
        _frame(name=None),
    ),
    "date": Sample(_DATE, _frame(), presses=("era.reiwa",), typed="84"),
    "date_start": Sample(_DATE, _frame()),
    "date_full": Sample(_DATE, _frame(), presses=("era.showa",), typed="500412"),
    "date_none": Sample(_DATE, _frame(), presses=("era.western",), typed="20260231"),
    "confirm": Sample(_CONFIRM, _frame(name=None)),
    "list": Sample(_LIST, _frame()),
    "records": Sample(_RECORDS, _frame(), presses=("pager.next",)),
    "empty": Sample(_EMPTY, _frame()),
    "document": Sample(_DOCUMENT, _frame()),
    "document_short": Sample(_SHORT, _frame()),
    "locked": Sample(_LOCKED, _out(TrayState.TAKE_CARD)),
    "incident": Sample(_INCIDENT, _out(TrayState.TAKE_CARD)),
    "done": Sample(_DONE, _frame()),
    "goodbye": Sample(_GOODBYE, _out()),
    "still_there": Sample(_STILL, _frame()),
    "really_stop": Sample(_REALLY, _frame()),
}
"""Every kind at least once, by name."""
