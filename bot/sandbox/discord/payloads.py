"""The JSON of people, roles, channels and threads (docs.discord.com: 'User', 'Guild', 'Channel')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .kinds import THREADS, ChannelKind, Json

if TYPE_CHECKING:
    from .model import Channel, Member, Role, User
    from .world import World


def user(who: User) -> Json:
    """Show an account."""
    shown: Json = {
        "id": str(who.id),
        "username": who.name.lower(),
        "avatar": None,
        "discriminator": "0000" if who.bot else "0",
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "global_name": None if who.bot else who.name,
        "avatar_decoration_data": None,
        "primary_guild": None,
    }
    return shown | {"bot": True} if who.bot else shown


def own_user(who: User) -> Json:
    """Show the bot's own account ('Get Current User')."""
    return user(who) | {"mfa_enabled": False, "locale": who.locale, "verified": True, "email": None, "premium_type": 0}


def member(who: Member, *, with_user: bool = True) -> Json:
    """Show somebody in the guild; events that name the user elsewhere leave it out."""
    shown: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": who.joined_at,
        "nick": who.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(each) for each in who.roles],
        "mute": False,
        "deaf": False,
    }
    return shown | {"user": user(who.user)} if with_user else shown


def role(which: Role) -> Json:
    """Show a role."""
    shown: Json = {
        "id": str(which.id),
        "name": which.name,
        "permissions": str(int(which.permissions)),
        "position": which.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": which.bot_id is not None,
        "mentionable": which.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return shown | {"tags": {"bot_id": str(which.bot_id)}} if which.bot_id else shown


def channel(which: Channel, world: World) -> Json:
    """Show a channel of any kind."""
    last = max(which.messages, default=None)
    shown: Json = {
        "id": str(which.id),
        "type": int(which.kind),
        "flags": 0,
        "last_message_id": str(last) if last else None,
    }
    if which.recipient is not None:
        return shown | {"recipients": [user(which.recipient)]}
    shown |= {"guild_id": str(world.guild_id), "name": which.name, "rate_limit_per_user": 0}
    return shown | (_thread(which, world) if which.kind in THREADS else _text(which))


def _text(which: Channel) -> Json:
    rules = [
        {"id": str(each.id), "type": int(each.is_member), "allow": str(int(each.allow)), "deny": str(int(each.deny))}
        for each in which.overwrites.values()
    ]
    place: Json = {"parent_id": None, "topic": None, "position": which.position, "nsfw": False}
    return place | {"permission_overwrites": rules}


def threads(which: list[Channel], world: World, *, has_more: bool = False) -> Json:
    """Threads in a list, with the bot's own part in them."""
    inside = [each for each in which if world.bot.id in each.thread_members]
    shown = [channel(each, world) for each in which]
    return {"threads": shown, "members": [thread_member(each, world.bot.id) for each in inside], "has_more": has_more}


def _thread(which: Channel, world: World) -> Json:
    count = len(which.messages)
    shown: Json = {
        "parent_id": str(which.parent.id) if which.parent else None,
        "owner_id": str(which.owner_id),
        "message_count": count,
        "member_count": len(which.thread_members),
        "total_message_sent": count,
        "thread_metadata": {
            "archived": which.archived,
            "archive_timestamp": which.created_at,
            "auto_archive_duration": which.auto_archive,
            "locked": which.locked,
            "create_timestamp": which.created_at,
        },
    }
    inside = world.bot.id in which.thread_members
    return shown | {"member": thread_member(which, world.bot.id)} if inside else shown


def thread_member(which: Channel, user_id: int) -> Json:
    """Show somebody in a thread."""
    joined = which.thread_members[user_id]
    return {"id": str(which.id), "user_id": str(user_id), "join_timestamp": joined, "flags": 0}


def guild(world: World) -> Json:
    """Show the guild ('Guild Object')."""
    nothing = (
        "icon description home_header splash discovery_splash banner application_id afk_channel_id system_channel_id "
        "widget_channel_id max_presences vanity_url_code rules_channel_id safety_alerts_channel_id "
        "public_updates_channel_id incidents_data"
    )
    zero = (
        "system_channel_flags verification_level default_message_notifications mfa_level explicit_content_filter "
        "premium_tier premium_subscription_count nsfw_level"
    )
    shown: Json = dict.fromkeys(nothing.split()) | dict.fromkeys(zero.split(), 0)
    return shown | {
        "id": str(world.guild_id),
        "name": world.guild_name,
        "features": [],
        "owner_id": str(min(world.users)),
        "region": "deprecated",
        "afk_timeout": 300,
        "widget_enabled": False,
        "roles": [role(each) for each in world.roles.values()],
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "emojis": [emoji(key, name) for key, name in world.emojis.items()],
        "stickers": [],
    }


def emoji(emoji_id: int, name: str) -> Json:
    """Show an emoji of the guild."""
    flags = {"require_colons": True, "managed": False, "animated": False, "available": True}
    return {"id": str(emoji_id), "name": name, "roles": [], **flags}


def guild_create(world: World, members: list[Member]) -> Json:
    """Show the guild as GUILD_CREATE does, with its channels and those members that the intents allow."""
    return guild(world) | {
        "joined_at": world.members[world.bot.id].joined_at,
        "large": False,
        "unavailable": False,
        "member_count": len(world.members),
        "voice_states": [],
        "members": [member(each) for each in members],
        "channels": [channel(each, world) for each in world.guild_channels()],
        "threads": [channel(each, world) for each in world.threads()],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def application(world: World) -> Json:
    """Show the application ('Application Object'); its flags tell which privileged intents it was given."""
    limited = int(world.privileged.value)
    flags = (1 << 19 if limited & 1 << 15 else 0) | (1 << 15 if limited & 1 << 1 else 0)
    owner = world.users[min(world.users)]
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user(world.bot),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(owner),
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "event_webhooks_status": 1,
    }


def is_direct(which: Channel) -> bool:
    """Tell whether a channel is somebody's direct messages."""
    return which.kind is ChannelKind.DM
