"""Performs effects on Discord: `ports.ChatGateway` by an exhaustive match over the views."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar, assert_never

import discord
from discord.http import Route, handle_message_parameters

from bot.moderation import codes
from bot.moderation.inbound import FileRef
from bot.moderation.model import Account, Chat, MessageRef
from bot.moderation.policy import Policy
from bot.moderation.views import (
    AnswerView,
    CardView,
    DigestView,
    MessageView,
    NoticeView,
    SupportView,
    ThreadView,
    VoterView,
    WhichView,
)
from bot.ports import (
    NOT_CONNECTED,
    CardReading,
    ConversationReading,
    Done,
    Fault,
    Gone,
    Outcome,
    Profile,
    Refused,
    Retry,
    Sendable,
    Sheets,
)
from handlers.discord import faults, inbound, limits, moderators, posting, reading, threads
from handlers.discord.settings import DiscordSettings
from handlers.discord.views import cards, digests, messages, notices
from handlers.discord.views.drawing import Drawn, Pen

T = TypeVar("T")
STORED: Final = "📥"


@dataclass(frozen=True, slots=True)
class DiscordGateway:
    """Discord, as far as effects need it.

    Attributes:
        online: The client that is logged in now, or None (`DiscordConnection.client`).
        now: The wall clock.
    """

    online: Callable[[], discord.Client | None]
    settings: DiscordSettings
    sheets: Sheets
    pen: Pen
    now: Callable[[], datetime]

    @property
    def chat(self) -> Chat:
        """Discord."""
        return Chat.DISCORD

    @property
    def room(self) -> str:
        """The moderators' channel."""
        return str(self.settings.moderator_channel_id)

    # Posts

    async def show_card(self, id_: str, view: CardView, *, tried: datetime | None) -> Outcome:
        """Post or redraw a card, and put the reactions on that are missing."""
        drawn = cards.draw(view, self.pen, view.policy.reactions, await self._sheets(view), id_)
        emoji = [] if view.over else [cards.emoji(view.policy.reactions, line.choice) for line in view.legend]

        async def show(client: discord.Client) -> Outcome:
            if view.card:
                return await posting.redraw(_message(client, view.card), drawn, emoji)
            return await posting.post_card(self._room(client), id_, drawn, emoji, tried=tried)

        return await self._do(show)

    async def send(
        self,
        id_: str,
        view: Sendable,
        *,
        tried: datetime | None,
        channel: str = "",
        aside: bool = False,
        locale: str = "",
    ) -> Outcome:
        """Send a post once."""
        to = _To(id_, tried, channel, aside, self.pen.of(locale))
        match view:
            case CardView():
                return await self.show_card(id_, view, tried=tried)
            case NoticeView(media=media):
                sheet = await self.sheets.contact(media) if media else None
                drawn = notices.draw(view, to.pen, sheet, id_, aside=aside or self._is_thread(channel))
                return await self._tell(view.account, to, drawn, case=view.case)
            case MessageView():
                drawn = messages.message(view, to.pen, id_)
                return await self._tell(view.account, to, drawn, reply_to=view.reply_to, case=view.case)
            case WhichView():
                return await self._tell(view.account, to, messages.which(view, to.pen, id_), reply_to=view.reply_to)
            case VoterView():
                return await self._tell(view.account, to, messages.voter(view, to.pen, self.settings.guild_id, id_))
            case AnswerView():
                return await self._answer(to, view)
            case SupportView():
                drawn = messages.support(view, self.pen, id_)
                return await self._do(lambda client: posting.post(self._support(client), id_, drawn, tried=tried))
            case DigestView():
                drawn = digests.draw(view, self.pen, self.settings.guild_id, id_)
                return await self._do(lambda client: posting.post(self._room(client), id_, drawn, tried=tried))
            case ThreadView():
                drawn = messages.in_thread(view, self.pen, id_)
                return await self._do(lambda client: self._below(client, view, id_, drawn, tried=tried))
        assert_never(view)

    async def find(
        self, id_: str, view: NoticeView, *, tried: datetime, channel: str = "", aside: bool = False, locale: str = ""
    ) -> Outcome:
        """Only look for a notice that an earlier try may have sent; nobody notices."""
        to = _To(id_, tried, channel, aside, self.pen.of(locale))

        async def look(client: discord.Client) -> Outcome:
            room = await self._tried_in(client, view, to)
            return room if isinstance(room, Gone | Retry) else await posting.find(room, id_, tried)

        return await self._do(look)

    async def _tried_in(self, client: discord.Client, view: NoticeView, to: "_To") -> posting.Room | Gone | Retry:
        if to.aside:
            thread = await threads.opened(client, self.settings, _thread_name(to, view.account, view.case))
            return client.get_partial_messageable(thread.id) if isinstance(thread, discord.Thread) else thread
        if to.channel:
            return client.get_partial_messageable(int(to.channel))
        return await client.create_dm(discord.Object(int(view.account.id)))

    async def _below(
        self, client: discord.Client, view: ThreadView, id_: str, drawn: Drawn, *, tried: datetime | None
    ) -> Outcome:
        """In the card's thread, else in the channel as an answer to the card."""
        if tried and (stands := await self._stands_below(client, view, id_, tried)):
            return stands
        name = self.pen.label("command.case", limits.THREAD_NAME, case=view.case)
        if view.card and (thread := await threads.below(client, self.settings, view.card, name)):
            with suppress(discord.Forbidden):
                return await posting.post(thread, id_, drawn, tried=None)
        return await posting.post(self._room(client), id_, drawn, tried=None, reply_to=view.card)

    async def _stands_below(self, client: discord.Client, view: ThreadView, id_: str, tried: datetime) -> Done | None:
        """Where an earlier try went: a thread outlives its card, and what could not be said in it is in the channel."""
        below = [client.get_partial_messageable(int(view.card.message))] if view.card else []
        for room in (*below, self._room(client)):
            with suppress(discord.NotFound):
                found = await posting.find(room, id_, tried)
                if isinstance(found, Done):
                    return found
        return None

    async def _tell(
        self, account: Account, to: "_To", drawn: Drawn, *, reply_to: MessageRef | None = None, case: int | None = None
    ) -> Outcome:
        """In private: where we talked last, else by direct message or, where that is asked for, in a thread."""
        if to.aside:
            return await self._do(lambda client: self._tell_aside(client, account, to, drawn, case))
        if to.channel:
            known = await self._do(lambda client: self._tell_there(client, account, to, drawn, reply_to))
            if known != Refused("no-channel"):
                return known

        async def tell(client: discord.Client) -> Outcome:
            channel = await client.create_dm(discord.Object(int(account.id)))
            return await posting.post(channel, to.id, drawn, tried=to.tried, reply_to=reply_to)

        return await self._do(tell)

    async def _tell_there(
        self, client: discord.Client, account: Account, to: "_To", drawn: Drawn, reply_to: MessageRef | None
    ) -> Outcome:
        await threads.enter(client, self.settings, to.channel, account)
        room = client.get_partial_messageable(int(to.channel))
        answered = reply_to if reply_to and reply_to.channel == to.channel else None
        return await posting.post(room, to.id, drawn, tried=to.tried, reply_to=answered)

    async def _tell_aside(
        self, client: discord.Client, account: Account, to: "_To", drawn: Drawn, case: int | None
    ) -> Outcome:
        thread = await threads.open_for(client, self.settings, account, _thread_name(to, account, case))
        if not isinstance(thread, discord.Thread):
            return thread
        return await posting.post(client.get_partial_messageable(thread.id), to.id, drawn, tried=to.tried)

    def _is_thread(self, channel: str) -> bool:
        client = self.online()
        return threads.is_ours(client.get_channel(int(channel)) if client and channel else None, self.settings)

    async def _answer(self, to: "_To", view: AnswerView) -> Outcome:
        """In place of 'one moment' while its token lives, which can be done twice without harm; else as a message."""
        drawn = messages.answer(view, to.pen, to.id)
        if view.token and self.now() < view.expires:
            outcome = await self._do(lambda client: self._edit_answer(client, view.token, drawn))
            if not isinstance(outcome, Gone | Refused):
                return outcome
        return await self._tell(view.account, to, drawn)

    @staticmethod
    async def _edit_answer(client: discord.Client, token: str, drawn: Drawn) -> Outcome:
        route = Route(
            "PATCH",
            "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
            webhook_id=client.application_id,
            webhook_token=token,
        )
        nobody = discord.AllowedMentions.none()
        with handle_message_parameters(**drawn.edit(), allowed_mentions=nobody) as parts:
            await client.http.request(route, json=parts.payload)
        return Done()

    # Syncs

    async def mark_stored(self, message: MessageRef) -> Outcome:
        """Put 📥 on a message."""

        async def mark(client: discord.Client) -> Outcome:
            await _message(client, message).add_reaction(STORED)
            return Done(message)

        return await self._do(mark)

    async def remove_reaction(self, card: MessageRef, account: Account, emoji: str) -> Outcome:
        """Take a reaction off, in every form (skin tones) in which that emoji stands there."""

        async def remove(client: discord.Client) -> Outcome:
            await posting.take_off(_message(client, card), int(account.id), emoji)
            return Done(card)

        return await self._do(remove)

    # Looks

    async def read_card(self, card: MessageRef, policy: Policy) -> CardReading | Fault:
        """Every reaction that stands on the card."""

        async def read(client: discord.Client) -> CardReading | Fault:
            guild = client.get_guild(self.settings.guild_id)
            if guild is None or guild.unavailable:
                return NOT_CONNECTED  # logged in, and Discord has not told yet what there is
            return await reading.card(_message(client, card), guild, self.settings, policy)

        return await self._do(read)

    async def read_conversation(
        self, account: Account, since: MessageRef | None, channel: str = ""
    ) -> ConversationReading | Fault:
        """What stands there of the account since, in direct messages and in the thread that we talk in, if we do."""
        return await self._do(lambda client: reading.conversation(client, account, since, channel))

    async def fresh_files(self, message: MessageRef) -> tuple[FileRef, ...] | Fault:
        """The files of a message: reading it again signs their links anew."""

        async def read(client: discord.Client) -> tuple[FileRef, ...] | Fault:
            found = inbound.wrote(await _message(client, message).fetch())
            return found.files if found else ()

        return await self._do(read)

    async def profile(self, account: Account) -> Profile:  # noqa: ARG002 - the port
        """Discord tells it of whoever acts, and of nobody else."""
        return Profile()

    async def find_account(self, address: str) -> Account | Fault | None:  # noqa: ARG002 - the port
        """Discord tells nobody's e-mail address."""
        return Refused("cannot")

    async def leads(self, candidates: Sequence[Account]) -> frozenset[Account] | Fault:
        """Those of them who lead: Discord lists a guild's people only to bots with a privileged intent."""

        async def look(client: discord.Client) -> frozenset[Account] | Fault:
            guild = client.get_guild(self.settings.guild_id)
            if guild is None or guild.unavailable:
                return NOT_CONNECTED
            return await moderators.leads(guild, candidates, self.settings)

        return await self._do(look)

    def file_headers(self, url: str) -> Mapping[str, str]:  # noqa: ARG002 - Slack's edge needs it
        """None: Discord's links are signed."""
        return {}

    # What they share

    async def _do(self, work: Callable[[discord.Client], Awaitable[T]]) -> T | Fault:
        client = self.online()
        return await faults.answer(work(client), self.settings.patience) if client else NOT_CONNECTED

    async def _sheets(self, view: CardView) -> cards.Sheets:
        if view.over:
            return cards.Sheets()
        return cards.Sheets(await self._media(view), await self.sheets.works(view.works), self.settings.blur)

    async def _media(self, view: CardView) -> bytes | None:
        if cards.compares(view):
            return await self.sheets.before_after(view.before, view.after)
        return await self.sheets.contact(cards.shown(view))

    def _room(self, client: discord.Client) -> discord.PartialMessageable:
        return client.get_partial_messageable(self.settings.moderator_channel_id)

    def _support(self, client: discord.Client) -> discord.PartialMessageable:
        return client.get_partial_messageable(self.settings.support_channel_id or self.settings.moderator_channel_id)


@dataclass(frozen=True, slots=True)
class _To:
    """How a private message goes out: for which effect, since when it may stand there, where, in whose language."""

    id: str
    tried: datetime | None
    channel: str
    aside: bool
    pen: Pen


def _thread_name(to: _To, account: Account, case: int | None) -> str:
    """Another owner of the same case has another thread; so has an older case of that number in this guild."""
    reference = codes.fresh(f"{account}/{case}")
    return to.pen.label("notice.thread", limits.THREAD_NAME, case=case or 0, reference=reference)


def _message(client: discord.Client, ref: MessageRef) -> discord.PartialMessage:
    return client.get_partial_messageable(int(ref.channel)).get_partial_message(int(ref.message))
