# E-applications: signing, keeping, delivering.

applications-signing-heading = O seu cartão está assinando
applications-password-heading = Digite a senha de assinatura
applications-password-text = 署名用: 6 a 16 letras e números, não os seus 4 dígitos
    .speech = É a senha de assinatura: de 6 a 16 letras e números, não os seus 4 dígitos
applications-password-form = Ela tem de 6 a 16 letras e números
applications-password-wrong = Esta senha não está certa
applications-password-wrong-text = { $left ->
        [one] Resta { $left } tentativa.
       *[other] Restam { $left } tentativas.
    } Confira 0 e O, 1 e I.
    .speech = { $left ->
        [one] Resta { $left } tentativa.
       *[other] Restam { $left } tentativas.
    } Confira o número zero e a letra O, o número um e a letra I.
applications-last-try-heading = Mais um erro bloqueia a senha de assinatura
applications-last-try-text = Se bloquear, é preciso criar outra no balcão ou em loja.
applications-last-try-help = Ver como criar uma nova
applications-last-try-help-text = Se você não tem certeza
applications-last-try-later = Hoje não
applications-last-try-later-text = O que você digitou será apagado
applications-no-sign-heading = Este cartão não pode assinar
applications-no-sign = Este pedido precisa de um certificado digital de assinatura (署名用). O cartão não tem.
    .speech = Este pedido precisa de um certificado digital de assinatura. O cartão não tem.
applications-no-sign-do = O balcão da sua prefeitura pode colocá-lo no cartão.
applications-no-sign-child = Para menores de 15 anos, o responsável faz o pedido com o próprio cartão.
applications-sign-locked-heading = A senha de assinatura está bloqueada
applications-sign-locked-now = Ela tem de 6 a 16 letras e números. Este foi o quinto erro; por isso está bloqueada agora.
applications-sign-locked-before = Ela tem de 6 a 16 letras e números. Já houve cinco erros.
applications-sign-silent-heading = Não sabemos se foi assinado
applications-sign-silent = O cartão não respondeu a tempo.
applications-sign-silent-do = Coloque o cartão de novo e tente mais uma vez. Nada foi enviado ainda.

applications-keeping-heading = Lacrando e guardando com segurança
applications-keeping-text = Só a prefeitura pode abrir
applications-delivering-heading = Enviando para a prefeitura
applications-delivering-text = Aguardando a resposta; só um momento
applications-printing-slip-heading = Imprimindo o comprovante
applications-not-kept-heading = Não foi possível guardar
applications-not-kept-do = Você pode tentar de novo, ou fazer o pedido no balcão. Nada dele ficou nesta máquina.
applications-perhaps-kept-heading = Ainda não sabemos se foi guardado
applications-perhaps-kept = Não houve resposta dentro desta máquina.
applications-perhaps-kept-do = Toque em “Tentar de novo”. Mesmo tocando várias vezes, continua sendo um só pedido.
applications-received-heading = O pedido foi recebido
applications-kept-heading = Guardamos o seu pedido
applications-arrived = Chegou à prefeitura
applications-arrived-at = { MOMENT($at) }
applications-not-arrived = Ainda não chegou à prefeitura
applications-then = Depois que chegar, a prefeitura analisa e informa o resultado a você.
applications-number = Número de protocolo
applications-slip-out = Retire o comprovante.
applications-note-number = Anote o número, por favor.
applications-no-slip = Não foi possível imprimir o comprovante. Anote o número, por favor.
applications-will-be-sent = Será enviado assim que houver conexão.
applications-stuck = A nossa equipe vai verificar e fazer com que chegue.
applications-follow = Acompanhe pelo celular
applications-more = Outra coisa
