# What is answered to a notice, and withdrawals.

notices-answer = Responder
notices-withdraw = Desistir do pedido
case-correction-here = É preciso corrigir algo. Toque em “Responder” para fazer isso aqui.

answer-to = Aviso a que você responde
answer-kept-heading = Guardamos a sua resposta
answer-afterwards = A prefeitura analisa de novo e avisa você.
answer-then = Depois que chegar, a prefeitura analisa de novo.

withdraw-heading = Desistir deste pedido?
withdraw-text = Será como se ele nunca tivesse sido feito. Não é possível desfazer.
withdraw-keep = Não desistir
withdraw-keep-text = Voltar ao aviso
withdraw-yes = Desistir
withdraw-yes-text = Perguntamos mais uma vez
withdraw-review-heading = Confira mais uma vez
withdraw-review-text = Se o procedimento já terminou, não é possível desistir.
withdraw-what = O que você faz
withdraw-declared = Desisto do pedido
withdraw-sign = Assinar e desistir
withdraw-send = Desistir
withdraw-kept-heading = Guardamos a sua desistência
withdraw-afterwards = Você receberá um aviso dizendo se a desistência foi aceita.
withdraw-then = Depois que chegar, um aviso dirá se a desistência foi aceita.
