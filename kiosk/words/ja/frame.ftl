# What stands around every page, and the keys and signs of the page kinds. A half space is where a line may break.

screen-service = 窓口《まどぐち》
screen-name = { $name }さん
screen-progress = { $now }/{ $steps }
    .speech = { $steps }つのうち{ $now }つ目です。

# Counter
screen-back = もどる
screen-stop = やめる
screen-back-closed = いまは もどれません
screen-stop-closed = いまは やめられません
screen-ways-closed = いまは もどる・やめるを 使《つか》えません
screen-tray-empty = おあずかりしている 物《もの》は ありません
screen-tray-wait-card = カードを 待《ま》っています
screen-tray-hold-card = カードを動《うご》かさず お待《ま》ちください
screen-tray-card = カードが 台《だい》の上《うえ》にあります
screen-tray-take-card = カードを お取《と》りください
screen-tray-take-paper = 証明書《しょうめいしょ》を お取《と》りください
screen-tray-take-receipt = 領収書《りょうしゅうしょ》を お取《と》りください
screen-tray-take-papers = 証明書《しょうめいしょ》と領収書《りょうしゅうしょ》を お取《と》りください
screen-tray-take-paper-and-card = 証明書《しょうめいしょ》とカードを お取《と》りください
screen-tray-take-receipt-and-card = 領収書《りょうしゅうしょ》とカードを お取《と》りください
screen-tray-take-papers-and-card = 証明書《しょうめいしょ》・領収書《りょうしゅうしょ》・カードを お取《と》りください
screen-tray-take-slip = 返金票《へんきんひょう》を お取《と》りください
screen-tray-take-paper-and-slip = 証明書《しょうめいしょ》と返金票《へんきんひょう》を お取《と》りください
screen-tray-take-slip-and-card = 返金票《へんきんひょう》とカードを お取《と》りください
screen-tray-take-paper-slip-and-card = 証明書《しょうめいしょ》・返金票《へんきんひょう》・カードを お取《と》りください
screen-tray-unknown = カードの台《だい》は いま 使《つか》えません
screen-hint-choose = えらぶと、次《つぎ》へ進《すす》みます
screen-hint-masked = 「表示《ひょうじ》する」を押《お》すまで 中身《なかみ》は見《み》えません
screen-hint-put-card = カードを置《お》くと、 次《つぎ》へ進《すす》みます
screen-hint-take-card = カードを取《と》ると、 次《つぎ》へ進《すす》みます

# Rail
screen-rail-staff = 係員《かかりいん》を 呼《よ》ぶ
screen-rail-size = 文字《もじ》を 大《おお》きく
screen-rail-size-back = 文字《もじ》を もどす
screen-rail-colour = 色《いろ》を かえる
screen-rail-language = ことば
    .speech = ことばを かえる
screen-rail-voice = 声《こえ》で 聞《き》く

# Idle
screen-with-card = カードをお持《も》ちの方《かた》
screen-with-card-text = わたしの情報《じょうほう》を見《み》る、 暗証番号《あんしょうばんごう》の案内《あんない》 など
screen-without-card = カードがない方《かた》
screen-without-card-text = 使《つか》い方《かた》を見《み》る など
screen-have-ready = マイナンバーカードと ｜4桁《よんけた》の暗証番号《あんしょうばんごう》を ご用意《ようい》ください

# Choices, lists
screen-choice-number = { $number }つ目《め》
screen-needs-card = カードを使《つか》います
screen-card-legend = の印《しるし》は カードを使《つか》います
    .speech = カードのしるしは、カードを使います。
screen-selected = いま えらばれています
screen-pager = { $page }/{ $pages }
    .speech = { $pages }ページのうち{ $page }ページ目です。
screen-pager-next = 次《つぎ》の ページ
screen-pager-previous = 前《まえ》の ページ
screen-pager-first = 最初《さいしょ》の ページ
screen-pager-last = 最後《さいご》の ページ
screen-change = なおす

# Digits
screen-digit-key = 数字《すうじ》のキー
screen-erase-one =
    1つ
    消《け》す
    .speech = ひとつ、けす
screen-erase-one-long = 1つ消《け》す
    .speech = ひとつ、けす
screen-erase-all =
    ぜんぶ
    消《け》す
screen-digits-left = あと{ $left }桁《けた》 入《い》れます
    .speech = あと{ $left }けた、いれます
screen-digits-in = { $count }桁《けた》入《はい》っています
    .speech = いま、{ $count }けた入っています。
screen-sign-key = 文字《もじ》のキー
screen-signs-left = あと{ $left }文字《もじ》 入《い》れます
    .speech = あと{ $left }もじ、いれます
screen-signs-in = { $count }文字《もじ》入《はい》っています
    .speech = いま、{ $count }もじ入っています。
