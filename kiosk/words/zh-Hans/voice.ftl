# What only the voice says: of keys and fields, and of itself. Shown nowhere.

screen-say-choices = 有{ $count }项可以选择
screen-say-place = 共{ $of }项，第{ $at }项
screen-say-flat = 现在不能按
screen-say-button = 按键
screen-say-radio = 选项
screen-say-ready = 现在可以按{ $label }
screen-say-erased = 已删除

voice-begins-keypad = 语音说明开始。请用向下和向上的键选择，用确定键按下。要再听一次时，请按语音键。要听使用方法时，请连按两次语音键。
voice-begins-touch = 语音说明开始。要再听一次时，请再按一次“听语音”。
voice-private = 其他内容可以用听筒或耳机收听
voice-help = 语音的使用方法。按1说得慢一些，按3快一些。按4声音小一些，按6大一些。按7读出这个画面的全部内容。按8把画面变暗，或恢复。按9呼叫工作人员。按0停止语音。按其他键返回。
voice-slower = 说得慢一些
voice-faster = 说得快一些
voice-softer = 声音小一些
voice-louder = 声音大一些
voice-limit = 不能再调了
voice-dark = 画面已变暗
voice-light = 画面已恢复
voice-not-now = 现在不能操作
voice-ends = 语音说明结束
