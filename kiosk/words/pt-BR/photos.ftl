# Photos by the camera: what to change before one is taken.

photo-good = Não se mova, e toque em “Tirar a foto”
photo-dark = Está escuro demais. Vire-se para a luz
photo-no-face = Não vemos o seu rosto. Coloque-o dentro do oval
photo-several = Só uma pessoa, por favor
photo-far = Chegue um pouco mais perto
photo-near = Afaste-se um pouco
photo-move-left = Vá um pouco para a sua esquerda
photo-move-right = Vá um pouco para a sua direita
photo-move-up = Levante um pouco o rosto
photo-move-down = Abaixe um pouco o rosto
photo-tilted = Deixe a cabeça reta
photo-eyes = Abra os dois olhos e olhe para a câmera
photo-bright = Está claro demais. Afaste-se da luz forte
photo-shadow = Há uma sombra no rosto. Vire-se para a luz
photo-flat = A imagem está embaçada. Fale com o atendente
photo-blurred = A imagem saiu tremida. Não se mova
photo-background = Há algo atrás de você. Fique diante da parede
sheet-good = Deixe a folha parada e toque em “Tirar a foto”
sheet-dark = Está escuro demais para ler. Coloque a folha na luz
sheet-no-sheet = Não vemos a folha. Mostre os quatro cantos
sheet-cut = Uma borda está cortada. Mostre os quatro cantos
sheet-small = Aproxime um pouco a folha da câmera
sheet-glare = Há reflexo, e uma parte não se lê. Vire um pouco a folha
sheet-blurred = As letras estão tremidas. Deixe a folha parada
