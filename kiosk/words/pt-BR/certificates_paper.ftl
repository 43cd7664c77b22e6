# Paying, printing, and what came of it.

wait-devices-heading = Verificando a máquina
wait-issuing-heading = Preparando a sua certidão
wait-issuing = A prefeitura confere os registros e a prepara.
wait-free-heading = Preparando a impressão
wait-moment-heading = Um momento, por favor

pay-stop = Cancelar pagamento
pay-closed-reason = Para voltar: “Cancelar pagamento”
pay-then-print = Impressão
pay-coins-heading = Coloque { $fee }
pay-coins-text = Moedas de 10, 50, 100, 500 ienes e notas de 1.000 ienes.
pay-coins-exact = Não há troco agora. Coloque o valor exato.
pay-coins-inserted = Recebidos { $yen }
pay-coins-missing = Faltam { $yen }
pay-counter-heading = Pague { $fee } no balcão
pay-slip-number = Número do pagamento { $number }
pay-counter-take-slip = Retire a guia com o número
pay-counter-pay = Mostre no balcão e pague
pay-counter-clerk = A impressão começa quando o atendente confirmar

print-heading = Imprimindo
print-waits-heading = A impressora parou
print-text = Pode levar 2 minutos. Aguarde, por favor.
print-waits-for-staff = O atendente vai resolver; depois a impressão continua.
print-paid = Recebemos { $yen } de você
print-now = Imprimindo
print-sides = Imprimindo (lado { $count })
print-take = Retirar a certidão
print-closed-reason = Voltar e Encerrar não funcionam ao imprimir

printer-heading = Agora não é possível imprimir
printer-paper-out = A impressora está sem papel
printer-tray-missing = A gaveta de papel está aberta
printer-jam = O papel está preso
printer-cover-open = A tampa da impressora está aberta
printer-toner-out = A impressora está sem toner
printer-output-full = A saída de papel está cheia
printer-stopped = A impressora foi parada
printer-not-accepting = A impressora não aceita trabalhos
printer-unsuitable = A impressora não serve para certidões
printer-other-job = A impressora está ocupada com outra coisa
printer-fault = A impressora tem um problema
printer-offline = A impressora não responde
printer-slow = A impressão não terminou a tempo
printer-cancelled = A impressão foi cancelada
printer-refused = A impressora não imprimiu
receipts-heading = Sem recibos no momento
receipts-not-ready = Sem recibo não recebemos dinheiro.
payment-heading = Agora não é possível pagar
payment-not-ready = A máquina de dinheiro não funciona.
payment-amount = Este valor não pode ser pago com moedas.
no-way-to-pay-heading = Esta máquina não emite certidões pagas
no-way-to-pay = Esta máquina não recebe dinheiro.
desk-busy-heading = Só mais um pouco, por favor
desk-busy = A última impressão ou o troco ainda está sendo resolvido.
no-printer-heading = Aqui não há certidões
no-printer = Esta máquina não tem impressora.
devices-staff = Avise o atendente.

done-heading = Impresso
done-take = Retire tudo e depois toque em “Terminar”.
done-take-change = Retire também o troco de { $yen } e depois toque em “Terminar”.
done-certificate = { $copies ->
        [one] Certidão
       *[other] { $copies } vias
    }
done-from-printer = Na impressora
done-receipt = Recibo
done-slip = Guia de devolução
done-from-receipts = Na saída de recibos
done-finish = Terminar
done-more = Fazer outra coisa
done-closed-reason = Retire tudo e depois toque em “Terminar”

unknown-heading = O atendente vai conferir o papel
unknown-text = A máquina não sabe quantas folhas saíram. Número { $number }
unknown-leave = Deixe o papel onde está
unknown-staff = Espere o atendente
unknown-money = Ele vê o papel e resolve sobre o dinheiro
unknown-closed-reason = Espere o atendente, por favor

fate-again = Imprimir de novo desde o início
fate-tell-number = Diga ao atendente o número { $number }.
fate-unpaid-heading = Pagamento cancelado
fate-nothing-printed = Nada foi impresso.
fate-nothing-heading = Não foi possível imprimir
fate-part-heading = Não foi possível imprimir tudo
fate-part = O que saiu não é válido.
fate-part-hand-over = Entregue ao atendente.
fate-void-heading = Impressão anulada
fate-void = O atendente recolheu o papel. Ele não é válido.
fate-nobody-heading = Não sabemos o que saiu
fate-nobody = A impressora parou de responder durante a impressão.
fate-nobody-do = Se houver papel, leve-o ao balcão.
fate-no-receipt = O recibo não saiu
fate-no-receipt-text = O balcão vai lhe dar um.

money-none = Nada foi cobrado.
money-returned = Devolvemos { $yen }.
money-kept = Foi cobrado o valor de { $yen }.
money-owed = O atendente vai devolver { $yen } em mãos. Número da guia { $number }
money-unclear = O atendente vai verificar e decidir sobre { $yen }. Número da guia { $number }
money-unsure = O atendente vai procurar o seu dinheiro na máquina. Número { $number }
money-unknown = O atendente vai resolver sobre o dinheiro.
money-at-counter = Se você colocou dinheiro, o balcão devolve.

issue-unknown-heading = Não foi possível terminar
issue-unknown = Demorou demais, e paramos. Nenhuma certidão foi emitida.
mismatch-heading = Nenhuma certidão foi impressa
mismatch = Não foi possível verificar a certidão; por isso ela não foi impressa.
mismatch-do = Peça a sua certidão no balcão.
