# Small papers.

receipt-at = { MOMENT($at) }
receipt-yen = { $yen } ienes
receipt-number = Número de referência
receipt-incident = Número para o atendente
receipt-place = Local
receipt-terminal = Terminal
receipt-for-clerk = Para o atendente do balcão
receipt-title = Recibo
receipt-item = Taxa de certidões
receipt-copies = { $copies ->
    [one] { $copies } via
   *[other] { $copies } vias
}
receipt-each = { $copies } × { $price }
    .speech = { $copies } vezes { $price }
receipt-total = Total
receipt-received = Recebido
receipt-change = Troco
receipt-proviso = Recebemos o valor acima como taxa de emissão de certidões.
receipt-untaxed = Esta taxa é isenta do imposto sobre consumo.
receipt-keep = Este recibo não pode ser emitido de novo.
receipt-slip-title = Guia de pagamento
receipt-slip-number = O seu número
receipt-slip-amount = A pagar
receipt-slip-pay = Entregue esta guia no balcão e pague a taxa lá.
receipt-slip-then = Depois disso, a sua certidão é impressa.
receipt-slip-no-receipt = Esta guia não é um recibo.
receipt-owed-title = Guia de devolução
receipt-owed-amount = A devolver
receipt-owed-unclear = O balcão vai verificar o valor
receipt-owed-why = Esta máquina não conseguiu devolver o seu dinheiro.
receipt-owed-do = Entregue esta guia no balcão para recebê-lo.
receipt-pin-title = Sobre a sua senha
receipt-pin-never-write = Não escreva senhas neste papel.
receipt-test-title = Impressão de teste
receipt-test-what = A largura está certa se as linhas das duas bordas estiverem inteiras.
receipt-test-qr = Teste de leitura
receipt-filed-title = O seu pedido
receipt-filed-kept = Guardamos o seu pedido com segurança. Ainda não chegou à prefeitura; será enviado assim que houver conexão.
receipt-filed-received = A prefeitura recebeu. { MOMENT($at) }
receipt-filed-follow = Para acompanhar, leia o código abaixo com o celular.
receipt-filed-code = Andamento
receipt-filed-ask = Quando perguntar no balcão, diga o número de protocolo.
