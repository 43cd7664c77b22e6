# 電子申請: signing, keeping, delivering.

applications-signing-heading = カードで 署名《しょめい》（サイン）を しています
applications-password-heading = 署名用《しょめいよう》の 暗証番号《あんしょうばんごう》を 入《い》れてください
applications-password-text = アルファベットと 数字《すうじ》 6文字《もじ》から 16文字《もじ》です。ログインの 番号《ばんごう》では ありません
applications-password-form = アルファベットと 数字《すうじ》 6文字《もじ》から 16文字《もじ》です
applications-password-wrong = 署名用《しょめいよう》の 番号《ばんごう》が ちがいます
applications-password-wrong-text = あと{ $left ->
        [1] ｜1回《いっかい》
       *[other] { $left }回《かい》
    }です。「0」と「O」、「1」と「I」を よく 見《み》てください。
applications-last-try-heading = あと｜1回《いっかい》 まちがえると、 署名用《しょめいよう》が 使《つか》えなくなります
applications-last-try-text = 使《つか》えなくなったら（ロック）、窓口《まどぐち》か コンビニで なおします。
applications-last-try-help = 新《あたら》しい 番号《ばんごう》の 決《き》めかたを 見《み》る
applications-last-try-help-text = わからない ときは こちら
applications-last-try-later = きょうは やめる
applications-last-try-later-text = 入《い》れた ものは 消《き》えます
applications-no-sign-heading = 署名《しょめい》（サイン）が できない カードです
applications-no-sign = この手続《てつづ》きには、署名用《しょめいよう》の 電子証明書《でんししょうめいしょ》が 必要《ひつよう》です。このカードには 入《はい》っていません。
applications-no-sign-do = 署名用《しょめいよう》は、住《す》んでいる まちの 役所《やくしょ》で 入《い》れられます。
applications-no-sign-child = 15歳《さい》に なる 前《まえ》の 人《ひと》は、親《おや》など（保護者《ほごしゃ》）の カードで 申《もう》し込《こ》みます。
applications-sign-locked-heading = 署名用《しょめいよう》の 番号《ばんごう》が 使《つか》えません（ロック）
applications-sign-locked-now = アルファベットと 数字《すうじ》 6から 16文字《もじ》です。5回《かい》 まちがえたので、今《いま》 ロックしました。
applications-sign-locked-before = アルファベットと 数字《すうじ》 6から 16文字《もじ》です。もう 5回《かい》 まちがえています。
applications-sign-silent-heading = 署名《しょめい》（サイン）が できたか わかりません
applications-sign-silent = 決《き》まった 時間《じかん》に、カードから 返事《へんじ》が ありませんでした。
applications-sign-silent-do = カードを もう一度《いちど》 置《お》いて、やってみてください。まだ 何《なに》も 送《おく》っていません。

applications-keeping-heading = 鍵《かぎ》を かけて 預《あず》かっています
applications-keeping-text = 鍵《かぎ》を 開《あ》けられるのは 役所《やくしょ》だけです
applications-delivering-heading = 役所《やくしょ》へ 送《おく》っています
applications-delivering-text = 返事《へんじ》を 待《ま》っています。少《すこ》し 待《ま》ってください
applications-printing-slip-heading = 控《ひか》え（あなたの 紙《かみ》）を 印刷《いんさつ》しています
applications-not-kept-heading = 預《あず》かることが できませんでした
applications-not-kept-do = もう一度《いちど》 やってみてください。できない ときは、窓口《まどぐち》で 申《もう》し込《こ》んでください。この機械《きかい》には 何《なに》も 残《のこ》っていません。
applications-perhaps-kept-heading = 預《あず》かることが できたか まだ わかりません
applications-perhaps-kept = この機械《きかい》の 中《なか》で 返事《へんじ》が ありませんでした。
applications-perhaps-kept-do = 「もう一度《いちど》 やってみる」を 押《お》してください。何度《なんど》 押《お》しても、申《もう》し込《こ》みは ひとつです。
applications-received-heading = 受《う》け付《つ》けました
applications-kept-heading = 申請書《しんせいしょ》を 預《あず》かりました
applications-arrived = 役所《やくしょ》に 届《とど》いています
applications-arrived-at = { MOMENT($at) }
applications-not-arrived = まだ 役所《やくしょ》に 届《とど》いていません
applications-then = 届《とど》いた 後《あと》、役所《やくしょ》が 調《しら》べます。結果《けっか》を 知《し》らせます。
applications-number = 受付番号《うけつけばんごう》
applications-slip-out = 控《ひか》え（あなたの 紙《かみ》）を 取《と》ってください。
applications-note-number = 受付番号《うけつけばんごう》（申《もう》し込《こ》みの 番号《ばんごう》）を 書《か》いてください。
applications-no-slip = 控《ひか》え（あなたの 紙《かみ》）を 印刷《いんさつ》できませんでした。受付番号《うけつけばんごう》を 書《か》いてください。
applications-will-be-sent = つながったら、自動《じどう》で 届《とど》きます。
applications-stuck = 係《かかり》の人《ひと》が 調《しら》べて、届《とど》けます。
applications-follow = スマートフォンで 今《いま》の ようすが 見《み》られます
applications-more = ほかの ことを する
