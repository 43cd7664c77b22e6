# My activity.

operations-service = 이용 기록
operations-heading = 지금까지 하신 일입니다
operations-text = 최근 순서입니다. { $pages }쪽 중 { $page }쪽
operations-newer = 최근 기록
operations-older = 이전 기록
operations-empty = 아직 없습니다
operations-self = 본인
operations-agent = 대리인
