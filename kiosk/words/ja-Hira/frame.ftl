# What stands around every page, and the keys and signs of the page kinds. A half space is where a line may break.

screen-service = 窓口《まどぐち》
screen-name = { $name }さん
screen-progress = { $now }/{ $steps }
    .speech = { $steps }つのうち{ $now }つめです。

# Counter
screen-back = もどる
screen-stop = やめる
screen-back-closed = 今《いま》は もどれません
screen-stop-closed = 今《いま》は やめられません
screen-ways-closed = 今《いま》は もどる・やめるが 使《つか》えません
screen-tray-empty = ここに あなたの ものは ありません
screen-tray-wait-card = カードを 待《ま》っています
screen-tray-hold-card = カードを 動《うご》かさないで 待《ま》ってください
screen-tray-card = カードが 台《だい》の 上《うえ》に あります
screen-tray-take-card = カードを 取《と》ってください
screen-tray-take-paper = 証明書《しょうめいしょ》を 取《と》ってください
screen-tray-take-receipt = 領収書《りょうしゅうしょ》を 取《と》ってください
screen-tray-take-papers = 証明書《しょうめいしょ》と 領収書《りょうしゅうしょ》を 取《と》ってください
screen-tray-take-paper-and-card = 証明書《しょうめいしょ》と カードを 取《と》ってください
screen-tray-take-receipt-and-card = 領収書《りょうしゅうしょ》と カードを 取《と》ってください
screen-tray-take-papers-and-card = 証明書《しょうめいしょ》・領収書《りょうしゅうしょ》・カードを 取《と》ってください
screen-tray-take-slip = 返金票《へんきんひょう》を 取《と》ってください
screen-tray-take-paper-and-slip = 証明書《しょうめいしょ》と 返金票《へんきんひょう》を 取《と》ってください
screen-tray-take-slip-and-card = 返金票《へんきんひょう》と カードを 取《と》ってください
screen-tray-take-paper-slip-and-card = 証明書《しょうめいしょ》・返金票《へんきんひょう》・カードを 取《と》ってください
screen-tray-unknown = カードの 台《だい》は 今《いま》 使《つか》えません
screen-hint-choose = えらぶと 次《つぎ》へ 進《すす》みます
screen-hint-masked = 「見《み》る」を 押《お》すまで 中身《なかみ》は 見《み》えません
screen-hint-put-card = カードを 置《お》くと 次《つぎ》へ 進《すす》みます
screen-hint-take-card = カードを 取《と》ると 次《つぎ》へ 進《すす》みます

# Rail
screen-rail-staff = ひとを よぶ
screen-rail-size = もじを おおきく
screen-rail-size-back = もじを もどす
screen-rail-colour = いろを かえる
screen-rail-language = ことば
    .speech = ことばを かえる
screen-rail-voice = こえで きく

# Idle
screen-with-card = カードが ある 人《ひと》
screen-with-card-text = 自分《じぶん》の 情報《じょうほう》を 見《み》る、 暗証番号《あんしょうばんごう》が わからない とき など
screen-without-card = カードが ない 人《ひと》
screen-without-card-text = 使《つか》いかたを 見《み》る など
screen-have-ready = マイナンバーカードと 暗証番号《あんしょうばんごう》（数字《すうじ》 4つ）を 準備《じゅんび》してください

# Choices, lists
screen-choice-number = { $number }つ目《め》
screen-needs-card = カードを 使《つか》います
screen-card-legend = の しるしは カードを 使《つか》います
    .speech = カードのしるしは、カードをつかいます。
screen-selected = 今《いま》 えらんでいます
screen-pager = { $page }/{ $pages }
    .speech = { $pages }ページのうち{ $page }ページめです。
screen-pager-next = つぎの ページ
screen-pager-previous = まえの ページ
screen-pager-first = さいしょの ページ
screen-pager-last = さいごの ページ
screen-change = なおす

# Digits
screen-digit-key = 数字《すうじ》の キー
screen-erase-one =
    1つ
    けす
    .speech = ひとつ、けす
screen-erase-one-long = 1つ けす
    .speech = ひとつ、けす
screen-erase-all =
    ぜんぶ
    けす
screen-digits-left = あと{ $left }個《こ》 入《い》れます
    .speech = すうじを、あと{ $left }こ、いれます
screen-digits-in = { $count }個《こ》 入《はい》っています
    .speech = すうじが、{ $count }こ、はいっています。
screen-sign-key = 文字《もじ》の キー
screen-signs-left = あと{ $left }文字《もじ》 入《い》れます
    .speech = あと{ $left }もじ、いれます
screen-signs-in = { $count }文字《もじ》 入《はい》っています
    .speech = いま、{ $count }もじ、はいっています。
