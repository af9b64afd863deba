"""Support hears once that the moderators' channel is lost, and once that it is there again."""

from bot.moderation import effects as f
from bot.service import room
from bot.service.ground import Ground
from storage.database import Work
from tests.storage.story import START


def told(work: Work) -> list[str]:
    """What support was told, in order."""
    waiting = work.outbox.lease(START, START, {}, 99)
    return [each.effect.say.key for each in waiting if isinstance(each.effect, f.TellSupport)]


def test_said_once(work: Work, ground: Ground) -> None:
    """However many cards wait, to be read or to be shown."""
    for case, why in enumerate(sorted(room.NO_ROOM), 1):
        room.wait(work, "row", case, why, ground, START)
    assert told(work) == ["say.room_lost"]


def test_what_can_be_read_is_shown(work: Work, ground: Ground) -> None:
    """Only a card that could be shown says that the channel is back; where it was never lost, none is drawn anew."""
    room.was_read(work, 1, 1, START)
    assert not work.outbox.lease(START, START, {}, 99)
    room.wait(work, "row", 1, "no-access", ground, START)
    room.was_read(work, 1, 1, START)
    assert f.ShowCard(1, 1) in [each.effect for each in work.outbox.lease(START, START, {}, 99)]
    room.was_shown(work, 1, ground, START)
    room.was_shown(work, 1, ground, START)
    rows = work.sql.rows("SELECT body FROM outbox WHERE type = 'TellSupport' ORDER BY position")
    assert ["room_found" in row["body"] for row in rows] == [False, True]
