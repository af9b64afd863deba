"""What a person sees, and how what they do reaches the app and its first visible answer comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.sandbox.acts import ClientRefuses, DidNotRespond, NotSeen

from . import events, interactions
from .deliveries import INTERACTIVE, Dispatcher, NotAcknowledged
from .kinds import Place
from .model import Message
from .views import HomeView, MessageView

if TYPE_CHECKING:
    from collections.abc import Callable

    from .kinds import Json
    from .modals import ModalView
    from .model import Channel, User
    from .places import ChannelView
    from .world import World


@dataclass(frozen=True, slots=True)
class Nothing:
    """The app acknowledged, and the person saw nothing come of it."""

    what: str


Response: TypeAlias = "MessageView | ModalView | HomeView | Nothing"


def answer(response: Response) -> MessageView:
    """Insist that the app answered with a message."""
    if not isinstance(response, MessageView):
        raise NotSeen(f"no message came, but {response}")
    return response


@dataclass(frozen=True, slots=True, eq=False)
class Actor:
    """A person in front of Slack's client.

    Attributes:
        patience: real seconds without anything happening at all, after which nothing more is expected.
    """

    user: User
    world: World
    dispatcher: Dispatcher
    patience: float

    @property
    def id(self) -> str:
        """Return the account's id."""
        return self.user.id

    @property
    def name(self) -> str:
        """Return the account's name."""
        return self.user.name

    @property
    def mention(self) -> str:
        """Return how one calls this person in a text."""
        return f"<@{self.user.id}>"

    @property
    def inbox(self) -> list[MessageView]:
        """Return the direct messages with the bot, of both sides, threads included, oldest first."""
        channel = self.world.direct(self.user)
        return [MessageView(self.world, each) for each in (channel.messages.values() if channel else ())]

    @property
    def answers(self) -> list[MessageView]:
        """Return what only this person was shown, oldest first."""
        shown = dict.fromkeys(each for each in self.world.screen(self.user).shown if isinstance(each, Message))
        return [MessageView(self.world, each) for each in shown if each.visible_to == self.id and not each.deleted]

    @property
    def pings(self) -> list[MessageView]:
        """Return the messages that called this person."""
        return [MessageView(self.world, each.message) for each in self.world.pings if each.user is self.user]

    @property
    def home(self) -> HomeView:
        """Return the App Home as it stands."""
        return HomeView(self.world, self.user)

    def pictures(self, message: MessageView) -> list[bytes]:
        """Return the pictures of a message that this person really sees, those in blocks and those under it."""
        shown = [each.file for each in message.images if each.shown_to(self.user)]
        under = [each.record for each in message.files if each.record.size]
        return [each.data for each in [*shown, *under] if each is not None]

    # How it reaches the app

    async def interacts(self, payload: Json, seen: Callable[[], Response | None], *, waits: bool) -> Response:
        """Send an interaction, and return the first thing that this person sees come of it."""
        if not self.world.manifest.interactive:
            raise DidNotRespond("This app is not configured to handle interactive responses")
        mark = len(self.world.screen(self.user).shown)
        await self.asks(INTERACTIVE, payload, str(payload["type"]))
        return await self.next_shown(mark, seen, waits=waits, what=str(payload["type"]))

    async def asks(self, kind: str, payload: Json, what: str) -> Json | None:
        """Hand something to the app; nothing of this kind comes twice, the person sees an error instead."""
        try:
            return await self.dispatcher.ask(kind, payload)
        except NotAcknowledged as failed:
            texts = {"view_submission": "We had some trouble connecting. Try again?"}
            text = texts.get(what, f"{what} failed with the error 'operation_timeout'")
            raise DidNotRespond(f"{text} ({self.name}; {failed.reason})") from None

    async def next_shown(self, mark: int, seen: Callable[[], Response | None], *, waits: bool, what: str) -> Response:
        """Wait until something comes up on the screen."""
        screen, pulse = self.world.screen(self.user), self.world.pulse
        while True:
            if screen.shown[mark:]:
                return self.look(screen.shown[mark])
            found = seen()
            if found is not None or not waits:
                return found or Nothing(what)
            before = pulse.count
            await pulse.wait(self.patience)
            if pulse.count == before:
                return Nothing(what)

    def look(self, shown: object) -> Response:
        """Return something on the screen as this person sees it."""
        raise NotImplementedError

    def payload(self, kind: str, **more: object) -> Json:
        """Begin an interaction's payload."""
        return {"type": kind, **interactions.common(self.world, self.user), **more}

    # What is there

    def place(self, in_: ChannelView | None, *, in_dm: bool = False) -> Channel:
        """Find where to act: the direct messages, the channel named, or the first one that the person is in."""
        if in_dm:
            return self.open_direct()
        if in_ is not None:
            self.must_be_in(in_.record)
            return in_.record
        for channel in self.world.channels.values():
            if channel.place is Place.PUBLIC and self.id in channel.members:
                return channel
        raise NotSeen(f"{self.name} is in no channel; name one, or use in_dm=True")

    def open_direct(self) -> Channel:
        """Open the app's messages tab."""
        if not self.world.manifest.messages_tab or self.user.team != self.world.team_id:
            raise NotSeen(f"{self.name} has no messages with this app")
        return self.world.open_direct(self.user)

    def must_be_in(self, channel: Channel) -> None:
        """Insist on membership."""
        if self.id not in channel.members or self.user.deleted:
            raise NotSeen(f"{self.name} is not in {channel.name}")

    def must_see(self, message: MessageView) -> None:
        """Insist that a message is there for this person."""
        hidden = message.record.visible_to not in (None, self.id)
        if hidden or message.deleted or not self.world.sees(self.user, message.record.channel):
            raise NotSeen(f"{self.name} does not see {message}")

    def must_own(self, message: MessageView) -> None:
        """Insist on one's own message."""
        if message.record.user is not self.user or message.deleted:
            raise ClientRefuses("Only one's own message can be changed")

    async def opens_home(self, tab: str = "home") -> HomeView:
        """Open a tab of the app's home: the app is told, and may publish something."""
        enabled = {"home": self.world.manifest.home_tab, "messages": self.world.manifest.messages_tab}
        if not enabled[tab] or self.user.team != self.world.team_id:
            raise NotSeen(f"this app has no {tab} tab for {self.name}")
        channel = self.world.open_direct(self.user)
        events.home_opened(self.world, self.user, channel, tab, self.world.screen(self.user).home)
        return self.home
