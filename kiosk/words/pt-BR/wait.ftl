# What is shown while a device or the gateway works.

wait-moment = Um momento, por favor.
wait-dont-move = Não mova o cartão, por favor.
wait-reason = Aguarde até terminar
wait-card-heading = Lendo o cartão
wait-log-in-heading = Conferindo a sua senha
wait-portal-heading = Consultando a prefeitura
wait-log-out-heading = Apagando os dados
