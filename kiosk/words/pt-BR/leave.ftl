# Seeing the resident off.

leave-take-card-heading = Retire o seu cartão
leave-take-card-reason = Termina quando você retirar o cartão
leave-thanks-heading = Obrigado por usar este serviço
leave-ended-heading = Este atendimento terminou
leave-finished = Isso é tudo.
leave-stopped = Você encerrou aqui.
leave-timed-out = Ninguém tocou na tela por um tempo; encerramos para a sua segurança.
leave-time-limit = O tempo de um atendimento acabou.
leave-other-card = Foi colocado outro cartão; por isso encerramos, para a sua segurança.
leave-incident = Houve um problema nesta máquina. Encerramos aqui para a sua segurança.
leave-nothing-kept = Esta máquina não guarda nada do que você viu ou digitou.
leave-ends-there-by-itself = A conexão caiu, e talvez o seu acesso ainda esteja aberto na prefeitura. Ele se encerra sozinho depois de um tempo.
leave-incident-heading = Pedimos desculpas
leave-incident-do = Se usar a máquina de novo, comece do início.
leave-incident-who = Diga este número ao atendente: { $number }
leave-incident-staff = Avise o atendente.
leave-close = Primeira página
leave-close-reason = Toque em “Primeira página”
leave-money = O dinheiro que você colocou sai na bandeja de moedas. Não se esqueça de pegar.
