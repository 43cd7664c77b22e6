# What only the voice says: of keys and fields, and of itself. Shown nowhere.

screen-say-choices = 고를 수 있는 것은 { $count }개입니다
screen-say-place = { $of }개 중 { $at }번째
screen-say-flat = 지금은 누를 수 없습니다
screen-say-button = 누르는 키
screen-say-radio = 고르는 키
screen-say-ready = 이제 누를 수 있습니다: { $label }
screen-say-erased = 지웠습니다

voice-begins-keypad = 음성 안내를 시작합니다. 아래와 위 키로 고르고, 결정 키로 누릅니다. 다시 들으려면 음성 키를 누릅니다. 사용 방법을 들으려면 음성 키를 두 번 이어서 누릅니다.
voice-begins-touch = 음성 안내를 시작합니다. 다시 들으려면 ‘음성 듣기’를 한 번 더 누릅니다.
voice-private = 나머지는 수화기나 이어폰으로 들을 수 있습니다
voice-help = 음성 사용 방법입니다. 1을 누르면 천천히, 3은 빠르게. 4는 작게, 6은 크게. 7은 이 화면을 모두 읽습니다. 8은 화면을 어둡게 하거나 되돌립니다. 9는 직원을 부릅니다. 0은 음성을 끕니다. 다른 키를 누르면 돌아갑니다.
voice-slower = 천천히 말합니다
voice-faster = 빠르게 말합니다
voice-softer = 작게 말합니다
voice-louder = 크게 말합니다
voice-limit = 더는 바꿀 수 없습니다
voice-dark = 화면을 어둡게 했습니다
voice-light = 화면을 되돌렸습니다
voice-not-now = 지금은 할 수 없습니다
voice-ends = 음성 안내를 끝냅니다
