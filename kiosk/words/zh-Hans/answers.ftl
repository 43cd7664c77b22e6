# What is answered to a notice, and withdrawals.

notices-answer = 回复
notices-withdraw = 撤回
case-correction-here = 有需要修改的地方。按“回复”，可以在这里修改。

answer-to = 要回复的通知
answer-kept-heading = 已为您保管回复
answer-afterwards = 政府部门会再次审查，然后通知您。
answer-then = 送到后，政府部门会再次审查。

withdraw-heading = 要撤回这份申请吗？
withdraw-text = 撤回后，就等于没有申请过。不能恢复。
withdraw-keep = 不撤回
withdraw-keep-text = 回到通知
withdraw-yes = 撤回
withdraw-yes-text = 之后会再确认一次
withdraw-review-heading = 请再确认一次
withdraw-review-text = 如果手续已经办完，就不能撤回。
withdraw-what = 要做的事
withdraw-declared = 撤回申请
withdraw-sign = 签名并撤回
withdraw-send = 撤回
withdraw-kept-heading = 已为您保管撤回申报
withdraw-afterwards = 会通知您是否已撤回。
withdraw-then = 送到后，会通知您是否已撤回。
