# 操作履歴.

operations-service = 操作履歴《そうさりれき》を 見《み》る
operations-heading = 今《いま》までに した ことです
operations-text = 新《あたら》しい 順《じゅん》です。{ $pages }ページのうち { $page }ページ目《め》
operations-newer = 新《あたら》しい 方《ほう》へ
operations-older = 古《ふる》い 方《ほう》へ
operations-empty = まだ ありません
operations-self = 本人《ほんにん》（自分《じぶん》）
operations-agent = 代理人《だいりにん》（かわりの 人《ひと》）
