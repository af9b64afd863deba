"""Permission bits and how they add up in a channel (docs.discord.com: 'Permissions')."""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

from .kinds import THREADS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Channel, Member, Role


class Permission(IntFlag):
    """The permissions that the sandbox knows."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38


NONE = Permission(0)
ALL = Permission(~Permission(0))
MEMBERS = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
BOT = MEMBERS | Permission.MANAGE_MESSAGES
# What two people may do in their direct messages: no overwrites apply there.
DIRECT = MEMBERS & ~(Permission.CREATE_PUBLIC_THREADS | Permission.SEND_MESSAGES_IN_THREADS)


def of_member(member: Member, roles: dict[int, Role], everyone: int) -> Permission:
    """Return what a member may do in the guild as a whole."""
    held = Permission(roles[everyone].permissions)
    for role_id in member.roles:
        held |= Permission(roles[role_id].permissions)
    return ALL if Permission.ADMINISTRATOR in held else held


def in_channel(member: Member, channel: Channel, roles: dict[int, Role], everyone: int) -> Permission:
    """Return what a member may do in a channel; a thread follows its parent."""
    held = of_member(member, roles, everyone)
    if held == ALL:
        return held
    place = channel.parent if channel.kind in THREADS and channel.parent else channel
    held = _apply(held, place, [everyone])
    held = _apply(held, place, member.roles)
    held = _apply(held, place, [member.user.id])
    return held if Permission.VIEW_CHANNEL in held else NONE


def _apply(held: Permission, channel: Channel, ids: Iterable[int]) -> Permission:
    rules = [channel.overwrites[each] for each in ids if each in channel.overwrites]
    for rule in rules:
        held &= ~rule.deny
    for rule in rules:
        held |= rule.allow
    return held
