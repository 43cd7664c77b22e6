# What is answered to a notice, and 取下げ.

notices-answer = 返事《へんじ》を する
notices-withdraw = 取《と》り下《した》げる（やめる）
case-correction-here = なおす ところが あります。「返事《へんじ》を する」を 押《お》してください。ここで 答《こた》えられます。

answer-to = 返事《へんじ》を する お知《し》らせ
answer-kept-heading = 返事《へんじ》を 預《あず》かりました
answer-afterwards = 役所《やくしょ》が もう一度《いちど》 調《しら》べて、知《し》らせます。
answer-then = 届《とど》いた 後《あと》、役所《やくしょ》が もう一度《いちど》 調《しら》べます。

withdraw-heading = この申請《しんせい》を 取《と》り下《した》げますか（やめますか）
withdraw-text = 取《と》り下《した》げると、申請《しんせい》は なくなります。もとには もどせません。
withdraw-keep = 取《と》り下《した》げない（やめない）
withdraw-keep-text = お知《し》らせに もどります
withdraw-yes = 取《と》り下《した》げる（申請《しんせい》を やめる）
withdraw-yes-text = この後《あと》、もう一度《いちど》 聞《き》きます
withdraw-review-heading = もう一度《いちど》 よく 見《み》てください
withdraw-review-text = 手続《てつづ》きが もう 終《お》わっている ときは、取《と》り下《した》げられません。
withdraw-what = すること
withdraw-declared = 申請《しんせい》を 取《と》り下《した》げます（やめます）
withdraw-sign = 署名《しょめい》（サイン）して 取《と》り下《した》げる
withdraw-send = 取《と》り下《した》げる
withdraw-kept-heading = 取《と》り下《した》げの 届《とど》けを 預《あず》かりました
withdraw-afterwards = 取《と》り下《した》げる ことが できたか、知《し》らせます。
withdraw-then = 届《とど》いた 後《あと》、取《と》り下《した》げる ことが できたか、知《し》らせます。
