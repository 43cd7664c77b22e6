# My activity.

operations-service = My activity
operations-heading = What has been done so far
operations-text = Newest first. Page { $page } of { $pages }
operations-newer = Newer
operations-older = Older
operations-empty = Nothing yet
operations-self = you
operations-agent = your agent
