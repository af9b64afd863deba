"""When artists are asked, by the settings."""

from datetime import UTC, datetime, timedelta

from bot.config import load_settings
from bot.data import hours
from tests.config.test_settings import NEEDED

MIDNIGHT = datetime(2026, 7, 1, tzinfo=UTC)


def test_a_rehearsal_has_nights() -> None:
    """It is nine o'clock after nine hours, or after nine minutes where time runs sixty times faster."""
    for scale, opens in (("1", timedelta(hours=9)), ("60", timedelta(minutes=9))):
        settings = load_settings({**NEEDED, "SALON_TIME_SCALE": scale}, None)
        assert hours(settings).opens(MIDNIGHT, UTC) == MIDNIGHT + opens
