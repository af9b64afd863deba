"""Who a message really calls (docs.discord.com: 'Message', 'Allowed Mentions Object')."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .components import walk
from .kinds import ChannelKind, Json
from .permissions import Permission

if TYPE_CHECKING:
    from .model import Message, User
    from .world import World

USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYONE = re.compile(r"@(everyone|here)")
EVERYTHING: Json = {"parse": ["users", "roles", "everyone"], "replied_user": True}


@dataclass(slots=True)
class Called:
    """The people, roles and everybody that a message calls."""

    users: list[User] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    everyone: bool = False


def find(message: Message, allowed: Json | None, world: World) -> Called:
    """Find whom a message calls, as far as its sender allows it and may."""
    rules = EVERYTHING if allowed is None else allowed
    text = "\n".join([message.content, *(each.get("content") or "" for each in walk(message.components))])
    users = _named(USER.findall(text), rules, "users")
    called = Called([world.users[each] for each in users if each in world.users])
    original = message.reference
    if original and rules.get("replied_user", allowed is None) and original.author not in called.users:
        called.users.append(original.author)
    if message.channel.kind is ChannelKind.DM:
        return called
    may_call_all = Permission.MENTION_EVERYONE in world.may(message.author, message.channel)
    named = [each for each in _named(ROLE.findall(text), rules, "roles") if each in world.roles]
    called.roles = [each for each in named if may_call_all or world.roles[each].mentionable]
    called.everyone = may_call_all and "everyone" in (rules.get("parse") or []) and bool(EVERYONE.search(text))
    return called


def _named(found: list[str], rules: Json, key: str) -> list[int]:
    named = dict.fromkeys(int(each) for each in found)
    if key in (rules.get("parse") or []):
        return list(named)
    allowed = {int(each) for each in rules.get(key) or []}
    return [each for each in named if each in allowed]


def reached(message: Message, world: World) -> list[User]:
    """Return the people whose client would make a sound: those called who can see the channel, the author excepted."""
    everyone = [each.user for each in world.members.values()]
    by_role = [each.user for each in world.members.values() if set(each.roles) & set(message.role_mentions)]
    called = everyone if message.mentions_everyone else message.mentions + by_role
    seeing = [each for each in dict.fromkeys(each.id for each in called) if each != message.author.id]
    users = [world.users[each] for each in seeing]
    return [each for each in users if Permission.VIEW_CHANNEL in world.may(each, message.channel)]
