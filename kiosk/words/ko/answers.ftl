# What is answered to a notice, and withdrawals.

notices-answer = 답하기
notices-withdraw = 취하하기
case-correction-here = 고칠 곳이 있습니다. ‘답하기’를 누르면 여기서 고칠 수 있습니다.

answer-to = 답할 알림
answer-kept-heading = 답을 맡아 두었습니다
answer-afterwards = 관공서가 다시 심사하고 알려 드립니다.
answer-then = 도착하면 관공서가 다시 심사합니다.

withdraw-heading = 이 신청을 취하하시겠습니까?
withdraw-text = 취하하면 신청은 없었던 것이 됩니다. 되돌릴 수 없습니다.
withdraw-keep = 취하하지 않기
withdraw-keep-text = 알림으로 돌아갑니다
withdraw-yes = 취하하기
withdraw-yes-text = 이다음에 한 번 더 확인합니다
withdraw-review-heading = 다시 한번 확인해 주세요
withdraw-review-text = 절차가 이미 끝났으면 취하할 수 없습니다.
withdraw-what = 하실 일
withdraw-declared = 신청을 취하합니다
withdraw-sign = 서명하고 취하하기
withdraw-send = 취하하기
withdraw-kept-heading = 취하 신고를 맡아 두었습니다
withdraw-afterwards = 취하되었는지 알려 드립니다.
withdraw-then = 도착하면 취하되었는지 알려 드립니다.
