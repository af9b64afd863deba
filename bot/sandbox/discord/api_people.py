"""Routes on the bot itself, the guild and its people (docs.discord.com: 'User', 'Guild', 'Application', 'Gateway')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import payloads
from .calls import Call, Reply, snowflake
from .errors import ApiError
from .forms import Form
from .kinds import Intent

if TYPE_CHECKING:
    from .kinds import Json

MAX_PAGE = 1000


def own_user(call: Call) -> Reply:
    """GET /users/@me."""
    return Reply(payloads.own_user(call.world.bot))


def user(call: Call) -> Reply:
    """GET /users/{user_id}."""
    return Reply(payloads.user(call.world.user(call.id("user_id"))))


def own_guilds(call: Call) -> Reply:
    """GET /users/@me/guilds."""
    guild = payloads.guild(call.world)
    kept = {key: guild[key] for key in ("id", "name", "icon", "banner", "features")}
    everyone = call.world.roles[call.world.guild_id].permissions
    return Reply([kept | {"owner": False, "permissions": str(int(everyone))}])


def application(call: Call) -> Reply:
    """GET /oauth2/applications/@me and /applications/@me."""
    return Reply(payloads.application(call.world))


def guild(call: Call) -> Reply:
    """GET /guilds/{guild_id}."""
    call.world.guild(call.id("guild_id"))
    counts: Json = {}
    if call.query.get("with_counts", "").lower() in ("1", "true"):
        counts = {"approximate_member_count": len(call.world.members), "approximate_presence_count": 0}
    return Reply(payloads.guild(call.world) | counts)


def channels(call: Call) -> Reply:
    """GET /guilds/{guild_id}/channels: all but threads, also those that the bot cannot see."""
    call.world.guild(call.id("guild_id"))
    return Reply([payloads.channel(each, call.world) for each in call.world.guild_channels()])


def active_threads(call: Call) -> Reply:
    """GET /guilds/{guild_id}/threads/active."""
    call.world.guild(call.id("guild_id"))
    return Reply(payloads.threads(call.world.threads(), call.world))


def roles(call: Call) -> Reply:
    """GET /guilds/{guild_id}/roles."""
    call.world.guild(call.id("guild_id"))
    return Reply([payloads.role(each) for each in call.world.roles.values()])


def role_member_counts(call: Call) -> Reply:
    """GET /guilds/{guild_id}/roles/member-counts: by role, without @everyone."""
    call.world.guild(call.id("guild_id"))
    held = [role for each in call.world.members.values() for role in each.roles]
    roles = [each for each in call.world.roles if each != call.world.guild_id]
    return Reply({str(each): held.count(each) for each in roles})


def member(call: Call) -> Reply:
    """GET /guilds/{guild_id}/members/{user_id}."""
    call.world.guild(call.id("guild_id"))
    return Reply(payloads.member(call.world.member(call.world.user(call.id("user_id")).id)))


def members(call: Call) -> Reply:
    """GET /guilds/{guild_id}/members: needs the privileged intent on the application."""
    call.world.guild(call.id("guild_id"))
    if Intent.GUILD_MEMBERS not in call.world.privileged:
        raise ApiError(50001)
    after, limit = call.query_id("after") or 0, call.whole("limit", 1, 1, MAX_PAGE)
    found = sorted(each for each in call.world.members if each > after)[:limit]
    return Reply([payloads.member(call.world.members[each]) for each in found])


def search_members(call: Call) -> Reply:
    """GET /guilds/{guild_id}/members/search: by the beginning of a name; needs no intent."""
    call.world.guild(call.id("guild_id"))
    query, limit = call.query.get("query", "").lower(), call.whole("limit", 1, 1, MAX_PAGE)
    found = [each for each in call.world.members.values() if (each.nick or each.user.name).lower().startswith(query)]
    return Reply([payloads.member(each) for each in found[:limit]])


def open_direct(call: Call) -> Reply:
    """POST /users/@me/channels: returns what is open already; opening many in a short time is refused (40003)."""
    form, world = Form(), call.world
    if call.body.get("recipient_id") is None:
        form.at("recipient_id").missing()
        form.finish()
    user = world.user(snowflake(call.body["recipient_id"], "recipient_id"))
    if user.bot:
        raise ApiError(50007)
    if world.direct(user) is None:
        _count_opening(call)
    return Reply(payloads.channel(world.open_direct(user), world))


def _count_opening(call: Call) -> None:
    world, now = call.world, call.world.timing.ticks()
    most, window = world.dm_limit
    world.dms_opened = [each for each in world.dms_opened if now - each < world.timing.lasts(window)]
    if len(world.dms_opened) >= most:
        raise ApiError(40003)
    world.dms_opened.append(now)
