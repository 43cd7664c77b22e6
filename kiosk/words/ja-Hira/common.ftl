# Values and keys that several journeys use.

label = { LABEL($ja, $reading, $en) }
joined = { $first }、{ $then }
named-value = { $name } { $value }

value-yen = { $yen }円《えん》
value-day = { DAY($day) }
value-month = { MONTH($day) }
value-fiscal-year = { FISCAL_YEAR($day) }
value-since = { DAY($first) }から
value-from-to = { DAY($first) }から { DAY($last) }まで
value-number = { $unit ->
        [none] { $number }
        [days] { $number }日《にち》
        [days-worth] { $number }日分《にちぶん》
        [months] { $number }か月《げつ》
        [times] { $number }回《かい》
        [ordinal] { $number }回目《かいめ》
        [tenths] { $number }割《わり》（{ $number }0%）
        [people] { $number }人《にん》
        [fold] { $number }倍《ばい》
        [percent] { $number }%
       *[other] { $number }{ $as_is }
    }

to-menu = ほかの ことを する
go-on = 次《つぎ》へ 進《すす》む
show = 見《み》る
change = なおす
hide-to-list = 見《み》えなくして もどる
look-around = 近《ちか》くに 人《ひと》が いないか 見《み》てください
choose-one = どれかを えらんでください
choosing-goes-on = えらぶと 次《つぎ》へ 進《すす》みます
no-way-back = 終《お》わる ときは 「やめる」を 押《お》します
value-moment = { MOMENT($at) }
