# My activity.

operations-service = Histórico de uso
operations-heading = O que foi feito até agora
operations-text = Os mais novos primeiro. Página { $page } de { $pages }
operations-newer = Mais novos
operations-older = Mais antigos
operations-empty = Nada por enquanto
operations-self = você
operations-agent = seu representante
