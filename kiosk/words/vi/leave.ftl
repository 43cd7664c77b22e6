# Seeing the resident off.

leave-take-card-heading = Xin lấy thẻ
leave-take-card-reason = Kết thúc khi quý vị lấy thẻ
leave-thanks-heading = Cảm ơn quý vị đã sử dụng dịch vụ
leave-ended-heading = Lần sử dụng này đã kết thúc
leave-finished = Đã xong mọi việc.
leave-stopped = Quý vị đã dừng ở đây.
leave-timed-out = Một lúc lâu không có thao tác, nên chúng tôi kết thúc để bảo đảm an toàn.
leave-time-limit = Đã hết thời gian của một lần sử dụng.
leave-other-card = Có thẻ khác được đặt vào, nên chúng tôi kết thúc để bảo đảm an toàn.
leave-incident = Máy gặp sự cố. Chúng tôi kết thúc ở đây để bảo đảm an toàn.
leave-nothing-kept = Máy này không giữ lại những gì quý vị đã xem hoặc nhập.
leave-ends-there-by-itself = Mất kết nối, nên có thể quý vị vẫn còn đăng nhập ở tòa thị chính. Sau một lúc, việc đó sẽ tự kết thúc.
leave-incident-heading = Chúng tôi xin lỗi
leave-incident-do = Nếu dùng lại máy, xin bắt đầu từ đầu.
leave-incident-who = Xin báo cho nhân viên số này: { $number }
leave-incident-staff = Xin báo cho nhân viên.
leave-close = Về trang đầu
leave-close-reason = Hãy nhấn “Về trang đầu”
leave-money = Tiền quý vị đã bỏ vào sẽ ra ở khay trả tiền. Xin đừng quên lấy.
