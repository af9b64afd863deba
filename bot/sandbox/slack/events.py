"""Events as the Events API tells them, to an app that asked for them and may know (docs.slack.dev: 'Events API')."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from . import message_json, payloads
from .kinds import Json, Place

if TYPE_CHECKING:
    from .model import Channel, Message, User, View
    from .world import World

MEMBERSHIP = frozenset({"member_joined_channel", "member_left_channel"})


def tell(world: World, name: str, event: Json, channel: Channel | None = None) -> None:
    """Tell the app of an event: only what its manifest names, its scopes allow, and its membership shows."""
    if channel is not None and (world.bot.id not in channel.members or not _may_know(world, name, channel)):
        return
    if world.manifest.hears(name):
        world.tell(str(event["type"]), envelope(world, event, channel))
    world.pulse.beat()


def _may_know(world: World, name: str, channel: Channel) -> bool:
    return name not in MEMBERSHIP or f"{channel.place.family}:read" in world.manifest.scopes


def envelope(world: World, event: Json, channel: Channel | None) -> Json:
    """Wrap an event; `event_id` is what tells a redelivery."""
    team = world.team_id
    bot = {"user_id": world.bot.id, "is_bot": True, "is_enterprise_install": False}
    return {
        "token": "verification-token",
        "team_id": team,
        "context_team_id": team,
        "context_enterprise_id": None,
        "api_app_id": world.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{world.timing.id('0')}",
        "event_time": world.timing.now(),
        "authorizations": [{"enterprise_id": None, "team_id": team, **bot}],
        "is_ext_shared_channel": channel is not None and channel.ext_shared,
        "event_context": f"4-{secrets.token_hex(24)}",
    }


def _of_message(world: World, channel: Channel, event: Json) -> None:
    event |= {"channel": channel.id, "channel_type": channel.place.channel_type}
    tell(world, channel.place.message_event, event, channel)


def posted(world: World, what: Message) -> None:
    """'message': a new one."""
    shown = message_json.message(world, what, metadata=True)
    _of_message(world, what.channel, shown | {"event_ts": what.ts})


def changed(world: World, what: Message, before: Json) -> None:
    """'message_changed'."""
    ts = world.timing.ts()
    shown = {"message": message_json.message(world, what, metadata=True), "previous_message": before, "hidden": True}
    event: Json = {"type": "message", "subtype": "message_changed", **shown, "ts": ts, "event_ts": ts}
    _of_message(world, what.channel, event)


def deleted(world: World, what: Message, before: Json) -> None:
    """'message_deleted'."""
    ts = world.timing.ts()
    shown = {"deleted_ts": what.ts, "previous_message": before, "hidden": True}
    event: Json = {"type": "message", "subtype": "message_deleted", **shown, "ts": ts, "event_ts": ts}
    _of_message(world, what.channel, event)


def reaction(world: World, name: str, what: Message, user: User, emoji: str) -> None:
    """'reaction_added' and 'reaction_removed'."""
    item = {"type": "message", "channel": what.channel.id, "ts": what.ts}
    event: Json = {"type": name, "user": user.id, "reaction": emoji, "item": item, "event_ts": world.timing.ts()}
    event |= {} if what.user.workflow else {"item_user": what.user.id}
    tell(world, name, event, what.channel)


def membership(world: World, name: str, channel: Channel, user: User) -> None:
    """'member_joined_channel' and 'member_left_channel'."""
    letter = "C" if channel.place is Place.PUBLIC else "G"
    event: Json = {"type": name, "user": user.id, "channel": channel.id, "channel_type": letter, "team": user.team}
    tell(world, name, event | {"event_ts": world.timing.ts()}, channel)


def file_shared(world: World, what: Message) -> None:
    """'file_shared': one for each file."""
    for each in what.files:
        event: Json = {"type": "file_shared", "file_id": each.id, "user_id": each.user.id, "file": {"id": each.id}}
        event |= {"channel_id": what.channel.id, "event_ts": world.timing.ts()}
        tell(world, "file_shared", event, what.channel)


def home_opened(world: World, user: User, channel: Channel, tab: str, view: View | None) -> None:
    """'app_home_opened': the view comes along once one was published."""
    event: Json = {"type": "app_home_opened", "user": user.id, "channel": channel.id, "tab": tab}
    event |= {"view": payloads.view(world, view)} if view and tab == "home" else {}
    tell(world, "app_home_opened", event | {"event_ts": world.timing.ts()})


def user_event(world: World, name: str, user: User) -> None:
    """'user_change' and 'team_join'."""
    event: Json = {"type": name, "user": payloads.user(world, user, locale=True), "cache_ts": world.timing.now()}
    tell(world, name, event | {"event_ts": world.timing.ts()})


def revoked(world: World) -> None:
    """'tokens_revoked'."""
    tokens = {"oauth": [], "bot": [world.bot.id]}
    tell(world, "tokens_revoked", {"type": "tokens_revoked", "tokens": tokens, "event_ts": world.timing.ts()})


def uninstalled(world: World) -> None:
    """'app_uninstalled'."""
    tell(world, "app_uninstalled", {"type": "app_uninstalled", "event_ts": world.timing.ts()})
