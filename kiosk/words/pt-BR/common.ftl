# Values and keys that several journeys use.

label = { LABEL($ja, $reading, $en) }
joined = { $first }, { $then }
named-value = { $name } { $value }

value-yen = ¥{ $yen }
    .speech = { $yen } ienes
value-day = { DAY($day) }
value-month = { MONTH($day) }
value-fiscal-year = { FISCAL_YEAR($day) }
value-since = desde { DAY($first) }
value-from-to = de { DAY($first) } a { DAY($last) }
value-number = { $unit ->
        [none] { $number }
        [days] { $number } { $number ->
            [one] dia
           *[other] dias
        }
        [days-worth] para { $number } { $number ->
            [one] dia
           *[other] dias
        }
        [months] { $number } { $number ->
            [one] mês
           *[other] meses
        }
        [times] { $number } { $number ->
            [one] vez
           *[other] vezes
        }
        [ordinal] número { $number }
        [tenths] { $number }0%
        [people] { $number } { $number ->
            [one] pessoa
           *[other] pessoas
        }
        [fold] { $number } vezes o valor
        [percent] { $number }%
       *[other] { $number } { $as_is }
    }

to-menu = Outros serviços
go-on = Continuar
show = Mostrar
change = Alterar
hide-to-list = Ocultar e voltar
look-around = Veja se não há ninguém olhando
choose-one = Escolha uma opção
choosing-goes-on = Toque em uma para continuar
no-way-back = Toque em “Encerrar” quando terminar
value-moment = { MOMENT($at) }
