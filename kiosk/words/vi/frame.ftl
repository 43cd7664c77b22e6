# What stands around every page, and the keys and signs of the page kinds.

screen-service = Quầy dịch vụ
screen-name = { $name }
screen-progress = { $now }/{ $steps }
    .speech = Bước { $now } trên { $steps }.

# Counter
screen-back = Quay lại
screen-stop = Dừng
screen-back-closed = Chưa quay lại được
screen-stop-closed = Chưa dừng được
screen-ways-closed = Lúc này không dùng được Quay lại và Dừng
screen-tray-empty = Không có đồ của quý vị ở đây
screen-tray-wait-card = Đang chờ thẻ
screen-tray-hold-card = Xin đừng di chuyển thẻ
screen-tray-card = Thẻ đang ở trên đầu đọc
screen-tray-take-card = Xin lấy thẻ
screen-tray-take-paper = Xin lấy giấy chứng nhận
screen-tray-take-receipt = Xin lấy biên lai
screen-tray-take-papers = Xin lấy giấy chứng nhận và biên lai
screen-tray-take-paper-and-card = Xin lấy giấy chứng nhận và thẻ
screen-tray-take-receipt-and-card = Xin lấy biên lai và thẻ
screen-tray-take-papers-and-card = Xin lấy các giấy tờ và thẻ
screen-tray-take-slip = Xin lấy phiếu hoàn tiền
screen-tray-take-paper-and-slip = Xin lấy giấy chứng nhận và phiếu
screen-tray-take-slip-and-card = Xin lấy phiếu và thẻ
screen-tray-take-paper-slip-and-card = Xin lấy các giấy tờ và thẻ
screen-tray-unknown = Hiện không dùng được đầu đọc thẻ
screen-hint-choose = Chạm một mục để tiếp tục
screen-hint-masked = Chưa hiện gì cho đến khi nhấn “Hiển thị”
screen-hint-put-card = Đặt thẻ xuống thì máy tiếp tục
screen-hint-take-card = Lấy thẻ ra thì máy tiếp tục

# Rail
screen-rail-staff = Gọi nhân viên
screen-rail-size = Chữ to hơn
screen-rail-size-back = Cỡ chữ thường
screen-rail-colour = Đổi màu
screen-rail-language = Ngôn ngữ
    .speech = Đổi ngôn ngữ
screen-rail-voice = Nghe

# Idle
screen-with-card = Tôi có thẻ
screen-with-card-text = Xem thông tin của tôi, hướng dẫn về mã PIN
screen-without-card = Tôi không có thẻ
screen-without-card-text = Cách sử dụng máy này
screen-have-ready = Xin chuẩn bị thẻ My Number và mã PIN 4 chữ số

# Choices, lists
screen-choice-number = { $number } trên { $of }
screen-needs-card = Cần có thẻ
screen-card-legend = cần có thẻ
    .speech = Dấu hình thẻ nghĩa là: cần có thẻ.
screen-selected = Đang được chọn
screen-pager = { $page }/{ $pages }
    .speech = Trang { $page } trên { $pages }.
screen-pager-next = Trang sau
screen-pager-previous = Trang trước
screen-pager-first = Trang đầu
screen-pager-last = Trang cuối
screen-change = Sửa

# Digits
screen-digit-key = phím số
screen-erase-one =
    Xóa
    một
screen-erase-one-long = Xóa một chữ
screen-erase-all =
    Xóa
    hết
