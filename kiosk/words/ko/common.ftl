# Values and keys that several journeys use.

label = { LABEL($ja, $reading, $en) }
joined = { $first }, { $then }
named-value = { $name } { $value }

value-yen = { $yen }엔
value-day = { DAY($day) }
value-month = { MONTH($day) }
value-fiscal-year = { FISCAL_YEAR($day) }
value-since = { DAY($first) }부터
value-from-to = { DAY($first) }부터 { DAY($last) }까지
value-number = { $unit ->
        [none] { $number }
        [days] { $number }일
        [days-worth] { $number }일분
        [months] { $number }개월
        [times] { $number }번
        [ordinal] { $number }번째
        [tenths] { $number }0%
        [people] { $number }명
        [fold] { $number }배
        [percent] { $number }%
       *[other] { $number } { $as_is }
    }

to-menu = 다른 용건으로
go-on = 계속하기
show = 보기
change = 수정
hide-to-list = 감추고 목록으로
look-around = 주위에서 보는 사람이 없는지 확인해 주세요
choose-one = 하나를 골라 주세요
choosing-goes-on = 고르면 다음으로 갑니다
no-way-back = 끝내려면 ‘그만두기’를 눌러 주세요
value-moment = { MOMENT($at) }
