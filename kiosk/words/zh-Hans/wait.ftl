# What is shown while a device or the gateway works.

wait-moment = 请稍候。
wait-dont-move = 请不要移动卡。
wait-reason = 请等到结束
wait-card-heading = 正在读卡
wait-log-in-heading = 正在核对密码
wait-portal-heading = 正在询问政府部门
wait-log-out-heading = 正在清理
