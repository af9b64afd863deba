"""What waits or went wrong, in lines for whoever runs the bot, and what may be done about it.

A line never says who reported, to whom something goes, or what anybody wrote.
"""

from datetime import UTC, datetime
from typing import assert_never

from bot import data
from bot.config import Configuration, Settings
from bot.ports import Cannot, FailedEvent
from bot.service import settling
from storage.backlog import Item, State
from storage.database import Work


def inbox(settings: Settings) -> list[str]:
    """What came in and could not be handled, a line each."""
    with data.reading(settings) as work:
        return [_event_line(row) for row in work.inbox.failures()]


def retry_inbox(settings: Settings, ids: tuple[str, ...]) -> int:
    """Have these tried at once, or all of them; how many."""
    with data.marking(settings) as work:
        wanted = ids or tuple(row.id for row in work.inbox.failures())
        for id_ in wanted:
            if not work.inbox.retry(id_):
                raise Cannot(f"{id_} is no failed event (`salon inbox` lists them)")
        return len(wanted)


def outbox(settings: Settings) -> list[str]:
    """What waits to be sent, was refused or was dropped, a line each."""
    now = datetime.now(UTC)
    with data.reading(settings) as work:
        return [_item_line(item) for item in work.backlog.items(now)]


def retry_outbox(settings: Settings, id_: str) -> None:
    """Have something tried at once, also what was refused or dropped."""
    now = datetime.now(UTC)
    with data.marking(settings) as work:
        work.backlog.retry(_free(work, id_, now), now)


def drop_outbox(given: Configuration, id_: str, reason: str) -> None:
    """Have something not sent at all; the reason is kept."""
    now = datetime.now(UTC)
    with data.marking(given.settings) as work:
        if _free(work, id_, now).state is not State.WAITING:
            raise Cannot(f"{id_} does not wait any more")
        settling.decline(work, work.backlog.effect(id_), reason, data.ground(work, given), now)


def _free(work: Work, id_: str, now: datetime) -> Item:
    item = work.backlog.item(id_, now)
    if item is None:
        raise Cannot(f"there is no {id_} (`salon outbox` lists what there is)")
    match item.state:
        case State.WAITING | State.UNSENT:
            return item
        case State.LEASED:
            raise Cannot(f"{id_} is on its way at this moment: look again in two minutes")
        case State.ENDED:
            raise Cannot(f"{id_} has ended: {item.why}")
        case _:
            assert_never(item.state)


def _event_line(row: FailedEvent) -> str:
    return f"{row.id}  {row.kind}  since {_time(row.at)}  {_tries(row.attempts)}  {row.why}"


def _item_line(item: Item) -> str:
    return "  ".join(
        (item.id, item.kind, item.state.value, f"since {_time(item.since)}", _tries(item.attempts), item.why)
    )


def _tries(count: int) -> str:
    return "1 try" if count == 1 else f"{count} tries"


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
