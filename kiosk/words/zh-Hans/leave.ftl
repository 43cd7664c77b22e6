# Seeing the resident off.

leave-take-card-heading = 请取走您的卡
leave-take-card-reason = 取走卡后结束
leave-thanks-heading = 感谢您的使用
leave-ended-heading = 本次使用已结束
leave-finished = 您的事情已办完。
leave-stopped = 您在中途退出了。
leave-timed-out = 一段时间没有操作，为了安全已结束。
leave-time-limit = 已超过一次可使用的时间，所以结束了。
leave-other-card = 放上了另一张卡，为了安全已结束。
leave-incident = 机器出了故障。为了安全，到此结束。
leave-nothing-kept = 您看过的内容和输入的号码，不会留在这台机器里。
leave-ends-there-by-itself = 与政府部门的连接断了，登录可能还没有结束。过一会儿会自动结束。
leave-incident-heading = 非常抱歉
leave-incident-do = 再次使用时，请从头开始。
leave-incident-who = 请把号码{ $number }告诉工作人员。
leave-incident-staff = 请告诉工作人员。
leave-close = 回到最初的画面
leave-close-reason = 请按“回到最初的画面”
leave-money = 您投入的钱会从退款口出来，请不要忘记取走。
