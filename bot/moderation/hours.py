"""The hours of the day at which somebody may be written to unasked, by their own clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

MINUTE: Final = timedelta(minutes=1)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
DAY: Final = 24 * 60
"""In minutes."""


@dataclass(frozen=True, slots=True)
class Hours:
    """From `begin` until before `end`, both in minutes after midnight."""

    begin: int
    end: int

    def __str__(self) -> str:
        return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (self.begin, self.end))

    def opens(self, now: datetime, zone: tzinfo) -> datetime:
        """`now` where it is within them in that zone, else when they begin next."""
        there = now.astimezone(zone)
        minute = there.hour * 60 + there.minute
        if self.begin <= minute < self.end:
            return now
        midnight = datetime(there.year, there.month, there.day, tzinfo=None)  # noqa: DTZ001 - the zone comes below
        day = timedelta(days=1) if minute >= self.end else timedelta()
        return (midnight + day + self.begin * MINUTE).replace(tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Hours of days that pass `scale` times faster, and come in each zone so much the less earlier or later."""

    hours: Hours
    scale: float

    def opens(self, now: datetime, zone: tzinfo) -> datetime:
        """As `Hours.opens`. `now` is in UTC."""
        day = DAY * MINUTE / self.scale
        ahead = (now.astimezone(zone).replace(tzinfo=UTC) - now) / self.scale
        since = (now - EPOCH + ahead) % day
        begin, end = (day * minute / DAY for minute in (self.hours.begin, self.hours.end))
        if begin <= since < end:
            return now
        return now - since + begin + (day if since >= end else timedelta())


ALWAYS: Final = Hours(0, DAY)
