"""People on Slack."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.moderation.model import Chat, MessageRef
from bot.sandbox import slack as sandbox
from bot.sandbox.acts import ClientRefuses, File, NotSeen
from bot.sandbox.faults import Faults
from bot.sandbox.slack import MessageView, ModalView, Person, answer, opened
from bot.stage import Stage
from tests.stories.hand import Form, Given, Hand, Picture, Seen, Where
from tests.stories.ways import EMOJI, SLACK, Ways

_CHARACTERS = {name: character for character, name in EMOJI.items()}
_SHORTCODE = re.compile(r":([a-z0-9_+-]+(?:::skin-tone-[2-6])?):")
_STAMP = re.compile(r"<!date\^(\d+)\^")
_LINK = re.compile(r"<(https?://[^|>\s]+)")


def _spelled(emoji: str) -> str:
    return EMOJI.get(emoji, emoji)


def _character(name: str) -> str:
    return _CHARACTERS.get(name, name)


@dataclass(frozen=True, slots=True)
class SlackSeen:
    """A message."""

    view: MessageView

    @property
    def text(self) -> str:
        """Everything that can be read, with emoji as characters."""
        return _SHORTCODE.sub(lambda found: _CHARACTERS.get(found[1], found[0]), self.view.text)

    @property
    def wire(self) -> str:
        """Its text, and what in its blocks Slack reads markup out of."""
        return "\n".join([self.view.content, *_marked_up(self.view.blocks)])

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
        return {_character(name): count for name, count in self.view.reactions.items()}

    def reactors(self, emoji: str) -> list[str]:
        """Who put an emoji there."""
        return self.view.reactors(_spelled(emoji))

    @property
    def spelled(self) -> list[str]:
        """By name."""
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
        """Those in its blocks that every person in the conversation really sees."""
        record = self.view.record
        people = [self.view.world.users[each] for each in record.channel.members]
        seeing = [each for each in people if not each.bot_id]
        shown = [each for each in self.view.images if all(map(each.shown_to, seeing))]
        return [Picture(each.alt_text, each.file.data) for each in shown if each.file]

    @property
    def links(self) -> list[str]:
        """Where it leads."""
        return [*(each.replace("&amp;", "&") for each in _LINK.findall(self.wire)), *self.view.links.values()]

    @property
    def times(self) -> list[int]:
        """The times in it."""
        large = [each for each in self.view.blocks if each["type"] != "context"]
        return [int(each) for text in _marked_up(large) for each in _STAMP.findall(text)]

    @property
    def called(self) -> list[str]:
        """Whom it pings."""
        return [each.user.name for each in self.view.world.pings if each.message is self.view.record]

    @property
    def under(self) -> str:
        """What the message says in whose thread it stands."""
        return self.view.reply_to.text if self.view.reply_to else ""

    @property
    def ref(self) -> MessageRef:
        """How the bot knows it."""
        return MessageRef(Chat.SLACK, self.view.record.channel.id, self.view.id)


def _marked_up(part: object) -> list[str]:
    """The texts in blocks that may hold markup; plain ones and descriptions are shown as they are."""
    if isinstance(part, dict) and part.get("type") == "mrkdwn":
        return [str(part["text"])]
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [text for each in inside for text in _marked_up(each)]


@dataclass(frozen=True, slots=True)
class SlackForm:
    """A modal."""

    view: ModalView

    @property
    def kinds(self) -> dict[str, str]:
        """The types of its elements."""
        return {label: str(part["type"]) for label, part in self.view.fields.items()}

    def value(self, label: str) -> str:
        """What is filled in already."""
        return str(self.view.fields[label].get("initial_value") or "")

    async def submits(self, values: Mapping[str, Given]) -> Seen:
        """Fill it in and send it."""
        return SlackSeen(answer(await self.view.submits(values)))


@dataclass(frozen=True, slots=True)
class SlackHand:
    """A person on Slack."""

    person: Person
    on: Stage

    @property
    def name(self) -> str:
        """Their name."""
        return self.person.name

    @property
    def ways(self) -> Ways:
        """Slack's."""
        return SLACK

    @property
    def inbox(self) -> list[Seen]:
        """The conversation with the bot, threads included; a picture that is shared there comes without words."""
        return [SlackSeen(each) for each in self.person.inbox if each.text or each.author == self.name]

    @property
    def answers(self) -> list[Seen]:
        """What they alone were shown."""
        return [SlackSeen(each) for each in self.person.answers]

    def latest(self, shown: Seen) -> Seen:
        """The newest answer: Slack lets nobody change one."""
        return self.answers[-1] if self.answers else shown

    async def runs(self, command: str, **options: int | str | Hand) -> Seen:
        """Type a command, and what it wants to know after it."""
        name, *verbs = command.split()
        line = " ".join([*verbs, *(_typed(each) for each in options.values())])
        return SlackSeen(answer(await self._types(f"/{name}", line)))

    async def asks(self, command: str) -> Seen:
        """Type a command in private."""
        return SlackSeen(answer(await self._types(f"/{command}", in_private=True)))

    async def opens(self, command: str, *, in_private: bool = False) -> Form:
        """Type a command that opens a form."""
        return SlackForm(opened(await self._types(f"/{command}", in_private=in_private)))

    async def _types(self, command: str, line: str = "", *, in_private: bool = False) -> sandbox.Response:
        where = None if in_private else self.on.workspace.lobby
        return await self.person.runs(command, line, where, in_dm=in_private)

    async def uses(self, entry: str, message: Seen) -> Form:
        """Choose from a message's menu."""
        return SlackForm(opened(await self.person.uses(entry, _view(message))))

    async def clicks(self, label: str, message: Seen) -> Seen:
        """Press a button."""
        return SlackSeen(answer(await self.person.clicks(label, _view(message))))

    async def presses(self, label: str, message: Seen) -> Form:
        """Press a button that opens a form."""
        return SlackForm(opened(await self.person.clicks(label, _view(message))))

    async def chooses(self, menu: str, chosen: list[str], message: Seen) -> Seen:
        """Choose from a menu."""
        return SlackSeen(answer(await self.person.chooses(menu, [*chosen], _view(message))))

    async def reacts(self, emoji: str, message: Seen) -> None:
        """Put an emoji under a message."""
        await self.person.reacts(_spelled(emoji), _view(message))

    async def unreacts(self, emoji: str, message: Seen) -> None:
        """Take one's own away."""
        await self.person.unreacts(_spelled(emoji), _view(message))

    async def super_reacts(self, emoji: str, message: Seen) -> None:  # noqa: ARG002 - the protocol
        """Slack has none."""
        raise ClientRefuses("Slack has no super reactions")

    async def clears(self, message: Seen) -> None:  # noqa: ARG002 - the protocol
        """Slack lets nobody."""
        raise ClientRefuses("on Slack people take off their own reactions alone")

    async def clears_emoji(self, emoji: str, message: Seen) -> None:  # noqa: ARG002 - the protocol
        """Slack lets nobody."""
        raise ClientRefuses("on Slack people take off their own reactions alone")

    async def writes(
        self, text: str = "", files: Sequence[File] = (), *, reply_to: Seen | None = None, where: Where = "private"
    ) -> Seen:
        """Write a message; `reply_to` into that message's thread."""
        places = {"private": None, "room": self.on.workspace.room, "lobby": self.on.workspace.lobby}
        root = _view(reply_to) if reply_to else None
        return SlackSeen(await self.person.writes(text, places[where], files=files, reply_to=root))

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
        """Lose the account: there is no other way to be out of reach."""
        await self.person.deactivated()

    async def returns(self) -> None:
        """Have the account again."""
        await self.person.reactivated()


