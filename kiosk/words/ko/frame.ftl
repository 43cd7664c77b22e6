# What stands around every page, and the keys and signs of the page kinds.

screen-service = 창구
screen-name = { $name } 님
screen-progress = { $now }/{ $steps }
    .speech = { $steps }단계 중 { $now }단계입니다.

# Counter
screen-back = 뒤로
screen-stop = 그만두기
screen-back-closed = 지금은 뒤로 못 갑니다
screen-stop-closed = 지금은 그만둘 수 없습니다
screen-ways-closed = 지금은 ‘뒤로’와 ‘그만두기’를 쓸 수 없습니다
screen-tray-empty = 맡아 둔 물건이 없습니다
screen-tray-wait-card = 카드를 기다리고 있습니다
screen-tray-hold-card = 카드를 움직이지 마세요
screen-tray-card = 카드가 리더기 위에 있습니다
screen-tray-take-card = 카드를 가져가 주세요
screen-tray-take-paper = 증명서를 가져가 주세요
screen-tray-take-receipt = 영수증을 가져가 주세요
screen-tray-take-papers = 증명서와 영수증을 가져가 주세요
screen-tray-take-paper-and-card = 증명서와 카드를 가져가 주세요
screen-tray-take-receipt-and-card = 영수증과 카드를 가져가 주세요
screen-tray-take-papers-and-card = 증명서·영수증·카드를 가져가 주세요
screen-tray-take-slip = 환불표를 가져가 주세요
screen-tray-take-paper-and-slip = 증명서와 환불표를 가져가 주세요
screen-tray-take-slip-and-card = 환불표와 카드를 가져가 주세요
screen-tray-take-paper-slip-and-card = 증명서·환불표·카드를 가져가 주세요
screen-tray-unknown = 지금은 카드 리더기를 쓸 수 없습니다
screen-hint-choose = 고르면 다음으로 갑니다
screen-hint-masked = ‘보기’를 눌러야 내용이 보입니다
screen-hint-put-card = 카드를 놓으면 다음으로 갑니다
screen-hint-take-card = 카드를 가져가면 다음으로 갑니다

# Rail
screen-rail-staff = 직원 부르기
screen-rail-size = 글자 크게
screen-rail-size-back = 글자 원래대로
screen-rail-colour = 색 바꾸기
screen-rail-language = 언어
    .speech = 언어 바꾸기
screen-rail-voice = 음성 듣기

# Idle
screen-with-card = 카드가 있는 분
screen-with-card-text = 내 정보 보기, 비밀번호 안내 등
screen-without-card = 카드가 없는 분
screen-without-card-text = 사용 방법 보기 등
screen-have-ready = 마이넘버카드와 4자리 비밀번호를 준비해 주세요

# Choices, lists
screen-choice-number = { $of }개 중 { $number }번째
screen-needs-card = 카드가 필요합니다
screen-card-legend = 표시는 카드가 필요합니다
    .speech = 카드 표시가 있는 것은 카드가 필요합니다.
screen-selected = 지금 선택되어 있습니다
screen-pager = { $page }/{ $pages }
    .speech = { $pages }쪽 중 { $page }쪽입니다.
screen-pager-next = 다음 페이지
screen-pager-previous = 이전 페이지
screen-pager-first = 첫 페이지
screen-pager-last = 마지막 페이지
screen-change = 수정

# Digits
screen-digit-key = 숫자 키
screen-erase-one =
    하나
    지우기
screen-erase-one-long = 하나 지우기
screen-erase-all =
    모두
    지우기
screen-digits-left = { $left }자리 더 입력하세요
screen-digits-in = { $of }자리 중 { $count }자리 입력
screen-sign-key = 글자 키
screen-signs-left = { $left }자 더 입력하세요
    .speech = { $left }자 더 입력하세요
screen-signs-in = { $count }자 입력했습니다
    .speech = { $count }자 입력했습니다.
