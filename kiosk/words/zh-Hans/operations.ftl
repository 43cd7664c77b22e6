# My activity.

operations-service = 操作记录
operations-heading = 到目前为止的操作
operations-text = 从新到旧。第{ $page }页，共{ $pages }页
operations-newer = 看更新的
operations-older = 看更早的
operations-empty = 还没有记录
operations-self = 本人
operations-agent = 代理人
