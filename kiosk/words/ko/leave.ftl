# Seeing the resident off.

leave-take-card-heading = 카드를 가져가 주세요
leave-take-card-reason = 카드를 가져가면 끝납니다
leave-thanks-heading = 이용해 주셔서 감사합니다
leave-ended-heading = 여기서 끝났습니다
leave-finished = 용건이 모두 끝났습니다.
leave-stopped = 도중에 그만두셨습니다.
leave-timed-out = 한동안 조작이 없어서 안전을 위해 끝냈습니다.
leave-time-limit = 한 번에 쓸 수 있는 시간이 지나서 끝냈습니다.
leave-other-card = 다른 카드가 놓여서 안전을 위해 끝냈습니다.
leave-incident = 기계에 문제가 생겼습니다. 안전을 위해 여기서 끝냅니다.
leave-nothing-kept = 보신 내용이나 번호는 이 기계에 남지 않습니다.
leave-ends-there-by-itself = 관공서와 연결이 끊겨서 로그인이 아직 끝나지 않았을 수 있습니다. 잠시 후 자동으로 끝납니다.
leave-incident-heading = 죄송합니다
leave-incident-do = 다시 쓰실 때는 처음부터 해 주세요.
leave-incident-who = 직원에게 이 번호를 알려 주세요: { $number }
leave-incident-staff = 직원에게 알려 주세요.
leave-close = 첫 화면으로
leave-close-reason = ‘첫 화면으로’를 눌러 주세요
leave-money = 넣으신 돈이 반환구로 나옵니다. 잊지 말고 가져가세요.
