# 操作履歴.

operations-service = 操作履歴《そうさりれき》を見《み》る
operations-heading = いままでの 操作《そうさ》です
operations-text = 新《あたら》しい順《じゅん》です。{ $pages }ページのうち { $page }ページ目《め》
operations-newer = 新《あたら》しい方《ほう》へ
operations-older = 古《ふる》い方《ほう》へ
operations-empty = まだ ありません
operations-self = 本人《ほんにん》
operations-agent = 代理人《だいりにん》
