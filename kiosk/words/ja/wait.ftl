# What is shown while a device or the gateway works.

wait-moment = 少《すこ》し お待《ま》ちください。
wait-dont-move = カードを 動《うご》かさないでください。
wait-reason = 終《お》わるまで お待《ま》ちください
wait-card-heading = カードを 読《よ》んでいます
wait-log-in-heading = 番号《ばんごう》を 確《たし》かめています
wait-portal-heading = 役所《やくしょ》に 問《と》い合《あ》わせています
wait-log-out-heading = 片《かた》づけています
