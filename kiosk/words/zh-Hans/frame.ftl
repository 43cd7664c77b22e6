# What stands around every page, and the keys and signs of the page kinds.

screen-service = 服务窗口
screen-name = { $name }
screen-progress = { $now }/{ $steps }
    .speech = 共{ $steps }步，现在是第{ $now }步。

# Counter
screen-back = 返回
screen-stop = 退出
screen-back-closed = 现在不能返回
screen-stop-closed = 现在不能退出
screen-ways-closed = 现在不能使用“返回”和“退出”
screen-tray-empty = 这里没有您的物品
screen-tray-wait-card = 正在等待您的卡
screen-tray-hold-card = 请不要移动卡，稍候
screen-tray-card = 您的卡在读卡台上
screen-tray-take-card = 请取走您的卡
screen-tray-take-paper = 请取走证明书
screen-tray-take-receipt = 请取走收据
screen-tray-take-papers = 请取走证明书和收据
screen-tray-take-paper-and-card = 请取走证明书和卡
screen-tray-take-receipt-and-card = 请取走收据和卡
screen-tray-take-papers-and-card = 请取走证明书、收据和卡
screen-tray-take-slip = 请取走退款单
screen-tray-take-paper-and-slip = 请取走证明书和退款单
screen-tray-take-slip-and-card = 请取走退款单和卡
screen-tray-take-paper-slip-and-card = 请取走证明书、退款单和卡
screen-tray-unknown = 现在不能使用读卡台
screen-hint-choose = 选择后继续
screen-hint-masked = 按“显示”之前，看不到内容
screen-hint-put-card = 放上卡后继续
screen-hint-take-card = 取走卡后继续

# Rail
screen-rail-staff = 呼叫工作人员
screen-rail-size = 放大文字
screen-rail-size-back = 恢复文字
screen-rail-colour = 更换颜色
screen-rail-language = 语言
    .speech = 更换语言
screen-rail-voice = 听语音

# Idle
screen-with-card = 我有卡
screen-with-card-text = 查看我的信息、密码的说明等
screen-without-card = 我没有卡
screen-without-card-text = 查看使用方法等
screen-have-ready = 请准备好个人编号卡（My Number Card）和4位密码

# Choices, lists
screen-choice-number = 第{ $number }项，共{ $of }项
screen-needs-card = 需要使用卡
screen-card-legend = 标志表示要使用卡
    .speech = 有卡的标志，表示要使用卡。
screen-selected = 现在已选中
screen-pager = { $page }/{ $pages }
    .speech = 共{ $pages }页，现在是第{ $page }页。
screen-pager-next = 下一页
screen-pager-previous = 上一页
screen-pager-first = 第一页
screen-pager-last = 最后一页
screen-change = 修改

# Digits
screen-digit-key = 数字键
screen-erase-one =
    删除
    一个
screen-erase-one-long = 删除一个
screen-erase-all =
    全部
    删除
screen-digits-left = 还要输入{ $left }位
screen-digits-in = 共{ $of }位，已输入{ $count }位
screen-sign-key = 文字键
screen-signs-left = 还要输入{ $left }个字符
    .speech = 还要输入{ $left }个字符。
screen-signs-in = 已输入{ $count }个字符
    .speech = 已输入{ $count }个字符。
screen-digits-go = 继续
screen-digits-missing = 请输入数字
screen-pin-box = 密码
screen-pin-go = 用这个密码继续
screen-pin-help = 不知道密码时
screen-pin-help-short = 不知道密码？
screen-tries-left = 剩余
screen-tries-count = { $left }次
screen-tries = 还可以输入{ $left }次。
screen-slip = 密码记录单（纸）
screen-slip-note = 领卡时一起拿到的纸
screen-slip-this = 这个密码
screen-slip-signature = 签名用
screen-slip-user-authentication = 使用者证明用
screen-slip-resident-registry = 住民台账用
screen-slip-text-input = 输入辅助用
screen-slip-4 = 4位
screen-slip-6-16 = 6～16位
    .speech = 6到16位

# Text
screen-text-go = 用这个继续
screen-text-skip = 不输入，继续
screen-text-missing = 请输入文字
screen-text-in = 已输入{ $count }字，最多{ $longest }字
screen-to-latin = ABC 123
    .speech = 字母和数字
screen-to-kana = 假名
screen-shift = 大写
screen-shift-off = 小写
screen-space = 空格
screen-kana-voiced = 浊音符号
screen-kana-half-voiced = 半浊音符号
screen-kana-small = 变成小字

# Dates
screen-era = 年号
screen-era-meiji = 明治
screen-era-taisho = 大正
screen-era-showa = 昭和
screen-era-heisei = 平成
screen-era-reiwa = 令和
screen-era-western = 公历
screen-unit-year = 年
screen-unit-month = 月
screen-unit-day = 日
screen-date-era-missing = 请选择年号
screen-date-year-missing = 请输入年
screen-date-month-missing = 请输入月
screen-date-day-missing = 请输入日
screen-date-to-month = 接着输入月
screen-date-to-day = 接着输入日
screen-date-go = 用这个日期继续
screen-date-none = 请修改日期
screen-date-none-title = 没有这个日期
screen-date-none-text = 请检查年、月、日。
screen-date-outside-title = 这个日期在这里不能使用
screen-date-both = { BOTH($day) }
screen-year-era = { $era }{ $year }年是{ $western }年
screen-year-western = 公历{ $year }年

# Waiting, trouble, done, board
screen-step-done = 已完成
screen-step-now = 正在进行
screen-step-to-come = 还没开始
screen-picture-put-card = 图：把卡放在读卡台上
screen-picture-take-card = 图：从读卡台上取走卡
screen-picture-turn-card = 图：把卡翻过来
screen-picture-printing = 图：打印机正在打印
screen-thing-paper = 图：证明书
screen-thing-receipt = 图：收据
screen-thing-card = 图：读卡台上的卡
screen-picture-busy = 图：机器正在运行
screen-picture-ok = 图：完成了
screen-picture-goodbye = 图：结束了
screen-trouble-do = 您要做的事
screen-trouble-do-number = 您要做的事 { $number }
screen-trouble-money = 费用
screen-trouble-who = 工作人员
screen-trouble-incident = 要告知的号码
screen-seconds-before = 还剩
screen-seconds-after = 秒
screen-seconds = 还剩{ $seconds }秒。

# The camera, and the code scanner
screen-picture-scan = 图：把二维码对准扫描口
screen-viewfinder-face = 镜头里的您
screen-viewfinder-sheet = 镜头里的纸
screen-viewfinder-taken = 拍好的照片
screen-viewfinder-starts = 正在准备照相机
screen-hint-scan = 读取后继续
