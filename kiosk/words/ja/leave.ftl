# Seeing the resident off.

leave-take-card-heading = カードを お取《と》りください
leave-take-card-reason = カードを取《と》ると 終《お》わります
leave-thanks-heading = ご利用《りよう》 ありがとうございました
leave-ended-heading = ここで 終《お》わりました
leave-finished = ご用件《ようけん》は ここまでです。
leave-stopped = 途中《とちゅう》で やめました。
leave-timed-out = しばらく 操作《そうさ》がなかったので、安全《あんぜん》のため 終《お》わりました。
leave-time-limit = ｜1回《いっかい》に使《つか》える時間《じかん》を すぎたので、終《お》わりました。
leave-other-card = ちがうカードが 置《お》かれたので、安全《あんぜん》のため 終《お》わりました。
leave-incident = 機械《きかい》に 不具合《ふぐあい》がありました。安全《あんぜん》のため、ここで 終《お》わります。
leave-nothing-kept = 見《み》た内容《ないよう》や 番号《ばんごう》は、この機械《きかい》に 残《のこ》しません。
leave-ends-there-by-itself = 役所《やくしょ》との つながりが切《き》れたため、ログインは まだ 終《お》わっていないかもしれません。しばらくすると、自動《じどう》で 終《お》わります。
leave-incident-heading = 申《もう》しわけありません
leave-incident-do = もう一度《いちど》 使《つか》うときは、はじめから やり直《なお》してください。
leave-incident-who = 係員《かかりいん》に、番号《ばんごう》 { $number } を お伝《つた》えください。
leave-incident-staff = 係員《かかりいん》に お伝《つた》えください。
leave-close = 最初《さいしょ》の画面《がめん》へ
leave-close-reason = 「最初《さいしょ》の画面《がめん》へ」を 押《お》してください
leave-money = 入《い》れたお金《かね》が 返却口《へんきゃくぐち》に 出《で》ます。わすれずに お取《と》りください。
