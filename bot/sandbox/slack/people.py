"""The people of the workspace: they act as people do, by what they see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.sandbox.acts import ClientRefuses, DidNotRespond, File, NotSeen

from . import actions, events, interactions, message_json, mrkdwn, posts, reacting, responses, uploads
from .acting import Actor, Response
from .deliveries import COMMAND
from .errors import SlackError
from .kinds import Json, Place
from .modals import ModalView
from .model import Message, View
from .views import FileView, HomeView, MessageView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from . import model
    from .places import ChannelView

MAX_TEXT = 12_000
MAX_FILES = 10


@dataclass(frozen=True, slots=True, eq=False)
class Person(Actor):
    """A person with an account, and everything that they can do."""

    def look(self, shown: object) -> Response:
        """Return something on the screen as this person sees it."""
        if isinstance(shown, Message):
            return MessageView(self.world, shown)
        modal = isinstance(shown, View) and shown.content["type"] == "modal"
        return ModalView(self.world, self, shown) if modal and isinstance(shown, View) else self.home

    def speaks(self, locale: str, zone: str = "Europe/Berlin") -> None:
        """Set the language and the time zone, as under 'Preferences'."""
        self.user.locale, self.user.zone = locale, zone

    def goes_away(self) -> None:
        """Close every client; Slack shows no ephemeral message then, nor afterwards."""
        self.user.away = True

    def comes_back(self) -> None:
        """Open one again."""
        self.user.away = False

    # Commands, shortcuts, buttons

    async def runs(
        self,
        command: str,
        text: str = "",
        in_: ChannelView | None = None,
        *,
        in_dm: bool = False,
        reply_to: MessageView | None = None,
        waits: bool = True,
    ) -> Response:
        """Use a slash command; in a thread the client refuses it."""
        if reply_to is not None:
            raise ClientRefuses(f"{command} is not supported in threads. Sorry!")
        if self.world.manifest.command(command) is None or self.user.team != self.world.team_id:
            raise NotSeen(f"{command} is not a valid command")
        channel, mark = self.place(in_, in_dm=in_dm), len(self.world.screen(self.user).shown)
        told = self._command(command, text, channel)
        said = await self.asks(COMMAND, told, command)
        if said:
            path = str(told["response_url"]).removeprefix(self.world.api_url.removesuffix("/api/"))
            self._answer(path, said)
        return await self.next_shown(mark, lambda: None, waits=waits, what=command)

    def _answer(self, path: str, said: Json) -> None:
        try:
            responses.respond(self.world, self.world.response_urls[path], said)
        except SlackError as refused:
            raise DidNotRespond(f"the command failed with the error {refused.body()}") from None

    def _command(self, command: str, text: str, channel: model.Channel) -> Json:
        world = self.world
        return {
            "token": "verification-token",
            "team_id": world.team_id,
            "team_domain": world.domain,
            "channel_id": channel.id,
            "channel_name": interactions.name_of(channel),
            "user_id": self.id,
            "user_name": self.name,
            "command": command,
            "text": text.strip(),
            "api_app_id": world.app_id,
            "is_enterprise_install": "false",
            "response_url": interactions.response_url(world, self.user, channel),
            "trigger_id": interactions.trigger(world, self.user),
        }

    async def uses(self, name: str, message: MessageView | None = None, *, waits: bool = True) -> Response:
        """Use a shortcut: of a message, from its menu; without one a global shortcut."""
        kind = "message" if message else "global"
        shortcut = self.world.manifest.shortcut(name, kind)
        if shortcut is None or self.user.team != self.world.team_id:
            raise NotSeen(f"{self.name} is not offered the {kind} shortcut {name!r}")
        told = self.payload("message_action" if message else "shortcut", callback_id=shortcut["callback_id"])
        told |= {"trigger_id": interactions.trigger(self.world, self.user), "action_ts": self.world.timing.ts()}
        if message is not None:
            self.must_see(message)
            channel = message.record.channel
            told |= {"message_ts": message.id, "channel": interactions.place(channel)}
            told["message"] = message_json.message(self.world, message.record)
            told["response_url"] = interactions.response_url(self.world, self.user, channel)
        return await self.interacts(told, lambda: None, waits=waits)

    async def clicks(self, label: str, message: MessageView | None = None, *, waits: bool = True) -> Response:
        """Click a button, by what is written on it: in a message, else in the App Home."""
        where, drawn = self._where(message)
        block, part = drawn.button(label)
        return await actions.act(self, where, block, actions.pressed(part), waits=waits)

    async def chooses(
        self, menu: str, chosen: Sequence[str | Person], message: MessageView | None = None, *, waits: bool = True
    ) -> Response:
        """Choose from a menu, by its placeholder and the options' labels; people for a user select."""
        where, drawn = self._where(message)
        block, part = drawn.menu(menu)
        return await actions.act(self, where, block, actions.chosen(part, [*chosen]), waits=waits)

    def _where(self, message: MessageView | None) -> tuple[Message | View, MessageView | HomeView]:
        if message is not None:
            self.must_see(message)
            self.must_be_in(message.record.channel)
            return message.record, message
        home = self.world.screen(self.user).home
        if home is None:
            raise NotSeen(f"{self.name} has an empty App Home")
        return home, self.home

    # Reactions

    async def reacts(self, emoji: str, message: MessageView) -> None:
        """Put an emoji under a message, by its name; a skin tone after two colons."""
        self._must_reach(message)
        reacting.add(self.world, message.record, self.user, emoji)

    async def unreacts(self, emoji: str, message: MessageView) -> None:
        """Take one's own emoji away."""
        self._must_reach(message)
        reacting.remove(self.world, message.record, self.user, emoji)

    def _must_reach(self, message: MessageView) -> None:
        self.must_see(message)
        self.must_be_in(message.record.channel)
        if message.ephemeral:
            raise ClientRefuses("An ephemeral message takes no reactions")

    # Messages

    async def writes(
        self,
        text: str = "",
        in_: ChannelView | None = None,
        *,
        files: Sequence[File] = (),
        reply_to: MessageView | None = None,
        broadcast: bool = False,
    ) -> MessageView:
        """Write a message: to the bot, unless a channel is named; or into the thread of a message."""
        kept = [uploads.keep_ready(self.world, self.user, each) for each in files]
        return self._post(text, self._target(in_, reply_to), kept, reply_to, broadcast=broadcast)

    async def shares(
        self, name: str, url: str, in_: ChannelView | None = None, *, reply_to: MessageView | None = None
    ) -> MessageView:
        """Share a file of another service: Slack holds a link to it, and no bytes."""
        file = uploads.keep_ready(self.world, self.user, File(name, b""))
        file.external_url = url
        return self._post("", self._target(in_, reply_to), [file], reply_to)

    def _target(self, in_: ChannelView | None, reply_to: MessageView | None) -> model.Channel:
        if reply_to is not None and in_ is None:
            self._must_reach(reply_to)
            return reply_to.record.channel
        return self.place(in_, in_dm=in_ is None)

    def _post(
        self,
        text: str,
        channel: model.Channel,
        files: list[model.File],
        reply_to: MessageView | None,
        *,
        broadcast: bool = False,
    ) -> MessageView:
        if len(text) > MAX_TEXT or not (text.strip() or files) or len(files) > MAX_FILES or channel.archived:
            raise ClientRefuses("Too long, empty, too many files, or the channel is archived")
        if channel.direct and not self.world.manifest.writable:
            raise ClientRefuses("Sending messages to this app has been turned off.")
        made = Message(self.world.timing.ts(), channel, self.user, mrkdwn.typed(text.strip()), files=files)
        made.blocks = [mrkdwn.rich_text(text.strip())] if text.strip() and not self.user.bot_id else []
        made.client_msg_id = None if self.user.bot_id else str(uuid4())
        made.thread_ts = (reply_to.record.thread_ts or reply_to.id) if reply_to else None
        made.broadcast = broadcast and made.is_reply
        made.subtype = self._subtype(made)
        return MessageView(self.world, posts.post(self.world, made))

    def _subtype(self, made: Message) -> str | None:
        if self.user.workflow:
            return "bot_message"
        return "file_share" if made.files else "thread_broadcast" if made.broadcast else None

    async def edits(self, message: MessageView, text: str) -> None:
        """Change one's own message."""
        self.must_own(message)
        changed = mrkdwn.typed(text.strip())
        posts.edit(self.world, message.record, text=changed, blocks=[mrkdwn.rich_text(text.strip())])

    async def removes(self, message: MessageView) -> None:
        """Delete one's own message."""
        self.must_own(message)
        posts.delete(self.world, message.record)

    async def deletes(self, message: MessageView) -> None:
        """Delete anybody's message, as admins may where they are (slack.com/help: 'Edit or delete messages')."""
        self.must_see(message)
        self.must_be_in(message.record.channel)
        if not self.user.admin or message.ephemeral:
            raise ClientRefuses("Only an admin can delete what others wrote")
        posts.delete(self.world, message.record)

    async def removes_file(self, file: FileView, message: MessageView) -> None:
        """Delete one's own file, wherever it was shared."""
        self.must_own(message)
        before = message_json.message(self.world, message.record)
        file.record.deleted = True
        events.changed(self.world, message.record, before)

    # Membership

    def becomes_admin(self) -> None:
        """Be made an admin of the workspace."""
        self.user.admin, self.user.updated = True, self.world.timing.now()
        events.user_event(self.world, "user_change", self.user)

    async def joins(self, channel: ChannelView) -> None:
        """Join a public channel."""
        if channel.record.place is not Place.PUBLIC or not self.world.sees(self.user, channel.record):
            raise NotSeen(f"{self.name} cannot join {channel.name}")
        posts.join(self.world, channel.record, self.user)

    async def leaves(self, channel: ChannelView) -> None:
        """Leave a channel."""
        self.must_be_in(channel.record)
        posts.leave(self.world, channel.record, self.user)

    async def deactivated(self) -> None:
        """Lose the account: nothing reaches this person any more."""
        self.user.deleted, self.user.updated = True, self.world.timing.now()
        for channel in self.world.channels.values():
            if self.id in channel.members and not channel.direct:
                posts.leave(self.world, channel, self.user)
        events.user_event(self.world, "user_change", self.user)

    async def reactivated(self) -> None:
        """Get the account back, as a member of no channel."""
        self.user.deleted, self.user.updated = False, self.world.timing.now()
        events.user_event(self.world, "user_change", self.user)

    def sees(self, channel: ChannelView) -> bool:
        """Tell whether a channel is visible to this person."""
        return self.world.sees(self.user, channel.record)