screen-digits-left = Nhập thêm { $left } chữ số
screen-digits-in = Đã nhập { $count } trên { $of } chữ số
screen-sign-key = Phím
screen-signs-left = Nhập thêm { $left } ký tự
screen-signs-in = Đã nhập { $count } ký tự
screen-digits-go = Tiếp tục
screen-digits-missing = Hãy nhập số
screen-pin-box = Mã PIN
screen-pin-go = Tiếp tục với mã này
screen-pin-help = Nếu không nhớ mã PIN
screen-pin-help-short = Không nhớ?
screen-tries-left = Còn lại
screen-tries-count = { $left } lần
screen-tries = Còn { $left } lần nhập.
screen-slip = Giấy ghi mã PIN
screen-slip-note = Nhận cùng với thẻ
screen-slip-this = Mã này
screen-slip-signature = Chữ ký
screen-slip-user-authentication = Người dùng
screen-slip-resident-registry = Sổ cư dân
screen-slip-text-input = Hỗ trợ nhập
screen-slip-4 = 4 chữ số
screen-slip-6-16 = 6–16 ký tự
    .speech = 6 đến 16 ký tự

# Text
screen-text-go = Tiếp tục
screen-text-skip = Bỏ qua, tiếp tục
screen-text-missing = Hãy nhập chữ
screen-text-in = Đã nhập { $count }, tối đa { $longest }.
screen-to-latin = ABC 123
    .speech = Chữ cái và chữ số
screen-to-kana = Kana
screen-shift = Chữ hoa
screen-shift-off = Chữ thường
screen-space = Dấu cách
screen-kana-voiced = dấu âm đục
screen-kana-half-voiced = dấu tròn
screen-kana-small = đổi thành chữ nhỏ

# Dates
screen-era = Niên hiệu
screen-era-meiji = Meiji
screen-era-taisho = Taisho
screen-era-showa = Showa
screen-era-heisei = Heisei
screen-era-reiwa = Reiwa
screen-era-western = Tây lịch
screen-unit-year = N
    .speech = năm
screen-unit-month = Th
    .speech = tháng
screen-unit-day = Ng
    .speech = ngày
screen-date-era-missing = Hãy chọn niên hiệu
screen-date-year-missing = Hãy nhập năm
screen-date-month-missing = Hãy nhập tháng
screen-date-day-missing = Hãy nhập ngày
screen-date-to-month = Sang tháng
screen-date-to-day = Sang ngày
screen-date-go = Tiếp tục với ngày này
screen-date-none = Xin sửa ngày
screen-date-none-title = Không có ngày này
screen-date-none-text = Xin kiểm tra năm, tháng, ngày.
screen-date-outside-title = Không dùng được ngày này ở đây
screen-date-both = { BOTH($day) }
screen-year-era = { $era } { $year } là năm { $western }
screen-year-western = Năm { $year }

# Waiting, trouble, done, board
screen-step-done = đã xong
screen-step-now = đang làm
screen-step-to-come = sẽ làm sau
screen-picture-put-card = Hình: đặt thẻ lên đầu đọc
screen-picture-take-card = Hình: lấy thẻ ra khỏi đầu đọc
screen-picture-turn-card = Hình: lật thẻ lại
screen-picture-printing = Hình: máy in đang in
screen-thing-paper = Hình: giấy chứng nhận
screen-thing-receipt = Hình: biên lai
screen-thing-card = Hình: thẻ trên đầu đọc
screen-picture-busy = Hình: máy đang làm việc
screen-picture-ok = Hình: đã xong
screen-picture-goodbye = Hình: đã kết thúc
screen-trouble-do = Việc cần làm
screen-trouble-do-number = Bước { $number }
screen-trouble-money = Tiền
screen-trouble-who = Nhân viên
screen-trouble-incident = Số cần báo
screen-seconds-before = Còn
screen-seconds-after = giây
screen-seconds = Còn { $seconds } giây.

# The camera, and the code scanner
screen-picture-scan = Hình: đưa mã trước máy quét
screen-viewfinder-face = Quý vị trong máy ảnh
screen-viewfinder-sheet = Tờ giấy trong máy ảnh
screen-viewfinder-taken = Ảnh đã chụp
screen-viewfinder-starts = Máy ảnh đang khởi động
screen-hint-scan = Đọc xong thì máy tiếp tục
