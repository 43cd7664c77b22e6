"""When residents may log in."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from gateway.config import Hours

JAPAN = ZoneInfo("Asia/Tokyo")


def opens_at(hours: Hours | None, now: datetime) -> datetime | None:
    """None while open; otherwise the next opening. The opening instant is open, the closing instant is closed."""
    if hours is None:
        return None
    here = now.astimezone(JAPAN)
    if hours.opens <= here.time() < hours.closes:
        return None
    day = here.date() if here.time() < hours.opens else here.date() + timedelta(days=1)
    return datetime.combine(day, hours.opens, JAPAN)
