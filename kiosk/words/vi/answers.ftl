# What is answered to a notice, and withdrawals.

notices-answer = Trả lời
notices-withdraw = Rút đơn
case-correction-here = Có chỗ cần sửa. Nhấn “Trả lời” để làm ở đây.

answer-to = Thông báo được trả lời
answer-kept-heading = Chúng tôi đang giữ câu trả lời
answer-afterwards = Tòa thị chính xem xét lại và báo cho quý vị.
answer-then = Khi đến nơi, tòa thị chính sẽ xem xét lại.

withdraw-heading = Rút đơn này?
withdraw-text = Khi rút, đơn coi như chưa từng nộp. Không khôi phục được.
withdraw-keep = Không rút đơn
withdraw-keep-text = Về thông báo
withdraw-yes = Rút đơn
withdraw-yes-text = Máy sẽ hỏi lại một lần nữa
withdraw-review-heading = Xin kiểm tra lại một lần nữa
withdraw-review-text = Nếu thủ tục đã xong thì không rút được.
withdraw-what = Việc cần làm
withdraw-declared = Tôi rút đơn
withdraw-sign = Ký và rút đơn
withdraw-send = Rút đơn
withdraw-kept-heading = Chúng tôi đang giữ yêu cầu rút đơn
withdraw-afterwards = Quý vị sẽ được báo đã rút được đơn hay chưa.
withdraw-then = Khi đến nơi, quý vị sẽ được báo đã rút được đơn hay chưa.
