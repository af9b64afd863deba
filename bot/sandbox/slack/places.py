"""Channels and user groups, as the one who sets the workspace up handles them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import posts
from .views import MessageView

if TYPE_CHECKING:
    from .acting import Actor
    from .model import Channel, Group
    from .world import World


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel."""

    record: Channel
    world: World

    @property
    def id(self) -> str:
        """Return its id."""
        return self.record.id

    @property
    def name(self) -> str:
        """Return its name."""
        return self.record.name

    @property
    def messages(self) -> list[MessageView]:
        """Return its messages, oldest first, without the replies in threads."""
        top = [each for each in self.record.messages.values() if not each.is_reply or each.broadcast]
        return [MessageView(self.world, each) for each in top]

    @property
    def members(self) -> list[str]:
        """Return the names of its members."""
        return [self.world.users[each].name for each in self.record.members]

    def invites(self, person: Actor | None = None) -> None:
        """Let somebody in; without a name the bot."""
        posts.join(self.world, self.record, person.user if person else self.world.bot)

    def removes(self, person: Actor | None = None) -> None:
        """Take somebody out; without a name the bot."""
        posts.leave(self.world, self.record, person.user if person else self.world.bot)

    def archives(self) -> None:
        """Archive it."""
        self.record.archived = True


@dataclass(frozen=True, slots=True)
class GroupView:
    """A user group."""

    record: Group

    @property
    def id(self) -> str:
        """Return its id."""
        return self.record.id

    @property
    def mention(self) -> str:
        """Return how one calls it in a text."""
        return f"<!subteam^{self.record.id}>"

    def gains(self, person: Actor) -> None:
        """Take somebody in."""
        self.record.users.append(person.id)

    def loses(self, person: Actor) -> None:
        """Leave somebody out."""
        self.record.users.remove(person.id)
