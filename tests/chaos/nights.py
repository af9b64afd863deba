"""Nights of the storm: notices and decisions that wait, while people, faults and kills go on."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.moderation.hours import EPOCH

HOURS: Final = "08:00-24:00"
"""A night begins at midnight; at the pace of the storm it takes 24 seconds, and a day a little over a minute."""
DUSK: Final = (0.5, 2.0)
"""Seconds a kill, after which it comes: some artists have been asked by then, and the bot will be killed again."""
AT_FIRST: Final = timedelta(seconds=6)
"""Until the first artist can be asked."""


def falling(now: datetime, seed: str, kills: int, scale: float) -> Mapping[str, str]:
    """The bot's settings, so that night falls while it is killed again and again."""
    chance = random.Random(f"{seed}/dusk")  # noqa: S311 - no secret
    return beginning(now + AT_FIRST + timedelta(seconds=kills * chance.uniform(*DUSK)), scale)


def beginning(at: datetime, scale: float) -> Mapping[str, str]:
    """The same, so that it begins then, or up to an hour before: the zone decides, and `Etc/GMT+3` is behind UTC."""
    behind = int((at - EPOCH) / timedelta(hours=1) * scale) % 24
    zone = f"Etc/GMT+{behind}" if behind <= 12 else f"Etc/GMT-{24 - behind}"
    return {"SALON_NOTICE_HOURS": HOURS, "SALON_TIME_ZONE": zone}
