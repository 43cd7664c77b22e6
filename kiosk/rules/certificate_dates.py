"""How long a certificate may still be used, in days as people in Japan count them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from kiosk.rules.periods import months_before

JAPAN_TIME = timezone(timedelta(hours=9))
RENEWAL_OPENS_MONTHS = 3


@dataclass(frozen=True, slots=True)
class InDate:
    """Valid, and not soon over."""


@dataclass(frozen=True, slots=True)
class ExpiresSoon:
    """Valid through `last_day`; the counter renews it already."""

    last_day: date


@dataclass(frozen=True, slots=True)
class Expired:
    """`last_day` is over."""

    last_day: date


CertificateDates = InDate | ExpiresSoon | Expired


def last_day(not_after: datetime) -> date:
    """The last day of validity in Japan, from the certificate's notAfter (aware)."""
    if not_after.tzinfo is None:
        raise ValueError("notAfter without a time zone")
    return not_after.astimezone(JAPAN_TIME).date()


def judge(last: date, today: date) -> CertificateDates:
    """A certificate is valid through its last day itself; renewal opens three months before."""
    if today > last:
        return Expired(last)
    if today >= months_before(last, RENEWAL_OPENS_MONTHS):
        return ExpiresSoon(last)
    return InDate()
