"""People on Discord."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.moderation.model import Chat, MessageRef
from bot.sandbox import discord as sandbox
from bot.sandbox.acts import File
from bot.sandbox.discord import MessageView, ModalView, Permission, Person, answer, opened
from bot.sandbox.faults import Faults
from bot.stage import Stage
from tests.stories.hand import Form, Given, Hand, Picture, Seen, Where
from tests.stories.ways import DISCORD, Ways

_STAMP = re.compile(r"<t:(\d+)")
_LINK = re.compile(r"https?://[^\s<>()]+")


@dataclass(frozen=True, slots=True)
class DiscordSeen:
    """A message."""

    view: MessageView

    @property
    def text(self) -> str:
        """Everything that can be read."""
        return self.view.text

    @property
    def wire(self) -> str:
        """The same: Discord's clients read markup out of what is written."""
        return self.view.text

    @property
    def author(self) -> str:
        """Who wrote it."""
        return self.view.author

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.view.ephemeral

    @property
    def edited(self) -> bool:
        """Whether it was changed."""
        return self.view.edited

    @property
    def reactions(self) -> dict[str, int]:
        """How many stand under each emoji."""
        return self.view.reactions

    def reactors(self, emoji: str) -> list[str]:
        """Who put an emoji there."""
        return self.view.reactors(emoji)

    @property
    def spelled(self) -> list[str]:
        """As characters."""
        return list(self.view.reactions)

    @property
    def buttons(self) -> list[str]:
        """What is written on its buttons."""
        return self.view.buttons

    @property
    def menus(self) -> dict[str, list[str]]:
        """What can be chosen."""
        return self.view.menus

    @property
    def pictures(self) -> list[Picture]:
        """Its pictures: whoever sees the message sees them."""
        return [Picture(each.description or "", each.bytes) for each in self.view.attachments]

    @property
    def links(self) -> list[str]:
        """Where it leads."""
        titles = [str(each["url"]) for each in self.view.embeds if "url" in each]
        return [*titles, *_LINK.findall(self.view.text), *self.view.links.values()]

    @property
    def times(self) -> list[int]:
        """The times in it."""
        return [int(each) for each in _STAMP.findall(self.view.content)]

    @property
    def called(self) -> list[str]:
        """Whom it pings."""
        return self.view.mentions

    @property
    def under(self) -> str:
        """What the message says that it answers."""
        return self.view.reply_to.text if self.view.reply_to else ""

    @property
    def ref(self) -> MessageRef:
        """How the bot knows it."""
        return MessageRef(Chat.DISCORD, str(self.view.record.channel.id), str(self.view.id))


@dataclass(frozen=True, slots=True)
class DiscordForm:
    """A modal."""

    view: ModalView

    @property
    def kinds(self) -> dict[str, str]:
        """The types of its components."""
        return {label: str(int(part["type"])) for label, part in self.view.fields.items()}

    def value(self, label: str) -> str:
        """What is filled in already."""
        return str(self.view.fields[label].get("value") or "")

    async def submits(self, values: Mapping[str, Given]) -> Seen:
        """Fill it in and send it."""
        return DiscordSeen(await self.view.submits(values))


