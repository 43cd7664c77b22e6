# What is shown while a device or the gateway works.

wait-moment = Xin chờ một chút.
wait-dont-move = Xin đừng di chuyển thẻ.
wait-reason = Xin chờ đến khi xong
wait-card-heading = Đang đọc thẻ
wait-log-in-heading = Đang kiểm tra mã PIN
wait-portal-heading = Đang hỏi tòa thị chính
wait-log-out-heading = Đang dọn dữ liệu
