# My activity.

operations-service = Lịch sử thao tác
operations-heading = Những thao tác đến nay
operations-text = Mới nhất trước. Trang { $page } trên { $pages }
operations-newer = Mới hơn
operations-older = Cũ hơn
operations-empty = Chưa có gì
operations-self = chính chủ
operations-agent = người đại diện
