"""Discord's events: translated, handed over, answered. A listener is at most ten lines; the rest stands elsewhere."""

import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import discord
import structlog
from discord.gateway import DiscordWebSocket

from bot.moderation.effects import Say
from bot.moderation.inbound import AskedForm, Inbound, Unreadable
from bot.moderation.views import Said
from handlers.discord import acts, commands, custom_ids, gateways, inbound, threads
from handlers.discord.desk import Desk, Interaction
from handlers.discord.faults import FAULTS
from handlers.discord.sessions import SessionStartLimit
from handlers.discord.settings import INTENTS
from handlers.shared.wording import told

LONGEST_SLEEP: Final = 30.0
"""Seconds that discord.py may sleep over a rate limit; what is longer becomes `Retry`. It takes no less."""
GUILD_WITHIN: Final = 0.1
"""Seconds that discord.py waits for the next guild to come in, until it says that it is ready."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Watch:
    """Who wants to know how the session is.

    Attributes:
        fresh: It began anew: what happened since the last one was missed.
        up: It goes on, and nothing was missed.
        cut: The line is cut; discord.py tries to go on.
        down: It stands, but brings nothing, and why.
        begins: One more session is about to begin, and Discord says how many are left; raises where it must not.
    """

    fresh: Callable[[], Awaitable[None]]
    up: Callable[[], None]
    cut: Callable[[], None]
    down: Callable[[str], None]
    begins: Callable[[SessionStartLimit], None]


class SalonClient(discord.Client):
    """One connection to Discord. It is never started twice: `client.DiscordConnection` builds a new one.

    Args:
        desk: What the listeners need.
        watch: Who wants to know how the session is.
        install: Whether Discord is told of the commands, where it knows others.
    """

    def __init__(self, desk: Desk, watch: Watch, *, install: bool = True) -> None:
        super().__init__(
            intents=INTENTS,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_SLEEP,
            guild_ready_timeout=GUILD_WITHIN,
        )
        self._desk = desk
        self._watch = watch
        self._install = install
        self._began = False
        self.tree = commands.build(self, desk)

    # The session

    async def setup_hook(self) -> None:
        """Logged in, and about to begin a session: see to the commands, and whether it may begin."""
        if self._install:
            await self._install_commands()
            await self._begin()

    async def _install_commands(self) -> None:
        """What Discord will not take is no reason to stay away: votes and answers come without commands."""
        try:
            await commands.install(self.tree)
        except discord.HTTPException as error:
            if not gateways.is_lacking(error):
                raise
            _log.error("commands not installed", status=error.status, code=error.code)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Another session is about to begin on its own; discord.py's own hook keeps five seconds between two."""
        await super().before_identify_hook(shard_id, initial=initial)
        if not initial:
            await self._begin()

    async def _begin(self) -> None:
        if limit := await gateways.find(self.http, self._desk.settings):
            self._watch.begins(limit)

    async def on_connect(self) -> None:
        """A session began. One at another server's gateway is resumed nowhere else: a resume sends the token."""
        self._began = False
        if self._desk.settings.gateway_url or self._desk.settings.api_url:
            self.ws.gateway = DiscordWebSocket.DEFAULT_GATEWAY

    async def on_ready(self) -> None:
        """No more guilds are coming in: ours has, unless Discord has an outage or the bot is not in it."""
        for guild in self.guilds:
            self._note(guild)
        if self.get_guild(self._desk.settings.guild_id) is None:
            _log.error("not in the configured guild", guild=self._desk.settings.guild_id)
            self._watch.down("the bot is not in the configured server")
        elif not self._began:
            await self._begin_anew()

    async def _begin_anew(self) -> None:
        """Everything since the last session may have been missed."""
        self._began = True
        await self._watch.fresh()

    async def on_resumed(self) -> None:
        """Discord has sent again what was missed."""
        if self._began:
            self._watch.up()

    async def on_disconnect(self) -> None:
        """discord.py tries to take the session up again by itself."""
        self._watch.cut()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Somebody invited the bot while it runs."""
        self._note(guild)
        if guild.id == self._desk.settings.guild_id:
            await self._begin_anew()

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        """Discord has an outage: what happens in the guild meanwhile is not told."""
        if guild.id == self._desk.settings.guild_id:
            self._watch.down("Discord has an outage")

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """The guild came in: at the start of a session, where READY waits for others still, or after an outage."""
        if guild.id == self._desk.settings.guild_id:
            await self._begin_anew()

    async def on_error(self, event_method: str, /, *args: Any, **_kwargs: Any) -> None:  # noqa: ANN401 - theirs
        """A listener failed; what people wrote stays out of the log. What came in and was not read is on record."""
        error = sys.exc_info()[1]
        _log.error("listener failed", listener=event_method, **(told(error) if error else {}))
        if event_method == "on_message" or event_method.startswith("on_raw_"):
            message = next((getattr(args[0], each) for each in ("message_id", "id") if hasattr(args[0], each)), "")
            await self._desk.hand_over(Unreadable(f"{event_method}:{message}", event_method.removeprefix("on_")))

    def _note(self, guild: discord.Guild) -> None:
        if guild.id != self._desk.settings.guild_id:
            _log.warning("this guild is ignored: another one is configured", guild=guild.id)

    # The moderators' channel

    async def on_raw_reaction_add(self, raw: discord.RawReactionActionEvent) -> None:
        """A reaction was put on."""
        await self._pass_on(inbound.reacted(raw, self._desk.settings, self._own_id))

    async def on_raw_reaction_remove(self, raw: discord.RawReactionActionEvent) -> None:
        """A reaction was taken off."""
        await self._pass_on(inbound.reacted(raw, self._desk.settings, self._own_id))

    async def on_raw_reaction_clear(self, raw: discord.RawReactionClearEvent) -> None:
        """All reactions of a message were removed."""
        await self._pass_on(inbound.cleared(raw, self._desk.settings))

    async def on_raw_reaction_clear_emoji(self, raw: discord.RawReactionClearEmojiEvent) -> None:
        """All reactions of one emoji were removed."""
        await self._pass_on(inbound.cleared(raw, self._desk.settings))

    async def on_raw_message_delete(self, raw: discord.RawMessageDeleteEvent) -> None:
        """A message was deleted."""
        await self._pass_on(self._gone(raw, raw.message_id))

    async def on_raw_bulk_message_delete(self, raw: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages were deleted at once."""
        for each in sorted(raw.message_ids):
            await self._pass_on(self._gone(raw, each))

    def _gone(self, raw: discord.RawMessageDeleteEvent | discord.RawBulkMessageDeleteEvent, id_: int) -> Inbound | None:
        aside = self._is_aside(raw.channel_id)
        return inbound.gone(raw.channel_id, id_, raw.guild_id, self._desk.settings, aside=aside)

    # Private conversations

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote to the bot. What is to be said about it follows as a message of its own, except trouble."""
        aside = message.guild is not None and self._is_aside(message.channel.id)
        if aside and not message.author.bot and inbound.is_blank(message):
            await self._say(message, Said(Say("command.thread_reply")))
            return
        event = inbound.wrote(message, aside=aside)
        answer = await self._desk.hand_over(event) if event else None
        if isinstance(answer, Said):
            await self._say(message, answer)

    async def on_raw_message_edit(self, raw: discord.RawMessageUpdateEvent) -> None:
        """Somebody edited what they wrote."""
        await self._pass_on(inbound.edited(raw, aside=self._is_aside(raw.channel_id)))

    # Buttons and forms; commands stand in `commands`

    async def on_interaction(self, interaction: Interaction) -> None:
        """A button was pressed, an option chosen, a form sent."""
        kind, data = interaction.type, dict(interaction.data or {})
        if kind not in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            return
        if self._desk.is_elsewhere(interaction):
            await self._desk.refuse(interaction, "command.elsewhere")
            return
        await self._act(interaction, custom_ids.read(str(data.get("custom_id"))), data)

    async def _act(self, interaction: Interaction, custom_id: custom_ids.CustomId | None, data: dict[str, Any]) -> None:
        if custom_id is None:
            await self._desk.refuse(interaction, "command.outdated")
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._answer(interaction, acts.sent(await self._desk.act(interaction), custom_id, data))
        elif isinstance(custom_id, custom_ids.OpenObservation):
            await self._desk.open_observation(interaction, custom_id)
        elif isinstance(custom_id, custom_ids.OpenAppeal):
            await self._desk.open_appeal(interaction, custom_id.case)
        else:
            event = acts.pressed(await self._desk.act(interaction), custom_id, data, self._desk.pen_for(interaction))
            if isinstance(custom_id, custom_ids.Answer) and isinstance(event, AskedForm):
                await self._desk.open_answer(interaction, custom_id, event)
            else:
                await self._answer(interaction, event)

    async def _answer(self, interaction: Interaction, event: Inbound | None) -> None:
        if event is None:
            await self._desk.refuse(interaction, "command.outdated")
        else:
            await self._desk.respond(interaction, event)

    # What they share

    def _is_aside(self, channel_id: int) -> bool:
        return threads.is_ours(self.get_channel(channel_id), self._desk.settings)

    @property
    def _own_id(self) -> int:
        return self.user.id if self.user else 0

    async def _pass_on(self, event: Inbound | None) -> None:
        """No `await` before this one: reactions reach the service in the order in which they came in."""
        if event is not None:
            await self._desk.hand_over(event)

    async def _say(self, message: discord.Message, answer: Said) -> None:
        try:
            await message.channel.send(self._desk.pen.say(answer.say))
        except FAULTS as error:
            _log.warning("answer not shown", error=type(error).__name__)
