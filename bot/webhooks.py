"""What the platform was told and was not, in lines for whoever runs the bot, and telling it again.

A repeat has the id of the first time, so that a receiver that took it then changes nothing now.
"""

import json
from datetime import UTC, datetime

from bot import data
from bot.catalog.payloads import schema
from bot.config import Settings
from bot.ports import Cannot
from storage.backlog import Call, State

EVER = datetime.min.replace(tzinfo=UTC)


def told(settings: Settings, since: datetime | None) -> list[str]:
    """Everything since then, a line each."""
    with data.reading(settings) as work:
        return [line(call) for call in work.backlog.calls(since or EVER, datetime.now(UTC))]


def replay(
    settings: Settings, ids: tuple[str, ...], since: datetime | None, *, failed: bool, dry_run: bool
) -> list[str]:
    """Have these told again at once: those named, those since a time, or what was refused or dropped of all."""
    if not (ids or since or failed):
        raise Cannot("say what is to be told again: ids, --since or --failed (`salon webhooks list` has them all)")
    now = datetime.now(UTC)
    with (data.reading if dry_run else data.marking)(settings) as work:
        calls = _chosen(work.backlog.calls(since or EVER, now), ids, failed=failed)
        for call in () if dry_run else calls:
            work.backlog.retry(call.item, now)
        return [line(call) for call in calls]


def _chosen(calls: list[Call], ids: tuple[str, ...], *, failed: bool) -> list[Call]:
    """What is on its way at this moment is told in any case."""
    if unknown := set(ids) - {call.item.id for call in calls}:
        raise Cannot(f"there is no {min(unknown)} (`salon webhooks list` has them all)")
    named = [call for call in calls if not ids or call.item.id in ids]
    wanted = {State.UNSENT} if failed else {State.UNSENT, State.ENDED, State.WAITING}
    return [call for call in named if call.item.state in wanted]


def line(call: Call) -> str:
    """One of them."""
    item, effect = call.item, call.effect
    at = f"{item.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return "  ".join((item.id, effect.event.value, f"case {effect.case}", item.state.value, at, item.why)).rstrip()


def description() -> str:
    """The JSON Schema of all of them."""
    return json.dumps(schema(), indent=2, ensure_ascii=False)
