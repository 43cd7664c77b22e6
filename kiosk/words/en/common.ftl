# Values and keys that several journeys use.

label = { LABEL($ja, $reading, $en) }
joined = { $first }, { $then }
named-value = { $name } { $value }

value-yen = ¥{ $yen }
    .speech = { $yen } yen
value-day = { DAY($day) }
value-month = { MONTH($day) }
value-fiscal-year = { FISCAL_YEAR($day) }
value-since = since { DAY($first) }
value-from-to = { DAY($first) } to { DAY($last) }
value-number = { $unit ->
        [none] { $number }
        [days] { $number } { $number ->
            [1] day
           *[other] days
        }
        [days-worth] for { $number } days
        [months] { $number } months
        [times] { $number } times
        [ordinal] no. { $number }
        [tenths] { $number }0%
        [people] { $number } people
        [fold] { $number } times as much
        [percent] { $number }%
       *[other] { $number } { $as_is }
    }

to-menu = Other services
go-on = Go on
show = Show
change = Change
hide-to-list = Hide and go back
look-around = Please check that nobody is looking
choose-one = Please choose one
choosing-goes-on = Touch one to go on
no-way-back = Press “Stop” when you have finished
value-moment = { MOMENT($at) }
