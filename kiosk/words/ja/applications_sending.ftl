# 電子申請: signing, keeping, delivering.

applications-signing-heading = カードで 署名《しょめい》しています
applications-password-heading = 署名用《しょめいよう》の 暗証番号《あんしょうばんごう》を 入《い》れてください
applications-password-text = 英字《えいじ》と数字《すうじ》 6文字《もじ》から16文字《もじ》。ログインの 4桁《けた》では ありません
applications-password-form = 6文字《もじ》から16文字《もじ》の 英字《えいじ》と数字《すうじ》です
applications-password-wrong = 署名用《しょめいよう》の番号《ばんごう》が ちがいます
applications-password-wrong-text = あと{ $left ->
        [1] ｜1回《いっかい》
       *[other] { $left }回《かい》
    }です。「0」と「O」、「1」と「I」を 確《たし》かめてください。
applications-last-try-heading = あと｜1回《いっかい》 まちがえると、 署名用《しょめいよう》が 使《つか》えなくなります
applications-last-try-text = ロックされると、直《なお》すのは 窓口《まどぐち》か コンビニです。
applications-last-try-help = 決《き》め直《なお》し方《かた》を 見《み》る
applications-last-try-help-text = わからない時《とき》は こちら
applications-last-try-later = きょうは やめる
applications-last-try-later-text = 入《い》れた内容《ないよう》は 消《き》えます
applications-no-sign-heading = 署名《しょめい》が できない カードです
applications-no-sign = この手続《てつづ》きには、署名用《しょめいよう》の電子証明書《でんししょうめいしょ》が 必要《ひつよう》です。このカードには 入《はい》っていません。
applications-no-sign-do = 署名用《しょめいよう》は、市区町村《しくちょうそん》の窓口《まどぐち》で 入《い》れられます。
applications-no-sign-child = 15歳《さい》になる前《まえ》の方《かた》は、保護者《ほごしゃ》の方《かた》の カードで 申《もう》し込《こ》みます。
applications-sign-locked-heading = 署名用《しょめいよう》の番号《ばんごう》が ロックされています
applications-sign-locked-now = 英字《えいじ》と数字《すうじ》 6文字《もじ》から16文字《もじ》の番号《ばんごう》です。まちがいが 5回《かい》になったので、いま ロックされました。
applications-sign-locked-before = 英字《えいじ》と数字《すうじ》 6文字《もじ》から16文字《もじ》の番号《ばんごう》です。まちがいが 5回《かい》になっています。
applications-sign-silent-heading = 署名《しょめい》が できたか わかりません
applications-sign-silent = 決《き》まった時間《じかん》のうちに、カードから 返事《へんじ》が ありませんでした。
applications-sign-silent-do = カードを 置《お》き直《なお》して、もう一度《いちど》 お試《ため》しください。まだ 何《なに》も 送《おく》っていません。

applications-keeping-heading = 封《ふう》をして お預《あず》かりしています
applications-keeping-text = 封《ふう》を開《あ》けられるのは 役所《やくしょ》だけです
applications-delivering-heading = 役所《やくしょ》へ 送《おく》っています
applications-delivering-text = 返事《へんじ》を 待《ま》っています。少《すこ》し お待《ま》ちください
applications-printing-slip-heading = 控《ひか》えを 印刷《いんさつ》しています
applications-not-kept-heading = お預《あず》かり できませんでした
applications-not-kept-do = もう一度《いちど》 試《ため》せます。できない時《とき》は、窓口《まどぐち》で お申《もう》し込《こ》みください。この機械《きかい》には 何《なに》も 残《のこ》っていません。
applications-perhaps-kept-heading = お預《あず》かりできたか まだ わかりません
applications-perhaps-kept = この機械《きかい》の中《なか》で 返事《へんじ》が ありませんでした。
applications-perhaps-kept-do = 「もう一度《いちど》」を 押《お》してください。何度《なんど》 押《お》しても、申《もう》し込《こ》みは ひとつです。
applications-received-heading = 受《う》け付《つ》けました
applications-kept-heading = 申請書《しんせいしょ》を お預《あず》かりしました
applications-arrived = 役所《やくしょ》に 届《とど》いています
applications-arrived-at = { MOMENT($at) }
applications-not-arrived = 役所《やくしょ》には まだ届《とど》いていません
applications-then = 届《とど》いた後《あと》、役所《やくしょ》が 調《しら》べます。結果《けっか》は お知《し》らせします。
applications-number = 受付番号《うけつけばんごう》
applications-slip-out = 控《ひか》えの紙《かみ》を お取《と》りください。
applications-note-number = 受付番号《うけつけばんごう》を 書《か》き写《うつ》してください。
applications-no-slip = 控《ひか》えを 印刷《いんさつ》できませんでした。受付番号《うけつけばんごう》を 書《か》き写《うつ》してください。
applications-will-be-sent = つながると、自動《じどう》で 届《とど》きます。
applications-stuck = 係《かかり》の者《もの》が 調《しら》べて、届《とど》けます。
applications-follow = スマートフォンで 進《すす》み具合《ぐあい》が 見《み》られます
applications-more = ほかの 用件《ようけん》へ