screen-digits-go = これで 進《すす》む
screen-digits-missing = 数字《すうじ》を 入《い》れてください
screen-pin-box = 暗証番号《あんしょうばんごう》
screen-pin-go = この番号《ばんごう》で 進《すす》む
screen-pin-help = 番号《ばんごう》が わからない時《とき》は
screen-pin-help-short = わからない時《とき》
screen-tries-left = のこり
screen-tries-count = { $left }回《かい》
screen-tries = あと{ $left }回《かい》
    .speech = あと{ $left }かい、いれられます。
screen-slip = 暗証番号《あんしょうばんごう》の控《ひか》え（紙《かみ》）
screen-slip-note = カードと一緒《いっしょ》に もらった紙《かみ》です
screen-slip-this = この番号《ばんごう》
screen-slip-signature = 署名用《しょめいよう》
screen-slip-user-authentication = 利用者《りようしゃ》証明用《しょうめいよう》
screen-slip-resident-registry = 住民基本台帳用《じゅうみんきほんだいちょうよう》
screen-slip-text-input = 入力補助用《にゅうりょくほじょよう》
screen-slip-4 = 4桁《けた》
    .speech = よんけた
screen-slip-6-16 = 6～16文字《もじ》
    .speech = ろくもじから、じゅうろくもじ

# Text
screen-text-go = これで 進《すす》む
screen-text-skip = 入《い》れずに 進《すす》む
screen-text-missing = 文字《もじ》を 入《い》れてください
screen-text-in = { $count }文字《もじ》
    .speech = { $count }もじ入っています。{ $longest }もじまで入れられます。
screen-to-latin = 英字《えいじ》・数字《すうじ》
screen-to-kana = かな
screen-shift = 大文字《おおもじ》
screen-shift-off = 小文字《こもじ》
screen-space = 空白《くうはく》
screen-kana-voiced = てんてん
screen-kana-half-voiced = まる
screen-kana-small = ちいさく する

# Dates
screen-era = 年号《ねんごう》
screen-era-meiji = 明治《めいじ》
screen-era-taisho = 大正《たいしょう》
screen-era-showa = 昭和《しょうわ》
screen-era-heisei = 平成《へいせい》
screen-era-reiwa = 令和《れいわ》
screen-era-western = 西暦《せいれき》
screen-unit-year = 年《ねん》
screen-unit-month = 月《つき》
screen-unit-day = 日《ひ》
screen-date-era-missing = 年号《ねんごう》を えらんでください
screen-date-year-missing = 年《ねん》を 入《い》れてください
screen-date-month-missing = 月《つき》を 入《い》れてください
screen-date-day-missing = 日《ひ》を 入《い》れてください
screen-date-to-month = 月《つき》へ 進《すす》む
screen-date-to-day = 日《ひ》へ 進《すす》む
screen-date-go = この日《ひ》で 進《すす》む
screen-date-none = 日付《ひづけ》を なおしてください
screen-date-none-title = この日付《ひづけ》は ありません
screen-date-none-text = 年《ねん》・月《つき》・日《ひ》を 確《たし》かめてください。
screen-date-outside-title = この日付《ひづけ》は ここでは 使《つか》えません
screen-date-both = { BOTH($day) }
screen-year-era = { $era }{ $year }年《ねん》は { $western }年《ねん》です
screen-year-western = 西暦《せいれき》{ $year }年《ねん》

# Waiting, trouble, done, board
screen-step-done = すみました
screen-step-now = いま しています
screen-step-to-come = このあと します
screen-picture-put-card = 絵《え》 カードを 台《だい》に置《お》きます
screen-picture-take-card = 絵《え》 カードを 台《だい》から取《と》ります
screen-picture-turn-card = 絵《え》 カードを うら返《がえ》します
screen-picture-printing = 絵《え》 プリンターが 印刷《いんさつ》しています
screen-thing-paper = 絵《え》 証明書《しょうめいしょ》の紙《かみ》
screen-thing-receipt = 絵《え》 領収書《りょうしゅうしょ》の紙《かみ》
screen-thing-card = 絵《え》 台《だい》の上《うえ》のカード
screen-picture-busy = 絵《え》 機械《きかい》が 動《うご》いています
screen-picture-ok = 絵《え》 できました
screen-picture-goodbye = 絵《え》 終《お》わりました
screen-trouble-do = すること
screen-trouble-do-number = すること { $number }
screen-trouble-money = お金《かね》
screen-trouble-who = 係員《かかりいん》
screen-trouble-incident = 伝《つた》える番号《ばんごう》
screen-seconds-before = あと
screen-seconds-after = 秒《びょう》
screen-seconds = あと{ $seconds }秒《びょう》
    .speech = あと{ $seconds }びょうです。

# The camera, and the code scanner
screen-picture-scan = 絵《え》 コードを 読《よ》み取《と》り口《ぐち》に かざします
screen-viewfinder-face = カメラに 写《うつ》っている あなた
screen-viewfinder-sheet = カメラに 写《うつ》っている 紙《かみ》
screen-viewfinder-taken = とった写真《しゃしん》
screen-viewfinder-starts = カメラを 用意《ようい》しています
screen-hint-scan = 読《よ》み取《と》ると、 次《つぎ》へ進《すす》みます
