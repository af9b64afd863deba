"""The people of the guild: they act as people do, by what they see."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.acts import ClientRefuses, File
from bot.sandbox.pictures import dimensions

from . import command_use, drafts, interactions, payloads, posts, reacting
from .acting import Actor, Response
from .files import clean_name, content_type
from .kinds import THREADS, Context, Intent, InteractionKind, Json, MessageKind, Part
from .model import Attachment, Channel, Member
from .permissions import Permission
from .selects import KINDS as SELECTS
from .submissions import Value, option, resolve_person
from .views import MessageView
from .world import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .places import ChannelView, RoleView

MAX_CONTENT = 2000
BUTTONS = frozenset({Part.BUTTON})


@dataclass(frozen=True, slots=True, eq=False)
class Person(Actor):
    """A person with an account, and everything that they can do."""

    def speaks(self, locale: str) -> None:
        """Set the language, as under 'User Settings'."""
        self.user.locale = locale

    async def runs(
        self, command: str, in_: ChannelView | None = None, *, in_dm: bool = False, **options: Value | float
    ) -> Response:
        """Use a slash command, with its subcommands after spaces, and its options by name."""
        channel = self.place(in_, in_dm=in_dm)
        context = Context.BOT_DM if payloads.is_direct(channel) else Context.GUILD
        used = command_use.Use(self.world, self.user, channel, context)
        data = used.slash(command, options)
        return await self.sends(self.interaction(InteractionKind.COMMAND, channel, data))

    async def suggestions(self, command: str, option: str, typed: str, in_: ChannelView | None = None) -> list[str]:
        """Type into an option that completes itself; return what is offered."""
        channel = self.place(in_)
        used = command_use.Use(self.world, self.user, channel, Context.GUILD)
        made = self.interaction(
            InteractionKind.AUTOCOMPLETE, channel, used.slash(command, {option: typed}, focused=option)
        )
        interactions.start(self.world, made)
        outcome = await asyncio.wait_for(made.outcome, self.deadline)
        return [each["name"] for each in outcome.choices]

    async def uses(self, command: str, message: MessageView) -> Response:
        """Use a command from a message's context menu."""
        self.must_see(message)
        channel = message.record.channel
        context = Context.BOT_DM if payloads.is_direct(channel) else Context.GUILD
        data = command_use.Use(self.world, self.user, channel, context).menu(command, message.record)
        return await self.sends(self.interaction(InteractionKind.COMMAND, channel, data))

    async def clicks(self, label: str, message: MessageView) -> Response:
        """Click a button, by what is written on it."""
        self.must_see(message)
        part = message.part(BUTTONS, label)
        if part.get("disabled") or "custom_id" not in part:
            raise ClientRefuses(f"{label!r} is disabled, or leads elsewhere")
        return await self._component(message, {"component_type": int(Part.BUTTON), "custom_id": part["custom_id"]})

    async def chooses(self, menu: str, chosen: Sequence[str | Person], message: MessageView) -> Response:
        """Choose from a select menu, by its placeholder and the options' labels; people for a user select."""
        self.must_see(message)
        part = message.part(SELECTS, menu)
        if part.get("disabled") or not part["min_values"] <= len(chosen) <= part["max_values"]:
            raise ClientRefuses(f"{menu!r} takes {part['min_values']} to {part['max_values']}, or is disabled")
        resolved: Json = {}
        values = [self._pick(part, each, resolved) for each in chosen]
        data: Json = {"component_type": part["type"], "custom_id": part["custom_id"], "values": values}
        return await self._component(message, data | ({"resolved": resolved} if resolved else {}))

    def _pick(self, part: Json, chosen: str | Person, resolved: Json) -> str:
        if isinstance(chosen, str):
            return option(part, chosen)
        resolve_person(self.world, chosen.user, resolved)
        return str(chosen.id)

    async def _component(self, message: MessageView, data: Json) -> Response:
        made = self.interaction(InteractionKind.COMPONENT, message.record.channel, data)
        made.message = message.record
        return await self.sends(made)

    # Reactions

    async def reacts(self, emoji: str, message: MessageView) -> None:
        """Put an emoji under a message; nobody can under one that only they see."""
        self.must_see(message)
        if message.ephemeral:
            raise ClientRefuses("An ephemeral message takes no reactions")
        reacting.add(self.world, message.record, self.user, emoji)

    async def super_reacts(self, emoji: str, message: MessageView) -> None:
        """Put a super reaction under a message."""
        self.must_see(message)
        reacting.add(self.world, message.record, self.user, emoji, burst=True)

    async def unreacts(self, emoji: str, message: MessageView) -> None:
        """Take one's own emoji away, of either kind."""
        self.must_see(message)
        reacting.remove_either(self.world, message.record, self.user, emoji)

    async def clears(self, message: MessageView) -> None:
        """Take all emoji away."""
        self.must_see(message, Permission.MANAGE_MESSAGES)
        reacting.clear(self.world, message.record)

    async def clears_emoji(self, emoji: str, message: MessageView) -> None:
        """Take one emoji away, whoever put it there."""
        self.must_see(message, Permission.MANAGE_MESSAGES)
        reacting.clear_emoji(self.world, message.record, emoji)

    # Messages

    async def writes(
        self,
        text: str = "",
        in_: ChannelView | None = None,
        *,
        files: Sequence[File] = (),
        reply_to: MessageView | None = None,
    ) -> MessageView:
        """Write a message: to the bot, unless a channel is named or the message answered stands in one."""
        where = reply_to.record.channel if reply_to and in_ is None else self.place(in_, in_dm=in_ is None)
        threaded = where.kind in THREADS
        self.needs(where, Permission.SEND_MESSAGES_IN_THREADS if threaded else Permission.SEND_MESSAGES)
        if len(text) > MAX_CONTENT or not (text.strip() or files) or len(files) > drafts.MAX_FILES:
            raise ClientRefuses("Too long, empty, or too many files")
        draft = drafts.Draft(text.strip(), attachments=[self._attach(each, where) for each in files])
        kind = MessageKind.REPLY if reply_to else MessageKind.DEFAULT
        how = posts.Circumstances(kind=kind, reference=reply_to.record if reply_to else None)
        return MessageView(posts.create(self.world, where, self.user, draft, how), self.world)

    def _attach(self, file: File, where: Channel) -> Attachment:
        self.needs(where, Permission.ATTACH_FILES)
        name, size = clean_name(file.name), dimensions(file.data)
        kind = file.content_type or content_type(name)
        if len(file.data) > drafts.MAX_FILE:
            raise ClientRefuses(f"{name} is too large")
        return Attachment(self.world.timing.snowflake(), where.id, name, file.data, kind, dimensions=size)

    async def edits(self, message: MessageView, text: str) -> None:
        """Change one's own message."""
        self.must_own(message)
        draft = drafts.Draft(text.strip(), attachments=message.record.attachments)
        posts.edit(self.world, message.record, draft)

    async def removes(self, message: MessageView) -> None:
        """Delete one's own message."""
        self.must_own(message)
        posts.delete(self.world, message.record)

    async def deletes(self, message: MessageView) -> None:
        """Delete anybody's message, as one with MANAGE_MESSAGES may."""
        self.must_see(message, Permission.MANAGE_MESSAGES)
        posts.delete(self.world, message.record)

    # Membership

    async def leaves(self) -> None:
        """Leave the guild."""
        del self.world.members[self.user.id]
        self._tell_member("GUILD_MEMBER_REMOVE", {"user": payloads.user(self.user)})

    async def joins(self) -> None:
        """Join the guild."""
        member = Member(self.user, self.world.timing.now())
        self.world.members[self.user.id] = member
        self._tell_member("GUILD_MEMBER_ADD", payloads.member(member))

    async def gains(self, role: RoleView) -> None:
        """Be given a role."""
        self.world.member(self.user.id).roles.append(role.id)
        self._changed()

    async def loses(self, role: RoleView) -> None:
        """Lose a role."""
        self.world.member(self.user.id).roles.remove(role.id)
        self._changed()

    def closes_dms(self) -> None:
        """Take no direct messages from the guild's members any more."""
        self.user.dms_open = False

    def opens_dms(self) -> None:
        """Take direct messages again."""
        self.user.dms_open = True

    def sees(self, channel: ChannelView) -> bool:
        """Tell whether a channel is visible to this person."""
        return Permission.VIEW_CHANNEL in self.world.may(self.user, channel.record)

    def _changed(self) -> None:
        self._tell_member("GUILD_MEMBER_UPDATE", payloads.member(self.world.members[self.user.id]))

    def _tell_member(self, name: str, data: Json) -> None:
        self.world.emit(Event(name, data | {"guild_id": str(self.world.guild_id)}, Intent.GUILD_MEMBERS))