screen-digits-go = 계속하기
screen-digits-missing = 숫자를 입력해 주세요
screen-pin-box = 비밀번호
screen-pin-go = 이 번호로 계속하기
screen-pin-help = 비밀번호를 모를 때
screen-pin-help-short = 모를 때
screen-tries-left = 남은 횟수
screen-tries-count = { $left }번
screen-tries = { $left }번 더 입력할 수 있습니다.
screen-slip = 비밀번호 기록지(종이)
screen-slip-note = 카드와 함께 받은 종이입니다
screen-slip-this = 이 번호
screen-slip-signature = 서명용
screen-slip-user-authentication = 이용자 증명용
screen-slip-resident-registry = 주민기본대장용
screen-slip-text-input = 입력 보조용
screen-slip-4 = 4자리
screen-slip-6-16 = 6~16자
    .speech = 6자에서 16자

# Text
screen-text-go = 이대로 계속하기
screen-text-skip = 입력하지 않고 계속
screen-text-missing = 글자를 입력해 주세요
screen-text-in = { $count }자 입력, 최대 { $longest }자
screen-to-latin = ABC 123
    .speech = 영문자와 숫자
screen-to-kana = 가나
screen-shift = 대문자
screen-shift-off = 소문자
screen-space = 빈칸
screen-kana-voiced = 탁점
screen-kana-half-voiced = 반탁점
screen-kana-small = 작은 글자로

# Dates
screen-era = 연호
screen-era-meiji = 메이지
screen-era-taisho = 다이쇼
screen-era-showa = 쇼와
screen-era-heisei = 헤이세이
screen-era-reiwa = 레이와
screen-era-western = 서기
screen-unit-year = 년
screen-unit-month = 월
screen-unit-day = 일
screen-date-era-missing = 연호를 골라 주세요
screen-date-year-missing = 연도를 입력해 주세요
screen-date-month-missing = 월을 입력해 주세요
screen-date-day-missing = 일을 입력해 주세요
screen-date-to-month = 월 입력하기
screen-date-to-day = 일 입력하기
screen-date-go = 이 날짜로 계속하기
screen-date-none = 날짜를 고쳐 주세요
screen-date-none-title = 없는 날짜입니다
screen-date-none-text = 년·월·일을 확인해 주세요.
screen-date-outside-title = 여기서는 쓸 수 없는 날짜입니다
screen-date-both = { BOTH($day) }
screen-year-era = { $era } { $year }년은 { $western }년입니다
screen-year-western = 서기 { $year }년

# Waiting, trouble, done, board
screen-step-done = 끝났습니다
screen-step-now = 하고 있습니다
screen-step-to-come = 다음에 합니다
screen-picture-put-card = 그림: 카드를 리더기에 놓습니다
screen-picture-take-card = 그림: 카드를 리더기에서 가져갑니다
screen-picture-turn-card = 그림: 카드를 뒤집습니다
screen-picture-printing = 그림: 프린터가 인쇄하고 있습니다
screen-thing-paper = 그림: 증명서
screen-thing-receipt = 그림: 영수증
screen-thing-card = 그림: 리더기 위의 카드
screen-picture-busy = 그림: 기계가 작동하고 있습니다
screen-picture-ok = 그림: 완료했습니다
screen-picture-goodbye = 그림: 끝났습니다
screen-trouble-do = 하실 일
screen-trouble-do-number = 하실 일 { $number }
screen-trouble-money = 요금
screen-trouble-who = 직원
screen-trouble-incident = 알려 줄 번호
screen-seconds-before = 앞으로
screen-seconds-after = 초
screen-seconds = { $seconds }초 남았습니다.

# The camera, and the code scanner
screen-picture-scan = 그림: 코드를 스캐너에 댑니다
screen-viewfinder-face = 카메라에 비친 내 모습
screen-viewfinder-sheet = 카메라에 비친 종이
screen-viewfinder-taken = 찍은 사진
screen-viewfinder-starts = 카메라를 준비하고 있습니다
screen-hint-scan = 코드를 읽으면 다음으로 갑니다
