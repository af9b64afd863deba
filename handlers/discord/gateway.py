"""Performs effects on Discord: `ports.ChatGateway` by an exhaustive match over the views."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar, assert_never

import discord
from discord.http import Route, handle_message_parameters

from bot.moderation.inbound import FileRef
from bot.moderation.model import Account, Chat, MessageRef
from bot.moderation.policy import Policy
from bot.moderation.views import (
    AnswerView,
    CardView,
    MessageView,
    NoticeView,
    SupportView,
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
    Refused,
    Retry,
    Sendable,
    Sheets,
)
from handlers.discord import faults, inbound, posting, reading
from handlers.discord.settings import DiscordSettings
from handlers.discord.views import cards, messages, notices
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

    # Posts

    async def show_card(self, id_: str, view: CardView, *, maybe_sent: bool) -> Outcome:
        """Post or redraw a card, and put the reactions on that are missing."""
        drawn = cards.draw(view, self.pen, view.policy.reactions, await self._card_sheet(view), id_)
        emoji = [] if view.over else [cards.emoji(view.policy.reactions, line.choice) for line in view.legend]

        async def show(client: discord.Client) -> Outcome:
            if view.card:
                return await posting.redraw(_message(client, view.card), drawn, emoji)
            return await posting.post_card(self._room(client), id_, drawn, emoji, maybe_sent=maybe_sent)

        return await self._do(show)

    async def send(self, id_: str, view: Sendable, *, maybe_sent: bool) -> Outcome:
        """Send a post once."""
        match view:
            case CardView():
                return await self.show_card(id_, view, maybe_sent=maybe_sent)
            case NoticeView(account=account, media=media):
                sheet = await self.sheets.contact(media) if media else None
                return await self._tell(account, id_, notices.draw(view, self.pen, sheet, id_), maybe_sent=maybe_sent)
            case MessageView(account=account, reply_to=reply_to):
                drawn = messages.message(view, self.pen, id_)
                return await self._tell(account, id_, drawn, maybe_sent=maybe_sent, reply_to=reply_to)
            case WhichView(account=account, reply_to=reply_to):
                drawn = messages.which(view, self.pen, id_)
                return await self._tell(account, id_, drawn, maybe_sent=maybe_sent, reply_to=reply_to)
            case VoterView(account=account):
                drawn = messages.voter(view, self.pen, self.settings.guild_id, id_)
                return await self._tell(account, id_, drawn, maybe_sent=maybe_sent)
            case AnswerView():
                return await self._answer(id_, view, maybe_sent=maybe_sent)
            case SupportView():
                drawn = messages.support(view, self.pen, id_)
                return await self._do(
                    lambda client: posting.post(self._support(client), id_, drawn, maybe_sent=maybe_sent)
                )
        assert_never(view)

    async def _tell(
        self, account: Account, id_: str, drawn: Drawn, *, maybe_sent: bool, reply_to: MessageRef | None = None
    ) -> Outcome:
        async def tell(client: discord.Client) -> Outcome:
            channel = await client.create_dm(discord.Object(int(account.id)))
            return await posting.post(channel, id_, drawn, maybe_sent=maybe_sent, reply_to=reply_to)

        return await self._do(tell)

    async def _answer(self, id_: str, view: AnswerView, *, maybe_sent: bool) -> Outcome:
        """In place of 'one moment' while its token lives, which can be done twice without harm; else as a message."""
        drawn = messages.answer(view, self.pen, id_)
        if view.token and self.now() < view.expires:
            outcome = await self._do(lambda client: self._edit_answer(client, view.token, drawn))
            if not isinstance(outcome, Gone | Refused):
                return outcome
        return await self._tell(view.account, id_, drawn, maybe_sent=maybe_sent)

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
                return Retry(5, "guild not available")
            return await reading.card(_message(client, card), guild, self.settings, policy)

        return await self._do(read)

    async def read_conversation(self, account: Account, since: MessageRef | None) -> ConversationReading | Fault:
        """What the account wrote since."""

        async def read(client: discord.Client) -> ConversationReading | Fault:
            channel = await client.create_dm(discord.Object(int(account.id)))
            return await reading.conversation(channel, account, since)

        return await self._do(read)

    async def fresh_files(self, message: MessageRef) -> tuple[FileRef, ...] | Fault:
        """The files of a message: reading it again signs their links anew."""

        async def read(client: discord.Client) -> tuple[FileRef, ...] | Fault:
            found = inbound.wrote(await _message(client, message).fetch())
            return found.files if found else ()

        return await self._do(read)

    async def find_account(self, address: str) -> Account | Fault | None:  # noqa: ARG002 - the port
        """Discord tells nobody's e-mail address."""
        return Refused("cannot")

    def file_headers(self, url: str) -> Mapping[str, str]:  # noqa: ARG002 - Slack's edge needs it
        """None: Discord's links are signed."""
        return {}

    # What they share

    async def _do(self, work: Callable[[discord.Client], Awaitable[T]]) -> T | Fault:
        client = self.online()
        return await faults.answer(work(client)) if client else NOT_CONNECTED

    async def _card_sheet(self, view: CardView) -> bytes | None:
        if view.over:
            return None
        if cards.compares(view):
            return await self.sheets.before_after(view.before, view.after)
        return await self.sheets.contact(cards.shown(view))

    def _room(self, client: discord.Client) -> discord.PartialMessageable:
        return client.get_partial_messageable(self.settings.moderator_channel_id)

    def _support(self, client: discord.Client) -> discord.PartialMessageable:
        return client.get_partial_messageable(self.settings.support_channel_id or self.settings.moderator_channel_id)


def _message(client: discord.Client, ref: MessageRef) -> discord.PartialMessage:
    return client.get_partial_messageable(int(ref.channel)).get_partial_message(int(ref.message))
