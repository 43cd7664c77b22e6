# E-applications: the card, the questions, looking over.

applications-put-card-heading = Coloque o cartão no leitor
applications-put-card-sign-heading = Coloque o cartão no leitor para assinar
applications-card-swapped-text = Coloque o cartão com que você começou.
applications-with-card-heading = Como quer informar o nome e o endereço?
applications-with-card = Com o cartão
applications-with-card-text = O nome entra exatamente como está registrado
applications-without-card = Sem o cartão
applications-without-card-text = Você digita em hiragana ou letras
applications-fill-in-heading = Como quer informar o nome e o endereço?
applications-fill-in-text = Não é a senha de entrar, é outra; mas os números podem ser iguais.
applications-from-card = A partir do cartão
applications-from-card-text = Com a senha de 4 dígitos para preenchimento (券面事項入力補助用)
    .speech = Com a senha de 4 dígitos para preenchimento
applications-by-hand = Digitando
applications-by-hand-text = Também se você não sabe a senha
applications-text-help = Como criar uma nova senha
applications-text-locked = Esta senha está bloqueada
applications-text-locked-text = Você pode continuar sem ela, digitando.
applications-text-absent = Este cartão não tem essa senha
applications-reading-heading = Lendo o seu cartão
applications-pin-heading = Digite a senha de 4 dígitos para preenchimento
applications-pin-text = 券面事項入力補助用 (não é a de entrar)
    .speech = É a senha de preenchimento de dados, não a de entrar
applications-pin-wrong = Esta senha não está certa
applications-pin-wrong-text = É a senha de preenchimento, não a de entrar. { $left ->
        [one] Resta { $left } tentativa.
       *[other] Restam { $left } tentativas.
    }
applications-own-name-heading = Digite o seu nome
applications-own-name = Nome em kana
applications-own-birth-heading = A sua data de nascimento
applications-birth-unknown = O cartão não informa o dia
applications-own-sex-heading = O seu sexo
applications-own-address-heading = O seu endereço
applications-own-address = Endereço
sex-female = Feminino
sex-male = Masculino
sex-other = Outro
sex-unknown = Prefiro não dizer

applications-yes = Sim
applications-no = Não
applications-skip = Continuar sem responder
applications-none-of-these = Continuar sem escolher nenhum
applications-choose-one = Escolha pelo menos um
applications-several-hint = Toque para escolher e de novo para desfazer
applications-whom-and-help = { $whom }. { $help }
applications-number-outside = Este número não pode ser usado
applications-number-from-to = Deve ser de { $least } a { $most }.
applications-phone-wrong = Confira o número de telefone
applications-phone-wrong-text = 10 ou 11 dígitos, começando com 0.
applications-agree = Confirmo

applications-postal-code = Código postal
applications-postal-code-text = O código postal de 7 dígitos; se não sabe, continue sem ele
applications-no-such-code = Este código postal não existe
applications-no-such-code-text = Digite de novo, ou continue sem ele.
applications-no-places-now = Não podemos consultar códigos postais agora
applications-place-heading = Onde é?
applications-other-code = Digitar outro código postal
applications-place-by-hand = Da província até o bairro
applications-rest-heading = Número da casa e prédio
applications-rest-text = Depois de { $place }

applications-bank = Um banco
applications-bank-text = Agência e número de 7 dígitos
applications-post-bank = Japan Post Bank (Yucho)
applications-post-bank-text = Símbolo e número
applications-bank-name-heading = Nome do banco
applications-bank-name = Banco
applications-branch-heading = Nome da agência
applications-branch = Agência
applications-account-type-heading = Tipo de conta
account-type-ordinary = Comum (futsu)
account-type-current = Corrente (toza)
account-type-savings = Poupança (chochiku)
applications-account-number-heading = O número da conta
applications-account-number = Número da conta
applications-account-number-wrong = Confira o número da conta
applications-post-symbol-heading = O símbolo (5 dígitos)
applications-post-symbol = Símbolo
applications-symbol-wrong = Confira o símbolo
applications-symbol-wrong-text = 5 dígitos, começando com 1 e terminando com 0.
applications-post-number-heading = O número
applications-post-number = Número
applications-post-number-wrong = Confira o número
applications-post-number-wrong-text = Até 8 dígitos, terminando com 1.
applications-holder-heading = Nome do titular da conta em kana
applications-holder = Titular da conta
applications-holder-text = A conta deve ser de quem faz o pedido
applications-bank-account = { $name } { $branch }, { $type } { $number }, { $holder }
applications-post-account = Japan Post Bank (Yucho), símbolo { $symbol }, número { $number }, { $holder }

applications-person = { $one } { $number }
applications-of-person = { $whom }: { $label }
applications-add-person = Acrescentar: { $one }
applications-people-done = São todos ({ $count })
applications-nobody = Ninguém
applications-person-missing = Ninguém foi informado ainda
applications-people-hint = Toque em um item para alterar
applications-one-person-heading = { $whom }: o que fazer?
applications-change-person = Digitar de novo
applications-remove-person = Remover
applications-keep-person = Deixar assim
applications-too-late-heading = O prazo já passou
applications-too-late-text = Era até { DAY($last) }
applications-too-late-go-on = Pedir mesmo assim
applications-too-late-go-on-text = Se houver um motivo, a prefeitura ouve você
applications-too-late-change = Alterar o dia

applications-take-photo = Fotografar aqui
applications-take-photo-text = Coloque a folha sob a câmera
applications-bring-later = Entregar depois
applications-bring-later-text = No balcão ou pelo correio
applications-no-camera-here = Agora a câmera não pode ser usada
applications-viewfinder-text = Deixe a folha bem plana sob a câmera
applications-shoot = Tirar a foto
applications-look-at-heading = Consegue ler tudo?
applications-use-photo = Usar esta
applications-photographing-heading = Fotografando
applications-photographing-text = Deixe isto bem plano sob a câmera: { $what }
applications-photographed-heading = { $count ->
        [one] { $count } página fotografada
       *[other] { $count } páginas fotografadas
    }
applications-photo-done = É tudo
applications-photo-more = Mais uma página
applications-photo-more-text = O verso, ou a próxima folha
applications-photo-full = No máximo { $most } páginas
applications-photo-again = Fotografar de novo
applications-no-photo-heading = Não foi possível fotografar
applications-no-photo-do = Alise a folha e coloque-a de novo sob a câmera.
applications-photo-silent = A câmera não responde.
applications-photo-not-seen = Não foi possível ver a folha com nitidez.
applications-photo-too-large = A foto é grande demais.

applications-review-heading = Está tudo certo?
applications-review-text = A prefeitura recebe estas linhas em japonês
applications-procedure = Procedimento
applications-applicant = Quem faz o pedido
applications-of-card = Do cartão
applications-typed = Digitado
applications-birth = Data de nascimento
applications-day = { BOTH($day) }
applications-number-unit = { $number } { $unit }
applications-left-out = Não preenchido
applications-pages-photographed = { $count ->
        [one] { $count } página fotografada
       *[other] { $count } páginas fotografadas
    }
applications-brought-later = Entregue depois
applications-agreed = Confirmado
applications-sign = Ir para a assinatura
applications-send = Enviar
