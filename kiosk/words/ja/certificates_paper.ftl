# Paying, printing, and what came of it.

wait-devices-heading = 機械《きかい》を 確《たし》かめています
wait-issuing-heading = 証明書《しょうめいしょ》を 作《つく》っています
wait-issuing = 役所《やくしょ》の記録《きろく》を 確《たし》かめて、作《つく》っています。
wait-moment-heading = 少《すこ》し お待《ま》ちください

pay-stop = 支払《しはら》いを やめる
pay-closed-reason = もどる時《とき》は 「支払《しはら》いをやめる」を押《お》してください
pay-then-print = 印刷《いんさつ》します
pay-coins-heading = { $fee }を 入《い》れてください
pay-coins-text = 10円《えん》・50円《えん》・100円《えん》・500円《えん》・千円札《せんえんさつ》が 使《つか》えます。
pay-coins-exact = いま おつりが ありません。ちょうどの お金《かね》を 入《い》れてください。
pay-coins-inserted = 入《はい》ったお金《かね》 { $yen }
pay-coins-missing = あと { $yen }
pay-counter-heading = 窓口《まどぐち》で { $fee }を お支払《しはら》いください
pay-slip-number = お支払《しはら》いの番号《ばんごう》 { $number }
pay-counter-take-slip = 番号《ばんごう》の紙《かみ》を 取《と》る
pay-counter-pay = 窓口《まどぐち》で 番号《ばんごう》を見《み》せて 支払《しはら》う
pay-counter-clerk = 係員《かかりいん》が 支払《しはら》いを 確《たし》かめると、印刷《いんさつ》が 始《はじ》まります

print-heading = 印刷《いんさつ》しています
print-waits-heading = 印刷《いんさつ》が 止《と》まっています
print-text = 2分《ふん》ほど かかることがあります。そのまま お待《ま》ちください。
print-waits-for-staff = 係員《かかりいん》が直《なお》します。直《なお》ると、続《つづ》きから 印刷《いんさつ》します。
print-paid = { $yen }を お預《あず》かりしました
print-now = 印刷《いんさつ》しています
print-sides = 印刷《いんさつ》しています（{ $count }面《めん》）
print-take = 証明書《しょうめいしょ》を取《と》る
print-closed-reason = 印刷《いんさつ》中《なか》は もどる・やめるを 使《つか》えません

printer-heading = いま 印刷《いんさつ》できません
printer-paper-out = 用紙《ようし》が なくなりました
printer-tray-missing = 用紙《ようし》の 引《ひ》き出《だ》しが 開《あ》いています
printer-jam = 紙《かみ》が つまりました
printer-cover-open = プリンターの ふたが 開《あ》いています
printer-toner-out = トナーが なくなりました
printer-output-full = 紙《かみ》の出口《でぐち》が いっぱいです
printer-stopped = プリンターが 止《と》まっています
printer-not-accepting = プリンターが 印刷《いんさつ》を 受《う》けつけません
printer-unsuitable = 証明書《しょうめいしょ》の紙《かみ》に 印刷《いんさつ》できません
printer-other-job = プリンターは ほかの印刷《いんさつ》をしています
printer-fault = プリンターに 不具合《ふぐあい》があります
printer-offline = プリンターから 返事《へんじ》がありません
printer-slow = 決《き》まった時間《じかん》の中《なか》に 印刷《いんさつ》が 終《お》わりませんでした
printer-cancelled = 印刷《いんさつ》を 取《と》り消《き》しました
printer-refused = プリンターが 印刷《いんさつ》しませんでした
receipts-heading = いま 領収書《りょうしゅうしょ》を 出《だ》せません
receipts-not-ready = 領収書《りょうしゅうしょ》の機械《きかい》が 使《つか》えないので、お金《かね》を お預《あず》かりできません。
payment-heading = いま お支払《しはら》いが できません
payment-not-ready = お金《かね》の機械《きかい》が 使《つか》えません。
payment-amount = この金額《きんがく》は 小銭《こぜに》では 支払《しはら》えません。
no-way-to-pay-heading = この機械《きかい》では 料金《りょうきん》のかかる証明書《しょうめいしょ》を 出《だ》せません
no-way-to-pay = ここでは お金《かね》を お預《あず》かりできません。
desk-busy-heading = もう少《すこ》し お待《ま》ちください
desk-busy = 前《まえ》の印刷《いんさつ》や おつりの あとかたづけを しています。
no-printer-heading = ここでは 証明書《しょうめいしょ》を 出《だ》していません
no-printer = この機械《きかい》には プリンターが ありません。
devices-staff = 係員《かかりいん》に お声《こえ》がけください。

