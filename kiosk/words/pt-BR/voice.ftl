# What only the voice says: of keys and fields, and of itself. Shown nowhere.

screen-say-choices = { $count ->
        [one] Há { $count } opção
       *[other] Há { $count } opções
    }
screen-say-place = { $at } de { $of }
screen-say-flat = Agora não se pode tocar aqui
screen-say-button = tecla
screen-say-radio = opção
screen-say-ready = Agora você pode tocar em { $label }
screen-say-erased = Apagado

voice-begins-keypad = A ajuda por voz está ligada. Escolha com as teclas para baixo e para cima, e confirme com a tecla Enter. Aperte a tecla de voz para ouvir de novo. Aperte duas vezes para ouvir a explicação.
voice-begins-touch = A ajuda por voz está ligada. Toque em “Ouvir” para ouvir isto de novo.
voice-private = O resto pode ser ouvido no fone da máquina ou em fones de ouvido
voice-help = Como usar a voz. Aperte 1 para falar mais devagar, 3 para mais rápido. 4 para mais baixo, 6 para mais alto. 7 lê tudo o que está nesta página. 8 escurece a tela, ou a acende de novo. 9 chama o atendente. 0 desliga a voz. Qualquer outra tecla volta.
voice-slower = Falando mais devagar
voice-faster = Falando mais rápido
voice-softer = Falando mais baixo
voice-louder = Falando mais alto
voice-limit = Este é o limite
voice-dark = A tela está escura agora
voice-light = A tela está acesa de novo
voice-not-now = Agora não é possível
voice-ends = A ajuda por voz está desligada
