# Card and PIN.

log-in-service = Entrar
log-in-put-card-heading = Coloque o cartão no leitor
log-in-put-card-hint = Coloque o cartão para continuar
log-in-face-up = Foto para cima
log-in-lay-flat = Deitado no leitor, abaixo da tela
log-in-dont-move = Depois, não mova
log-in-unreadable = Se não for lido
log-in-unreadable-text = Tire da capa e coloque de novo
log-in-card-moved = O cartão saiu do leitor
log-in-card-moved-text = Coloque-o deitado mais uma vez.
log-in-card-moved-after-pin = Coloque-o de novo. Vamos ver no cartão quantas tentativas restam.
log-in-card-swapped = Este é outro cartão
log-in-card-swapped-text = Coloque o cartão da pessoa que está entrando.

log-in-pin-heading = Digite a senha de 4 dígitos
log-in-pin-text = Senha de autenticação do usuário 利用者証明用 (entrar, certidões)
    .speech = É a senha de autenticação do usuário, usada para entrar e para obter certidões.
log-in-wrong-pin = A senha não está certa
log-in-wrong-pin-text = Digite de novo a senha de autenticação do usuário. { $left ->
        [one] Resta { $left } tentativa
       *[other] Restam { $left } tentativas
    }.
log-in-pin-length = A senha tem 4 dígitos
log-in-pin-characters = A senha só tem números
log-in-pin-not-counted = Isto não contou como tentativa. Digite de novo.
log-in-last-try-heading = Mais um erro bloqueia esta senha
log-in-last-try-text = Senha de autenticação do usuário (4 dígitos). Só o balcão pode desbloquear.
log-in-ask-staff = Falar com o atendente
log-in-ask-staff-text = Não mostre a senha a ninguém, nem ao atendente
log-in-later = Parar hoje e procurar a senha
log-in-later-text = Está no papel que veio com o cartão
log-in-enter-once-more = Sei a senha: digitar mais uma vez
log-in-ask-staff-heading = Fale com um atendente
log-in-ask-staff-happened = Só você sabe a sua senha. Nem o atendente nem a prefeitura sabem.
log-in-ask-staff-do = O atendente explica como criar uma nova senha.
log-in-ask-staff-never = Não mostre a senha a ninguém e não a diga em voz alta.
log-in-ask-staff-who = Atendente do balcão
log-in-ask-staff-back = Voltar

log-in-locked-heading = Esta senha está bloqueada
log-in-locked-now = Senha de autenticação do usuário (4 dígitos). Foram 3 erros, e ela foi bloqueada agora.
log-in-locked-before = Senha de autenticação do usuário (4 dígitos). Já houve 3 erros.
log-in-locked-where = No balcão da sua prefeitura você pode criar uma nova.
log-in-locked-bring = Leve o cartão My Number e mais um documento de identidade.
log-in-locked-still = A ajuda com senhas e o guia desta máquina continuam funcionando.
log-in-locked-hours = O balcão abre em dias úteis, durante o dia.
log-in-how-to-unlock = Como desbloquear

log-in-expired-heading = O certificado do cartão venceu
log-in-expired-happened = Venceu em { DAY($day) } e não serve mais para entrar.
log-in-expired-do = O balcão da sua prefeitura pode renovar. É grátis.
log-in-expired-bring = É preciso o cartão e as senhas dele.
log-in-expires-soon-heading = O certificado do cartão vence logo
log-in-expires-soon-text = Vale até { DAY($day) }. O balcão da sua prefeitura já pode renovar.
log-in-expires-soon-go-on = Entendi, continuar
log-in-not-yet-valid-heading = O certificado do cartão ainda não vale
log-in-not-yet-valid-happened = O relógio desta máquina pode estar errado. O seu cartão está bom.
log-in-not-yet-valid-do = Diga ao atendente que o relógio pode estar errado.
log-in-no-signature-heading = Este cartão não tem senha de assinatura
log-in-no-signature-text = É de alguém com menos de 15 anos, ou de quem não pediu essa senha. Serve para entrar.
log-in-no-signature-go-on = Entrar com este cartão
log-in-no-signature-child = Para menores de 15 anos, o responsável digita a senha
log-in-face-only-heading = Este cartão só funciona pelo rosto
log-in-face-only = Este tipo de cartão My Number não tem senha. Por isso não é possível entrar aqui.
log-in-face-only-do = O balcão da sua prefeitura pode trocar por um cartão com senha.
log-in-no-certificate-heading = Este cartão não tem certificado para entrar
log-in-no-certificate = Falta o certificado de autenticação do usuário neste cartão.
log-in-no-certificate-do = O balcão da sua prefeitura pode colocá-lo.
log-in-old-card-heading = O cartão antigo de residente não serve
log-in-old-card = Este é o cartão do Registro Básico de Residentes (Juki). Agora só serve o cartão My Number.
log-in-old-card-do = O balcão da sua prefeitura explica como pedir o cartão My Number.
log-in-phone-heading = Não é possível entrar com o celular
log-in-phone = O certificado digital do celular não funciona nesta máquina.
log-in-phone-do = Coloque o seu cartão My Number.
log-in-foreign-card-heading = Este não é um cartão My Number
log-in-foreign-card = Há outro cartão no leitor, ou vários cartões juntos.
log-in-foreign-card-do = Coloque só o cartão My Number, sem a capa.
log-in-other-card = Coloque outro cartão My Number para continuar.
log-in-card-may-go-heading = Você já pode retirar o cartão
log-in-card-may-go-text = Você já entrou.
log-in-card-may-go-take = Daqui em diante o cartão não é necessário.
log-in-card-may-go-stay = Você pode continuar sem ele.
log-in-card-may-go-on = Escolher o serviço

counter-who = O balcão da sua prefeitura (dias úteis, durante o dia)
staff-repairs = O atendente daqui vai chamar um técnico.

log-in-revoked-heading = Este certificado não vale mais
log-in-revoked = Ele foi cancelado. Isso acontece quando se comunica a perda do cartão ou se faz um novo.
log-in-revoked-do = Se você não sabe o motivo, o balcão da sua prefeitura pode verificar e resolver.
log-in-issuer-heading = Não foi possível verificar o certificado
log-in-issuer = Não conseguimos confirmar quem o emitiu.
log-in-issuer-do = Peça ao balcão da sua prefeitura que examine o cartão.
log-in-purpose-heading = Este certificado não serve para entrar
log-in-purpose = O certificado digital do cartão é de outro tipo.
log-in-purpose-do = Peça ao balcão da sua prefeitura que examine o cartão.
log-in-unchecked-heading = Não podemos verificar o certificado agora
log-in-unchecked = O órgão que informa os certificados cancelados não responde. O seu cartão e a senha estão certos.
log-in-too-slow-heading = Demorou demais
log-in-too-slow = Para a sua segurança, o acesso recomeça. A sua senha estava certa.
log-in-terminal-heading = Não foi possível entrar por esta máquina
log-in-terminal = A prefeitura confundiu com um acesso vindo de outra máquina.
