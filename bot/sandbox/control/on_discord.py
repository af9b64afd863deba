"""People on Discord."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.sandbox.acts import ClientRefuses

from . import discord_commands
from .discord_screen import DiscordForm, DiscordSeen, form, view

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.sandbox.acts import File
    from bot.sandbox.discord import DiscordSandbox, Person

    from .chat import Seen

DISCORD = "discord"


@dataclass(frozen=True, slots=True, repr=False)
class DiscordHand:
    """A person on Discord."""

    person: Person
    discord: DiscordSandbox
    chat: ClassVar[str] = DISCORD

    @property
    def name(self) -> str:
        """Their name."""
        return self.person.name

    @property
    def account(self) -> str:
        """Their id."""
        return str(self.person.id)

    @property
    def here(self) -> bool:
        """Whether they are in the guild."""
        return self.person.id in self.discord.world.members

    @property
    def roles(self) -> list[str]:
        """Their roles."""
        member = self.discord.world.members.get(self.person.id)
        return [self.discord.world.roles[each].name for each in member.roles] if member else []

    @property
    def rooms(self) -> list[str]:
        """The channels that they see."""
        return [each.name for each in self.discord.channels.values() if self.person.sees(each)]

    def sees(self) -> list[Seen]:
        """Channels, direct messages, and what only they were shown."""
        rooms = [self.discord.channels[each] for each in self.rooms]
        found = [DiscordSeen(message, f"#{room.name}") for room in rooms for message in room.messages]
        found += [DiscordSeen(each, "direct messages", private=True) for each in self.person.inbox]
        return [*found, *(DiscordSeen(each, f"only {self.name} sees it") for each in self.person.answers)]

    async def reacts(self, emoji: str, seen: Seen) -> None:
        """Put an emoji under a message."""
        await self.person.reacts(emoji, view(seen))

    async def unreacts(self, emoji: str, seen: Seen) -> None:
        """Take one's own away."""
        await self.person.unreacts(emoji, view(seen))

    async def writes(self, text: str, room: str | None, files: Sequence[File], answered: Seen | None) -> Seen:
        """Write; in answer to a message by Discord's 'reply'."""
        where = self.discord.channels[room] if room else None
        reply_to = view(answered) if answered else None
        wrote = await self.person.writes(text, where, files=files, reply_to=reply_to)
        return DiscordSeen(wrote, f"#{room}" if room else "direct messages", private=room is None)

    async def clicks(self, label: str, seen: Seen) -> DiscordForm | None:
        """Press a button."""
        return await form(await self.person.clicks(label, view(seen)))

    async def chooses(self, menu: str, chosen: Sequence[str], seen: Seen) -> DiscordForm | None:
        """Choose from a menu."""
        return await form(await self.person.chooses(menu, chosen, view(seen)))

    async def uses(self, entry: str, seen: Seen) -> DiscordForm | None:
        """Use a command from a message's own menu."""
        return await form(await self.person.uses(entry, view(seen)))

    async def runs(self, command: str, words: Sequence[str], *, in_private: bool) -> DiscordForm | None:
        """Use a slash command: the words go to its options, in order or by name."""
        name = command.lstrip("/")
        given = discord_commands.options(self.discord, name, words)
        return await form(await self.person.runs(name, None, in_dm=in_private, **given))

    async def opens_home(self) -> None:
        """There is none."""
        raise ClientRefuses("Discord's bots have no page of their own; Slack's do")

    async def leaves(self) -> None:
        """Leave the guild."""
        await self.person.leaves()

    async def joins(self) -> None:
        """Join the guild."""
        await self.person.joins()

    def closes_dms(self) -> None:
        """Take no direct messages."""
        self.person.closes_dms()

    def opens_dms(self) -> None:
        """Take them again."""
        self.person.opens_dms()


@dataclass(frozen=True, slots=True, repr=False)
class DiscordSide:
    """The guild."""

    discord: DiscordSandbox
    name: ClassVar[str] = DISCORD

    @property
    def people(self) -> list[str]:
        """Everybody."""
        return list(self.discord.people)

    @property
    def channels(self) -> list[str]:
        """Its channels."""
        return list(self.discord.channels)

    @property
    def connected(self) -> bool:
        """Whether a bot holds the gateway."""
        return any(each.socket is not None for each in self.discord.gateway.live())

    def hand(self, name: str) -> DiscordHand:
        """Somebody in the guild."""
        return DiscordHand(self.discord.people[name], self.discord)

    async def until(self, holds: Callable[[], object], within: float) -> None:
        """Wait until something holds."""
        await self.discord.until(holds, within)

    def forgives(self) -> None:
        """Forget what went wrong."""
        self.discord.faults.unexpected.clear()