done-heading = 印刷《いんさつ》が 終《お》わりました
done-take = ぜんぶ 手《て》に取《と》ってから、「終《お》わる」を 押《お》してください。
done-take-change = おつり { $yen }も 取《と》ってから、「終《お》わる」を 押《お》してください。
done-certificate = 証明書《しょうめいしょ》 { $copies }部《ぶ》
done-from-printer = プリンターの 出口《でぐち》から
done-receipt = 領収書《りょうしゅうしょ》
done-slip = 返金票《へんきんひょう》
done-from-receipts = 領収書《りょうしゅうしょ》の 出口《でぐち》から
done-finish = 終《お》わる
done-more = 続《つづ》けて 別《べつ》の用件《ようけん》をする
done-closed-reason = ぜんぶ取《と》ったら 「終《お》わる」を押《お》してください

unknown-heading = 係員《かかりいん》が 紙《かみ》を確《たし》かめます
unknown-text = 出《で》た枚数《まいすう》が わかりません。番号《ばんごう》 { $number }
unknown-leave = 出《で》ている紙《かみ》は そのままに しておく
unknown-staff = 係員《かかりいん》を 待《ま》つ
unknown-money = 紙《かみ》を見《み》て、お金《かね》のことを 決《き》めます
unknown-closed-reason = 係員《かかりいん》が来《く》るまで お待《ま》ちください

fate-again = もう一度《いちど》 はじめから 印刷《いんさつ》する
fate-tell-number = 係員《かかりいん》に、番号《ばんごう》 { $number } を お伝《つた》えください。
fate-unpaid-heading = お支払《しはら》いを やめました
fate-nothing-printed = 証明書《しょうめいしょ》は 印刷《いんさつ》していません。
fate-nothing-heading = 印刷《いんさつ》できませんでした
fate-part-heading = ぜんぶは 印刷《いんさつ》できませんでした
fate-part = 出《で》た紙《かみ》は 証明書《しょうめいしょ》として 使《つか》えません。
fate-part-hand-over = 出《で》た紙《かみ》は、係員《かかりいん》に わたしてください。
fate-void-heading = この印刷《いんさつ》は 取《と》り消《き》しました
fate-void = 係員《かかりいん》が 紙《かみ》を 引《ひ》き取《と》りました。出《で》た紙《かみ》は 使《つか》えません。
fate-nobody-heading = 紙《かみ》が 出《で》たか わかりません
fate-nobody = 印刷《いんさつ》の とちゅうで、プリンターの返事《へんじ》が なくなりました。
fate-nobody-do = 出《で》ている紙《かみ》があれば、持《も》って 窓口《まどぐち》へ お越《こ》しください。
fate-no-receipt = 領収書《りょうしゅうしょ》が 出《で》ませんでした
fate-no-receipt-text = 窓口《まどぐち》で 領収書《りょうしゅうしょ》を お出《だ》しします。

money-none = お金《かね》は いただいていません。
money-returned = お金《かね》 { $yen }は お返《かえ》ししました。
money-kept = お金《かね》 { $yen }を いただきました。
money-owed = お金《かね》 { $yen }は、係員《かかりいん》が 手《て》で お返《かえ》しします。受付番号《うけつけばんごう》 { $number }
money-unclear = お金《かね》 { $yen }のことは、係員《かかりいん》が 確《たし》かめて 決《き》めます。受付番号《うけつけばんごう》 { $number }
money-unknown = お金《かね》のことは、係員《かかりいん》が 確《たし》かめます。
money-at-counter = お金《かね》を入《い》れた時《とき》は、窓口《まどぐち》で お返《かえ》しします。

issue-unknown-heading = 終《お》わりまで できませんでした
issue-unknown = 時間《じかん》がかかりすぎたので、ここで やめました。証明書《しょうめいしょ》は 出《だ》していません。
mismatch-heading = 証明書《しょうめいしょ》を 出《だ》しませんでした
mismatch = 届《とど》いた証明書《しょうめいしょ》が 正《ただ》しいか 確《たし》かめられなかったので、印刷《いんさつ》しませんでした。
mismatch-do = 証明書《しょうめいしょ》は、窓口《まどぐち》で お受《う》け取《と》りください。
