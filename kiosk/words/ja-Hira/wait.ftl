# What is shown while a device or the gateway works.

wait-moment = 少《すこ》し 待《ま》ってください。
wait-dont-move = カードを 動《うご》かさないでください。
wait-reason = 終《お》わるまで 待《ま》ってください
wait-card-heading = カードを 読《よ》んでいます
wait-log-in-heading = 番号《ばんごう》を 調《しら》べています
wait-portal-heading = 役所《やくしょ》に 聞《き》いています
wait-log-out-heading = 片《かた》づけています
