"""Routes on application commands (docs.discord.com: 'Application Commands')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import commands
from .calls import Call, Reply
from .errors import ApiError
from .forms import refuse

if TYPE_CHECKING:
    from .kinds import Json


def _scope(call: Call) -> int | None:
    if call.id("application_id") != call.world.application_id:
        raise ApiError(20012)
    if "guild_id" not in call.params:
        return None
    call.world.guild(call.id("guild_id"))
    return call.id("guild_id")


def get(call: Call) -> Reply:
    """GET /applications/{application_id}/commands, and those of a guild."""
    return Reply(list(call.world.commands.get(_scope(call), [])))


def put(call: Call) -> Reply:
    """PUT /applications/{application_id}/commands, and those of a guild: all that were there before go."""
    if not isinstance(call.content, list):
        raise refuse((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    return Reply(commands.replace_all(call.world, call.content, _scope(call)))


def post(call: Call) -> Reply:
    """POST /applications/{application_id}/commands, and those of a guild: one of the same name and type gives way."""
    scope = _scope(call)
    before = call.world.commands.get(scope, [])
    same = (call.body.get("type") or 1, call.body.get("name"))
    others = [each for each in before if (each["type"], each["name"]) != same]
    kept = commands.replace_all(call.world, [*map(_registered, others), call.body], scope)
    return Reply(kept[-1], 200 if len(others) < len(before) else 201)


def _registered(command: Json) -> Json:
    return command | {"description": command["description"] or None}
