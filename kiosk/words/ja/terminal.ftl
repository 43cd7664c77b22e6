# The terminal's own pages, between and over the journeys.

idle-heading = ご用件《ようけん》を うけたまわります
idle-explanation = 役所《やくしょ》の手続《てつづ》きを、この画面《がめん》でできます。
idle-closed-heading = ただいま お休《やす》みです
idle-closed = 次《つぎ》は { $opens } から ご利用《りよう》いただけます。
idle-place = { $municipality } { $place }
idle-hours = ご利用時間《りようじかん》 { $opens }～{ $closes }
    .speech = ごりようじかんは、{ $opens }から{ $closes }までです。
idle-hours-always = 24時間《じかん》 ご利用《りよう》いただけます
idle-staff-hours = 係員《かかりいん》がいる時間《じかん》 { $opens }～{ $closes }
    .speech = かかりいんがいる時間は、{ $opens }から{ $closes }までです。
idle-no-reader = いま カードを 読《よ》めません
idle-no-reader-text = カードを使《つか》う ご用件《ようけん》は、係員《かかりいん》に おたずねください。
idle-offline = いま 役所《やくしょ》と つながっていません
idle-offline-text = ログインは できません。暗証番号《あんしょうばんごう》の ご案内《あんない》と 使《つか》い方《かた》は 見《み》られます。
idle-offline-keeps = 手続《てつづ》きをさがす・申請書《しんせいしょ》を作《つく》って預《あず》ける・カードの申《もう》し込《こ》みは できます。

still-there-heading = まだ お使《つか》いですか
still-there-text = 何《なに》もしないと、内容《ないよう》を消《け》して 終《お》わります。
still-there-go-on = つづける
still-there-leave = やめる
time-limit-heading = まもなく 時間《じかん》です
time-limit-text = 1回《かい》に使《つか》える時間《じかん》が 終《お》わります。内容《ないよう》を消《け》して 終《お》わります。
time-limit-go-on = もう少《すこ》し つづける
really-stop-heading = ここで やめますか
really-stop-text = やめると、見《み》ていた内容《ないよう》を消《け》して 最初《さいしょ》の画面《がめん》に もどります。
really-stop-go-on = つづける
really-stop-leave = やめる

staff-service = 係員《かかりいん》を呼《よ》ぶ
staff-heading = 近《ちか》くの係員《かかりいん》に 声《こえ》を かけてください
staff-away-heading = いま 係員《かかりいん》は おりません
staff-happened = この機械《きかい》から ベルは 鳴《な》りません。
staff-do-call = 窓口《まどぐち》の係員《かかりいん》に「機械《きかい》のことで」と お伝《つた》えください。
staff-do-later = 係員《かかりいん》がいる時間《じかん》に、もう一度《いちど》 お越《こ》しください。
staff-do-hidden = 見《み》ていた内容《ないよう》は 隠《かく》しています。係員《かかりいん》には 見《み》えません。
staff-hours = 係員《かかりいん》がいる時間《じかん》 { $opens }～{ $closes }
    .speech = かかりいんがいる時間は、{ $opens }から{ $closes }までです。
staff-return = もとの画面《がめん》に もどる
staff-closed-reason = 「もとの画面《がめん》に もどる」を 押《お》してください

preparing-heading = 準備《じゅんび》しています
preparing-text = 前《まえ》の方《かた》の内容《ないよう》を 消《け》しています。少《すこ》し お待《ま》ちください。
preparing-reason = 準備《じゅんび》が 終《お》わるまで お待《ま》ちください
remove-card-heading = カードを お取《と》りください
remove-card-text = 台《だい》の上《うえ》に カードが 残《のこ》っています。取《と》ると 使《つか》えるように なります。
remove-card-reason = カードを取《と》ると 始《はじ》められます

paper-untaken-heading = 紙《かみ》が 残《のこ》って いませんか
paper-untaken = 前《まえ》の方《かた》が、紙《かみ》を 受《う》け取《と》ったか わかりません。
paper-untaken-do = プリンターの 紙《かみ》の出口《でぐち》を 見《み》てください。
paper-untaken-none = 紙《かみ》は ありません
paper-untaken-found = 紙《かみ》が あります
paper-untaken-reason = 紙《かみ》を 確《たし》かめると 始《はじ》められます
paper-left-heading = 係員《かかりいん》が 紙《かみ》を 片《かた》づけます
paper-left = 前《まえ》の方《かた》の紙《かみ》が、プリンターに 残《のこ》っているかもしれません。
paper-left-do = 紙《かみ》には さわらずに、係員《かかりいん》を お呼《よ》びください。
paper-left-call = 係員《かかりいん》を 呼《よ》ぶ
paper-left-reason = 片《かた》づくまで ご利用《りよう》に なれません
