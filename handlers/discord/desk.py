"""Where listeners and commands bring what happened: it is handed to the service, and the answer is shown."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import discord
import structlog

from bot.moderation.effects import Say
from bot.moderation.inbound import AskedForm, Inbound
from bot.moderation.policy import Policy
from bot.moderation.views import Answer, CaseView, Deferred, Said, Silent
from bot.ports import Profile, Sheets
from handlers.discord import custom_ids, inbound
from handlers.discord.acts import Act
from handlers.discord.moderators import acting, is_lead, is_moderator
from handlers.discord.settings import DiscordSettings
from handlers.discord.views import answers, forms
from handlers.discord.views.drawing import Drawn, Pen
from handlers.shared.wording import told

Take = Callable[[Inbound, Profile], Awaitable[Answer]]
Interaction = discord.Interaction[discord.Client]

SLOW: Final = 1.5
"""Seconds after which somebody who waits is told 'one moment': Discord gives up after three, looking up included."""

UNTOLD: Final = Profile()

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Desk:
    """What every listener needs.

    Attributes:
        take: Commits an event and handles it.
        policy: What new reports and notes go by.
        find_link: The first link to a listing in a text, or None.
        policy_for: What the case of a number goes by, in a language.
    """

    settings: DiscordSettings
    take: Take
    pen: Pen
    policy: Policy
    find_link: Callable[[str], str | None]
    sheets: Sheets
    policy_for: Callable[[int, str], Awaitable[Policy]]

    async def hand_over(self, event: Inbound, profile: Profile = UNTOLD) -> Answer:
        """Commit and handle an event. Nothing is awaited before `take` is called: events keep their order."""
        try:
            return await self.take(event, profile)
        except Exception as error:  # noqa: BLE001 - whatever it was, the person gets a kind word and the bot goes on
            _log.error("event not handled", kind=type(event).__name__, key=event.key, **told(error))
            return Said(Say("command.trouble"))

    async def act(self, interaction: Interaction) -> Act:
        """Who acts."""
        member = await acting(interaction, self.settings)
        return Act(
            key=str(interaction.id),
            account=inbound.account(interaction.user.id),
            moderator=member is not None and is_moderator(member, self.settings),
            token=interaction.token,
            expires=interaction.expires_at - timedelta(minutes=1),  # clocks differ
            locale=str(interaction.locale),
            lead=member is not None and is_lead(member, self.settings),
        )

    async def respond(self, interaction: Interaction, event: Inbound) -> None:
        """Hand an interaction's event over, and show the answer to the person.

        Until it is on record they are told 'one moment' at most; what is said then is what became of it.
        """
        handling = asyncio.ensure_future(self._drawn(interaction, event))
        if not (await asyncio.wait({handling}, timeout=SLOW))[0]:
            await self._quietly(interaction.response.defer(ephemeral=True, thinking=True))
        await self._quietly(self._show(interaction, *await handling))

    async def refuse(self, interaction: Interaction, key: str) -> None:
        """Say something that needs no service."""
        said = Said(Say(key))
        await self._quietly(self._show(interaction, said, self._draw(interaction, said)))

    async def open_report(self, interaction: Interaction, link: str = "") -> None:
        """Open the report form."""
        await self._quietly(interaction.response.send_modal(forms.report(self.policy, self.pen_for(interaction), link)))

    async def open_notes(self, interaction: Interaction) -> None:
        """Open the form for process notes."""
        await self._quietly(interaction.response.send_modal(forms.notes(self.policy, self.pen_for(interaction))))

    async def open_reply(self, interaction: Interaction, case: int) -> None:
        """Open the form for an answer that came another way."""
        await self._quietly(interaction.response.send_modal(forms.reply(case, self.pen_for(interaction))))

    async def open_appeal(self, interaction: Interaction, case: int) -> None:
        """Open the form to appeal with."""
        await self._quietly(interaction.response.send_modal(forms.appeal(case, self.pen_for(interaction))))

    async def open_observation(self, interaction: Interaction, opened: custom_ids.OpenObservation) -> None:
        """Open the form 'What did you notice?'."""
        pen = self.pen_for(interaction)
        form = forms.observation(opened, await self.policy_for(opened.case, pen.texts.language), pen)
        await self._quietly(interaction.response.send_modal(form))

    async def open_answer(self, interaction: Interaction, opened: custom_ids.Answer, event: AskedForm) -> None:
        """Open the form behind a button of the notice, for the member of that case alone."""
        answer = await self.hand_over(event, _profile(interaction))
        if isinstance(answer, Silent):
            form = forms.answer(opened.case, opened.way, self.pen_for(interaction))
            await self._quietly(interaction.response.send_modal(form))
        else:
            await self._quietly(self._show(interaction, answer, self._draw(interaction, answer)))

    def pen_for(self, interaction: Interaction) -> Pen:
        """The pen for whoever acts: in the language in which they use Discord."""
        return self.pen.of(str(interaction.locale))

    def is_elsewhere(self, interaction: Interaction) -> bool:
        """Whether somebody acts in another guild."""
        return interaction.guild_id not in {None, self.settings.guild_id}

    async def _drawn(self, interaction: Interaction, event: Inbound) -> tuple[Answer, Drawn | None]:
        """What became of an event, and how that looks; drawing takes its time, too."""
        answer = await self.hand_over(event, _profile(interaction))
        return answer, self._draw(interaction, answer, await self._sheet(answer))

    def _draw(self, interaction: Interaction, answer: Answer, sheet: bytes | None = None) -> Drawn | None:
        return answers.draw(answer, self.pen_for(interaction), self.settings.guild_id, sheet)

    async def _show(self, interaction: Interaction, answer: Answer, drawn: Drawn | None) -> None:
        response = interaction.response
        if response.is_done():
            await self._show_late(interaction, answer, drawn)
        elif drawn is None:
            await self._show_nothing(interaction, answer)
        elif _goes_on(interaction):
            await response.edit_message(**drawn.edit())  # in place of the question, so that it is asked no more
        else:
            await response.send_message(**drawn.new(), ephemeral=True)

    async def _sheet(self, answer: Answer) -> bytes | None:
        """What reporters attached, for a case that is shown."""
        return await self.sheets.contact(answer.pictures) if isinstance(answer, CaseView) else None

    async def _show_late(self, interaction: Interaction, answer: Answer, drawn: Drawn | None) -> None:
        if drawn:
            await interaction.edit_original_response(**drawn.edit())
        elif not isinstance(answer, Deferred):
            await interaction.delete_original_response()

    async def _show_nothing(self, interaction: Interaction, answer: Answer) -> None:
        if isinstance(answer, Deferred):
            await interaction.response.defer(ephemeral=True, thinking=True)
        elif interaction.message:
            await interaction.response.defer()  # nothing changes; without it, Discord would say that we failed
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
            await interaction.delete_original_response()

    async def _quietly(self, showing: Awaitable[object]) -> None:
        """An answer is a hint, given at most once: what it is about is recorded already."""
        try:
            await showing
        except Exception as error:  # noqa: BLE001 - discord.py also fails on answers that lack what it expects
            _log.warning("answer not shown", code=getattr(error, "code", None), **told(error))


def _profile(interaction: Interaction) -> Profile:
    """Discord tells in which language somebody uses it with all that they do, and never their time zone."""
    return Profile(locale=str(interaction.locale))


def _goes_on(interaction: Interaction) -> bool:
    """Whether this answers a question to one person; what others see, too, is never written over."""
    data: dict[str, object] = dict(interaction.data or {})
    alone = interaction.guild_id is None or (interaction.message and interaction.message.flags.ephemeral)
    return bool(alone) and isinstance(custom_ids.read(str(data.get("custom_id"))), custom_ids.GoOn)
