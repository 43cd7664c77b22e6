"""The catalogue: per municipality, kind and channel, what is issued, when, for how much and to whom.

Shapes only; `catalogue_file` reads and checks a file of them, docs/certificates.md explains it to operators.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, Literal

import jpholiday
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from gateway.contract.base import Label
from gateway.contract.certificates import MOST_COPIES, Item, Kind, Option, Yen
from kiosk.rules import fees, opening
from kiosk.rules.opening import JAPAN_TIME
from kiosk.rules.periods import Period

Channel = Literal["counter", "post_office", "shop"]
"""Where a terminal stands: in a municipal office, a post office, a shop."""

_CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} ([01][0-9]|2[0-3]):[0-5][0-9]$"


def _day(written: object) -> date:
    try:
        return date.fromisoformat(_of_form(_DAY, written))
    except ValueError:
        raise ValueError("a day is written like 2026-12-05") from None


def _clock(written: object) -> time:
    try:
        return time.fromisoformat(_of_form(_CLOCK, written))
    except ValueError:
        raise ValueError("a time of day is written like 06:30, up to 23:59") from None


def _moment(written: object) -> datetime:
    try:
        return datetime.fromisoformat(_of_form(_MOMENT, written)).replace(tzinfo=JAPAN_TIME)
    except ValueError:
        raise ValueError("a moment is written like 2026-12-05 13:00") from None


def _of_form(pattern: str, written: object) -> str:
    """Exactly what the schema says: Python reads more forms of dates and times than one."""
    if not isinstance(written, str) or not re.fullmatch(pattern, written):
        raise ValueError("another form")
    return written


def _written(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern})


Day = Annotated[date, BeforeValidator(_day), _written(_DAY)]
Clock = Annotated[time, BeforeValidator(_clock), _written(_CLOCK)]
Moment = Annotated[datetime, BeforeValidator(_moment), _written(_MOMENT)]
"""Japan's time."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class Days(_Section):
    """From a day to a day, both included."""

    first: Day
    last: Day

    @property
    def period(self) -> Period:
        """As the rules know it. ValueError if the last day lies before the first."""
        return Period(self.first, self.last)


class Closure(Days):
    """Days without service, and what residents are told about them."""

    reason: Label


class Campaign(Days):
    """Another fee for some days."""

    name: Label
    fee: Yen


class Maintenance(_Section):
    """From a moment until before another; may begin in mid-day and last over nights."""

    begins: Moment
    ends: Moment


class Hours(_Section):
    """From `opens` on, until before `closes`, on the same day."""

    days: Literal["every_day", "weekdays"]
    opens: Clock
    closes: Clock


class Certificate(_Section):
    """One kind on some channels. Without hours: 06:30-23:00 every day, family registers 09:00-17:00 on weekdays.

    year_end_closed: 29 December to 3 January. youngest: the age from which on a terminal serves. years: how many
    年度 can be chosen (tax). switch_over: days on which the newest 年度 is not settled yet (tax).
    items: what can be stated (resident_record_items).
    """

    kind: Kind
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)] = ("counter", "post_office", "shop")
    fee: Yen
    hours: Hours | None = None
    year_end_closed: bool = True
    youngest: Annotated[int, Field(ge=0, le=20)] = 15
    most_copies: Annotated[int, Field(ge=1, le=MOST_COPIES)] = MOST_COPIES
    options: tuple[Option, ...] = ()
    items: tuple[Item, ...] = ()
    years: Annotated[int, Field(ge=1, le=10)] | None = None
    switch_over: tuple[Days, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    closures: tuple[Closure, ...] = ()
    maintenance: tuple[Maintenance, ...] = ()

    @property
    def open_hours(self) -> Hours:
        """The hours given, or the usual ones of this kind."""
        return self.hours or usual_hours(self.kind)

    def fee_on(self, day: date) -> tuple[int, Campaign | None]:
        """Yen for one copy on this day, and the campaign that makes it so."""
        running = fees.campaign_on([fees.Campaign(each.period, each.fee) for each in self.campaigns], day)
        if running is None:
            return self.fee, None
        return running.yen, next(each for each in self.campaigns if each.period == running.period)


class Municipality(_Section):
    """Who issues. mayor: the name that certifies. records_may_be_hours_old: older copies of registers issue nothing.

    closures, maintenance: of every kind, besides those of the kinds.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    prefecture: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    name: Label
    mayor: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    seal_columns: Annotated[tuple[str, ...], Field(min_length=1, max_length=4)]
    records_may_be_hours_old: Annotated[int, Field(ge=1, le=240)] = 24
    closures: tuple[Closure, ...] = ()
    maintenance: tuple[Maintenance, ...] = ()
    certificates: tuple[Certificate, ...]

    def certificate(self, kind: Kind, channel: Channel) -> Certificate | None:
        """What is issued of this kind on this channel."""
        return next((each for each in self.certificates if each.kind == kind and channel in each.channels), None)

    def closures_of(self, certificate: Certificate) -> tuple[Closure, ...]:
        """The days on which this certificate isn't issued."""
        return *self.closures, *certificate.closures

    def timetable(self, certificate: Certificate) -> opening.Timetable:
        """When this certificate is issued."""
        hours = certificate.open_hours
        return opening.Timetable(
            days=opening.Days(hours.days),
            opens=hours.opens,
            closes=hours.closes,
            is_holiday=_is_holiday,
            year_end=certificate.year_end_closed,
            closures=tuple(each.period for each in self.closures_of(certificate)),
            maintenance=tuple(opening.Span(m.begins, m.ends) for m in (*self.maintenance, *certificate.maintenance)),
        )


class Catalogue(_Section):
    """All municipalities whose certificates this gateway issues."""

    format: Literal[1]
    municipalities: Annotated[tuple[Municipality, ...], Field(min_length=1)]

    def municipality(self, code: str) -> Municipality | None:
        """The municipality of this 全国地方公共団体コード."""
        return next((each for each in self.municipalities if each.code == code), None)


def usual_hours(kind: Kind) -> Hours:
    """06:30-23:00 every day; family registers 09:00-17:00 on weekdays."""
    if kind.startswith("family_register"):
        return Hours(days="weekdays", opens="09:00", closes="17:00")  # type: ignore[arg-type]
    return Hours(days="every_day", opens="06:30", closes="23:00")  # type: ignore[arg-type]


def json_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a catalogue file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Catalogue of certificates",
        **Catalogue.model_json_schema(),
    }


@cache
def _is_holiday(day: date) -> bool:
    # The public holidays that the Cabinet Office publishes, reckoned from the Act (国民の祝日に関する法律).
    return bool(jpholiday.is_holiday(day))
