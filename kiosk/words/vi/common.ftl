# Values and keys that several journeys use.

label = { LABEL($ja, $reading, $en) }
joined = { $first }, { $then }
named-value = { $name } { $value }

value-yen = ¥{ $yen }
    .speech = { $yen } yên
value-day = { DAY($day) }
value-month = { MONTH($day) }
value-fiscal-year = { FISCAL_YEAR($day) }
value-since = từ { DAY($first) }
value-from-to = từ { DAY($first) } đến { DAY($last) }
value-number = { $unit ->
        [none] { $number }
        [days] { $number } ngày
        [days-worth] đủ dùng { $number } ngày
        [months] { $number } tháng
        [times] { $number } lần
        [ordinal] lần thứ { $number }
        [tenths] { $number }0%
        [people] { $number } người
        [fold] gấp { $number } lần
        [percent] { $number }%
       *[other] { $number } { $as_is }
    }

to-menu = Dịch vụ khác
go-on = Tiếp tục
show = Hiển thị
change = Sửa
hide-to-list = Ẩn và quay lại
look-around = Hãy xem xung quanh có ai nhìn không
choose-one = Hãy chọn một mục
choosing-goes-on = Chạm một mục để tiếp tục
no-way-back = Khi xong, hãy nhấn “Dừng”
value-moment = { MOMENT($at) }
