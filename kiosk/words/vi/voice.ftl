# What only the voice says: of keys and fields, and of itself. Shown nowhere.

screen-say-choices = Có { $count } mục để chọn
screen-say-place = { $at } trên { $of }
screen-say-flat = Lúc này không nhấn được
screen-say-button = phím
screen-say-radio = mục chọn
screen-say-ready = Bây giờ có thể nhấn { $label }
screen-say-erased = Đã xóa

voice-begins-keypad = Đã bật hướng dẫn bằng giọng nói. Chọn bằng phím xuống và phím lên, rồi nhấn phím Enter. Nhấn phím giọng nói để nghe lại. Nhấn hai lần liền để nghe cách dùng.
voice-begins-touch = Đã bật hướng dẫn bằng giọng nói. Chạm “Nghe” để nghe lại.
voice-private = Phần còn lại nghe được qua ống nghe hoặc tai nghe
voice-help = Cách dùng giọng nói. Nhấn 1 để nói chậm hơn, 3 để nói nhanh hơn. 4 để nhỏ hơn, 6 để to hơn. 7 đọc hết trang này. 8 làm tối màn hình, hoặc bật sáng lại. 9 gọi nhân viên. 0 tắt giọng nói. Phím khác để quay lại.
voice-slower = Nói chậm hơn
voice-faster = Nói nhanh hơn
voice-softer = Nói nhỏ hơn
voice-louder = Nói to hơn
voice-limit = Đã đến mức cuối
voice-dark = Đã làm tối màn hình
voice-light = Màn hình đã sáng lại
voice-not-now = Lúc này không được
voice-ends = Đã tắt hướng dẫn bằng giọng nói
