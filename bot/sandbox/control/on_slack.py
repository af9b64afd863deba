"""People on Slack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.sandbox.acts import ClientRefuses
from bot.sandbox.slack import emoji
from bot.sandbox.slack.kinds import Place

from .slack_screen import SlackForm, SlackHome, SlackSeen, form, message, place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.sandbox.acts import File
    from bot.sandbox.slack import MessageView, Person, SlackSandbox

    from .chat import Seen

SLACK = "slack"
DIRECT = "direct messages"


@dataclass(frozen=True, slots=True, repr=False)
class SlackHand:
    """A person on Slack."""

    person: Person
    slack: SlackSandbox
    chat: ClassVar[str] = SLACK

    @property
    def name(self) -> str:
        """Their name."""
        return self.person.name

    @property
    def account(self) -> str:
        """Their id."""
        return self.person.id

    @property
    def here(self) -> bool:
        """Whether they have an account now."""
        return not self.person.user.deleted

    @property
    def roles(self) -> list[str]:
        """The user groups that they are in."""
        return [each.handle for each in self.slack.world.groups.values() if self.person.id in each.users]

    @property
    def rooms(self) -> list[str]:
        """The channels that they are in."""
        found = self.slack.channels.values() if self.here else ()
        return [each.name for each in found if self.person.id in each.record.members]

    def sees(self) -> list[Seen]:
        """Channels with their threads, direct messages, what only they were shown, and the App Home once opened."""
        rooms = [self.slack.channels[each] for each in self.rooms]
        found: list[Seen] = [each for room in rooms for top in room.messages for each in _threaded(top, room.name)]
        found += [SlackSeen(each, _in_thread(DIRECT, each), private=True) for each in self.person.inbox]
        found += [SlackSeen(each, f"only {self.name} sees it") for each in self.person.answers]
        home = self.person.home
        return [*found, *([SlackHome(home)] if home.blocks else [])]

    async def reacts(self, character: str, seen: Seen) -> None:
        """Put an emoji under a message."""
        await self.person.reacts(emoji.spelled(character), message(seen))

    async def unreacts(self, character: str, seen: Seen) -> None:
        """Take one's own away."""
        await self.person.unreacts(emoji.spelled(character), message(seen))

    async def writes(self, text: str, room: str | None, files: Sequence[File], answered: Seen | None) -> Seen:
        """Write; in answer to a message in its thread."""
        where = self.slack.channels[room] if room else None
        root = message(answered) if answered else None
        wrote = await self.person.writes(text, where, files=files, reply_to=root)
        return SlackSeen(wrote, _in_thread(f"#{room}" if room else DIRECT, wrote), private=room is None)

    async def clicks(self, label: str, seen: Seen) -> SlackForm | None:
        """Press a button."""
        return form(await self.person.clicks(label, place(seen)))

    async def chooses(self, menu: str, chosen: Sequence[str], seen: Seen) -> SlackForm | None:
        """Choose from a menu."""
        return form(await self.person.chooses(menu, chosen, place(seen)))

    async def uses(self, entry: str, seen: Seen) -> SlackForm | None:
        """Use a shortcut from a message's own menu."""
        return form(await self.person.uses(entry, message(seen)))

    async def runs(self, command: str, words: Sequence[str], *, in_private: bool) -> SlackForm | None:
        """Use a slash command: all that stands behind it is one line of text."""
        name, *verbs = command.lstrip("/").split() or [""]
        line = " ".join([*verbs, *map(self._typed, words)])
        return form(await self.person.runs(f"/{name}", line, in_dm=in_private))

    def _typed(self, word: str) -> str:
        """As the client sends a word: it completes somebody's name behind an @."""
        called = self.slack.people.get(word.removeprefix("@").casefold()) if word.startswith("@") else None
        return called.mention if called else word

    async def opens_home(self) -> None:
        """Open the App Home."""
        await self.person.opens_home()

    async def leaves(self) -> None:
        """Lose the account."""
        await self.person.deactivated()

    async def joins(self) -> None:
        """Have it again, in the channels that are open to all."""
        await self.person.reactivated()
        for each in self.slack.channels.values():
            if each.record.place is Place.PUBLIC:
                await self.person.joins(each)

    def closes_dms(self) -> None:
        """Nobody can."""
        raise ClientRefuses("nobody on Slack can refuse direct messages; who has left gets none")

    def opens_dms(self) -> None:
        """They always are."""
        raise ClientRefuses("on Slack everybody takes direct messages")


def _threaded(top: MessageView, room: str) -> list[SlackSeen]:
    """A message and the thread under it; nothing of what was deleted."""
    shown = [top, *(each for each in top.replies if not each.record.broadcast)]
    return [SlackSeen(each, _in_thread(f"#{room}", each)) for each in shown if not each.deleted]


def _in_thread(where: str, view: MessageView) -> str:
    return f"{where}, in a thread" if view.record.is_reply else where


@dataclass(frozen=True, slots=True, repr=False)
class SlackSide:
    """The workspace."""

    slack: SlackSandbox
    name: ClassVar[str] = SLACK

    @property
    def people(self) -> list[str]:
        """Everybody."""
        return list(self.slack.people)

    @property
    def channels(self) -> list[str]:
        """Its channels."""
        return list(self.slack.channels)

    @property
    def connected(self) -> bool:
        """Whether a bot holds a socket."""
        return bool(self.slack.sockets.open)

    def hand(self, name: str) -> SlackHand:
        """Somebody in the workspace."""
        return SlackHand(self.slack.people[name], self.slack)

    async def until(self, holds: Callable[[], object], within: float) -> None:
        """Wait until something holds."""
        await self.slack.until(holds, within)

    def forgives(self) -> None:
        """Forget what went wrong."""
        self.slack.faults.unexpected.clear()
