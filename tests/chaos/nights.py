"""Nights of the storm: notices and decisions that wait, while people, faults and kills go on."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.moderation.hours import EPOCH

HOURS: Final = "06:00-24:00"
"""A night begins at midnight; at the pace of the storm it takes eighteen seconds, and a day a little over a minute."""
FIRST_DUSK: Final = timedelta(seconds=6)
"""After the beginning; by then the first artists are asked."""


def falling(now: datetime, seed: str, kills: int, scale: float) -> Mapping[str, str]:
    """The bot's settings, so that night falls while it is killed again and again: each time takes a second or two."""
    chance = random.Random(f"{seed}/dusk")  # noqa: S311 - no secret
    return beginning(now + FIRST_DUSK + timedelta(seconds=chance.uniform(0, kills)), scale)


def beginning(at: datetime, scale: float) -> Mapping[str, str]:
    """The same, so that it has just begun: zones are an hour apart, and those of this kind named by what they lack."""
    behind = int((at - EPOCH) / timedelta(hours=1) * scale) % 24
    zone = f"Etc/GMT+{behind}" if behind <= 12 else f"Etc/GMT-{24 - behind}"
    return {"SALON_NOTICE_HOURS": HOURS, "SALON_TIME_ZONE": zone}