@dataclass(frozen=True, slots=True)
class DiscordHand:
    """A person on Discord."""

    person: Person
    on: Stage

    @property
    def name(self) -> str:
        """Their name."""
        return self.person.name

    @property
    def ways(self) -> Ways:
        """Discord's."""
        return DISCORD

    @property
    def inbox(self) -> list[Seen]:
        """The conversation with the bot."""
        return [DiscordSeen(each) for each in self.person.inbox]

    @property
    def answers(self) -> list[Seen]:
        """What they alone were shown."""
        return [DiscordSeen(each) for each in self.person.answers]

    def latest(self, shown: Seen) -> Seen:
        """An answer is changed in its place."""
        return shown

    async def runs(self, command: str, **options: int | str | Hand) -> Seen:
        """Use a command."""
        given = {key: _theirs(each) for key, each in options.items()}
        return DiscordSeen(answer(await self.person.runs(command, self.on.lobby, in_dm=False, **given)))

    async def asks(self, command: str) -> Seen:
        """Use a command in private."""
        return DiscordSeen(answer(await self.person.runs(command, in_dm=True)))

    async def opens(self, command: str, *, in_private: bool = False) -> Form:
        """Use a command that opens a form."""
        where = None if in_private else self.on.lobby
        return DiscordForm(opened(await self.person.runs(command, where, in_dm=in_private)))

    async def uses(self, entry: str, message: Seen) -> Form:
        """Choose from a message's menu."""
        return DiscordForm(opened(await self.person.uses(entry, _view(message))))

    async def clicks(self, label: str, message: Seen) -> Seen:
        """Press a button."""
        return DiscordSeen(answer(await self.person.clicks(label, _view(message))))

    async def presses(self, label: str, message: Seen) -> Form:
        """Press a button that opens a form."""
        return DiscordForm(opened(await self.person.clicks(label, _view(message))))

    async def chooses(self, menu: str, chosen: list[str], message: Seen) -> Seen:
        """Choose from a menu."""
        return DiscordSeen(answer(await self.person.chooses(menu, [*chosen], _view(message))))

    async def reacts(self, emoji: str, message: Seen) -> None:
        """Put an emoji under a message."""
        await self.person.reacts(emoji, _view(message))

    async def unreacts(self, emoji: str, message: Seen) -> None:
        """Take one's own away."""
        await self.person.unreacts(emoji, _view(message))

    async def super_reacts(self, emoji: str, message: Seen) -> None:
        """Put a super reaction under a message."""
        await self.person.super_reacts(emoji, _view(message))

    async def clears(self, message: Seen) -> None:
        """Take all reactions away."""
        await self.person.clears(_view(message))

    async def clears_emoji(self, emoji: str, message: Seen) -> None:
        """Take one emoji away."""
        await self.person.clears_emoji(emoji, _view(message))

    async def writes(
        self, text: str = "", files: Sequence[File] = (), *, reply_to: Seen | None = None, where: Where = "private"
    ) -> Seen:
        """Write a message; `reply_to` by Discord's 'reply'."""
        places = {"private": None, "room": self.on.room, "lobby": self.on.lobby}
        answered = _view(reply_to) if reply_to else None
        return DiscordSeen(await self.person.writes(text, places[where], files=files, reply_to=answered))

    async def edits(self, message: Seen, text: str) -> None:
        """Change one's own message."""
        await self.person.edits(_view(message), text)

    async def removes(self, message: Seen) -> None:
        """Delete one's own message."""
        await self.person.removes(_view(message))

    async def deletes(self, message: Seen) -> None:
        """Delete anybody's message."""
        await self.person.deletes(_view(message))

    def speaks(self, locale: str) -> None:
        """Use the chat in this language."""
        self.person.speaks(locale)

    async def hides(self) -> None:
        """Take no private messages any more."""
        self.person.closes_dms()

    async def returns(self) -> None:
        """Take them again."""
        self.person.opens_dms()


@dataclass(frozen=True, slots=True)
class DiscordSide:
    """The guild."""

    on: Stage

    @property
    def ways(self) -> Ways:
        """Discord's."""
        return DISCORD

    @property
    def bot(self) -> str:
        """The bot's name."""
        return self.on.discord.world.bot.name

    @property
    def faults(self) -> Faults:
        """What is to break."""
        return self.on.discord.faults

    @property
    def cards(self) -> list[Seen]:
        """What stands in the moderators' channel."""
        return [DiscordSeen(each) for each in self.on.room.messages]

    def below(self, card: Seen) -> list[Seen]:
        """What is said in the thread that was started from a card."""
        view = _view(card)
        thread = view.record.thread
        return [DiscordSeen(MessageView(each, view.world)) for each in (thread.messages.values() if thread else ())]

    @property
    def said(self) -> list[Seen]:
        """Every message of the bot."""
        rooms = [*self.on.room.messages, *self.on.lobby.messages]
        private = [each for person in self.on.discord.people.values() for each in (*person.inbox, *person.answers)]
        return [DiscordSeen(each) for each in (*rooms, *private) if each.author not in self.on.discord.people]

    @property
    def pings(self) -> list[tuple[str, str]]:
        """Who was pinged."""
        return [(each.name, ping.text) for each in self.on.discord.people.values() for ping in each.pings]

    def hand(self, name: str) -> Hand:
        """Somebody in the guild."""
        return DiscordHand(self.on.person(name), self.on)

    def tidier(self) -> Hand:
        """A moderator with MANAGE_MESSAGES."""
        self.on.moderator.permits(Permission.MANAGE_MESSAGES)
        return self.hand("noor")

    def emoji(self, name: str) -> str:
        """An emoji of the guild."""
        return self.on.discord.emoji(name)

    async def admits(self, person: Hand) -> None:
        """By a role that sees the channel."""
        role = self.on.discord.role("guest")
        self.on.room.overwrite(role, allow=Permission.VIEW_CHANNEL)
        await self.on.person(person.name).gains(role)

    async def dismisses(self, person: Hand) -> None:
        """By taking the moderators' role."""
        await self.on.person(person.name).loses(self.on.moderator)


def _view(message: Seen) -> MessageView:
    if not isinstance(message, DiscordSeen):
        raise sandbox.NotSeen(f"somebody on Discord does not see {message}")
    return message.view


def _theirs(given: int | str | Hand) -> int | str | Person:
    if isinstance(given, int | str):
        return given
    if not isinstance(given, DiscordHand):
        raise sandbox.NotSeen(f"somebody on Discord cannot choose {given.name}")
    return given.person
