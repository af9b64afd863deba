"""Something came in that nobody could read."""

from bot.moderation.inbound import Unreadable
from bot.service import intake
from bot.service.ground import Ground
from storage.database import Work
from tests.storage.story import START


def test_it_stays_visible(work: Work, ground: Ground) -> None:
    """`salon inbox` says of which kind it was, and which one; it came once, however often it was delivered."""
    for _ in range(2):
        intake.take(work, Unreadable("Ev7", "message"), ground, START)
    [failure] = work.inbox.failures()
    assert (failure.kind, failure.why) == ("Unreadable", "message Ev7 came, and this release cannot read it")
