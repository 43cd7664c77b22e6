# What stands around every page, and the keys and signs of the page kinds.

screen-service = Balcão de atendimento
screen-name = { $name }
screen-progress = { $now }/{ $steps }
    .speech = Passo { $now } de { $steps }.

# Counter
screen-back = Voltar
screen-stop = Encerrar
screen-back-closed = Voltar: agora não
screen-stop-closed = Encerrar: agora não
screen-ways-closed = Voltar e Encerrar não funcionam agora
screen-tray-empty = Não há nada seu aqui
screen-tray-wait-card = Aguardando o seu cartão
screen-tray-hold-card = Não mova o cartão
screen-tray-card = O seu cartão está no leitor
screen-tray-take-card = Retire o seu cartão
screen-tray-take-paper = Retire a sua certidão
screen-tray-take-receipt = Retire o seu recibo
screen-tray-take-papers = Retire a certidão e o recibo
screen-tray-take-paper-and-card = Retire a certidão e o cartão
screen-tray-take-receipt-and-card = Retire o recibo e o cartão
screen-tray-take-papers-and-card = Retire os papéis e o cartão
screen-tray-take-slip = Retire a guia de devolução
screen-tray-take-paper-and-slip = Retire a certidão e a guia
screen-tray-take-slip-and-card = Retire a guia e o cartão
screen-tray-take-paper-slip-and-card = Retire os papéis e o cartão
screen-tray-unknown = O leitor de cartão não funciona agora
screen-hint-choose = Toque em uma para continuar
screen-hint-masked = Nada aparece até você tocar em “Mostrar”
screen-hint-put-card = Continua quando você colocar o cartão
screen-hint-take-card = Continua quando você retirar o cartão

# Rail
screen-rail-staff = Chamar atendente
screen-rail-size = Letras maiores
screen-rail-size-back = Letras normais
screen-rail-colour = Trocar cores
screen-rail-language = Idioma
    .speech = Trocar o idioma
screen-rail-voice = Ouvir

# Idle
screen-with-card = Tenho o cartão
screen-with-card-text = Ver meus dados, ajuda com senhas
screen-without-card = Não tenho cartão
screen-without-card-text = Como usar esta máquina
screen-have-ready = Tenha em mãos o cartão My Number e a senha de 4 dígitos

# Choices, lists
screen-choice-number = { $number } de { $of }
screen-needs-card = Precisa do cartão
screen-card-legend = precisa do seu cartão
    .speech = O sinal de cartão quer dizer: precisa do seu cartão.
screen-selected = Selecionado agora
screen-pager = { $page }/{ $pages }
    .speech = Página { $page } de { $pages }.
screen-pager-next = Próxima página
screen-pager-previous = Página anterior
screen-pager-first = Primeira página
screen-pager-last = Última página
screen-change = Alterar

# Digits
screen-digit-key = tecla de número
screen-erase-one =
    Apagar
    um
screen-erase-one-long = Apagar um
screen-erase-all =
    Apagar
    tudo
screen-digits-left = { $left ->
        [one] Falta { $left } dígito
       *[other] Faltam { $left } dígitos
    }
screen-digits-in = { $count } de { $of } dígitos
    .speech = { $count } de { $of } dígitos digitados.
screen-sign-key = tecla
screen-signs-left = { $left ->
        [one] Falta { $left } caractere
       *[other] Faltam { $left } caracteres
    }
screen-signs-in = { $count ->
        [one] { $count } digitado
       *[other] { $count } digitados
    }
screen-digits-go = Continuar
screen-digits-missing = Digite os números
screen-pin-box = Senha
screen-pin-go = Continuar com esta senha
screen-pin-help = Se você não sabe a senha
screen-pin-help-short = Não sabe?
screen-tries-left = Restam
screen-tries-count = { $left }
screen-tries = { $left ->
        [one] Resta { $left } tentativa.
       *[other] Restam { $left } tentativas.
    }
screen-slip = Papel das senhas
screen-slip-note = Veio com o seu cartão
screen-slip-this = Esta
screen-slip-signature = Assinatura
screen-slip-user-authentication = Usuário
screen-slip-resident-registry = Registro
screen-slip-text-input = Preencher
screen-slip-4 = 4 dígitos
screen-slip-6-16 = 6–16 sinais
    .speech = de 6 a 16 letras e números

# Text
screen-text-go = Continuar com isto
screen-text-skip = Continuar sem isto
screen-text-missing = Digite alguma coisa
screen-text-in = { $count } de no máximo { $longest }.
    .speech = { $count } caracteres digitados; no máximo { $longest }.
screen-to-latin = ABC 123
    .speech = Letras e números
screen-to-kana = Kana
screen-shift = Maiúsculas
screen-shift-off = Minúsculas
screen-space = Espaço
screen-kana-voiced = sinal dakuten
screen-kana-half-voiced = sinal de círculo
screen-kana-small = deixar pequeno

# Dates
screen-era = Era
screen-era-meiji = Meiji
screen-era-taisho = Taisho
screen-era-showa = Showa
screen-era-heisei = Heisei
screen-era-reiwa = Reiwa
screen-era-western = Cristã
screen-unit-year = A
    .speech = ano
screen-unit-month = M
    .speech = mês
screen-unit-day = D
    .speech = dia
screen-date-era-missing = Escolha a era
screen-date-year-missing = Digite o ano
screen-date-month-missing = Digite o mês
screen-date-day-missing = Digite o dia
screen-date-to-month = Ir para o mês
screen-date-to-day = Ir para o dia
screen-date-go = Continuar com esta data
screen-date-none = Corrija a data
screen-date-none-title = Esta data não existe
screen-date-none-text = Confira o ano, o mês e o dia.
screen-date-outside-title = Esta data não pode ser usada aqui
screen-date-both = { BOTH($day) }
screen-year-era = { $era } { $year } é { $western }
screen-year-western = Ano { $year }

# Waiting, trouble, done, board
screen-step-done = feito
screen-step-now = fazendo agora
screen-step-to-come = falta fazer
screen-picture-put-card = Figura: coloque o cartão no leitor
screen-picture-take-card = Figura: retire o cartão do leitor
screen-picture-turn-card = Figura: vire o cartão
screen-picture-printing = Figura: a impressora está imprimindo
screen-thing-paper = Figura: a certidão
screen-thing-receipt = Figura: o recibo
screen-thing-card = Figura: o cartão no leitor
screen-picture-busy = Figura: a máquina está trabalhando
screen-picture-ok = Figura: pronto
screen-picture-goodbye = Figura: terminado
screen-trouble-do = O que fazer
screen-trouble-do-number = Passo { $number }
screen-trouble-money = Dinheiro
screen-trouble-who = Atendente
screen-trouble-incident = Número para informar
screen-seconds-before = Faltam
screen-seconds-after = segundos
screen-seconds = { $seconds ->
        [one] Falta { $seconds } segundo.
       *[other] Faltam { $seconds } segundos.
    }

# The camera, and the code scanner
screen-picture-scan = Figura: mostre o código ao leitor
screen-viewfinder-face = Você, como a câmera vê
screen-viewfinder-sheet = A folha, como a câmera vê
screen-viewfinder-taken = A foto tirada
screen-viewfinder-starts = A câmera está ligando
screen-hint-scan = Continua assim que o código for lido
