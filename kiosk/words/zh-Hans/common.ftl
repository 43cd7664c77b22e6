# Values and keys that several journeys use.

label = { LABEL($ja, $reading, $en) }
joined = { $first }、{ $then }
named-value = { $name } { $value }

value-yen = { $yen }日元
value-day = { DAY($day) }
value-month = { MONTH($day) }
value-fiscal-year = { FISCAL_YEAR($day) }
value-since = 从{ DAY($first) }起
value-from-to = { DAY($first) }至{ DAY($last) }
value-number = { $unit ->
        [none] { $number }
        [days] { $number }天
        [days-worth] { $number }天的量
        [months] { $number }个月
        [times] { $number }次
        [ordinal] 第{ $number }次
        [tenths] { $number }成
        [people] { $number }人
        [fold] { $number }倍
        [percent] { $number }%
       *[other] { $number } { $as_is }
    }

to-menu = 办理别的事
go-on = 继续
show = 显示
change = 修改
hide-to-list = 隐藏并返回列表
look-around = 请确认周围没有人在看
choose-one = 请选择一项
choosing-goes-on = 选择后继续
no-way-back = 办完后请按“退出”
value-moment = { MOMENT($at) }
