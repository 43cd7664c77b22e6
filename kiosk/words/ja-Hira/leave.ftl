# Seeing the resident off.

leave-take-card-heading = カードを 取《と》ってください
leave-take-card-reason = カードを 取《と》ると 終《お》わります
leave-thanks-heading = ありがとうございました
leave-ended-heading = ここで 終《お》わりました
leave-finished = これで ぜんぶ 終《お》わりました。
leave-stopped = 途中《とちゅう》で やめました。
leave-timed-out = 長《なが》い 時間《じかん》 何《なに》も 押《お》しませんでした。安全《あんぜん》の ために 終《お》わりました。
leave-time-limit = ｜1回《いっかい》に 使《つか》える 時間《じかん》が すぎました。だから、終《お》わりました。
leave-other-card = ちがう カードが 台《だい》に ありました。安全《あんぜん》の ために 終《お》わりました。
leave-incident = 機械《きかい》が うまく 動《うご》きませんでした。安全《あんぜん》の ために、ここで 終《お》わります。
leave-nothing-kept = 見《み》た ものや 番号《ばんごう》は、この機械《きかい》に 残《のこ》りません。
leave-ends-there-by-itself = 役所《やくしょ》と つながらなくなりました。ログインは まだ 終《お》わっていないかもしれません。少《すこ》し たつと、自動《じどう》で 終《お》わります。
leave-incident-heading = すみません
leave-incident-do = もう一度《いちど》 使《つか》う ときは、はじめから やってください。
leave-incident-who = 係《かかり》の人《ひと》に、番号《ばんごう》 { $number } を 言《い》ってください。
leave-incident-staff = 係《かかり》の人《ひと》に 言《い》ってください。
leave-close = はじめの 画面《がめん》へ
leave-close-reason = 「はじめの 画面《がめん》へ」を 押《お》してください
leave-money = 入《い》れた お金《かね》が、お金《かね》の 出口《でぐち》に 出《で》ます。わすれないで 取《と》ってください。