screen-digits-go = これで 進《すす》む
screen-digits-missing = 数字《すうじ》を 入《い》れてください
screen-pin-box = 暗証番号《あんしょうばんごう》
screen-pin-go = この番号《ばんごう》で 進《すす》む
screen-pin-help = 番号《ばんごう》が わからない ときは
screen-pin-help-short = わからない とき
screen-tries-left = のこり
screen-tries-count = { $left }回《かい》
screen-tries = あと{ $left }回《かい》
    .speech = あと{ $left }かい、いれられます。
screen-slip = 暗証番号《あんしょうばんごう》を 書《か》いた 紙《かみ》（控《ひか》え）
screen-slip-note = カードと いっしょに もらった 紙《かみ》です
screen-slip-this = この番号《ばんごう》
screen-slip-signature = 署名用《しょめいよう》
screen-slip-user-authentication = 利用者《りようしゃ》証明用《しょうめいよう》
screen-slip-resident-registry = 住民基本台帳用《じゅうみんきほんだいちょうよう》
screen-slip-text-input = 入力補助用《にゅうりょくほじょよう》
screen-slip-4 = 数字《すうじ》 4つ
    .speech = すうじ、よっつ
screen-slip-6-16 = 6～16文字《もじ》
    .speech = ろくもじから、じゅうろくもじ

# Text
screen-text-go = これで 進《すす》む
screen-text-skip = 入《い》れないで 進《すす》む
screen-text-missing = 文字《もじ》を 入《い》れてください
screen-text-in = { $count }文字《もじ》
    .speech = { $count }もじ、はいっています。{ $longest }もじまで、いれられます。
screen-to-latin = A～Z・数字《すうじ》
    .speech = アルファベットと、すうじ
screen-to-kana = ひらがな
screen-shift = 大《おお》きい 字《じ》
    .speech = アルファベットの、おおきいじ
screen-shift-off = 小《ちい》さい 字《じ》
    .speech = アルファベットの、ちいさいじ
screen-space = スペース
screen-kana-voiced = てんてん
screen-kana-half-voiced = まる
screen-kana-small = ちいさく する

# Dates
screen-era = 年号《ねんごう》（令和《れいわ》など）
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
screen-date-none = 年《ねん》・月《つき》・日《ひ》を なおしてください
screen-date-none-title = その日《ひ》は ありません
screen-date-none-text = 年《ねん》・月《つき》・日《ひ》を もう一度《いちど》 見《み》てください。
screen-date-outside-title = その日《ひ》は ここでは 使《つか》えません
screen-date-both = { BOTH($day) }
screen-year-era = { $era }{ $year }年《ねん》は { $western }年《ねん》です
screen-year-western = 西暦《せいれき》{ $year }年《ねん》

# Waiting, trouble, done, board
screen-step-done = 終《お》わりました
screen-step-now = 今《いま》 しています
screen-step-to-come = これから します
screen-picture-put-card = 絵《え》 カードを 台《だい》に 置《お》きます
screen-picture-take-card = 絵《え》 カードを 台《だい》から 取《と》ります
screen-picture-turn-card = 絵《え》 カードを うらがえします
screen-picture-printing = 絵《え》 プリンターが 印刷《いんさつ》しています
screen-thing-paper = 絵《え》 証明書《しょうめいしょ》の 紙《かみ》
screen-thing-receipt = 絵《え》 領収書《りょうしゅうしょ》の 紙《かみ》
screen-thing-card = 絵《え》 台《だい》の 上《うえ》の カード
screen-picture-busy = 絵《え》 機械《きかい》が 動《うご》いています
screen-picture-ok = 絵《え》 できました
screen-picture-goodbye = 絵《え》 終《お》わりました
screen-trouble-do = すること
screen-trouble-do-number = すること { $number }
screen-trouble-money = お金《かね》
screen-trouble-who = 係《かかり》の人《ひと》
screen-trouble-incident = 係《かかり》の人《ひと》に 言《い》う 番号《ばんごう》
screen-seconds-before = あと
screen-seconds-after = 秒《びょう》
screen-seconds = あと{ $seconds }秒《びょう》
    .speech = あと{ $seconds }びょうです。

# The camera, and the code scanner
screen-picture-scan = 絵《え》 コードを 読《よ》む ところに 近《ちか》づけます
screen-viewfinder-face = カメラに 写《うつ》っている あなた
screen-viewfinder-sheet = カメラに 写《うつ》っている 紙《かみ》
screen-viewfinder-taken = とった 写真《しゃしん》
screen-viewfinder-starts = カメラを 準備《じゅんび》しています
screen-hint-scan = コードを 読《よ》むと 次《つぎ》へ 進《すす》みます
