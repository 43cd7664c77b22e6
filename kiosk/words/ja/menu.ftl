# The first choice.

menu-service = 窓口《まどぐち》
menu-heading = ご用件《ようけん》を えらんでください
menu-card-sign = カードの印《しるし》は カードを使《つか》います
menu-self-information = わたしの情報《じょうほう》を見《み》る
menu-self-information-text = 医療費《いりょうひ》・年金《ねんきん》・税《ぜい》 など
menu-records = やりとり 履歴《りれき》を見《み》る
menu-records-text = 役所《やくしょ》どうしの 情報《じょうほう》のやりとり
menu-operations = 操作履歴《そうさりれき》を見《み》る
menu-operations-text = いつ 何《なに》をしたかの 記録《きろく》
menu-account = 登録内容《とうろくないよう》を見《み》る・変《か》える
menu-account-text = ニックネーム・メール
menu-pin-help = 暗証番号《あんしょうばんごう》がわからない時《とき》
menu-pin-help-text = 直《なお》し方《かた》の ご案内《あんない》
menu-how-to-use = 使《つか》い方《かた》
menu-how-to-use-text = はじめての方《かた》へ
menu-offline = いま つながりません
