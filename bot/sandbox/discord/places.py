"""Channels and roles, as the one who sets the guild up handles them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import payloads, posts
from .kinds import Intent
from .model import Overwrite
from .permissions import NONE, Permission
from .views import MessageView
from .world import Event

if TYPE_CHECKING:
    from .model import Channel, Role
    from .world import World


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role."""

    record: Role
    world: World

    @property
    def id(self) -> int:
        """Return its id."""
        return self.record.id

    @property
    def name(self) -> str:
        """Return its name."""
        return self.record.name

    def permits(self, permissions: Permission) -> None:
        """Change what it permits."""
        self.record.permissions = permissions
        shown = {"guild_id": str(self.world.guild_id), "role": payloads.role(self.record)}
        self.world.emit(Event("GUILD_ROLE_UPDATE", shown, Intent.GUILDS))


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel or a thread."""

    record: Channel
    world: World

    @property
    def id(self) -> int:
        """Return its id."""
        return self.record.id

    @property
    def name(self) -> str:
        """Return its name."""
        return self.record.name

    @property
    def messages(self) -> list[MessageView]:
        """Return its messages, oldest first."""
        return [MessageView(each, self.world) for each in self.record.messages.values()]

    @property
    def threads(self) -> list[ChannelView]:
        """Return the threads under it."""
        return [ChannelView(each, self.world) for each in self.world.channels.values() if each.parent is self.record]

    def overwrite(self, role: RoleView | None, *, allow: Permission = NONE, deny: Permission = NONE) -> None:
        """Allow or deny something here to a role, or to everyone."""
        role_id = role.id if role else self.world.guild_id
        self.record.overwrites[role_id] = Overwrite(role_id, is_member=False, allow=allow, deny=deny)
        self.world.emit(Event("CHANNEL_UPDATE", payloads.channel(self.record, self.world), Intent.GUILDS, self.record))

    def archive(self) -> None:
        """Put a thread away, as Discord does with one in which nobody has said anything for a while."""
        posts.archive(self.world, self.record, archived=True)

    def delete(self) -> None:
        """Delete it."""
        posts.forget_channel(self.world, self.record)
