"""The hours of the day at which somebody may be written to unasked, by their own clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

MINUTE: Final = timedelta(minutes=1)
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


ALWAYS: Final = Hours(0, DAY)
