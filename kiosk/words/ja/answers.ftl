# What is answered to a notice, and 取下げ.

notices-answer = 返事《へんじ》を する
notices-withdraw = 取《と》り下《さ》げる
case-correction-here = 直《なお》すところが あります。「返事《へんじ》を する」を 押《お》すと、ここで 答《こた》えられます。

answer-to = もとの お知《し》らせ
answer-kept-heading = お返事《へんじ》を お預《あず》かりしました
answer-afterwards = 役所《やくしょ》が もう一度《いちど》 調《しら》べて、お知《し》らせします。
answer-then = 届《とど》いた後《あと》、役所《やくしょ》が もう一度《いちど》 調《しら》べます。

withdraw-heading = この申請《しんせい》を 取《と》り下《さ》げますか
withdraw-text = 取《と》り下《さ》げると、申請《しんせい》は なかったことになります。もとには もどせません。
withdraw-keep = 取《と》り下《さ》げない
withdraw-keep-text = お知《し》らせに もどります
withdraw-yes = 取《と》り下《さ》げる
withdraw-yes-text = このあと もう一度《いちど》 確《たし》かめます
withdraw-review-heading = もう一度《いちど》 確《たし》かめてください
withdraw-review-text = 手続《てつづ》きが もう終《お》わっている時《とき》は、取《と》り下《さ》げられません。
withdraw-what = すること
withdraw-declared = 申請《しんせい》を 取《と》り下《さ》げます
withdraw-sign = 署名《しょめい》して 取《と》り下《さ》げる
withdraw-send = 取《と》り下《さ》げる
withdraw-kept-heading = 取《と》り下《さ》げの 届《とど》けを お預《あず》かりしました
withdraw-afterwards = 取《と》り下《さ》げられたか、お知《し》らせします。
withdraw-then = 届《とど》いた後《あと》、取《と》り下《さ》げられたか、お知《し》らせします。