@dataclass(frozen=True, slots=True)
class SlackSide:
    """The workspace."""

    on: Stage

    @property
    def ways(self) -> Ways:
        """Slack's."""
        return SLACK

    @property
    def bot(self) -> str:
        """The bot's name."""
        return self.on.slack.world.bot.name

    @property
    def faults(self) -> Faults:
        """What is to break."""
        return self.on.slack.faults

    @property
    def cards(self) -> list[Seen]:
        """What stands in the moderators' channel, outside threads; not the stump that a deleted root leaves."""
        return [SlackSeen(each) for each in self.on.workspace.room.messages if not each.deleted]

    def below(self, card: Seen) -> list[Seen]:
        """What is said in the thread of a card, but for its pictures, which are shared there."""
        return [SlackSeen(each) for each in _view(card).replies if each.text]

    @property
    def said(self) -> list[Seen]:
        """Every message of the bot, threads included."""
        everywhere = [each for channel in self.on.slack.world.channels.values() for each in channel.messages.values()]
        seen = [MessageView(self.on.slack.world, each) for each in everywhere]
        private = [each for person in self.on.slack.people.values() for each in person.answers]
        return [SlackSeen(each) for each in (*seen, *private) if each.author not in self.on.slack.people]

    @property
    def pings(self) -> list[tuple[str, str]]:
        """Who was pinged."""
        return [(each.name, ping.text) for each in self.on.slack.people.values() for ping in each.pings]

    def hand(self, name: str) -> Hand:
        """Somebody in the workspace."""
        return SlackHand(self.on.colleague(name), self.on)

    def tidier(self) -> Hand:
        """A moderator who is an admin of the workspace."""
        self.on.colleague("noor").becomes_admin()
        return self.hand("noor")

    def emoji(self, name: str) -> str:
        """An emoji of the workspace."""
        return self.on.slack.emoji(name)

    async def admits(self, person: Hand) -> None:
        """By an invitation; the moderators' user group stays as it is."""
        self.on.workspace.room.invites(self.on.colleague(person.name))

    async def dismisses(self, person: Hand) -> None:
        """By leaving them out of the moderators' user group."""
        self.on.workspace.moderators.loses(self.on.colleague(person.name))


def _view(message: Seen) -> MessageView:
    if not isinstance(message, SlackSeen):
        raise NotSeen(f"somebody on Slack does not see {message}")
    return message.view


def _typed(given: int | str | Hand) -> str:
    if isinstance(given, int | str):
        return str(given)
    if not isinstance(given, SlackHand):
        raise NotSeen(f"somebody on Slack cannot call {given.name}")
    return given.person.mention
