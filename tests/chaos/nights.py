"""Nights of the storm: notices and decisions that wait, while people, faults and kills go on."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.moderation.hours import EPOCH

HOURS: Final = "08:00-24:00"
"""A night begins at midnight; at the pace of the storm it takes 24 seconds, and a day a little over a minute."""
DUSK: Final = (0.4, 0.9)
"""Of the kills, so many come before it: by then artists are asked."""


def dusk(seed: str, kills: int) -> int:
    """The kill after which it is night, however slow the machine: what is under way then has an unknown outcome."""
    return int(kills * random.Random(f"{seed}/dusk").uniform(*DUSK))  # noqa: S311 - no secret


def beginning(at: datetime, scale: float) -> Mapping[str, str]:
    """The bot's settings, so that night begins then or up to an hour before: `Etc/GMT+3` is behind UTC."""
    behind = int((at - EPOCH) / timedelta(hours=1) * scale) % 24
    zone = f"Etc/GMT+{behind}" if behind <= 12 else f"Etc/GMT-{24 - behind}"
    return {"SALON_NOTICE_HOURS": HOURS, "SALON_TIME_ZONE": zone}
