"""What it does to open cards that pictures like theirs are seen."""

from datetime import timedelta

from bot.moderation.effects import ShowCard
from bot.moderation.resemblance import SeenAs, Sighting
from bot.service.seeing import saw
from storage.database import Work
from tests.service.test_resemblance import case
from tests.storage.story import START

MINUTE = timedelta(minutes=1)


def test_a_card_is_redrawn_once_a_minute(work: Work) -> None:
    """Eighty listings of its picture in ten minutes: ten times, and no later than a minute after each of them."""
    case(work, 1, "a", "ines")
    start, shown = START.replace(second=0, microsecond=0), []
    for n in range(81):
        now = start + n * MINUTE / 8
        for queued in work.outbox.lease(now, now + MINUTE, {}, 1):
            shown.append((queued.effect, now - start))
            work.outbox.done(queued.id, now)
        if n < 80:
            saw(work, [Sighting("a", SeenAs.LISTING, f"works/{n + 2}", now, "ines")], now)
    assert shown == [(ShowCard(1, 1), n * MINUTE) for n in range(1, 11)]
    assert work.outbox.next_at() is None
