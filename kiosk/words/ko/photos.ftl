# Photos by the camera: what to change before one is taken.

photo-good = 움직이지 말고 ‘사진 찍기’를 눌러 주세요
photo-dark = 어두워서 잘 보이지 않습니다. 밝은 쪽을 향해 주세요
photo-no-face = 얼굴이 보이지 않습니다. 둥근 선 안에 얼굴을 맞춰 주세요
photo-several = 한 분만 나오게 해 주세요
photo-far = 조금 더 가까이 와 주세요
photo-near = 조금 더 떨어져 주세요
photo-move-left = 왼쪽으로 조금 움직여 주세요
photo-move-right = 오른쪽으로 조금 움직여 주세요
photo-move-up = 얼굴을 조금 위로 옮겨 주세요
photo-move-down = 얼굴을 조금 아래로 옮겨 주세요
photo-tilted = 머리를 똑바로 해 주세요
photo-eyes = 두 눈을 뜨고 카메라를 봐 주세요
photo-bright = 너무 밝습니다. 강한 빛을 피해 주세요
photo-shadow = 얼굴에 그림자가 있습니다. 빛 쪽을 향해 주세요
photo-flat = 사진이 뿌옇습니다. 직원에게 말씀해 주세요
photo-blurred = 흐릿합니다. 움직이지 말고 기다려 주세요
photo-background = 뒤에 물건이 보입니다. 벽 앞에 서 주세요
sheet-good = 움직이지 말고 ‘사진 찍기’를 눌러 주세요
sheet-dark = 어두워서 글자가 보이지 않습니다. 밝은 곳에 놓아 주세요
sheet-no-sheet = 종이가 보이지 않습니다. 네 모서리가 모두 보이게 놓아 주세요
sheet-cut = 종이 끝이 잘렸습니다. 네 모서리가 모두 보이게 놓아 주세요
sheet-small = 종이를 카메라에 조금 더 가까이 해 주세요
sheet-glare = 빛이 반사되어 읽을 수 없습니다. 종이 방향을 바꿔 주세요
sheet-blurred = 글자가 흐릿합니다. 종이를 움직이지 마세요
