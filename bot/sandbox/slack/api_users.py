"""users.info, users.list, users.lookupByEmail, usergroups.list, usergroups.users.list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import payloads
from .errors import SlackError

if TYPE_CHECKING:
    from .calls import Call
    from .kinds import Json


def info(call: Call) -> Json:
    """users.info."""
    who = call.world.user(call.needed("user"))
    return {"user": payloads.user(call.world, who, locale=call.flag("include_locale"))}


def listing(call: Call) -> Json:
    """users.list: everybody of the workspace, the deactivated included."""
    world, locale = call.world, call.flag("include_locale")
    found, cursor = call.page([each for each in world.users.values() if not each.workflow])
    members = [payloads.user(world, each, locale=locale) for each in found]
    return {"members": members, "cache_ts": world.timing.now(), **cursor}


def by_email(call: Call) -> Json:
    """users.lookupByEmail: deactivated people are not found."""
    world, wanted = call.world, call.needed("email").casefold()
    found = [each for each in world.users.values() if each.email.casefold() == wanted and not each.deleted]
    if not found or found[0].team != world.team_id:
        raise SlackError("users_not_found")
    return {"user": payloads.user(world, found[0])}


def groups(call: Call) -> Json:
    """usergroups.list."""
    world = call.world
    kept = [each for each in world.groups.values() if not each.disabled or call.flag("include_disabled")]
    users, count = call.flag("include_users"), call.flag("include_count")
    return {"usergroups": [payloads.group(world, each, users=users, count=count) for each in kept]}


def in_group(call: Call) -> Json:
    """usergroups.users.list."""
    group = call.world.groups.get(call.needed("usergroup"))
    if group is None or (group.disabled and not call.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
