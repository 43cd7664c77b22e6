# What is shown while a device or the gateway works.

wait-moment = 잠시 기다려 주세요.
wait-dont-move = 카드를 움직이지 마세요.
wait-reason = 끝날 때까지 기다려 주세요
wait-card-heading = 카드를 읽고 있습니다
wait-log-in-heading = 비밀번호를 확인하고 있습니다
wait-portal-heading = 관공서에 문의하고 있습니다
wait-log-out-heading = 정리하고 있습니다
